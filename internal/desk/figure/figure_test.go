package figure

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/ledger/projection"
)

// TestFigures holds who changed a figure against claims that are invented.
func TestFigures(t *testing.T) {
	store := memory.New(time.Now)
	defer store.Close()
	err := store.Write(t.Context(), func(tx ledger.Tx) error {
		for _, r := range []struct {
			id, url string
			version int64
		}{{"r1", "https://lantern.example/dock", 1}, {"r2", "https://lantern.example/dock", 2}, {"r3", "", 0}, {"r4", "https://courier.example/dock", 1}} {
			if err := tx.Put(projection.Reports, r.id, 1, []any{"2025-03-11", "read", "Lantern", r.url, int64(1), int64(1), r.version}, []byte("{}")); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	claim := func(report, day, value string, low int, row int64) projection.Claim {
		return projection.Claim{Incident: "inc-1", Slot: "killed", Source: "person:ines dahl", Stance: "asserts", Report: report, Date: day, Value: value, Low: &low, High: &low, Row: row}
	}
	own := func(c projection.Claim) projection.Claim { c.Source, c.Stance = "", "own_voice"; return c }
	denied := claim("r4", "2025-03-12", "nine guards", 9, 2)
	denied.Stance = "denies"
	for _, c := range []struct {
		name   string
		claims []projection.Claim
		want   []string
	}{
		{"a later day", []projection.Claim{claim("r4", "2025-03-12", "four guards", 4, 1), claim("r1", "2025-03-11", "two guards", 2, 1)}, []string{"two guards → four guards"}},
		{"the same figure", []projection.Claim{claim("r1", "2025-03-11", "two guards", 2, 1), claim("r4", "2025-03-12", "two guards", 2, 1)}, nil},
		{"others counted", []projection.Claim{claim("r1", "2025-03-11", "48 people", 48, 1), claim("r4", "2025-03-12", "13 guards", 13, 1)}, nil},
		{"a part of it beside it", []projection.Claim{claim("r1", "2025-03-11", "48 people", 48, 1), claim("r4", "2025-03-12", "50 people", 50, 1), claim("r4", "2025-03-12", "six people", 6, 1)}, []string{"48 people → 50 people"}},
		{"still given", []projection.Claim{claim("r1", "2025-03-11", "48 people", 48, 1), claim("r4", "2025-03-12", "50 people", 50, 1), claim("r4", "2025-03-12", "48 people", 48, 1)}, nil},
		{"one day, two reports", []projection.Claim{claim("r1", "2025-03-11", "two guards", 2, 1), claim("r4", "2025-03-11", "four guards", 4, 2)}, nil},
		{"one day, a later version", []projection.Claim{claim("r2", "2025-03-11", "four guards", 4, 1), claim("r1", "2025-03-11", "two guards", 2, 1)}, []string{"two guards → four guards"}},
		{"in its own voice, a later version", []projection.Claim{own(claim("r1", "2025-03-11", "two guards", 2, 1)), own(claim("r2", "2025-03-11", "four guards", 4, 1))}, []string{"two guards → four guards"}},
		{"in its own voice, another page", []projection.Claim{own(claim("r1", "2025-03-11", "two guards", 2, 1)), own(claim("r4", "2025-03-12", "four guards", 4, 1))}, nil},
		{"what is denied", []projection.Claim{claim("r1", "2025-03-11", "two guards", 2, 1), denied}, nil},
		{"no day", []projection.Claim{claim("r1", "", "two guards", 2, 1), claim("r4", "2025-03-12", "four guards", 4, 1)}, nil},
	} {
		err := store.Read(t.Context(), func(r ledger.Reader) error {
			list, err := Changed(r, c.claims)
			var got []string
			for _, f := range list {
				got = append(got, fmt.Sprintf("%s → %s", f.Before.Value, f.After.Value))
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", c.name, d)
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
