package chart

import (
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/outline"
)

const hostile = `"><script>alert(1)</script>` + "\u202e & <b>dock</b>"

// pictures are one of each kind, with hostile words wherever there are words.
func pictures() map[string]string {
	cols := []Column{{Day: "2025-03-02", Marks: []Mark{{"report", `/report/1"><script>`, as(hostile)}, {"says", "/r", as(hostile)}, {"denies", "/r", as(hostile)}, {"silent", "/r", as(hostile)}}}, {Day: "2025-04-01", Marks: []Mark{{"report", "", as("x")}}}, {}}
	return map[string]string{
		"exact":   Locator(Where{ISO: "DJ", Lat: 11.78, Lon: 42.88, Spot: true, Prec: 1, Name: hostile, Towns: []Town{{hostile, 11.59, 43.14}}}),
		"ring":    Locator(Where{ISO: "SO", Lat: 2.8, Lon: 45.5, Spot: true, Prec: 4, Name: "Middle Shabele"}),
		"country": Locator(Where{ISO: "CF", Prec: 6, Name: "Central African Republic"}),
		"edge":    Locator(Where{ISO: "FJ", Lat: -16.5, Lon: 179.9, Spot: true, Prec: 2, Name: "Taveuni"}),
		"world":   World([]Spot{{11.8, 42.9, 3}, {11.9, 42.8, 2}, {-12, -77, 1}}, []Land{{"DJ", `/incidents?"><script>`, 5}, {"PE", "", 1}}, func(outline.Box) string { return hostile }),
		"bars":    Bars(Bins([]Tally{{"2025-03-02", 3}, {"2025-03-09", 1}, {hostile, 4}}), hostile),
		"days":    Days(cols, "2025-03-02", "2025-03-05"),
		"flow": Flow(Lineage{
			Informants: []Node{{hostile, hostile, hostile, "unnamed"}, {"Elena Marsh", "named", "", "named"}}, Relays: []Node{{hostile, "", "", "relay"}}, Reports: []Node{{hostile, hostile, "/r", "report"}, {"b", "", "", "report"}},
			ToRelay: []Tie{{0, 0, "says", hostile}}, ToReport: []Tie{{1, 1, "denies", ""}}, Passed: []Tie{{0, 0, "relays", hostile}, {0, 9, "relays", ""}}, Made: []Tie{{0, 1, "copy", hostile}}, Shared: [][]int{{0, 1, 7}},
		}),
	}
}

// TestSafe: every picture is well-formed, and words of a report are neither
// markup nor script, nor do they turn the direction of writing.
func TestSafe(t *testing.T) {
	for name, s := range pictures() {
		d := xml.NewDecoder(strings.NewReader(s))
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v in %.300s", name, err, s)
			}
			if el, ok := tok.(xml.StartElement); ok {
				if el.Name.Local == "script" || el.Name.Local == "b" {
					t.Errorf("%s holds a %s", name, el.Name.Local)
				}
				for _, a := range el.Attr {
					if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
						t.Errorf("%s holds %s=%s", name, a.Name.Local, a.Value)
					}
				}
			}
		}
		if strings.ContainsRune(s, '\u202e') {
			t.Errorf("%s turns the direction of writing", name)
		}
		if len(s) > 60_000 {
			t.Errorf("%s has %d bytes", name, len(s))
		}
		if s != pictures()[name] {
			t.Errorf("%s is not the same twice", name)
		}
	}
}

// TestPrecision: nothing is drawn closer than it is known.
func TestPrecision(t *testing.T) {
	all := pictures()
	if strings.Contains(all["country"], "<circle") {
		t.Error("a country is drawn as a spot")
	}
	r := regexp.MustCompile(`class="ring[^"]*"[^>]* r="(\d+)"`)
	var exact, wide int
	if _, err := fmt.Sscan(r.FindStringSubmatch(all["exact"])[1], &exact); err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscan(r.FindStringSubmatch(all["ring"])[1], &wide); err != nil {
		t.Fatal(err)
	}
	if wide < 3*exact {
		t.Errorf("a division is drawn %d units wide, an exact place %d", wide, exact)
	}
	for _, w := range []Where{{}, {Name: "a village"}, {ISO: "XX"}, {ISO: "XX", Prec: 6}} {
		if s := Locator(w); s != "" {
			t.Errorf("%+v has a map", w)
		}
	}
	if World(nil, nil, nil) != "" || World(nil, []Land{{"", "", 4}}, nil) != "" {
		t.Error("a map of nothing is drawn")
	}
}

func TestBins(t *testing.T) {
	for _, c := range []struct {
		days []Tally
		want []string
	}{
		{nil, nil},
		{[]Tally{{"", 3}, {"soon", 1}}, nil},
		{[]Tally{{"2025-02-27", 2}, {"2025-03-01", 1}}, []string{"27 February 2025 2", "28 February 2025 0", "1 March 2025 1"}},
		{[]Tally{{"2024-12-30", 2}, {"2025-03-01", 1}, {"2025-03-31", 1}}, []string{"December 2024 2", "January 2025 0", "February 2025 0", "March 2025 2"}},
	} {
		var got []string
		for _, b := range Bins(c.days) {
			got = append(got, fmt.Sprint(b.Name, " ", b.N))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%v: %s", c.days, d)
		}
	}
	years := Bins([]Tally{{"1900-05-01", 2}, {"2025-03-01", 1}})
	if len(years) > most || years[0].From != "1900-01-01" || years[len(years)-1].To < "2025-03-01" {
		t.Errorf("%d bins, %+v", len(years), years)
	}
}

func BenchmarkLocator(b *testing.B) {
	w := Where{ISO: "DJ", Lat: 11.78, Lon: 42.88, Spot: true, Prec: 1, Name: "Tadjourah"}
	for b.Loop() {
		_ = Locator(w)
	}
}

func BenchmarkWorld(b *testing.B) {
	spots := []Spot{{11.8, 42.9, 3}, {48.9, 2.3, 2}, {-12, -77, 1}}
	for b.Loop() {
		_ = World(spots, []Land{{"DJ", "", 5}}, nil)
	}
}

func as(label string) func() string { return func() string { return label } }
