package serve

import (
	"context"
	"errors"
	"sync"
	"time"

	"hearsay/internal/account"
	"hearsay/internal/aside"
)

// house is the accounts of a desk that may come to have users while it is served:
// from then on everybody logs in.
type house struct {
	path string
	opt  account.Options
	must bool // there must be users: others can ask

	mu   sync.Mutex
	book *account.Book
	any  bool      // there are users; there always will be
	next time.Time // when it is looked again
}

// again is how often it is looked for the first user.
const again = time.Second

// Book is the accounts; nil while there are no users. Where others can ask, that
// is an error.
func (h *house) Book(ctx context.Context) (*account.Book, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.any {
		return h.book, nil
	}
	if now := time.Now(); !now.Before(h.next) {
		if err := h.look(ctx); err != nil {
			return nil, err
		}
		h.next = now.Add(again)
	}
	switch {
	case h.any:
		return h.book, nil
	case h.must:
		return nil, errors.New("there are no users")
	}
	return nil, nil
}

func (h *house) look(ctx context.Context) error {
	if h.book == nil {
		if !aside.There(h.path) {
			return nil
		}
		var err error
		if h.book, err = account.Open(ctx, h.path, h.opt); err != nil {
			return err
		}
	}
	var err error
	h.any, err = h.book.Any(ctx)
	return err
}

// ping reports whether the accounts answer, where there are any.
func (h *house) ping(ctx context.Context) error {
	b, err := h.Book(ctx)
	if err != nil || b == nil {
		return err
	}
	return b.Ping(ctx)
}

func (h *house) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.book != nil {
		_ = h.book.Close()
	}
}
