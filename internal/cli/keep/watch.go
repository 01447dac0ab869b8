package keep

import (
	"context"

	"hearsay/internal/capture"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/intake"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/reading"
)

// Watch is watch, with a ledger that what is captured is added to.
type Watch struct {
	intake.Watch
	DB string `name:"db" placeholder:"FILE|URL" help:"Read what is captured into this ledger, as add does: a changed story is a new version."`
}

// Run watches until it is told to stop.
func (c *Watch) Run(io *console.Streams) error {
	if c.DB == "" {
		return c.Watch.Run(io)
	}
	ctx := context.Background()
	store, err := (&store.Flag{DB: c.DB}).Open(ctx, true)
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
	return c.Watch.Run(io)
}
