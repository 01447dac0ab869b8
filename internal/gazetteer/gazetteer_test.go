package gazetteer

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Khān Yūnis":                     "khan yunis",
		"Al-Ḩudaydah":                    "al hudaydah",
		"Ta‘izz":                         "taizz",
		"Saint-Étienne":                  "st etienne",
		"St. Petersburg":                 "st petersburg",
		"Mount Vernon":                   "mt vernon",
		"Łódź":                           "lodz",
		"İzmir":                          "izmir",
		" - ":                            "",
		strings.Repeat("long name ", 20): "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNamed(t *testing.T) {
	for _, c := range []struct {
		name string
		kind Kind
		iso  string
		lat  float64
		lon  float64
	}{
		{"Kiev", Capital, "UA", 50.45, 30.52},
		{"Jabaliya", Town, "PS", 31.53, 34.48},
		{"al-Raqqa", Seat, "SY", 35.95, 39.01},
		{"Raqqa", Division, "SY", 36, 39},
		{"Paris", Capital, "FR", 48.85, 2.35},
		{"Gulf of Aden", Sea, "", 12, 48},
		{"Darfur", Region, "SD", 13, 24.5},
		{"Burma", Country, "MM", 21, 96},
		{"West Bank", Division, "PS", 32, 35.2},
	} {
		ps, err := Named(c.name)
		if err != nil {
			t.Fatal(err)
		}
		if len(ps) == 0 {
			t.Errorf("%s: no place", c.name)
			continue
		}
		p := ps[0]
		if p.Kind != c.kind || p.ISO != c.iso || math.Abs(p.Latitude-c.lat) > 0.7 || math.Abs(p.Longitude-c.lon) > 0.7 {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
	if ps, _ := Named("Nowhereville Upon Nothing"); len(ps) != 0 {
		t.Errorf("a place that is not: %+v", ps)
	}
}

func TestCompile(t *testing.T) {
	town := func(name string, kind Kind, code string, lat, lon float64, people int) Entry {
		return Entry{Place: Place{Name: name, Kind: kind, ISO: code[:2], Latitude: lat, Longitude: lon, Population: people, GeoNames: people}, Code: code}
	}
	entries := []Entry{
		town("Norhaven", Town, "ZZ.01.7", 10.5, -20.25, 1200),
		town("Norhaven", Seat, "ZZ.02", -0.0001, 179.9999, 70001),
		town("Upper Province", Division, "ZZ.01", 10, -20, 0),
		town("Seven District", District, "ZZ.01.7", 10.4, -20.2, 0),
	}
	entries[0].Names = []string{"Nord-Havn"}
	entries[2].Short = []string{"Upper"}
	var a, b bytes.Buffer
	if err := Compile(&a, append([]Entry{}, entries...)); err != nil {
		t.Fatal(err)
	}
	if err := Compile(&b, append([]Entry{}, entries...)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same entries give different bytes")
	}
	tb, err := load(a.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	at := &atlas{table: tb}
	k, more := tb.find([]byte("norhaven"))
	if k < 0 || more {
		t.Fatalf("norhaven: %d %v", k, more)
	}
	var got []Place
	for p := tb.postAt[k]; p < tb.postAt[k+1]; p++ {
		got = append(got, at.place(tb.three(postSection, p)&placeMax))
	}
	want := []Place{
		{Name: "Norhaven", Kind: Seat, ISO: "ZZ", Latitude: -0.0001, Longitude: 179.9999, Population: 69984, GeoNames: 70001},
		{Name: "Norhaven", Kind: Town, ISO: "ZZ", Adm1: "Upper Province", Adm2: "Seven District", Latitude: 10.5, Longitude: -20.25, Population: 1200, GeoNames: 1200},
	}
	near := cmp.Comparer(func(x, y float64) bool { return math.Abs(x-y) < 1e-6 })
	if d := cmp.Diff(want, got, near); d != "" {
		t.Error(d)
	}
	if _, more := tb.find([]byte("nord")); !more {
		t.Error("nord: no longer name begins with it")
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, bad := range [][]byte{nil, []byte("no table"), packed[:len(packed)/2]} {
		if _, err := load(bad); err == nil {
			t.Errorf("%d bytes are taken for a table", len(bad))
		}
	}
}

func TestEveryPlaceLies(t *testing.T) {
	a, err := open()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		p := a.place(rapid.Uint32Range(0, uint32(a.n+len(a.areas)-1)).Draw(t, "place"))
		if math.Abs(p.Latitude) > 90 || math.Abs(p.Longitude) > 180 || p.Name == "" || p.Kind == NoKind {
			t.Errorf("%+v", p)
		}
		key := []byte(Fold(p.Name))
		if k, _ := a.find(key); len(key) > 1 && k < 0 && len(a.names[string(key)]) == 0 {
			t.Errorf("%q is not found by its name", p.Name)
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := load(packed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNamed(b *testing.B) {
	open()
	for b.Loop() {
		if _, err := Named("Khan Yunis"); err != nil {
			b.Fatal(err)
		}
	}
}
