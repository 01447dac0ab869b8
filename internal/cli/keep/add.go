package keep

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"

	"hearsay/internal/capture"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/intake"
	"hearsay/internal/cli/store"
	"hearsay/internal/cli/value"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/reading"
	"hearsay/internal/worker"
)

// Add is the verb add.
type Add struct {
	Reports []string `arg:"" name:"report" help:"What read takes: files, directories, archives, feeds, tables, addresses, - for standard input."`
	store.Flag
	intake.Network

	Date    value.Day         `placeholder:"DAY" help:"Day of publication of every report named."`
	Outlet  string            `placeholder:"NAME" help:"Outlet of every report named."`
	URL     string            `placeholder:"URL" help:"Public address of every report named; it is kept, not fetched."`
	MaxSize value.Size        `name:"max-size" default:"16MB" placeholder:"SIZE" help:"Largest report taken, in bytes or as 500kB, 16MB."`
	Workers int               `default:"${workers}" placeholder:"N" help:"Reports read at the same time. Default: the number of processors."`
	Columns map[string]string `placeholder:"WHAT=COLUMN" help:"Which column of a table, or field of its JSON, holds what; as in read."`
	Later   bool              `help:"Keep the bytes now and leave the reading to hearsay work."`
}

// Help is shown below the summary of add.
func (*Add) Help() string {
	return `The ledger is made on first use. What was added stays: the same bytes again add one row that they were seen, other bytes of the same address a new version. ` +
		`An interrupted run keeps what it had done; the same command goes on where it stopped.

` + console.ExitCodes()
}

// Validate checks what kong cannot.
func (c *Add) Validate() error {
	return intake.Check(c.Reports, c.Workers)
}

// batch is how many reports are one job to be read later.
const batch = 32

// together is how many readings are kept in one transaction: what several of
// them change is then written once.
const together = 128

// Run reads the reports and keeps them.
func (c *Add) Run(io *console.Streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := c.Open(ctx, true)
	if err != nil {
		return err
	}
	defer store.Close()
	src := &intake.Sources{
		Network: c.Network, Stated: capture.Stated{Outlet: c.Outlet, URL: c.URL, Date: c.Date.Time}, Most: int64(c.MaxSize), Columns: c.Columns,
		Streams: io,
	}
	if err := src.Check(); err != nil {
		return err
	}
	entries := src.Entries(c.Reports)
	tot := console.NewTotal(len(entries))
	tot.Bar = console.NewProgress(io.Err, len(entries), src.Long(entries))
	io = &console.Streams{In: io.In, Out: io.Out, Err: tot.Bar.Writer(io.Err)}
	src.Err, src.Add = io.Err, tot.Add
	a := &adding{store: store, keep: keep.New(store), items: src.Items(entries), workers: c.Workers, total: tot, io: io}
	a.desk = desk.Open(store, func() (*reading.Reader, error) { return a.reader, nil })
	if _, err := a.desk.Fresh(ctx); errors.Is(err, ledger.ErrNewerRecords) {
		return fmt.Errorf("%s: %w", store.Name(), err) // before anything is read in vain
	}
	if a.reader, err = reading.Load(); err != nil {
		return err
	}
	if c.Later {
		if a.queue, err = worker.Open(ctx, store, worker.Options{}); err != nil {
			return err
		}
	}
	err = a.run(ctx)
	tot.Bar.Done()
	src.PassedOver()
	if err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return a.verdict()
}

// adding reads reports side by side and keeps them in batches, as they are
// ready.
type adding struct {
	store   ledger.Store
	keep    *keep.Keeper
	desk    *desk.Desk
	reader  *reading.Reader
	queue   *worker.Queue // nil where reports are read at once
	items   iter.Seq[intake.Opening]
	workers int
	total   *console.Total
	io      *console.Streams

	interrupted                         bool
	wereRead, unread                    atomic.Int64 // by jobs
	done, fresh, again, changed, failed int
}

// outcome is one report, ready to be kept; err is what could not even be
// captured.
type outcome struct {
	keep.Item
	uri string
	err error
}

// run brings reports in, reads and keeps them. Readers wait where more is ready
// than a batch that is written and one that fills.
func (a *adding) run(ctx context.Context) error {
	jobs := make(chan intake.Opening)
	size := together
	if a.queue != nil {
		size = batch
	}
	ready := make(chan outcome, size)
	go func() {
		defer close(jobs)
		for it := range a.items {
			select {
			case jobs <- it:
			case <-ctx.Done():
				return
			}
		}
	}()
	var readers sync.WaitGroup
	broken := make(chan struct{}) // the ledger cannot be written any more
	for range a.workers {
		readers.Go(func() {
			for it := range jobs {
				a.open(ctx, it, func(o outcome) bool {
					select {
					case ready <- o:
						return true
					case <-broken:
						return false
					}
				})
			}
		})
	}
	go func() {
		readers.Wait()
		close(ready)
	}()
	// What was read is kept, also after an interrupt.
	kept := context.WithoutCancel(ctx)
	full := make([]outcome, 0, size)
	for o := range ready {
		if full = append(full, o); len(full) == size {
			if err := a.flush(kept, full); err != nil {
				close(broken)
				return err
			}
			full = full[:0]
		}
	}
	a.interrupted = ctx.Err() != nil
	return a.flush(kept, full)
}

