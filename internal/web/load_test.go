package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"hearsay/internal/desk"
	"hearsay/internal/desk/desktest"
	"hearsay/internal/ledger/sqlite"
)

// madeLedger opens the ledger at path, grown to so many invented reports.
func madeLedger(t testing.TB, path string, reports int) *desk.Desk {
	t.Helper()
	store, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	w := desktest.Open(t, store, reader)
	w.Grow(t, func() bool { return w.Reports >= reports })
	return w.Desk
}

// TestLoad asks a ledger of made reports for incident pages over HTTP: one after
// the other for the first byte, then at a fixed rate. HEARSAY_LOAD names the
// ledger, which is made where it is not there; HEARSAY_REPORTS how many reports
// it has, HEARSAY_RATE how many requests a second.
func TestLoad(t *testing.T) {
	path := os.Getenv("HEARSAY_LOAD")
	if path == "" {
		t.Skip("HEARSAY_LOAD names no ledger")
	}
	reports, rate := 100_000, 500
	_, _ = fmt.Sscan(os.Getenv("HEARSAY_REPORTS"), &reports)
	_, _ = fmt.Sscan(os.Getenv("HEARSAY_RATE"), &rate)
	d := madeLedger(t, path, reports)
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(New(Options{Reader: r, Desk: d, Local: true}))
	defer srv.Close()
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 256, MaxConnsPerHost: 256}}
	some, widest := incidentsOf(t, d, reports)
	for _, c := range []struct {
		name  string
		paths []string
	}{{"incidents", some}, {"the incidents of most reports", widest}, {"list", []string{"/incidents"}}, {"list by country", []string{"/incidents?country=Yemen", "/incidents?country=Ukraine"}}, {"list of a month", []string{"/incidents?from=2021-03-01&to=2021-03-31", "/incidents?from=2023-05-01&to=2023-05-31"}},
		{"histories", histories(widest)}, {"reports", reportsOf(t, d)}, {"sources by name", []string{"/sources?q=ministry", "/sources?q=dahl"}}, {"sources", sourcesOf(t, d)},
		{"search", []string{"/search?q=hospital", "/search?q=coalition+denied", "/search?q=%22roof+came+down%22"}}, {"log", []string{"/log"}}, {"review", []string{"/review"}}} {
		var took []time.Duration
		most, before := 0, spent()
		for i := range min(400, 40*len(c.paths)) {
			a := ask(client, srv.URL+c.paths[i%len(c.paths)])
			if a.err != nil {
				t.Fatal(a.err)
			}
			took, most = append(took, a.first), max(most, a.bytes)
		}
		slices.Sort(took)
		t.Logf("%s: first byte %v at the median, %v at the 99th percentile, %v of processor time; at most %d bytes", c.name, took[len(took)/2].Round(10*time.Microsecond), took[len(took)*99/100].Round(10*time.Microsecond), ((spent() - before) / time.Duration(len(took))).Round(10*time.Microsecond), most)
	}
	const seconds = 20
	answers := make(chan answered, rate*seconds)
	var wg sync.WaitGroup
	begin, before := time.Now(), spent()
	for i := range rate * seconds {
		time.Sleep(time.Until(begin.Add(time.Duration(i) * time.Second / time.Duration(rate))))
		wg.Go(func() { answers <- ask(client, srv.URL+some[i%len(some)]) })
	}
	wg.Wait()
	lasted, work := time.Since(begin), spent()-before
	close(answers)
	var took []time.Duration
	failed, bytes := 0, 0
	for a := range answers {
		if a.err != nil {
			if failed++; failed == 1 {
				t.Error(a.err)
			}
		}
		took, bytes = append(took, a.first), bytes+a.bytes
	}
	slices.Sort(took)
	t.Logf("%d requests in %v, %.0f a second asked for %d, %d errors; first byte %v at the median, %v at the 99th percentile; %d bytes on average",
		len(took), lasted.Round(time.Millisecond), float64(len(took))/lasted.Seconds(), rate, failed, took[len(took)/2].Round(10*time.Microsecond), took[len(took)*99/100].Round(10*time.Microsecond), bytes/len(took))
	t.Logf("%v of processor time a request, the asking included", (work / time.Duration(len(took))).Round(10*time.Microsecond))
}

// answered is how a request went.
type answered struct {
	first time.Duration // to the first byte
	bytes int           // of the body as it was sent
	err   error
}

func ask(client *http.Client, address string) (a answered) {
	begin := time.Now()
	trace := &httptrace.ClientTrace{GotFirstResponseByte: func() { a.first = time.Since(begin) }}
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(context.Background(), trace), "GET", address, nil)
	if err != nil {
		a.err = err
		return a
	}
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := client.Do(req)
	if err != nil {
		a.err = err
		return a
	}
	n, err := io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
	if a.bytes, a.err = int(n), err; err == nil && resp.StatusCode != http.StatusOK {
		a.err = fmt.Errorf("%s: %s", address, resp.Status)
	}
	return a
}

func histories(incidents []string) (paths []string) {
	for _, p := range incidents {
		paths = append(paths, p+"/history")
	}
	return paths
}

// reportsOf are the pages of the latest reports.
func reportsOf(t testing.TB, d *desk.Desk) (paths []string) {
	t.Helper()
	l, err := d.Reports(context.Background(), "", "", desk.When{}, desk.Page{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range l.Items {
		paths = append(paths, reportPath(it.ID))
	}
	return paths
}

// sourcesOf are pages of sources that said much and of such as said little.
func sourcesOf(t testing.TB, d *desk.Desk) (paths []string) {
	t.Helper()
	for _, name := range []string{"coalition", "ministry", "red crescent", "dahl", "okoro"} {
		l, err := d.Sources(context.Background(), name, desk.When{}, desk.Page{Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range l.Items {
			paths = append(paths, sourcePath(it.Key))
		}
	}
	return paths
}

// incidentsOf are pages of incidents from all over the ledger, and of those that
// most reports tell of.
func incidentsOf(t testing.TB, d *desk.Desk, reports int) (some, widest []string) {
	t.Helper()
	ctx := context.Background()
	for day := time.Date(2019, 1, 3, 0, 0, 0, 0, time.UTC); len(some) < 2000 && day.Year() < 2026; day = day.AddDate(0, 0, 5) {
		on := day.Format(time.DateOnly)
		l, err := d.Incidents(ctx, desk.IncidentFilter{From: on, To: on, Page: desk.Page{Limit: 10}})
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range l.Items {
			some = append(some, incidentPath(it.ID))
		}
	}
	l, err := d.Incidents(ctx, desk.IncidentFilter{Sort: desk.Widest, Page: desk.Page{Limit: 20}})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range l.Items {
		widest = append(widest, incidentPath(it.ID))
	}
	t.Logf("%d reports; %d incidents are asked for, the widest of %d reports", reports, len(some), l.Items[0].Reports)
	return some, widest
}
