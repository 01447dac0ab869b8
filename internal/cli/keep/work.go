package keep

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/reading"
	"hearsay/internal/worker"
)

// patience is how long jobs may take to end once work is told to stop.
const patience = 20 * time.Second

// Work is the verb work.
type Work struct {
	store.Flag
	Workers int  `default:"${workers}" placeholder:"N" help:"Jobs worked on at the same time. Default: the number of processors."`
	Drain   bool `help:"End when nothing is left to do."`
	Again   bool `help:"Ask for every report that another reader read to be read again."`
}

// Help is shown below the summary of work.
func (*Work) Help() string {
	return `Reads what hearsay add --later kept, and with --again what an older version had read: its rows stay, and what people decided stays with the words it was about. ` +
		`Any number of processes may work on one PostgreSQL ledger. An interrupt lets jobs that are being worked on end.`
}

// Run works until it is told to stop.
func (c *Work) Run(io *console.Streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := c.Open(ctx, false)
	if err != nil {
		return err
	}
	defer store.Close()
	reader, err := reading.Load()
	if err != nil {
		return err
	}
	d := desk.Open(store, func() (*reading.Reader, error) { return reader, nil })
	a := &adding{store: store, keep: keep.New(store), desk: d, reader: reader, io: io}
	if _, err := d.Fresh(ctx); errors.Is(err, ledger.ErrNewerRecords) {
		return fmt.Errorf("%s: %w", store.Name(), err)
	}
	ctx, over := context.WithCancelCause(ctx)
	defer over(nil)
	q, err := worker.Open(ctx, store, worker.Options{Workers: c.Workers, Do: a.job, Over: over})
	if err != nil {
		return err
	}
	if c.Again {
		n, err := again(ctx, store, q, reader.Identity())
		if err != nil {
			return err
		}
		io.Say("%d reports are to be read again", n)
	}
	if err := q.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	if c.Drain {
		bar, all := console.NewWork(io.Err, "jobs"), 0
		err = q.Drained(ctx, func(left int) {
			all = max(all, left)
			bar.To(int64(all-left), int64(all))
		})
		bar.Done()
	} else {
		io.Say("working on %s (interrupt to stop)", store.Name())
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
	if err := context.Cause(ctx); errors.Is(err, ledger.ErrNewerRecords) {
		return fmt.Errorf("%s: %w", store.Name(), err)
	}
	if err := d.Refresh(late, nil); err != nil {
		return err
	}
	if n := a.unread.Load(); n > 0 {
		io.Say("%d reports were read; %d could not be: `hearsay queue --kind failure` lists them", a.wereRead.Load(), n)
	} else if n := a.wereRead.Load(); n > 0 {
		io.Say("%d reports were read", n)
	}
	if left, err := q.Jobs(late, worker.Waiting, worker.Running, worker.Failed); c.Drain && ctx.Err() != nil && err == nil && len(left) > 0 {
		io.Say("interrupted with %d jobs left; the same command goes on", len(left))
		return console.Exit(console.Interrupted)
	}
	if dead, err := q.Jobs(late, worker.Dead); err == nil && len(dead) > 0 {
		io.Say("%d jobs were given up after several tries; `hearsay jobs` lists them, --retry-dead tries them again", len(dead))
		return console.Exit(console.Some)
	}
	return nil
}

// Queue opens the jobs of a ledger, to be worked on so many at a time once it is
// started.
func Queue(ctx context.Context, store ledger.Store, d *desk.Desk, reader *reading.Reader, workers int, io *console.Streams) (*worker.Queue, error) {
	a := &adding{store: store, keep: keep.New(store), desk: d, reader: reader, io: io}
	return worker.Open(ctx, store, worker.Options{Workers: workers, Do: a.job})
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
		it.Kept = true
		items = append(items, it)
	}
	return func(tx ledger.Tx) error {
		_, err := a.keep.In(tx, a.reader.Identity(), items)
		if err != nil {
			a.keep.Failed()
			return err
		}
		for i := range items {
			if items[i].Failure != nil {
				a.unread.Add(1)
			} else {
				a.wereRead.Add(1)
			}
		}
		return nil
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

// Jobs is the verb jobs.
type Jobs struct {
	store.Flag
	Retry     []int64 `placeholder:"N" help:"Try these jobs again now."`
	RetryDead bool    `help:"Try all that were given up again now."`
	All       bool    `help:"Show those that are done, too."`
	Format    string  `enum:"text,json" default:"text" help:"text: for people. json: one document."`
}

// Help is shown below the summary of jobs.
func (*Jobs) Help() string {
	return `A job reads up to 32 reports, and its rows are kept with it or not at all. waiting: not begun. running. failed: to be tried again, later each time. dead: given up after its tries, with the reason; it stays until it is tried again.`
}

// Run lists jobs, or has some tried again.
func (c *Jobs) Run(io *console.Streams) error {
	return c.Ask(func(ctx context.Context, _ *desk.Desk, store ledger.Store) error {
		q, err := worker.Open(ctx, store, worker.Options{})
		if err != nil {
			return err
		}
		for _, id := range c.Retry {
			if err := q.Retry(ctx, id); err != nil {
				return err
			}
			io.Say("job %d is tried again", id)
		}
		if c.RetryDead {
			dead, err := q.Jobs(ctx, worker.Dead)
			if err != nil {
				return err
			}
			for _, j := range dead {
				if err := q.Retry(ctx, j.ID); err != nil {
					return err
				}
			}
			io.Say("%d jobs are tried again", len(dead))
		}
		if len(c.Retry) > 0 || c.RetryDead {
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
		if c.Format == "json" {
			return io.JSON(jobs)
		}
		if len(jobs) == 0 {
			io.Say("nothing waits to be done")
		}
		for _, j := range jobs {
			fmt.Fprintf(io.Out, "%6d  %-8s %3d reports  try %d of %d", j.ID, j.State, len(j.Captures), j.Tries, j.Most)
			if j.Reason != "" {
				fmt.Fprintf(io.Out, "  %s", console.Shown(j.Reason))
			}
			fmt.Fprintln(io.Out)
		}
		return nil
	})
}
