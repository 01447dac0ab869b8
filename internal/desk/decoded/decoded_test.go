package decoded

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/ledger/projection"
)

// TestPage: what is handed out is the page as it stood; one that stays is decoded
// once, however many ask at once; those not asked for longest go.
func TestPage(t *testing.T) {
	ctx, store := context.Background(), memory.New(time.Now)
	const states = 5
	for row := int64(1); row <= states; row++ {
		long := strings.Repeat("x", most/4)
		if row == 1 {
			long = ""
		}
		body, err := json.Marshal(projection.Page{Row: row, Redirects: []string{long}})
		if err != nil {
			t.Fatal(err)
		}
		err = store.Write(ctx, func(tx ledger.Tx) error {
			_, err := tx.Append(ledger.Draft{Kind: ledger.Near, ID: "x", Body: fmt.Appendf(nil, "%d", row)})
			return errors.Join(err, tx.Put(projection.Pages, "inc-1", row, nil, body), tx.Put(projection.Incidents, "inc-1", row, make([]any, len(projection.Incidents.Columns)), []byte("{}")))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var pages Pages
	var mu sync.Mutex
	made := map[int64]int{}
	ask := func(at int64) {
		t.Helper()
		err := store.Read(ctx, func(r ledger.Reader) error {
			p, beside, err := pages.Page(r, "inc-1", at)
			if err != nil {
				return err
			}
			_, err = beside.Once("a thing", func() (any, error) {
				mu.Lock()
				defer mu.Unlock()
				made[p.Row]++
				return nil, nil
			})
			if want := at; p.Row != want {
				t.Errorf("row %d is shown as of %d", p.Row, want)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { ask(2) })
	}
	all.Wait()
	if len(pages.order) != 1 || made[2] == 0 {
		t.Errorf("%d are kept, made %v", len(pages.order), made)
	}
	for _, at := range []int64{1, 1, 3, 4, 2, 5} {
		ask(at)
	}
	if made[1] != 2 {
		t.Errorf("a page that is not kept keeps nothing beside it: made %v", made)
	}
	if pages.bytes > most || len(pages.order) != 3 || pages.order[0].row != 4 || pages.order[1].row != 2 {
		t.Errorf("%d bytes are kept, of %v", pages.bytes, pages.order)
	}
	err := store.Read(ctx, func(r ledger.Reader) error {
		_, _, err := pages.Page(r, "inc-2", 0)
		return err
	})
	if !errors.Is(err, ledger.ErrNone) {
		t.Error(err)
	}
}
