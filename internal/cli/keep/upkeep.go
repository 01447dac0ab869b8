package keep

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/loss"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/reading"
)

// Verify is the verb verify.
type Verify struct {
	Incident string `arg:"" optional:"" help:"Prove this incident's page from the captured bytes as well."`
	store.Flag
	Noted string `placeholder:"ROW:HASH" help:"The number and hash of a last row, as verify printed them earlier: the ledger must still have it."`
}

// Help is shown below the summary of verify.
func (*Verify) Help() string {
	return `Walks all rows: numbers without gaps, times that never run backwards, hashes that fit, captures whose bytes have the hash that names them. ` +
		`Then it looks at all that is derived from them, which hearsay rebuild can make again. ` +
		`It prints the last hash: noted down elsewhere, it shows later, with --noted, that nothing before it was changed or cut off. Nothing is changed.`
}

// Run walks the ledger, which is opened so that nothing in it can change.
func (c *Verify) Run(io *console.Streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := c.OpenAsIs(ctx)
	if errors.Is(err, ledger.ErrBroken) {
		return fmt.Errorf("not one row can be read, as the beginning of the file is lost: `hearsay restore BACKUP --db NEW` makes the ledger again from a backup (%s)", ledger.ErrBroken.Cause(err))
	}
	if err != nil {
		return err
	}
	defer store.Close()
	err = c.verify(ctx, io, store)
	if ctx.Err() != nil {
		io.Say("interrupted; nothing was changed")
		return console.Exit(console.Interrupted)
	}
	return err
}

