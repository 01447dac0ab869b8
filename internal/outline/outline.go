package outline

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
)

//go:embed data/world.gz
var packed []byte

// Point is a place, in degrees.
type Point struct{ Lon, Lat float64 }

// Box is a range of places, in degrees.
type Box struct{ West, South, East, North float64 }

// Line is a stretch of coast or border.
type Line struct {
	Points []Point
	Border bool // between two countries; else a coast
	Box    Box
}

// Ring is an outline that ends where it begins; one within another is a hole.
type Ring struct {
	Points []Point
	Box    Box
}

// Country is a country or a territory with a name of its own.
type Country struct {
	ISO   string // ISO 3166-1 alpha-2; "" where it has none
	Name  string // short English name
	Rings []Ring
	Box   Box   // of its largest ring and those near it
	Label Point // a point where its name can stand
}

// Map is the world.
type Map struct {
	Countries []Country // by name
	Lines     []Line
	at        map[string]int
}

// World is the embedded map. It never changes.
var World = sync.OnceValue(func() *Map {
	m, err := Read(bytes.NewReader(packed))
	if err != nil {
		panic(err) // the file is in the program
	}
	return m
})

// Find is the country with an ISO code, or nil.
func (m *Map) Find(iso string) *Country {
	i, ok := m.at[iso]
	if !ok || iso == "" {
		return nil
	}
	return &m.Countries[i]
}

// Entry is a country to be compiled: its rings are numbers of lines, in order, one
// that is run backwards as -n-1.
type Entry struct {
	ISO, Name string
	Rings     [][]int
}

// scale is how many steps a degree has.
const scale = 100

// Compile writes lines and countries in the form that Read reads: gzip over
// numbers as varints, points as steps from the one before.
func Compile(w io.Writer, lines [][]Point, countries []Entry) error {
	var b []byte
	num := func(n int) { b = binary.AppendVarint(b, int64(n)) }
	num(len(lines))
	for _, l := range lines {
		num(len(l))
		x, y := 0, 0
		for _, p := range l {
			px, py := step(p.Lon), step(p.Lat)
			num(px - x)
			num(py - y)
			x, y = px, py
		}
	}
	num(len(countries))
	for _, c := range countries {
		for _, s := range []string{c.ISO, c.Name} {
			num(len(s))
			b = append(b, s...)
		}
		num(len(c.Rings))
		for _, r := range c.Rings {
			num(len(r))
			for _, n := range r {
				num(n)
			}
		}
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(b); err != nil {
		return err
	}
	return z.Close()
}

func step(deg float64) int {
	if deg < 0 {
		return -int(-deg*scale + .5)
	}
	return int(deg*scale + .5)
}

// decoder reads varints until the first error.
type decoder struct {
	r   *bytes.Reader
	err error
}

// num is a number in [least, most].
func (d *decoder) num(least, most int) int {
	if d.err != nil {
		return 0
	}
	n, err := binary.ReadVarint(d.r)
	if err == nil && (n < int64(least) || n > int64(most)) {
		err = fmt.Errorf("%d where %d to %d are possible", n, least, most)
	}
	d.err = err
	return int(n)
}

func (d *decoder) text() string {
	b := make([]byte, d.num(0, 200))
	if d.err == nil {
		_, d.err = io.ReadFull(d.r, b)
	}
	return string(b)
}

// Read reads what Compile wrote.
func Read(r io.Reader) (*Map, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(z, 16<<20))
	if err != nil {
		return nil, err
	}
	d := &decoder{r: bytes.NewReader(b)}
	m := &Map{at: map[string]int{}}
	for range d.num(0, len(b)) {
		var l Line
		x, y := 0, 0
		for range d.num(0, len(b)) {
			x += d.num(-360*scale, 360*scale)
			y += d.num(-180*scale, 180*scale)
			if x < -180*scale || x > 180*scale || y < -90*scale || y > 90*scale {
				d.err = errors.Join(d.err, fmt.Errorf("a point at %d, %d", x, y))
			}
			if d.err != nil {
				break
			}
			l.Points = append(l.Points, Point{float64(x) / scale, float64(y) / scale})
		}
		if d.err != nil {
			break
		}
		m.Lines = append(m.Lines, l)
	}
	used := make([]int, len(m.Lines))
	for range d.num(0, len(b)) {
		c := Country{ISO: d.text(), Name: d.text()}
		for range d.num(0, len(b)) {
			var ring []Point
			for range d.num(0, len(b)) {
				n := d.num(-len(m.Lines), len(m.Lines)-1)
				if d.err != nil {
					break
				}
				ring = m.join(ring, n, used)
			}
			for _, part := range unrolled(ring) {
				c.Rings = append(c.Rings, Ring{part, boxOf(part)})
			}
		}
		if d.err != nil {
			break
		}
		c.settle()
		m.at[c.ISO] = len(m.Countries)
		m.Countries = append(m.Countries, c)
	}
	lines := m.Lines
	m.Lines = nil
	for i := range lines {
		for _, part := range parted(lines[i].Points) {
			m.Lines = append(m.Lines, Line{Points: part, Border: used[i] > 1, Box: boxOf(part)})
		}
	}
	if d.err != nil {
		return nil, fmt.Errorf("the map is damaged: %w", d.err)
	}
	return m, nil
}

// join adds line n to a ring; a line begins where the one before ended.
func (m *Map) join(ring []Point, n int, used []int) []Point {
	back := n < 0
	if back {
		n = -n - 1
	}
	used[n]++
	pts := m.Lines[n].Points
	for i := range pts {
		p := pts[i]
		if back {
			p = pts[len(pts)-1-i]
		}
		if i == 0 && len(ring) > 0 {
			continue
		}
		ring = append(ring, p)
	}
	return ring
}
