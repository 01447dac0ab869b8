package desk_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/internal/desk"
	"hearsay/internal/desk/desktest"
	"hearsay/internal/ledger/sqlite"
)

// growth is what was measured at one size.
type growth struct {
	statements, reports int
	kept, made          float64 // milliseconds a report, of the last tenth of them
	bytes               float64 // a report
	half, most          []float64
}

// question is what a desk is asked, for the i-th time; each time of something else
// that the ledger holds.
type question struct {
	name string
	ask  func(i int) error
}

// TestGrowth grows a ledger of invented news to the numbers of statements that
// HEARSAY_GROWTH gives, as "10000 100000 1000000", asks it at each, prints what
// each question and each further report cost, and draws docs/growth.svg. HEARSAY_LEDGER questionNames
// the ledger's file, which stays and is gone on with; else it is made and removed.
func TestGrowth(t *testing.T) {
	sizes := strings.Fields(os.Getenv("HEARSAY_GROWTH"))
	if len(sizes) < 2 {
		t.Skip("HEARSAY_GROWTH gives no sizes to measure")
	}
	path := os.Getenv("HEARSAY_LEDGER")
	if path == "" {
		path = filepath.Join(t.TempDir(), "hearsay.db")
	}
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	w := desktest.Open(t, s, reader)
	var all []growth
	for _, word := range sizes {
		n, err := strconv.Atoi(word)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, grown(t, w, path, n))
	}
	t.Log(table(all))
	if err := os.WriteFile("../../docs/growth.svg", []byte(drawGrowth(all)), 0o666); err != nil {
		t.Fatal(err)
	}
}

func grown(t *testing.T, w *desktest.World, path string, n int) growth {
	w.Grow(t, func() bool { return w.Statements >= n-n/10 })
	reports, kept, made := w.Reports, w.Kept, w.Made
	w.Grow(t, func() bool { return w.Statements >= n })
	g := growth{statements: n, reports: w.Reports}
	if more := float64(w.Reports - reports); more > 0 {
		g.kept, g.made = 1000*(w.Kept-kept).Seconds()/more, 1000*(w.Made-made).Seconds()/more
	}
	for _, part := range []string{path, path + "-wal"} {
		if info, err := os.Stat(part); err == nil {
			g.bytes += float64(info.Size()) / float64(w.Reports)
		}
	}
	for _, q := range asked(t, w.Desk) {
		var took []time.Duration
		for i := range 300 {
			at := time.Now()
			if err := q.ask(i); err != nil {
				t.Fatalf("%s: %v", q.name, err)
			}
			took = append(took, time.Since(at))
		}
		slices.Sort(took)
		g.half = append(g.half, 1000*took[len(took)/2].Seconds())
		g.most = append(g.most, 1000*took[len(took)*99/100].Seconds())
	}
	return g
}

// questionNames are those of the questions, in the order of asked.
var questionNames = strings.Split("incident|widest incidents|incident as of a row|its history|source|busiest sources|list of a country|list of a month|map and histogram|claims of a fact|figures changed|rare word|two words|common word|phrase|NEAR|field|new since|review queue", "|")