func (c *Verify) verify(ctx context.Context, io *console.Streams, store ledger.Store) error {
	bar := console.NewWork(io.Err, "rows")
	v, err := ledger.Verify(ctx, store, bar.To)
	bar.Done()
	if damage := (*ledger.Damage)(nil); errors.As(err, &damage) {
		return c.lost(ctx, io, store, v, damage)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(io.Out, "%s: %d rows are sound, %d captures with %d bytes\nlast row %d, %s, %s\n", store.Name(), v.Rows, v.Captures, v.Bytes, v.Head.Seq, v.Head.Time.Format(time.RFC3339), v.Head.Hash)
	if err := store.Read(ctx, func(r ledger.Reader) error { return c.whole(r, v.Head.Seq) }); err != nil {
		return err
	}
	bar = console.NewWork(io.Err, "tables")
	d := desk.Open(store, reading.Load)
	if _, err = d.Fresh(ctx); err == nil {
		err = d.Check(ctx, bar.To)
	}
	bar.Done()
	if errors.Is(err, ledger.ErrDerived) || errors.Is(err, ledger.ErrBroken) {
		name := console.Shown(store.Name())
		return fmt.Errorf("no row is lost, but what is derived from them is damaged: `hearsay rebuild --db %s` makes it again; where the file does not take it, `hearsay restore %s --db NEW` takes the rows into a new ledger (%s)",
			name, name, inner(err))
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(io.Out, "what is derived from them is as it was put\n")
	if c.Incident == "" {
		return nil
	}
	return c.prove(ctx, io, store)
}

// inner is what is damaged of what is derived, without the advice that goes with it.
func inner(err error) string {
	s := strings.TrimPrefix(strings.TrimPrefix(ledger.ErrBroken.Cause(err), string(ledger.ErrDerived)), " (")
	if strings.Count(s, ")") > strings.Count(s, "(") {
		s = strings.TrimSuffix(s, ")")
	}
	return s
}

// lost says which rows are lost, which stand, and where the lost ones are got from.
func (c *Verify) lost(ctx context.Context, io *console.Streams, store ledger.Store, v ledger.Verified, damage *ledger.Damage) error {
	last := int64(0) // 0 where nothing tells
	if err := store.Read(ctx, func(r ledger.Reader) error {
		if head, err := r.Head(); err == nil {
			last = max(last, head.Seq)
		}
		if done, err := r.Applied(projection.Records); err == nil {
			last = max(last, done)
		}
		return nil
	}); err != nil && !errors.Is(err, ledger.ErrBroken) {
		return err
	}
	bad, err := loss.Rows(ctx, store, v.Head, max(last, damage.Seq))
	if err != nil {
		return err
	}
	if len(bad) == 0 { // its hash fits, and yet it is not what it says
		bad = []loss.Range{{First: damage.Seq, Last: damage.Seq}}
	}
	name := console.Shown(store.Name())
	var named []string
	for _, r := range bad {
		if len(named) == mostLost {
			named = append(named, "and more")
			break
		}
		named = append(named, r.String())
	}
	if last < damage.Seq {
		fmt.Fprintf(io.Out, "%s: these rows are lost: %d and all after it\n", name, damage.Seq)
	} else {
		fmt.Fprintf(io.Out, "%s: of %d rows these are lost: %s\n", name, last, strings.Join(named, ", "))
	}
	if damage.Seq == 1 {
		return fmt.Errorf("%s; `hearsay restore BACKUP --db NEW` makes the ledger again from a backup", damage.Reason)
	}
	advice := fmt.Sprintf("; rows 1 to %d are sound: `hearsay restore BACKUP --db NEW` makes the ledger again from a backup", damage.Seq-1)
	if strings.Contains(store.Name(), "://") {
		return errors.New(damage.Reason + advice)
	}
	if bad[len(bad)-1].Last < last {
		advice += fmt.Sprintf(", `hearsay restore BACKUP %s --db NEW` with the rows that came after it", name)
	}
	return fmt.Errorf("%s%s; without one, `hearsay restore %s --upto %d --db NEW` keeps what is before the damage", damage.Reason, advice, name, damage.Seq-1)
}

// mostLost is how many ranges of lost rows are named.
const mostLost = 20

// prove proves the page of an incident.
func (c *Verify) prove(ctx context.Context, io *console.Streams, store ledger.Store) error {
	p, err := desk.Open(store, reading.Load).Verify(ctx, c.Incident)
	if err != nil {
		return err
	}
	for _, r := range p.Reports {
		state := "reads the same again"
		if !r.Same {
			state = r.Reason
		}
		if !r.Bytes {
			state = "its bytes are others; " + state
		}
		fmt.Fprintf(io.Out, "report %.12s: %s\n", r.Report, state)
	}
	for _, x := range p.Differences {
		fmt.Fprintf(io.Out, "difference: %s\n", x)
	}
	if !p.Holds {
		return fmt.Errorf("the page of %s is not what its bytes give", p.Incident)
	}
	fmt.Fprintf(io.Out, "the page of %s is what the captured bytes give\n", p.Incident)
	return nil
}

// whole checks that no last rows are gone: those that were noted, and those that
// records were made from.
func (c *Verify) whole(r ledger.Reader, last int64) error {
	done, err := r.Applied(projection.Records)
	if err != nil && !errors.Is(err, ledger.ErrNewerRecords) {
		return err
	}
	if done > last {
		return fmt.Errorf("rows %d to %d are gone, records were made from them: restore the ledger from a backup and compare", last+1, done)
	}
	if c.Noted == "" {
		return nil
	}
	seq, hash, _ := strings.Cut(c.Noted, ":")
	n, err := strconv.ParseInt(seq, 10, 64)
	if err != nil || len(hash) != 2*len(ledger.Hash{}) {
		return fmt.Errorf("--noted %s: write it as 1713:35f8…, the row's number and its whole hash", c.Noted)
	}
	row, err := r.Row(n)
	if errors.Is(err, ledger.ErrNone) {
		return fmt.Errorf("row %d, which was noted, is gone: the ledger ends with row %d; restore it from a backup and compare", n, last)
	}
	if err != nil {
		return err
	}
	if row.Hash.String() != hash {
		return fmt.Errorf("row %d is not the one that was noted: rows up to it were made anew; restore the ledger from a backup and compare", n)
	}
	return nil
}

// Backup is the verb backup.
type Backup struct {
	File string `arg:"" help:"A new file."`
	store.Flag
}

// Run copies the ledger while others write.
func (c *Backup) Run(io *console.Streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := c.Open(ctx, false)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.Backup(ctx, c.File); err != nil {
		return err
	}
	io.Say("%s is a ledger of its own; hearsay verify --db %s checks it", c.File, console.Shown(c.File))
	return nil
}

// Rebuild is the verb rebuild.
type Rebuild struct{ store.Flag }

// Run makes all records again from the rows, whoever made those that are there.
func (c *Rebuild) Run(io *console.Streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := c.Open(ctx, false)
	if err != nil {
		return err
	}
	defer store.Close()
	name := console.Shown(store.Name())
	d := desk.Open(store, reading.Load)
	if _, err := d.Fresh(ctx); errors.Is(err, ledger.ErrNewerRecords) {
		io.Say("%s: a newer version of hearsay made what is derived from the rows; it is made again as this version has it, and that version will make it again when it is next used", name)
	}
	bar := console.NewWork(io.Err, "steps")
	err = d.Rebuild(ctx, bar.To)
	bar.Done()
	switch {
	case ctx.Err() != nil:
		io.Say("interrupted; the next command on this ledger goes on with what was begun")
		return console.Exit(console.Interrupted)
	case errors.Is(err, ledger.ErrBroken), errors.Is(err, ledger.ErrDerived):
		return fmt.Errorf("%s is damaged in itself: where `hearsay verify` finds the rows sound, `hearsay restore %s --db NEW` takes them into a new ledger (%s)", name, name, inner(err))
	case err != nil:
		return err
	}
	f, err := d.Fresh(ctx)
	if err != nil {
		return err
	}
	io.Say("made again from %d rows", f.Row)
	return nil
}
