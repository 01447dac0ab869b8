package cli

import (
	"context"

	"hearsay/internal/capture"
	"hearsay/internal/cli/intake"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/reading"
)

// watchCmd is watch, with a ledger that what is captured is added to.
type watchCmd struct {
	intake.Watch
	DB string `name:"db" placeholder:"FILE|URL" help:"Read what is captured into this ledger, as add does: a changed story is a new version."`
}

// Run watches until it is told to stop.
func (c *watchCmd) Run(io *streams) error {
	to := &intake.Streams{In: io.in, Out: io.out, Err: io.err}
	if c.DB == "" {
		return c.Watch.Run(to)
	}
	ctx := context.Background()
	store, err := (&ledgerFlag{c.DB}).open(ctx, true)
	if err != nil {
		return err
	}
	defer store.Close()
	a := &adding{store: store, keep: keep.New(store), io: io}
	if a.reader, err = reading.Load(); err != nil {
		return err
	}
	a.desk = desk.Open(store, func() (*reading.Reader, error) { return a.reader, nil })
	c.Each = func(cp capture.Capture) error {
		return a.flush(ctx, []outcome{{Item: a.read(ctx, cp), uri: cp.URI}})
	}
	return c.Watch.Run(to)
}
