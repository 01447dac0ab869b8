package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"hearsay/internal/capture"
	"hearsay/internal/cli/intake"
	"hearsay/internal/cli/value"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/reading"
	"hearsay/internal/worker"
)

type addCmd struct {
	Reports []string `arg:"" name:"report" help:"What read takes: files, directories, archives, feeds, tables, addresses, - for standard input."`
	ledgerFlag
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
func (*addCmd) Help() string {
	return `The ledger is made on first use. What was added stays: the same bytes again add one row that they were seen, other bytes of the same address a new version. ` +
		`An interrupted run keeps what it had done; the same command goes on where it stopped.

` + exitCodes()
}

// Validate checks what kong cannot.
func (c *addCmd) Validate() error {
	return (&readCmd{Reports: c.Reports, Workers: c.Workers}).Validate()
}

// batch is how many readings are kept in one transaction.
const batch = 32

// Run reads the reports and keeps them.
func (c *addCmd) Run(io *streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer store.Close()
	src := &intake.Sources{
		Network: c.Network, Stated: capture.Stated{Outlet: c.Outlet, URL: c.URL, Date: c.Date.Time}, Most: int64(c.MaxSize), Columns: c.Columns,
		Streams: &intake.Streams{In: io.in, Out: io.out, Err: io.err}, Skip: io.skipped,
	}
	if err := src.Check(); err != nil {
		return err
	}
	entries := src.Entries(c.Reports)
	tot := &total{}
	tot.n.Store(int64(len(entries)))
	tot.bar = newProgress(io.err, len(entries), src.Long(entries))
	io = &streams{io.in, io.out, tot.bar.writer(io.err)}
	src.Err, src.Add = io.err, tot.add
	a := &adding{store: store, keep: keep.New(store), items: src.Items(entries), workers: c.Workers, total: tot, io: io}
	a.desk = desk.Open(store, func() (*reading.Reader, error) { return a.reader, nil })
	if a.reader, err = reading.Load(); err != nil {
		return err
	}
	if c.Later {
		if a.queue, err = worker.Open(ctx, store, worker.Options{}); err != nil {
			return err
		}
	}
	err = a.run(ctx)
	tot.bar.done()
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
	total   *total
	io      *streams

	interrupted                         bool
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
	ready := make(chan outcome, batch)
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
	full := make([]outcome, 0, batch)
	for o := range ready {
		if full = append(full, o); len(full) == batch {
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
	rd, err := a.reader.Read(c)
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
			a.total.step(1)
		}
		a.done++
		if o.err != nil {
			f := reading.Fail(o.uri, o.err)
			a.io.say("%s: %s; %s", shown(f.URI), f.Reason, f.Advice)
			a.failed++
			continue
		}
		if o.Failure != nil {
			a.io.say("%s: %s; %s", shown(o.uri), o.Failure.Reason, o.Failure.Advice)
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
	var also func(ledger.Tx) error
	if a.queue != nil {
		also = func(tx ledger.Tx) error {
			var ids []string
			for i := range items {
				ids = append(ids, items[i].Capture.SHA256)
			}
			return a.queue.Add(ctx, tx, ids)
		}
	}
	out, err := a.keep.Keep(ctx, a.reader.Identity(), items, also)
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
	return a.desk.Refresh(ctx, nil)
}

// verdict says what was done.
func (a *adding) verdict() error {
	what := "added"
	if a.queue != nil {
		what = "kept, to be read by hearsay work"
	}
	a.io.say("%s: %d reports %s, %d of them new versions; %d were there already", a.store.Name(), a.fresh, what, a.changed, a.again)
	switch {
	case a.interrupted:
		a.io.say("interrupted after %d reports; the same command goes on", a.done)
		return exit(exitInterrupted)
	case a.failed == 0:
		return nil
	case a.failed == a.done:
		return exit(exitNone)
	}
	a.io.say("%d of %d reports could not be read", a.failed, a.done)
	return exit(exitSome)
}

type workCmd struct {
	ledgerFlag
	Workers int  `default:"${workers}" placeholder:"N" help:"Jobs worked on at the same time. Default: the number of processors."`
	Drain   bool `help:"End when nothing is left to do."`
	Again   bool `help:"Ask for every report that another reader read to be read again."`
}

// Help is shown below the summary of work.
func (*workCmd) Help() string {
	return `Reads what hearsay add --later kept, and with --again what an older version had read: its rows stay, and what people decided stays with the words it was about. ` +
		`Any number of processes may work on one PostgreSQL ledger. An interrupt lets jobs that are being worked on end.`
}

// Run works until it is told to stop.
func (c *workCmd) Run(io *streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer store.Close()
	reader, err := reading.Load()
	if err != nil {
		return err
	}
	a := &adding{store: store, keep: keep.New(store), reader: reader, io: io}
	a.desk = desk.Open(store, func() (*reading.Reader, error) { return reader, nil })
	q, err := worker.Open(ctx, store, worker.Options{Workers: c.Workers, Do: a.job})
	if err != nil {
		return err
	}
	if c.Again {
		n, err := again(ctx, store, q, reader.Identity())
		if err != nil {
			return err
		}
		io.say("%d reports are to be read again", n)
	}
	if err := q.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	if c.Drain {
		err = q.Drained(ctx, nil)
	} else {
		io.say("working on %s (interrupt to stop)", store.Name())
		<-ctx.Done()
	}
	late, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if e := q.Stop(late); err == nil || errors.Is(err, context.Canceled) {
		err = e
	}
	if err != nil {
		return err
	}
	if err := a.desk.Refresh(late, nil); err != nil {
		return err
	}
	if dead, err := q.Jobs(late, worker.Dead); err == nil && len(dead) > 0 {
		io.say("%d jobs were given up after several tries; `hearsay jobs` lists them", len(dead))
		return exit(exitSome)
	}
	return nil
}

// job reads the captures of one job.
func (a *adding) job(ctx context.Context, captures []string) (func(ledger.Tx) error, error) {
	var items []keep.Item
	for _, id := range captures {
		c, err := a.desk.Bytes(ctx, id)
		if err != nil {
			return nil, err
		}
		it := a.read(ctx, c)
		if it.Reading == nil && it.Failure == nil {
			continue // done before
		}
		items = append(items, it)
	}
	return func(tx ledger.Tx) error {
		_, err := a.keep.In(tx, a.reader.Identity(), items)
		if err != nil {
			a.keep.Failed()
		}
		return err
	}, nil
}

// again asks for the captures that another reader read.
func again(ctx context.Context, store ledger.Store, q *worker.Queue, by reading.Identity) (int, error) {
	var ids []string
	err := store.Read(ctx, func(r ledger.Reader) error {
		for h, err := range r.Select(ledger.Query{Table: keep.Read}) {
			if err != nil {
				return err
			}
			if h.Values[0] != entry.ReadingID(h.Key, by) {
				ids = append(ids, h.Key)
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for i := 0; i < len(ids); i += batch {
		if err := store.Write(ctx, func(tx ledger.Tx) error { return q.Add(ctx, tx, ids[i:min(i+batch, len(ids))]) }); err != nil {
			return i, err
		}
	}
	return len(ids), nil
}

type jobsCmd struct {
	ledgerFlag
	Retry []int64 `placeholder:"N" help:"Try these jobs again now."`
	All   bool    `help:"Show those that are done, too."`
}

// Run lists jobs, or has some tried again.
func (c *jobsCmd) Run(io *streams) error {
	return c.ask(func(ctx context.Context, _ *desk.Desk, store ledger.Store) error {
		q, err := worker.Open(ctx, store, worker.Options{})
		if err != nil {
			return err
		}
		for _, id := range c.Retry {
			if err := q.Retry(ctx, id); err != nil {
				return err
			}
			io.say("job %d is tried again", id)
		}
		if len(c.Retry) > 0 {
			return nil
		}
		in := []worker.State{worker.Waiting, worker.Running, worker.Failed, worker.Dead}
		if c.All {
			in = append(in, worker.Done)
		}
		jobs, err := q.Jobs(ctx, in...)
		if err != nil {
			return err
		}
		if len(jobs) == 0 {
			io.say("nothing waits to be done")
		}
		for _, j := range jobs {
			fmt.Fprintf(io.out, "%6d  %-8s %3d reports  try %d of %d", j.ID, j.State, len(j.Captures), j.Tries, j.Most)
			if j.Reason != "" {
				fmt.Fprintf(io.out, "  %s", shown(j.Reason))
			}
			fmt.Fprintln(io.out)
		}
		return nil
	})
}
