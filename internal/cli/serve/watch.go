package serve

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"hearsay/internal/cli/intake"
	"hearsay/internal/cli/keep"
	"hearsay/internal/web/feeds"
)

// watching is the watch that runs beside the server. A nil one does nothing.
type watching struct {
	*intake.Watching
	ended chan struct{} // closed when it has stopped
	err   error         // why, after that
	once  sync.Once
	begun bool
}

// follow opens the watch, where one is asked for.
func (s *server) follow(ctx context.Context) error {
	if len(s.Watch) == 0 {
		if len(s.Webhook) > 0 {
			return errors.New("--webhook: there is nothing to tell without --watch")
		}
		return nil
	}
	if s.store == nil {
		return errors.New("--watch: there is no ledger that captures could be read into; hearsay add makes one, --db names another")
	}
	w, err := s.Following.Open(s.io, s.Watch, int64(s.MaxSize))
	if err != nil {
		return err
	}
	if err := keep.Follow(context.WithoutCancel(ctx), w, s.store, s.desk, s.reader, s.io); err != nil {
		return errors.Join(err, w.Close())
	}
	s.feeds = &watching{Watching: w, ended: make(chan struct{})}
	return nil
}

// start begins to watch, until ctx ends; a watch that ends by itself ends the
// server.
func (w *watching) start(ctx context.Context, ends chan<- error) {
	if w == nil {
		return
	}
	w.begun = true
	go func() {
		w.err = w.Run(ctx)
		close(w.ended)
		if w.err != nil {
			ends <- fmt.Errorf("the watch has ended: %w", w.err)
		}
	}()
}

// stop waits for what is being captured.
func (w *watching) stop(ctx context.Context) error {
	if w == nil || !w.begun {
		return nil
	}
	select {
	case <-w.ended:
		return w.err
	case <-ctx.Done():
		return errors.New("a capture was cut off; the watch goes on with it when it is started again")
	}
}

func (w *watching) close() {
	if w != nil {
		w.once.Do(func() { _ = w.Close() })
	}
}

// state is how the watch stands, for its page; nil where nothing is watched.
func (w *watching) state() func(context.Context) (feeds.State, error) {
	if w == nil {
		return nil
	}
	return func(ctx context.Context) (feeds.State, error) {
		list, err := w.Journal.Feeds(ctx)
		return feeds.State{Feeds: list, Failed: w.Journal.Failed(), Waiting: w.Hooks.Waiting(), Dead: w.Hooks.Dead(), Now: time.Now()}, err
	}
}
