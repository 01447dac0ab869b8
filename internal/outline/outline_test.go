package outline

import (
	"bytes"
	"math"
	"testing"
)

// TestWorld: known places lie in the boxes of their countries, and every ring is
// closed.
func TestWorld(t *testing.T) {
	w := World()
	for _, c := range []struct {
		iso, name string
		lon, lat  float64
	}{{"DJ", "Djibouti", 43.1, 11.6}, {"YE", "Yemen", 44.2, 15.4}, {"PS", "Palestine", 34.5, 31.5}, {"FR", "France", 2.3, 48.9}, {"SG", "Singapore", 103.8, 1.35}} {
		got := w.Find(c.iso)
		if got == nil || got.Name != c.name {
			t.Errorf("%s: %+v", c.iso, got)
			continue
		}
		if b := got.Box; c.lon < b.West || c.lon > b.East || c.lat < b.South || c.lat > b.North {
			t.Errorf("%s: %v, %v is not in %+v", c.iso, c.lon, c.lat, b)
		}
	}
	if w.Find("") != nil || w.Find("XX") != nil {
		t.Error("a country that is none was found")
	}
	for _, c := range w.Countries {
		for _, r := range c.Rings {
			if len(r.Points) < 4 || r.Points[0] != r.Points[len(r.Points)-1] {
				t.Fatalf("a ring of %s has %d points and is not closed", c.Name, len(r.Points))
			}
		}
	}
	for _, c := range w.Countries {
		for _, r := range c.Rings {
			for i := 1; i < len(r.Points); i++ {
				if jumps(r.Points[i-1], r.Points[i]) && math.Abs(r.Points[i].Lat) < 90 {
					t.Fatalf("a ring of %s crosses the sheet from %v to %v", c.Name, r.Points[i-1], r.Points[i])
				}
			}
			if r.Box.West < -180 || r.Box.East > 180 {
				t.Errorf("%s lies beyond the 180th meridian: %+v", c.Name, r.Box)
			}
		}
	}
	borders := 0
	for _, l := range w.Lines {
		if l.Border {
			borders++
		}
	}
	if borders < 300 || borders > len(w.Lines)/2 {
		t.Errorf("%d of %d lines are borders", borders, len(w.Lines))
	}
}

// FuzzRead: damaged bytes are an error, never a panic.
func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := Compile(&b, [][]Point{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}, []Entry{{"XX", "Nowhere", [][]int{{0}}}}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := Read(bytes.NewReader(b)); err == nil && m == nil {
			t.Error("neither a map nor an error")
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, err := Read(bytes.NewReader(packed)); err != nil {
			b.Fatal(err)
		}
	}
}
