// Package outline is the workshop of side room outline: it simplifies Natural
// Earth's countries into the embedded map.
//
//	npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
//	hearsay train outline package internal/outline/data
//
// The folder is searched for countries-50m.json, a TopoJSON file (Natural Earth
// 1:50 million, public domain; the packaging is ISC). Lines that two countries
// share are simplified once, so that no gap opens between them.
package outline

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"golang.org/x/text/language"

	"hearsay/internal/outline"
)

// What is left out: points whose triangle with their neighbours is smaller
// (square degrees, after Visvalingam and Whyatt 1993), and islands that are.
const (
	leastTriangle = 0.0004
	leastIsland   = 0.002
)

// topology is the part of TopoJSON that is read.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]float64
	Objects   map[string]struct{ Geometries []geometry }
}

type geometry struct {
	Type       string
	ID         string
	Properties struct{ Name string }
	Arcs       json.RawMessage
}

// Run compiles the map of countries-50m.json under corpora into out.
func Run(corpora, out string, progress io.Writer) error {
	path := ""
	err := filepath.WalkDir(corpora, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() == "countries-50m.json" {
			path = p
		}
		return err
	})
	if err != nil {
		return err
	}
	if path == "" {
		return fmt.Errorf("%s holds no countries-50m.json: unpack world-atlas there", corpora)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var topo topology
	if err := json.Unmarshal(b, &topo); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	lines := topo.lines()
	before := count(lines)
	countries, err := topo.countries(lines)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	lines, countries = keepUsed(lines, countries)
	for i := range lines {
		lines[i] = simplify(lines[i])
	}
	f, err := os.Create(filepath.Join(out, "world.gz"))
	if err != nil {
		return err
	}
	if err := outline.Compile(f, lines, countries); err != nil {
		return errors.Join(err, f.Close())
	}
	fmt.Fprintf(progress, "%d countries, %d lines, %d of %d points\n", len(countries), len(lines), count(lines), before)
	return f.Close()
}

func count(lines [][]outline.Point) int {
	n := 0
	for _, l := range lines {
		n += len(l)
	}
	return n
}

// lines are the arcs in degrees.
func (t *topology) lines() [][]outline.Point {
	var out [][]outline.Point
	for _, arc := range t.Arcs {
		var l []outline.Point
		x, y := 0.0, 0.0
		for _, d := range arc {
			x, y = x+d[0], y+d[1]
			l = append(l, outline.Point{Lon: round(x*t.Transform.Scale[0] + t.Transform.Translate[0]), Lat: round(y*t.Transform.Scale[1] + t.Transform.Translate[1])})
		}
		out = append(out, l)
	}
	return out
}

func round(x float64) float64 { return math.Round(x*100) / 100 }

// countries are the rings of all countries, by name, without the smallest
// islands.
func (t *topology) countries(lines [][]outline.Point) ([]outline.Entry, error) {
	var out []outline.Entry
	for _, g := range t.Objects["countries"].Geometries {
		e := outline.Entry{Name: g.Properties.Name, ISO: iso(g.ID)}
		var polygons [][][]int
		switch g.Type {
		case "Polygon":
			polygons = make([][][]int, 1)
			if err := json.Unmarshal(g.Arcs, &polygons[0]); err != nil {
				return nil, err
			}
		case "MultiPolygon":
			if err := json.Unmarshal(g.Arcs, &polygons); err != nil {
				return nil, err
			}
		default:
			continue
		}
		most := 0.0
		for _, p := range polygons {
			for _, ring := range p {
				most = max(most, area(lines, ring))
			}
		}
		for _, p := range polygons {
			for _, ring := range p {
				// The largest part of a small state stays.
				if a := area(lines, ring); a >= leastIsland || a == most {
					e.Rings = append(e.Rings, ring)
				}
			}
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b outline.Entry) int { return cmp.Compare(a.Name, b.Name) })
	return out, nil
}

// iso is the alpha-2 code of a numeric one; "" for none.
func iso(m49 string) string {
	n, err := strconv.Atoi(m49)
	if err != nil {
		return ""
	}
	r, err := language.EncodeM49(n)
	if err != nil || len(r.String()) != 2 {
		return ""
	}
	return r.String()
}

func area(lines [][]outline.Point, ring []int) float64 {
	var pts []outline.Point
	for _, n := range ring {
		l := lines[max(n, -n-1)]
		if n < 0 {
			l = slices.Clone(l)
			slices.Reverse(l)
		}
		pts = append(pts, l...)
	}
	a := 0.0
	for i, p := range pts {
		q := pts[(i+1)%len(pts)]
		a += p.Lon*q.Lat - q.Lon*p.Lat
	}
	return math.Abs(a) / 2
}

// keepUsed drops the lines of no ring.
func keepUsed(lines [][]outline.Point, countries []outline.Entry) ([][]outline.Point, []outline.Entry) {
	to := map[int]int{}
	var kept [][]outline.Point
	for i := range countries {
		for _, ring := range countries[i].Rings {
			for k, n := range ring {
				old := max(n, -n-1)
				now, ok := to[old]
				if !ok {
					now = len(kept)
					to[old] = now
					kept = append(kept, lines[old])
				}
				if ring[k] = now; n < 0 {
					ring[k] = -now - 1
				}
			}
		}
	}
	return kept, countries
}

// simplify takes out the point with the smallest triangle until none is too
// small; ends stay, and of a closed line enough for a shape.
func simplify(l []outline.Point) []outline.Point {
	l = slices.Compact(slices.Clone(l))
	least := 2
	if len(l) > 0 && l[0] == l[len(l)-1] {
		least = 5
	}
	for len(l) > least {
		at, small := -1, leastTriangle
		for i := 1; i+1 < len(l); i++ {
			p, q, r := l[i-1], l[i], l[i+1]
			if a := math.Abs((q.Lon-p.Lon)*(r.Lat-p.Lat)-(r.Lon-p.Lon)*(q.Lat-p.Lat)) / 2; a < small {
				at, small = i, a
			}
		}
		if at < 0 {
			break
		}
		l = slices.Delete(l, at, at+1)
	}
	return l
}
