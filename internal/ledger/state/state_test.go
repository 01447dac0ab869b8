package state

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/ledger/sqlite"
)

var pages = &ledger.Table{Name: "page", Version: 1}

// grown is a page of n passages, of which some are put another way with each.
func grown(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"incident":{"id":"inc-1"},"passages":[`)
	for i := range n {
		fmt.Fprintf(&b, `{"id":"st%d","words":{"start":%d,"end":%d,"text":"what somebody said, number %d"},"of":%d},`, i, i, i+40, i*7919, (n+i)/60)
	}
	fmt.Fprintf(&b, `{}],"row":%d}`, n)
	return []byte(b.String())
}

// TestStates: each state of a page comes again as it was, also around a time in
// which there was none; and together they take little more than the last.
func TestStates(t *testing.T) {
	sq, err := sqlite.Open(filepath.Join(t.TempDir(), "hearsay.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer sq.Close()
	for _, store := range []ledger.Store{memory.New(time.Now), sq} {
		ctx := context.Background()
		const last = 450
		gone := func(row int64) bool { return row >= 300 && row < 310 }
		for row := int64(1); row <= last; row++ {
			err := store.Write(ctx, func(tx ledger.Tx) error {
				if _, err := tx.Append(ledger.Draft{Kind: ledger.Near, ID: "x", Body: []byte("{}")}); err != nil {
					return err
				}
				switch {
				case gone(row):
					return tx.Remove(pages, "inc-1", row)
				case row%3 == 0:
					return nil // a row that is of something else
				}
				_, err := Put(tx, pages, "inc-1", row, nil, grown(int(row)))
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := store.Read(ctx, func(r ledger.Reader) error {
			states, all, whole := 0, 0, 0
			for rec, err := range r.History(pages, "inc-1") {
				if err != nil {
					return err
				}
				states, all = states+1, all+len(rec.Body)
				if rec.Body[0] == '{' && len(rec.Body) >= thin {
					whole++
				}
			}
			if most := 16 * len(grown(last)); all > most {
				t.Errorf("%s: %d states take %d bytes, %d of them whole", store.Name(), states, all, whole)
			}
			for row := int64(1); row <= last; row++ {
				want := row
				if row%3 == 0 && !gone(row) {
					want--
				}
				rec, err := At(r, pages, "inc-1", row)
				if gone(row) || gone(want) {
					if !errors.Is(err, ledger.ErrNone) {
						t.Errorf("row %d: %v", row, err)
					}
					continue
				}
				if err != nil || !bytes.Equal(rec.Body, grown(int(want))) {
					t.Fatalf("%s, row %d: since %d, %.80s, %v", store.Name(), row, rec.Since, rec.Body, err)
				}
			}
			for _, upto := range []int64{0, 400, 312, 311, 2, 1} {
				for _, most := range []int{1, 7, 120} {
					var recs []ledger.Record
					earlier, err := Last(r, pages, "inc-1", upto, most, func(rec ledger.Record) error {
						recs = append(recs, rec)
						return nil
					})
					if err != nil {
						return err
					}
					before := int64(states + 1)
					last := upto
					if upto == 0 {
						last = 1 << 40
					}
					for _, rec := range recs {
						if rec.Since >= last || !bytes.Equal(rec.Body, grown(int(rec.Since))) {
							t.Fatalf("%s: before %d: since %d, %.80s", store.Name(), upto, rec.Since, rec.Body)
						}
						last = rec.Since
					}
					if n := len(recs) + earlier; len(recs) > most || int64(n) > before || upto == 0 && n != states || upto == 1 && n != 0 {
						t.Errorf("%s: before %d: %d states and %d earlier of %d", store.Name(), upto, len(recs), earlier, states)
					}
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}
