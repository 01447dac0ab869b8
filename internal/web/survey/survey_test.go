package survey

import (
	"net/url"
	"strings"
	"testing"

	"hearsay/internal/desk"
)

func TestBox(t *testing.T) {
	if b, err := Box(""); b != nil || err != nil {
		t.Errorf("nothing is %v, %v", b, err)
	}
	if b, err := Box("10, 42.5,12,44"); err != nil || *b != (desk.Box{South: 10, West: 42.5, North: 12, East: 44}) {
		t.Errorf("%v, %v", b, err)
	}
	for _, s := range []string{"1,2,3", "1,2,3,x", "1,2,3,NaN", "1,2,3,900", "<script>"} {
		if _, err := Box(s); err == nil {
			t.Errorf("%q is taken for a box", s)
		}
	}
}

// TestDraw: the map, the histogram and the list lead to narrower lists, and a
// country's own middle is no place where something was.
func TestDraw(t *testing.T) {
	q := url.Values{"text": {`"><script>`}, "after": {"x"}, "type": {""}}
	v := Draw(&desk.Survey{
		Days: []desk.Count{{Day: "2025-03-02", N: 2}, {Day: "2025-06-02", N: 1}}, Undated: 1, Unplaced: 1, Total: 4,
		Countries: []desk.Count{{ISO: "DJ", Country: "Djibouti", N: 2}, {ISO: "VE", Country: "Venezuela", N: 1}},
		Spots:     []desk.Count{{Latitude: 11.78, Longitude: 42.88, N: 2}, {Latitude: 8, Longitude: -66, N: 1}},
	}, Strip(q, "after"))
	if len(v.Countries) != 2 || v.Countries[0].Name != "Djibouti" || v.Countries[0].Path != "/incidents?country=Djibouti&text=%22%3E%3Cscript%3E" {
		t.Errorf("%+v", v.Countries)
	}
	for _, want := range []string{"from=2025-03-01", "to=2025-03-31", "March 2025: 2 incidents"} {
		if !strings.Contains(v.Bars, want) {
			t.Errorf("the histogram lacks %q", want)
		}
	}
	if n := strings.Count(v.Map, "<circle"); n != 1 {
		t.Errorf("%d discs, want that of Djibouti alone", n)
	}
	if strings.Contains(v.Map+v.Bars, "<script") {
		t.Error("a question is markup")
	}
	held := Narrowing(q)
	if len(held) != 1 || held[0].Without != "/incidents?" {
		t.Errorf("%+v", held)
	}
}