// asked are the questions put to a ledger.
func asked(t *testing.T, d *desk.Desk) []question {
	t.Helper()
	some := incidents(t, d, desk.IncidentFilter{Page: desk.Page{Limit: 1000}})
	wide := incidents(t, d, desk.IncidentFilter{Sort: desk.Widest, Page: desk.Page{Limit: 20}})
	fresh, err := d.Fresh(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var facts []string
	var sources, busy []string
	for _, id := range some[:min(300, len(some))] {
		p, err := d.Incident(ctx, id, desk.When{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Facts {
			facts = append(facts, p.Facts[i].ID)
		}
		for i := range p.Passages {
			if key := p.Passages[i].SourceKey; key != "" && !slices.Contains(sources, key) {
				sources = append(sources, key)
			}
		}
	}
	for _, words := range []string{"coalition", "interior ministry", "Red Crescent"} {
		l, err := d.Sources(ctx, words, desk.When{}, desk.Page{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range l.Items {
			busy = append(busy, it.Key)
		}
	}
	incident := func(list []string, w desk.When) func(i int) error {
		return func(i int) error { _, err := d.Incident(ctx, list[i%len(list)], w); return err }
	}
	source := func(list []string) func(i int) error {
		return func(i int) error {
			_, err := d.Source(ctx, list[i%len(list)], desk.When{}, desk.Page{})
			return err
		}
	}
	list := func(f func(i int) desk.IncidentFilter) func(i int) error {
		return func(i int) error { _, err := d.Incidents(ctx, f(i)); return err }
	}
	search := func(of func(i int) string) func(i int) error {
		return func(i int) error { _, err := d.Search(ctx, desk.SearchFilter{Query: of(i)}); return err }
	}
	month := func(i int) desk.IncidentFilter {
		at := time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, i%80, 0)
		return desk.IncidentFilter{From: at.Format(time.DateOnly), To: at.AddDate(0, 1, -1).Format(time.DateOnly)}
	}
	countries := strings.Split("Yemen|Sudan|Ukraine|Mali|Haiti|Myanmar|Peru", "|")
	asks := []func(i int) error{
		incident(some, desk.When{}), incident(wide, desk.When{}), incident(some, desk.When{Row: fresh.Row}),
		func(i int) error { _, err := d.History(ctx, some[i%len(some)], desk.When{}); return err },
		source(sources), source(busy),
		list(func(i int) desk.IncidentFilter { return desk.IncidentFilter{Country: countries[i%len(countries)]} }), list(month),
		func(i int) error { _, err := d.Survey(ctx, month(i)); return err },
		func(i int) error { _, err := d.Claims(ctx, desk.ClaimFilter{Fact: facts[i%len(facts)]}); return err },
		func(i int) error { _, err := d.Changes(ctx, some[i%len(some)], 0, desk.When{}); return err },
		search(func(i int) string { return desktest.Surname(i) }),
		search(func(i int) string { return desktest.Surname(i) + " hospital" }),
		search(func(int) string { return "hospital" }),
		search(func(int) string { return `"roof came down"` }),
		search(func(int) string { return "blasts NEAR/4 roof" }),
		search(func(i int) string { return "act:deny source:coalition from:2021-0" + strconv.Itoa(1+i%9) + "-01" }),
		func(int) error { _, _, err := d.Since(ctx, fresh.Row-200, 50, desk.When{}); return err },
		func(int) error { _, err := d.Queue(ctx, desk.QueueFilter{}); return err },
	}
	out := make([]question, len(questionNames))
	for i := range out {
		out[i] = question{questionNames[i], asks[i]}
	}
	return out
}

func incidents(t *testing.T, d *desk.Desk, f desk.IncidentFilter) (ids []string) {
	t.Helper()
	l, err := d.Incidents(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	for i := range l.Items {
		ids = append(ids, l.Items[i].ID)
	}
	return ids
}

// table is what was measured, as a table for docs/benchmarks.md.
func table(all []growth) string {
	var b strings.Builder
	row := func(name string, of func(g *growth) string) {
		b.WriteString("| " + name)
		for i := range all {
			b.WriteString(" | " + of(&all[i]))
		}
		b.WriteString(" |\n")
	}
	b.WriteString("\n")
	row("statements", func(g *growth) string { return short(g.statements) })
	row("---", func(*growth) string { return "---" })
	row("reports", func(g *growth) string { return strconv.Itoa(g.reports) })
	row("to keep and link a report, ms", func(g *growth) string { return fmt.Sprintf("%.2f", g.kept) })
	row("to make its records, ms", func(g *growth) string { return fmt.Sprintf("%.2f", g.made) })
	row("bytes a report", func(g *growth) string { return fmt.Sprintf("%.0f", g.bytes) })
	for k, name := range questionNames {
		row(name, func(g *growth) string { return fmt.Sprintf("%.1f / %.1f", g.half[k], g.most[k]) })
	}
	return b.String()
}
