package web

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/reading"
)

// madeLedger opens the ledger at path, grown to so many made reports: what is
// there already stays, so that a run that was interrupted goes on.
func madeLedger(t testing.TB, path string, reports int) *desk.Desk {
	t.Helper()
	store, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	k, d := keep.New(store), desk.Open(store, reader)
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	there, err := d.Reports(ctx, "", "", desk.When{}, desk.Page{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	const batch = 64
	begin := time.Now()
	texts := []string{}
	done := 0
	flush := func() {
		if done += len(texts); int64(done) > there.Total {
			items := make([]keep.Item, len(texts))
			var wg sync.WaitGroup
			for w := range 2 {
				wg.Go(func() {
					for i := w; i < len(texts); i += 2 {
						c := capture.Of([]byte(texts[i]), fmt.Sprintf("made/%d.txt", done+i), capture.Stated{})
						rd, err := r.Read(c)
						if err != nil {
							f := reading.Fail(c.URI, err)
							items[i] = keep.Item{Capture: c, Failure: &f}
							continue
						}
						items[i] = keep.Item{Capture: c, Reading: rd}
						d.Remember(rd)
					}
				})
			}
			wg.Wait()
			if _, err := k.Keep(ctx, r.Identity(), items, nil); err != nil {
				t.Fatal(err)
			}
			if err := d.Refresh(ctx, nil); err != nil {
				t.Fatal(err)
			}
			if done/batch%50 == 0 {
				t.Logf("%d reports, %.0f a second", done, float64(done-int(there.Total))/time.Since(begin).Seconds())
				fmt.Fprintf(os.Stderr, "%d reports, %.0f a second\n", done, float64(done-int(there.Total))/time.Since(begin).Seconds())
			}
		}
		texts = texts[:0]
	}
	for n := 0; done+len(texts) < reports; n++ {
		for j := range tellingsOf(n) {
			if texts = append(texts, storyReport(n, j)); len(texts) == batch {
				flush()
			}
		}
	}
	flush()
	return d
}

func TestFillLoad(t *testing.T) {
	path := os.Getenv("HEARSAY_LOAD")
	if path == "" {
		t.Skip("HEARSAY_LOAD names no ledger")
	}
	n := 100_000
	_, _ = fmt.Sscan(os.Getenv("HEARSAY_REPORTS"), &n)
	madeLedger(t, path, n)
}
