package keep

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"math"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/reading"
)

// Restore is the verb restore.
type Restore struct {
	Ledgers []string `arg:"" name:"ledger" help:"A ledger that hearsay backup wrote, or a damaged one; further ones give the rows that those before do not have."`
	store.Flag
	Upto int64 `placeholder:"ROW" help:"Take the rows up to this one alone: of a damaged ledger those that hearsay verify finds sound."`
}

// Help is shown below the summary of restore.
func (*Restore) Help() string {
	return `Takes all rows of the backup as they are, checking each, and makes what is derived from them again. The ledger named by --db must be new: a file that is not there, or a PostgreSQL schema without rows. ` +
		`Of a damaged ledger named after its last backup, the rows that came after that are taken, too. ` +
		`An interrupted run keeps what it had done; the same command goes on where it stopped. Add nothing to the ledger before it is done.`
}

// taker is a store that takes rows as they are.
type taker interface {
	Take(ctx context.Context, rows iter.Seq2[ledger.Row, error]) error
}

// taken is how many rows are taken in one transaction.
const taken = 2048

// Run makes a ledger from a backup.
func (c *Restore) Run(io *console.Streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var from []*sqlite.Store
	for _, name := range c.Ledgers {
		f, err := sqlite.Open(name, sqlite.Options{ReadOnly: true})
		if errors.Is(err, ledger.ErrBroken) {
			return fmt.Errorf("%s: not one row can be read, as the beginning of the file is lost: name another backup (%s)", console.Shown(name), ledger.ErrBroken.Cause(err))
		}
		if err != nil {
			return err
		}
		defer f.Close()
		from = append(from, f)
	}
	// A file gets its name when it is whole.
	to, final := c.Flag, ""
	if !strings.Contains(to.DB, "://") {
		if _, err := os.Lstat(to.DB); err == nil {
			return fmt.Errorf("%s is there already; name a new file with --db", console.Shown(to.DB))
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		final = to.DB
		to.DB += ".part"
	}
	target, err := to.Open(ctx, true)
	if err != nil {
		return err
	}
	n, err := restore(ctx, io, from, target, c.Upto)
	if s, ok := target.(*sqlite.Store); ok && err == nil {
		err = s.Settle(ctx)
	}
	if e := target.Close(); err == nil {
		err = e
	}
	if err != nil {
		if ctx.Err() != nil {
			io.Say("interrupted; the same command goes on")
			return console.Exit(console.Interrupted)
		}
		return err
	}
	if final != "" {
		if err := sqlite.Publish(to.DB, final); err != nil {
			return err
		}
	}
	io.Say("%d rows restored; hearsay verify checks them", n)
	return nil
}

// restore takes the rows that the target does not have yet, of each ledger in turn
// until none has more, and makes its records.
func restore(ctx context.Context, io *console.Streams, from []*sqlite.Store, to ledger.Store, upto int64) (int64, error) {
	into, ok := to.(taker)
	if !ok {
		return 0, fmt.Errorf("%s cannot take rows", to.Name())
	}
	t := &taking{into: into, upto: upto, bar: console.NewWork(io.Err, "rows")}
	defer t.bar.Done()
	if err := to.Read(ctx, func(r ledger.Reader) (err error) { t.have, err = r.Head(); return err }); err != nil {
		return 0, err
	}
	for more := true; more; {
		had := t.have.Seq
		for _, f := range from {
			if err := f.Read(ctx, func(r ledger.Reader) error { return t.take(ctx, f, r, len(from) == 1, to) }); err != nil {
				return 0, err
			}
		}
		more = t.have.Seq > had && len(from) > 1
	}
	switch {
	case t.broken != nil && t.have.Seq < t.broken.Seq && t.have.Seq != upto:
		return 0, fmt.Errorf("%s: %s; name a backup that has it before the damaged ledger, or leave it and all that follows with --upto %d", t.where, t.broken.Reason, t.have.Seq)
	case t.have.Seq < upto:
		return 0, fmt.Errorf("there is no row %d: the last is %d", upto, t.have.Seq)
	}
	t.bar.Done()
	bar := console.NewWork(io.Err, "rows")
	defer bar.Done()
	return t.have.Seq, desk.Open(to, reading.Load).Rebuild(ctx, bar.To)
}

// taking is rows on their way.
type taking struct {
	into   taker
	have   ledger.Chain // what was taken
	upto   int64        // the last row to take; 0 is all
	broken *ledger.Damage
	where  string // the ledger with the damage
	bar    *console.Work
}

// take takes the rows that follow from one ledger, as far as they are sound. One that
// is named alone must have all that was taken before.
func (t *taking) take(ctx context.Context, from *sqlite.Store, r ledger.Reader, alone bool, to ledger.Store) error {
	last := int64(math.MaxInt64)
	if head, err := r.Head(); err == nil {
		last = head.Seq
	} else if !errors.Is(err, ledger.ErrBroken) {
		return err
	} else if done, err := r.Applied(projection.Records); err == nil && done > 0 {
		last = done
	}
	if t.have.Seq > 0 && (alone || t.have.Seq <= last) {
		row, err := r.Row(t.have.Seq)
		switch {
		case errors.Is(err, ledger.ErrBroken): // the row after it tells
		case err != nil && !errors.Is(err, ledger.ErrNone):
			return err
		case err != nil || row.Hash != t.have.Hash:
			return fmt.Errorf("%s has rows that are not those of %s: restore into a new ledger", to.Name(), from.Name())
		}
	}
	if t.upto > 0 {
		last = min(last, t.upto)
	}
	for t.have.Seq < last {
		chain, upto := t.have, min(t.have.Seq+taken, last)
		var end error
		if err := t.into.Take(ctx, sound(r.Rows(chain.Seq, upto), &chain, &end)); err != nil {
			return err
		}
		more := chain.Seq > t.have.Seq
		t.have = chain
		if last < math.MaxInt64 {
			t.bar.To(chain.Seq, last)
		}
		if damage := (*ledger.Damage)(nil); errors.As(end, &damage) {
			t.broken, t.where = damage, from.Name()
			return nil
		}
		if end != nil {
			return end
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if !more {
			break
		}
	}
	if t.have.Seq < last && last < math.MaxInt64 { // a damaged page hides them
		t.broken, t.where = &ledger.Damage{Seq: t.have.Seq + 1, Reason: fmt.Sprintf("row %d is not found, and row %d is there", t.have.Seq+1, last)}, from.Name()
	}
	return nil
}

// sound are rows as long as they can be read and follow one another; end is why
// there are no more, a *ledger.Damage where they are damaged.
func sound(rows iter.Seq2[ledger.Row, error], chain *ledger.Chain, end *error) iter.Seq2[ledger.Row, error] {
	return func(yield func(ledger.Row, error) bool) {
		for row, err := range rows {
			if errors.Is(err, ledger.ErrBroken) {
				err = &ledger.Damage{Seq: chain.Seq + 1, Reason: fmt.Sprintf("row %d cannot be read: %s", chain.Seq+1, ledger.ErrBroken.Cause(err))}
			}
			if err == nil {
				err = chain.Check(&row)
			}
			if err != nil {
				*end = err
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}
