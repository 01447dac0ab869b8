package desk_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/ledger/state"
	"hearsay/internal/reading"
)

// told is report number n of a story that everybody reports: one strike, told
// over days by outlets that give the toll anew, repeat what others have, copy a
// wire, deny, decline and add people of their own. Everything in it is invented.
func told(n int) string {
	var (
		of     = func(list []string, k int) string { return list[k%len(list)] }
		towns  = []string{"Ada Quill", "Omar Vidal", "Lena Marsh", "Karim Okoro", "Petra Bekele", "Ines Dahl", "Noor Farah", "Salim Lind"}
		houses = []string{"Meridian Press", "Gulf Ledger", "Harbour Lantern", "Karsa Daily", "The Northern Courier", "Sarn Tribune", "Delta Wire", "Coast Monitor", "Evening Beacon", "Lowland Post", "Ridge Herald", "Bay Observer"}
		bodies = []string{"the health ministry", "the port authority", "Aden's governor, Salim Harb,", "the Red Crescent", "two hospital officials", "a security official who asked not to be named", "residents", "the interior ministry", "rescue workers", "Dr. Ines Waberi of the Republican Hospital"}
		first  = []string{"Amal", "Basim", "Dalia", "Fuad", "Hana", "Idris", "Jamil", "Layla", "Munir", "Nadia", "Rashid", "Samira", "Tariq", "Yusra"}
		last   = []string{"Haddad", "Nasser", "Qasim", "Saleh", "Awad", "Mansour", "Zaki", "Hamid", "Rajab", "Sabri", "Thabit"}
		trades = []string{"a driver", "a crane operator", "a shopkeeper", "a nurse", "a docker", "a teacher", "a fisherman"}
		hit    = []string{"a fuel depot", "the grain silos", "a customs hall", "the container yard", "a workshop", "two warehouses"}
	)
	day := time.Date(2025, 3, 11, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n/90)
	house := of(houses, n*5+n/12)
	if n >= 120 {
		house += " " + fmt.Sprint(n/120)
	}
	killed, hurt := 12+n/40+n%3, 30+n/25+n%5
	if n%7 == 6 { // a wire that others print as it came
		n -= n % 42
		killed, hurt = 12+n/40+n%3, 30+n/25+n%5
	}
	person := of(first, n*3) + " " + of(last, n/2)
	var b strings.Builder
	fmt.Fprintf(&b, "Strike on %s in Aden Kills %d\n\nBy %s\n%s | %s\n\n", of(hit, n), killed, of(towns, n), house, day.Format("January 2, 2006"))
	fmt.Fprintf(&b, "An air strike on the port of Aden, Yemen, on Monday, March 10, killed at least %d people and wounded %d, %s said. It hit %s beside the main quay.\n\n", killed, hurt, of(bodies, n), of(hit, n))
	switch n % 5 {
	case 0:
		b.WriteString("The coalition denied that its aircraft had struck the port. Its spokesman, Brig. Gen. Omar Osman, said that no sorties were flown over the city that day.\n\n")
	case 1:
		b.WriteString("A spokesman for the coalition declined to say whether it had carried out the strike. The foreign ministry did not reply to questions.\n\n")
	case 2:
		fmt.Fprintf(&b, "The Houthi movement accused the coalition of the attack. %s told %s that the aircraft came from the sea.\n\n", "Two security officials", of(houses, n+3))
	case 3:
		fmt.Fprintf(&b, "The governor, Salim Harb, blamed the coalition for the strike and said that %d children were among the dead.\n\n", 1+n%6)
	}
	fmt.Fprintf(&b, "“%s,” said %s, %s who works near the quay. %s said that %d %s had burned and that the smoke was seen for hours.\n\n", of([]string{"We heard two blasts and then the roof came down", "There was fire everywhere and people ran to the water", "I counted the ambulances until I lost count", "Nobody warned us"}, n+n/9), person, of(trades, n+n/11), of([]string{"He", "She"}, n), 2+n%9, of([]string{"trucks", "boats", "houses"}, n))
	if n%3 == 0 {
		fmt.Fprintf(&b, "%s reported earlier that %d people had died, citing %s. The Red Crescent said that it had taken %d bodies to the morgue.\n\n", of(houses, n+1), killed-2, of(bodies, n+4), killed-3)
	}
	fmt.Fprintf(&b, "The United Nations called for an inquiry. %s %s, who heads the dockers' union, said that the port would stay shut for %d days and that %d workers were missing.\n", of(first, n*5+1), of(last, n+3), 1+n%10, 1+n%8)
	return b.String()
}

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
	c := capture.Of([]byte(told(n)), fmt.Sprintf("told/%d.txt", n), capture.Stated{})
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
	before := dump(t, b.store)
	if err := desk.Open(b.store, reader).Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, dump(t, b.store)); d != "" {
		t.Errorf("%.4000s", d)
	}
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
