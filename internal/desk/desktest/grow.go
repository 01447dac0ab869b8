package desktest

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/reading"
)

// batch is how many reports are kept at once.
const batch = 64

// World is a ledger of invented news that grows.
type World struct {
	Desk   *desk.Desk
	Reader *reading.Reader

	keep    *keep.Keeper
	story   int // the next report is telling of story
	telling int
	// Reports and Statements are how many are in the ledger.
	Reports, Statements int
	// Read, Kept and Made are the time since Open that it took to read reports on
	// two processors, to keep and link them, and to make the records that are asked.
	Read, Kept, Made time.Duration
}

// Open is the world of a store; what its ledger holds stays. A ledger of other
// reports is none to go on with.
func Open(t testing.TB, store ledger.Store, reader func() (*reading.Reader, error)) *World {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	w := &World{Desk: desk.Open(store, reader), Reader: r, keep: keep.New(store)}
	there, err := w.Desk.Reports(context.Background(), "", "", desk.When{}, desk.Page{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	for range there.Total {
		w.next()
	}
	w.Reports = int(there.Total)
	err = store.Read(context.Background(), func(r ledger.Reader) error {
		n, err := r.Count(ledger.Query{Table: projection.Statements})
		w.Statements = int(n)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *World) next() (n, k int) {
	n, k = w.story, w.telling
	if w.telling++; w.telling == Tellings(w.story) {
		w.story, w.telling = w.story+1, 0
	}
	return n, k
}

// Grow adds reports until full says so; it is asked after each batch. How far it
// is goes to standard error from time to time.
func (w *World) Grow(t testing.TB, full func() bool) {
	t.Helper()
	said := time.Now()
	for !full() {
		w.Keep(t, w.Next(t))
		if time.Since(said) > time.Minute {
			said = time.Now()
			fmt.Fprintf(os.Stderr, "%d reports, %d statements\n", w.Reports, w.Statements)
		}
	}
}

// Keep keeps what was read and brings the records up to it.
func (w *World) Keep(t testing.TB, items []keep.Item) {
	t.Helper()
	ctx, at := context.Background(), time.Now()
	if _, err := w.keep.Keep(ctx, w.Reader.Identity(), items, nil); err != nil {
		t.Fatal(err)
	}
	kept := time.Now()
	if err := w.Desk.Refresh(ctx, nil); err != nil {
		t.Fatal(err)
	}
	w.Kept, w.Made = w.Kept+kept.Sub(at), w.Made+time.Since(kept)
	w.Reports += len(items)
	for i := range items {
		w.Statements += len(items[i].Reading.Statements)
	}
}

// Next reads the next batch, on two processors.
func (w *World) Next(t testing.TB) []keep.Item {
	t.Helper()
	at := time.Now()
	items := make([]keep.Item, batch)
	for i := range items {
		n, k := w.next()
		items[i].Capture = capture.Of([]byte(Report(n, k)), fmt.Sprintf("made/%d-%d.txt", n, k), capture.Stated{})
	}
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for p := range errs {
		wg.Go(func() {
			for i := p; i < len(items); i += len(errs) {
				rd, err := w.Reader.Read(items[i].Capture)
				if err != nil {
					errs[p] = err
					return
				}
				items[i].Reading = rd
				w.Desk.Remember(rd)
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	w.Read += time.Since(at)
	return items
}
