package document

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
)

// TestExamples reads what the project's own example reports say of themselves.
func TestExamples(t *testing.T) {
	want := []string{
		"1-agency: Coalition Drone Struck Warehouse at Djibouti Port, Officials Say / Meridian Press / 2025-03-04 / TADJOURA, Djibouti / Hana Okello, Tom Reyes / Meridian Press / 12239999995",
		"2-rewrite: Four Reported Dead in Drone Strike on Tadjoura Port / Harbour Lantern / 2025-03-04 /  / Piet Aldous /  / 12299999",
		"3-surgeon: ‘All of Them Were Dockers’: Surgeon Describes Night of Port Strike / Red Sea Courier / 2025-03-05 / DJIBOUTI CITY / Nadia Ferrant /  / 1222399999",
		"4-denial: COALITION DENIES STRIKING DJIBOUTI PORT / Northern Wire / 2025-03-05 / MANAMA, Bahrain /  / Northern Wire / 139999995",
		"5-correction: Djibouti Hospital Lowers Toll of Port Strike to Three / Meridian Press / 2025-03-06 / TADJOURA, Djibouti / Hana Okello / Meridian Press / 1223999994",
		"6-cut-off: Djibouti Asks Coalition for Flight Records After Port Strike / Red Sea Courier / 2025-03-07 / DJIBOUTI CITY / Nadia Ferrant /  / 12223999969 [boilerplate_suspected: Read more: What we know about the port strike] [truncated: to]",
	}
	paths, err := filepath.Glob("../../examples/port-strike/*.txt")
	if err != nil || len(paths) != len(want) {
		t.Fatalf("%d example reports, want %d (%v)", len(paths), len(want), err)
	}
	for i, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := New(capture.Of(b, path, capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[i], strings.TrimSuffix(filepath.Base(path), ".txt")+": "+outline(doc)); diff != "" {
			t.Errorf("%s", diff)
		}
	}
}

// outline is what a document says of itself in one line; roles as digits,
// body 9.
func outline(doc *Document) string {
	values := func(fs []Field) string {
		var vs []string
		for _, f := range fs {
			vs = append(vs, f.Value)
		}
		return strings.Join(vs, ", ")
	}
	day := ""
	if !doc.Date.Day.IsZero() {
		day = doc.Date.Day.Format("2006-01-02")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s / %s / %s / %s / %s / %s / ", doc.Headline.Value, doc.Outlet.Value, day, doc.Located.Value, values(doc.By), values(doc.Credits))
	for _, p := range doc.Paragraphs {
		if p.Role == Body {
			b.WriteByte('9')
			continue
		}
		fmt.Fprintf(&b, "%d", p.Role)
	}
	for _, d := range doc.Damage {
		fmt.Fprintf(&b, " [%s: %s]", d.Kind, doc.Text.Slice(d.Span))
	}
	return b.String()
}
