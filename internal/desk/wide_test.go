package desk_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/desk/desktest"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/ledger/state"
	"hearsay/internal/reading"
)

// story is a ledger that takes in a story, one report a Write.
type story struct {
	testing.TB
	store ledger.Store
	keep  *keep.Keeper
	desk  *desk.Desk
	r     *reading.Reader
}

// tell keeps report n and returns how long keeping it and making the records took.
func (s *story) tell(n int) (kept, made time.Duration) {
	s.Helper()
	c := capture.Of([]byte(desktest.Strike(n)), fmt.Sprintf("told/%d.txt", n), capture.Stated{})
	rd, err := s.r.Read(c)
	if err != nil {
		s.Fatal(err)
	}
	s.desk.Remember(rd)
	at := time.Now()
	if _, err := s.keep.Keep(ctx, s.r.Identity(), []keep.Item{{Capture: c, Reading: rd}}, nil); err != nil {
		s.Fatal(err)
	}
	kept = time.Since(at)
	at = time.Now()
	if err := s.desk.Refresh(ctx, nil); err != nil {
		s.Fatal(err)
	}
	return kept, time.Since(at)
}

// TestWide: each state of the page of an incident that grows is the one that is made
// from the captured bytes alone, whatever the order in which reports come and whether
// this process or another made the pages before; and made again from the rows, all is
// the same.
func TestWide(t *testing.T) {
	const n = 48
	b := onSQLite(t)
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	s := &story{t, b.store, b.keep, b.desk, r}
	for i := range n {
		if i == n/2 { // another process goes on
			s.keep, s.desk = keep.New(b.store), desk.Open(b.store, reader)
		}
		s.tell((i*29 + 7) % n)
	}
	list, err := s.desk.Incidents(ctx, desk.IncidentFilter{Sort: desk.Widest})
	if err != nil {
		t.Fatal(err)
	}
	id := list.Items[0].ID
	if got := list.Items[0].Reports; got < n/2 {
		t.Fatalf("the widest incident has %d reports", got)
	}
	err = b.store.Read(ctx, func(r ledger.Reader) error {
		var rows []int64
		for rec, err := range r.History(projection.Pages, id) {
			if err != nil {
				return err
			}
			rows = append(rows, rec.Since)
		}
		for i := 0; i < len(rows); i += 1 + len(rows)/12 {
			rec, err := state.At(r, projection.Pages, id, rows[i])
			if err != nil {
				return err
			}
			shown, err := s.desk.Incident(ctx, id, desk.When{Row: rows[i]})
			if err != nil {
				return err
			}
			if got, _ := json.Marshal(shown.Page); string(got) != string(rec.Body) {
				t.Errorf("row %d: what is shown is %.200s", rows[i], got)
			}
			p, err := projection.Afresh(b.store, reader).Build(r, id, rows[i])
			if err != nil {
				return err
			}
			want, err := json.Marshal(p)
			if err != nil {
				return err
			}
			if d := cmp.Diff(string(want), string(rec.Body)); d != "" {
				t.Errorf("row %d: %.2000s", rows[i], d)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := decodedOnce(s.desk, id)
	if err != nil || len(pages) != 2 || pages[0] == pages[1] {
		t.Errorf("of a page asked for twice and another %d were made, %v", len(pages), err)
	}
	before := dump(t, b.store)
	if err := desk.Open(b.store, reader).Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, dump(t, b.store)); d != "" {
		t.Errorf("%.4000s", d)
	}
}

// decodedOnce are the pages that were made of an incident asked for at several times,
// twice at each: as it stands and as it stood before.
func decodedOnce(d *desk.Desk, id string) (made []int64, err error) {
	now, err := d.Incident(ctx, id, desk.When{})
	if err != nil {
		return nil, err
	}
	for _, w := range []desk.When{{}, {}, {Row: now.Row}, {Row: now.Row - 1}, {Row: now.Row - 1}} {
		p, err := d.Incident(ctx, id, w)
		if err != nil {
			return nil, err
		}
		row, err := p.Once("row", func() (any, error) {
			made = append(made, p.Row)
			return p.Row, nil
		})
		if err != nil || row != p.Row {
			return nil, fmt.Errorf("row %d is %v, %v", p.Row, row, err)
		}
	}
	return made, nil
}

// BenchmarkWide lets one incident grow to HEARSAY_REPORTS reports (200 without),
// one a Write, and prints at steps what the next report costs: keeping it with
// linking, making the records, the bytes of its page, those of the ledger and of
// memory. HEARSAY_LEDGER is where to leave the ledger.
func BenchmarkWide(b *testing.B) {
	most := 200
	if _, err := fmt.Sscan(os.Getenv("HEARSAY_REPORTS"), &most); err != nil {
		most = 200
	}
	path := os.Getenv("HEARSAY_LEDGER")
	if path == "" {
		path = filepath.Join(b.TempDir(), "hearsay.db")
	}
	r, err := reader()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		st, err := sqlite.Open(path, sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		s := &story{b, st, keep.New(st), desk.Open(st, reader), r}
		var kept, made []time.Duration
		for n := range most {
			k, m := s.tell(n)
			kept, made = append(kept, k), append(made, m)
			if n+1 == most || slices.Contains([]int{10, 50, 100, 200, 500, 1000}, n+1) {
				s.print(n+1, kept, made, path)
				kept, made = nil, nil
			}
		}
		cold := &story{b, st, keep.New(st), desk.Open(st, reader), r} // another process adds the next
		k, m := cold.tell(most)
		b.Logf("the next in a process that remembers nothing: keeping %.1f ms, records %.1f ms", float64(k.Microseconds())/1000, float64(m.Microseconds())/1000)
		if err := st.Close(); err != nil {
			b.Fatal(err)
		}
		if info, err := os.Stat(path); err == nil {
			b.Logf("closed, the ledger has %.1f MB", float64(info.Size())/(1<<20))
		}
	}
}

// print says what the last reports took.
func (s *story) print(n int, kept, made []time.Duration, path string) {
	last := func(d []time.Duration) float64 { // the median of the last nine
		d = slices.Clone(d[max(0, len(d)-9):])
		slices.Sort(d)
		return float64(d[len(d)/2].Microseconds()) / 1000
	}
	list, err := s.desk.Incidents(ctx, desk.IncidentFilter{Sort: desk.Widest})
	if err != nil {
		s.Fatal(err)
	}
	id := list.Items[0].ID
	at := time.Now()
	p, err := s.desk.Incident(ctx, id, desk.When{})
	if err != nil {
		s.Fatal(err)
	}
	asked := time.Since(at)
	var size int
	if err := s.store.Read(ctx, func(r ledger.Reader) error {
		rec, err := r.Record(projection.Pages, id, 0)
		size = len(rec.Body)
		return err
	}); err != nil {
		s.Fatal(err)
	}
	mb := func(end string) float64 {
		info, err := os.Stat(path + end)
		if err != nil {
			return 0
		}
		return float64(info.Size()) / (1 << 20)
	}
	var mem runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&mem)
	s.Logf("%d reports, the widest incident %d (%d incidents), %d facts: keeping %.1f ms, records %.1f ms, page %d KB in %.1f ms, ledger %.1f MB and log %.1f MB, heap %d MB",
		n, len(p.Reports), list.Total, len(p.Facts), last(kept), last(made), size>>10, float64(asked.Microseconds())/1000, mb(""), mb("-wal"), mem.HeapAlloc>>20)
}
