package keep

import (
	"context"

	"hearsay/internal/capture"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/intake"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/desk/news"
	"hearsay/internal/ledger"
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
	w, err := c.Open(io, c.Feeds, c.MaxSize)
	if err != nil {
		return err
	}
	defer w.Close()
	if c.DB != "" && !c.Failed {
		ctx := context.Background()
		st, err := (&store.Flag{DB: c.DB}).Open(ctx, true)
		if err != nil {
			return err
		}
		defer st.Close()
		reader, err := reading.Load()
		if err != nil {
			return err
		}
		d := desk.Open(st, func() (*reading.Reader, error) { return reader, nil })
		if err := Follow(ctx, w, st, d, reader, io); err != nil {
			return err
		}
	}
	return c.RunOn(w, io)
}

// mostNews is how much of what one capture brings is told.
const mostNews = 50

// Follow has what a watch captures read into a ledger, and what is new in the
// ledger by that told as the watch's own events are.
func Follow(ctx context.Context, w *intake.Watching, st ledger.Store, d *desk.Desk, reader *reading.Reader, io *console.Streams) error {
	if err := d.Refresh(ctx, nil); err != nil {
		return err
	}
	fresh, err := d.Fresh(ctx)
	if err != nil {
		return err
	}
	row := fresh.Row
	a := &adding{store: st, keep: keep.New(st), io: io, reader: reader, desk: d}
	w.Take(func(c capture.Capture) error {
		if err := a.flush(ctx, []outcome{{Item: a.read(ctx, c), uri: c.URI}}); err != nil {
			return err
		}
		list, upto, err := news.Since(ctx, d, row, mostNews)
		if err != nil {
			return err
		}
		row = upto
		for i := range list {
			e := &list[i]
			if err := w.Tell(string(e.Kind), e.String(), e); err != nil {
				return err
			}
		}
		return nil
	})
	return nil
}
