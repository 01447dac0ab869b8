package keep

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/reading"
)

// Restore is the verb restore.
type Restore struct {
	Backup string `arg:"" help:"A ledger that hearsay backup wrote."`
	store.Flag
}

// Help is shown below the summary of restore.
func (*Restore) Help() string {
	return `Takes all rows of the backup as they are, checking each, and makes what is derived from them again. The ledger named by --db must be new: a file that is not there, or a PostgreSQL schema without rows. ` +
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
	from, err := sqlite.Open(c.Backup, sqlite.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer from.Close()
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
	n, err := restore(ctx, io, from, target)
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

// restore takes the rows that the target does not have yet, and makes its records.
func restore(ctx context.Context, io *console.Streams, from, to ledger.Store) (int64, error) {
	into, ok := to.(taker)
	if !ok {
		return 0, fmt.Errorf("%s cannot take rows", to.Name())
	}
	var have ledger.Chain
	if err := to.Read(ctx, func(r ledger.Reader) (err error) { have, err = r.Head(); return err }); err != nil {
		return 0, err
	}
	bar := console.NewWork(io.Err, "rows")
	defer bar.Done()
	var all int64
	err := from.Read(ctx, func(r ledger.Reader) error {
		head, err := r.Head()
		if err != nil {
			return err
		}
		all = head.Seq
		if have.Seq > 0 {
			row, err := r.Row(have.Seq)
			if err != nil && !errors.Is(err, ledger.ErrNone) {
				return err
			}
			if err != nil || row.Hash != have.Hash {
				return fmt.Errorf("%s has rows that are not the backup's: restore into a new ledger", to.Name())
			}
		}
		for done := have.Seq; done < all; {
			upto := min(done+taken, all)
			if err := into.Take(ctx, r.Rows(done, upto)); err != nil {
				return err
			}
			done = upto
			bar.To(done, all)
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	bar.Done()
	return all, desk.Open(to, reading.Load).Rebuild(ctx, bar.To)
}