// open brings in and reads what one item leads to.
func (a *adding) open(ctx context.Context, it intake.Opening, yield func(outcome) bool) {
	for c, err := range it.Open(ctx) {
		if ctx.Err() != nil {
			return
		}
		o := outcome{uri: c.URI, err: err}
		switch {
		case err != nil:
			if o.uri == "" {
				o.uri = it.URI
				if e := (*capture.Error)(nil); errors.As(err, &e) && e.URI != "" {
					o.uri = e.URI
				}
			}
		case a.queue != nil:
			o.Item = captured(c)
		default:
			o.Item = a.read(ctx, c)
		}
		if !yield(o) {
			return
		}
	}
}

// captured is a capture that waits to be read.
func captured(c capture.Capture) keep.Item {
	return keep.Item{Capture: c, Fetched: c.Fetched, Header: c.Header}
}

// read reads a capture, unless this reader did before.
func (a *adding) read(ctx context.Context, c capture.Capture) (it keep.Item) {
	it = captured(c)
	if known, err := a.keep.Known(ctx, c.SHA256, a.reader.Identity()); err == nil && known {
		return it
	}
	defer func() {
		if p := recover(); p != nil {
			it.Failure = &reading.Failure{URI: c.URI, Stage: "reading", Reason: fmt.Sprintf("the program broke on this report (%v)", p), Advice: "report this as a mistake of the program"}
		}
	}()
	rd, err := intake.Reads(a.reader, c)
	if err != nil {
		f := reading.Fail(c.URI, err)
		it.Failure = &f
		return it
	}
	it.Reading = rd
	return it
}

// flush keeps a batch and brings the records up to it.
func (a *adding) flush(ctx context.Context, full []outcome) error {
	var items []keep.Item
	for i := range full {
		o := &full[i]
		if a.total != nil {
			a.total.Step(1)
		}
		a.done++
		if o.err != nil {
			f := reading.Fail(o.uri, o.err)
			a.io.Say("%s: %s; %s", console.Shown(f.URI), f.Reason, f.Advice)
			a.failed++
			continue
		}
		if o.Failure != nil {
			a.io.Say("%s: %s; %s", console.Shown(o.uri), o.Failure.Reason, o.Failure.Advice)
			a.failed++
		}
		if o.Reading != nil {
			a.desk.Remember(o.Reading)
		}
		items = append(items, o.Item)
	}
	if len(items) == 0 {
		return nil
	}
	out, more, err := a.commit(ctx, items)
	if err != nil {
		return err
	}
	for _, o := range out {
		switch o.State {
		case keep.First:
			a.fresh++
		case keep.Again:
			a.again++
		case keep.Changed:
			a.fresh++
			a.changed++
		}
	}
	if more {
		return a.desk.Refresh(ctx, nil)
	}
	return nil
}

// commit keeps items and what is made of them in one Write. Where records cannot
// be made, the rows are kept all the same; more then leaves it to Refresh to say
// why.
func (a *adding) commit(ctx context.Context, items []keep.Item) (out []keep.Outcome, more bool, err error) {
	queue := func(tx ledger.Tx) error {
		if a.queue == nil {
			return nil
		}
		var ids []string
		for i := range items {
			ids = append(ids, items[i].Capture.SHA256)
		}
		return a.queue.Add(ctx, tx, ids)
	}
	var behind error
	out, err = a.keep.Keep(ctx, a.reader.Identity(), items, func(tx ledger.Tx) error {
		if err := queue(tx); err != nil {
			return err
		}
		more, behind = a.desk.RefreshIn(ctx, tx)
		return behind
	})
	if behind != nil {
		more = true
		out, err = a.keep.Keep(ctx, a.reader.Identity(), items, queue)
	}
	return out, more, err
}

// verdict says what was done.
func (a *adding) verdict() error {
	what := "added"
	if a.queue != nil {
		what = "kept, to be read by hearsay work"
	}
	a.io.Say("%s: %d reports %s, %d of them new versions; %d were there already", a.store.Name(), a.fresh, what, a.changed, a.again)
	switch {
	case a.interrupted:
		a.io.Say("interrupted after %d reports; the same command goes on", a.done)
		return console.Exit(console.Interrupted)
	case a.failed == 0:
		return nil
	case a.failed == a.done:
		return console.Exit(console.None)
	}
	a.io.Say("%d of %d reports could not be read", a.failed, a.done)
	return console.Exit(console.Some)
}
