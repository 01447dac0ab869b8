package desk_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/sqlite"
)

// invented is report number n of many that are alike in kind and differ in
// place, day, names and figures, as the news of a year does.
func invented(n int) string {
	places := []string{"Aden", "Taiz", "Mocha", "Hodeidah", "Marib", "Sanaa", "Mukalla", "Zinjibar"}
	first := []string{"Ines", "Salim", "Ada", "Omar", "Lena", "Karim", "Noor", "Petra"}
	last := []string{"Dahl", "Harb", "Quill", "Waberi", "Okoro", "Adeyemi", "Marsh", "Vidal", "Bekele", "Osman", "Farah", "Lind"}
	day := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n/4%330)
	name := first[n%8] + " " + last[n/8%12]
	place := places[n/3%8]
	return fmt.Sprintf(`Strike Hits Depot Number %d in %s

By %s %s
Courier %d | %s

A drone strike on a depot in %s, Yemen, on %s killed %d people and wounded %d, the governor, %s, said. The coalition denied that it had struck the depot.

“We heard two blasts and then the roof came down,” said %s, a driver who lives beside the depot. She said that %d trucks had burned.

Two security officials said that the depot had held fuel. A spokesman for the coalition declined to say whether its aircraft had been near %s that day.
`, n, place, first[n/5%8], last[n/7%12], n%40, day.AddDate(0, 0, 1).Format("January 2, 2006"), place, day.Weekday(), 1+n%17, 2+n%23, name, first[(n+3)%8]+" "+last[n/11%12], 1+n%9, place)
}

// read makes n invented readings.
func read(b *testing.B, from, n int) []keep.Item {
	b.Helper()
	r, err := reader()
	if err != nil {
		b.Fatal(err)
	}
	out := make([]keep.Item, n)
	for i := range out {
		c := capture.Of([]byte(invented(from+i)), fmt.Sprintf("invented/%d.txt", from+i), capture.Stated{})
		rd, err := r.Read(c)
		if err != nil {
			b.Fatal(err)
		}
		out[i] = keep.Item{Capture: c, Reading: rd}
	}
	return out
}

// BenchmarkAdd keeps ready readings in a SQLite ledger, 32 a transaction, with
// linking and all records, pages included.
func BenchmarkAdd(b *testing.B) {
	t := onSQLite(b)
	r, _ := reader()
	n := 0
	for b.Loop() {
		b.StopTimer()
		items := read(b, n, 32)
		for i := range items {
			t.desk.Remember(items[i].Reading)
		}
		b.StartTimer()
		if _, err := t.keep.Keep(context.Background(), r.Identity(), items, nil); err != nil {
			b.Fatal(err)
		}
		if err := t.desk.Refresh(context.Background(), nil); err != nil {
			b.Fatal(err)
		}
		n += 32
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "readings/s")
}

// BenchmarkQuestions asks a ledger of HEARSAY_REPORTS reports (400 without) and
// prints the median and the 99th percentile.
func BenchmarkQuestions(b *testing.B) {
	n := 400
	if _, err := fmt.Sscan(os.Getenv("HEARSAY_REPORTS"), &n); err != nil {
		n = 400
	}
	path := filepath.Join(b.TempDir(), "hearsay.db")
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	k, d := keep.New(s), desk.Open(s, reader)
	r, _ := reader()
	begin := time.Now()
	var took0 time.Duration
	for i := 0; i < n; i += 32 {
		at := time.Now()
		items := read(b, i, min(32, n-i))
		took0 += time.Since(at)
		for j := range items {
			d.Remember(items[j].Reading)
		}
		if _, err := k.Keep(ctx, r.Identity(), items, nil); err != nil {
			b.Fatal(err)
		}
		if err := d.Refresh(ctx, nil); err != nil {
			b.Fatal(err)
		}
	}
	kept := time.Since(begin) - took0
	info, _ := os.Stat(path)
	list, err := d.Incidents(ctx, desk.IncidentFilter{Sort: desk.Widest, Page: desk.Page{Limit: 200}})
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d reports: read at %.0f/s, kept at %.0f/s, %d bytes a report, %d incidents", n, float64(n)/took0.Seconds(), float64(n)/kept.Seconds(), info.Size()/int64(n), list.Total)
	src, err := d.Sources(ctx, "", desk.Page{Limit: 100})
	if err != nil {
		b.Fatal(err)
	}
	words := []string{"depot", "struck act:deny", `"roof came down"`, "officials fuel", "trucks burned", "blasts NEAR/4 roof"}
	for _, q := range []struct {
		name string
		ask  func(i int) error
	}{
		{"incident", func(i int) error {
			_, err := d.Incident(ctx, list.Items[i%len(list.Items)].ID, desk.When{})
			return err
		}},
		{"source", func(i int) error {
			_, err := d.Source(ctx, src.Items[i%len(src.Items)].Key, desk.When{}, desk.Page{})
			return err
		}},
		{"search", func(i int) error { _, err := d.Search(ctx, desk.SearchFilter{Query: words[i%len(words)]}); return err }},
		{"list", func(i int) error {
			_, err := d.Incidents(ctx, desk.IncidentFilter{Country: "Yemen", From: fmt.Sprintf("2025-%02d-01", i%12+1)})
			return err
		}},
	} {
		b.Run(q.name, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				at := time.Now()
				if err := q.ask(i); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(at))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}
