package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/desk/bulk"
	"hearsay/internal/export"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/reading"
)

var load = sync.OnceValues(reading.Load)

// small is a desk on so many invented reports, a minute between any two.
func small(t *testing.T, n int) *desk.Desk {
	t.Helper()
	ctx, now := context.Background(), time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC)
	s := memory.New(func() time.Time { now = now.Add(time.Minute); return now })
	k, d := keep.New(s), desk.Open(s, load)
	if n == 0 {
		return d
	}
	r, err := load()
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		c := capture.Of([]byte(invented(i)), fmt.Sprintf("invented/%d.txt", i), capture.Stated{})
		rd, err := r.Read(c)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := k.Keep(ctx, r.Identity(), []keep.Item{{Capture: c, Reading: rd}}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Refresh(ctx, nil); err != nil {
		t.Fatal(err)
	}
	return d
}

func all(t *testing.T, d *desk.Desk, f export.Format, c bulk.Choice) ([]byte, int64) {
	t.Helper()
	var b bytes.Buffer
	var done, of int64
	sum, err := export.WriteStatements(context.Background(), &b, d, f, c, func(a, b int64) { done, of = a, b })
	if err != nil {
		t.Fatal(err)
	}
	if sum.Items != sum.Lines || done != sum.Items || of != done {
		t.Errorf("%s: %+v written, the last progress %d of %d", f, sum, done, of)
	}
	return b.Bytes(), sum.Lines
}

// TestStatements: the three formats say the same of all statements.
func TestStatements(t *testing.T) {
	ctx, d := context.Background(), small(t, 7)
	hits, err := d.Search(ctx, desk.SearchFilter{Query: "act:decline_comment"})
	if err != nil || len(hits.Items) == 0 {
		t.Fatalf("nobody declined to comment: %v", err)
	}
	odd := hits.Items[0].Statement
	for _, e := range []entry.Decided{
		{What: entry.Accept, Subject: odd}, {What: entry.Reject, Subject: odd}, {What: entry.Correct, Subject: odd, Field: "act", Value: "deny"}, {What: entry.Correct, Subject: odd, Field: "act", Value: "no_response"},
	} {
		if e.Who = "ana"; true {
			e.When = time.Date(2026, 1, 4, 0, 0, 0, 0, time.UTC)
		}
		if _, err := d.Decide(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	sheet, n := all(t, d, export.Statements, bulk.Choice{})
	rows, err := csv.NewReader(bytes.NewReader(sheet)).ReadAll()
	if err != nil || int64(len(rows)) != n+1 || n < 50 {
		t.Fatalf("%d lines of %d, %v", len(rows)-1, n, err)
	}
	kept, _ := all(t, d, export.StatementsParquet, bulk.Choice{})
	got, err := parquet.Read[export.Statement](bytes.NewReader(kept), int64(len(kept)))
	if err != nil {
		t.Fatal(err)
	}
	lines, _ := all(t, d, export.StatementsJSONL, bulk.Choice{})
	var again [][]string
	var days []string
	for line := range strings.Lines(string(lines)) {
		dec := json.NewDecoder(strings.NewReader(line))
		dec.UseNumber()
		var v map[string]any
		if err := dec.Decode(&v); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		var row []string
		for _, name := range rows[0] {
			x, ok := v[name]
			if !ok {
				t.Fatalf("no %s in %s", name, line)
			}
			if x == nil {
				x = ""
			}
			row = append(row, fmt.Sprint(x))
		}
		again = append(again, row)
		days = append(days, v["published"].(string))
	}
	if diff := cmp.Diff(rows[1:], again); diff != "" {
		t.Errorf("JSON Lines say otherwise than CSV:\n%s", diff)
	}
	if !slices.IsSorted(days) {
		t.Error("not by day")
	}
	for i, st := range got {
		if st.ID != rows[i+1][0] || st.Words != rows[i+1][17] || st.Relation != rows[i+1][9] || st.Row < 1 || len(st.Reader) != 12 {
			t.Errorf("Parquet has %+v where CSV has %q", st, rows[i+1])
		}
		if decided := st.ID == odd; (st.Verdict == "reject" && st.Corrected == "act=no_response") != decided {
			t.Errorf("%s: %q %q", st.ID, st.Verdict, st.Corrected)
		}
	}
}

// TestChoice: what is chosen, and when.
func TestChoice(t *testing.T) {
	d := small(t, 7)
	_, n := all(t, d, export.Statements, bulk.Choice{})
	_, one := all(t, d, export.Statements, bulk.Choice{From: "2025-01-02", To: "2025-01-02"})
	_, rest := all(t, d, export.Statements, bulk.Choice{From: "2025-01-03"})
	_, early := all(t, d, export.Statements, bulk.Choice{When: desk.When{Row: 2}})
	_, denied := all(t, d, export.Statements, bulk.Choice{Act: "deny"})
	_, outlet := all(t, d, export.Statements, bulk.Choice{Outlet: "Courier 3"})
	_, source := all(t, d, export.Statements, bulk.Choice{Source: "nobody"})
	if one == 0 || one+rest != n || early == 0 || early >= n || denied == 0 || denied >= n || outlet == 0 || outlet >= n || source != 0 {
		t.Errorf("all %d, a day %d and the others %d, early %d, denials %d, an outlet's %d, nobody's %d", n, one, rest, early, denied, outlet, source)
	}
}

// TestNothing: an empty ledger has a header and no line.
func TestNothing(t *testing.T) {
	d := small(t, 0)
	for _, f := range export.OfStatements {
		b, n := all(t, d, f, bulk.Choice{})
		if n != 0 || (len(b) == 0) != (f == export.StatementsJSONL) {
			t.Errorf("%s: %d lines, %q", f, n, b)
		}
	}
	for _, f := range export.Formats {
		var b bytes.Buffer
		if sum, err := export.Write(context.Background(), &b, d, f, desk.IncidentFilter{}, nil); err != nil || sum != (export.Sum{}) {
			t.Errorf("%s: %+v, %v", f, sum, err)
		}
	}
}

// TestSame: however many cores there are, the bytes are the same; and what cannot
// be written ends it.
func TestSame(t *testing.T) {
	d := small(t, 12)
	write := func(f export.Format) []byte {
		if slices.Contains(export.OfStatements, f) {
			b, _ := all(t, d, f, bulk.Choice{})
			return b
		}
		var b bytes.Buffer
		if _, err := export.Write(context.Background(), &b, d, f, desk.IncidentFilter{}, nil); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for _, f := range slices.Concat(export.OfStatements, export.Formats) {
		cores := runtime.GOMAXPROCS(1)
		one := write(f)
		runtime.GOMAXPROCS(4)
		many := write(f)
		runtime.GOMAXPROCS(cores)
		if !bytes.Equal(one, many) || len(one) == 0 {
			t.Errorf("%s: %d bytes on one core, others on several", f, len(one))
		}
	}
	for range 8 {
		if _, err := export.Write(context.Background(), full{}, d, export.Claims, desk.IncidentFilter{}, nil); err != errFull {
			t.Errorf("a full disk: %v", err)
		}
		ctx, stop := context.WithCancel(context.Background())
		stop()
		if _, err := export.WriteStatements(ctx, &bytes.Buffer{}, d, export.Statements, bulk.Choice{}, nil); err == nil {
			t.Error("what was interrupted ended well")
		}
	}
}

type full struct{}

var errFull = fmt.Errorf("no room")

func (full) Write([]byte) (int, error) { return 0, errFull }
