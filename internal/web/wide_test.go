package web

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hearsay/internal/desk"
	"hearsay/internal/desk/desktest"
	"hearsay/internal/ledger/sqlite"
)

// BenchmarkWide asks for the pages of one incident that HEARSAY_REPORTS reports
// tell of (200 without), through the handler; HEARSAY_LEDGER is where its ledger is
// left. It prints the median and the 99th percentile, and the time of processors. "anew" is asked by a process
// that was asked for nothing before.
func BenchmarkWide(b *testing.B) {
	reports := 200
	_, _ = fmt.Sscan(os.Getenv("HEARSAY_REPORTS"), &reports)
	path := os.Getenv("HEARSAY_LEDGER")
	if path == "" {
		path = filepath.Join(b.TempDir(), "hearsay.db")
	}
	store, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	r, err := reader()
	if err != nil {
		b.Fatal(err)
	}
	d, id := desktest.Wide(b, store, reader, reports)
	page, err := d.Incident(context.Background(), id, desk.When{})
	if err != nil {
		b.Fatal(err)
	}
	steps, earlier, err := d.States(context.Background(), id, 1<<20)
	if err != nil || earlier > len(steps) {
		b.Fatal(err)
	}
	asOf := func(i int) string { return asOfPath(id, steps[(i*37)%len(steps)].Row) }
	anew := func() *Server { return New(Options{Reader: r, Desk: desk.Open(store, reader), Local: true}) }
	warm := anew()
	b.Logf("%d reports tell of %s: %d facts, %d passages, %d states", len(page.Reports), id, len(page.Facts), len(page.Passages), len(steps))
	for _, c := range []struct {
		name string
		anew bool
		path func(i int) string
	}{
		{"incident", false, func(int) string { return incidentPath(id) }},
		{"anew", true, func(int) string { return incidentPath(id) }},
		{"further reports", false, func(i int) string {
			return fmt.Sprintf("%s?from=%d", incidentPath(id), i*mostTold%len(page.Reports))
		}},
		{"fact", false, func(i int) string { return incidentPath(id) + "?of=" + page.Facts[i%len(page.Facts)].ID }},
		{"as of", false, asOf},
		{"history", false, func(i int) string {
			return fmt.Sprintf("%s/history?before=%d", incidentPath(id), steps[(i*37)%len(steps)].Row+1)
		}},
		{"report", false, func(i int) string { return reportPath(page.Reports[i*7%len(page.Reports)].ID) }},
		{"review", false, func(int) string { return "/review" }},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took []time.Duration
			bytes, before := 0, spent()
			for i := 0; b.Loop(); i++ {
				s := warm
				if c.anew {
					s = anew()
				}
				req := httptest.NewRequest("GET", c.path(i), nil)
				req.Host = "localhost"
				req.Header.Set("Accept-Encoding", "gzip")
				at := time.Now()
				w := answerTo(s, req)
				took = append(took, time.Since(at))
				if bytes = w.Body.Len(); w.Code != 200 {
					b.Fatalf("%s: %d", c.path(i), w.Code)
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/half")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms/most")
			b.ReportMetric(float64((spent()-before).Microseconds())/1000/float64(len(took)), "ms/processor")
			b.ReportMetric(float64(bytes), "bytes")
		})
	}
}
