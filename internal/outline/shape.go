package outline

import "math"

// boxOf is the least box around points.
func boxOf(pts []Point) Box {
	b := Box{West: 180, South: 90, East: -180, North: -90}
	for _, p := range pts {
		b.West, b.East = min(b.West, p.Lon), max(b.East, p.Lon)
		b.South, b.North = min(b.South, p.Lat), max(b.North, p.Lat)
	}
	return b
}

// jumps reports whether the step between two points crosses the 180th meridian.
func jumps(p, q Point) bool { return math.Abs(p.Lon-q.Lon) > 180 }

// parted cuts a line where it crosses the 180th meridian.
func parted(pts []Point) [][]Point {
	var out [][]Point
	from := 0
	for i := 1; i <= len(pts); i++ {
		if i == len(pts) || jumps(pts[i-1], pts[i]) {
			if i-from > 1 {
				out = append(out, pts[from:i])
			}
			from = i
		}
	}
	return out
}

// unrolled cuts a ring that crosses the 180th meridian into rings that do not; one
// that runs around a pole is led over it.
func unrolled(ring []Point) [][]Point {
	whole := true
	for i := 1; i < len(ring); i++ {
		whole = whole && !jumps(ring[i-1], ring[i])
	}
	if whole {
		return [][]Point{ring}
	}
	// Longitudes that go on beyond 180 rather than jump.
	flat := make([]Point, len(ring))
	turn := 0.0
	for i, p := range ring {
		if i > 0 && jumps(ring[i-1], p) {
			if p.Lon < ring[i-1].Lon {
				turn += 360
			} else {
				turn -= 360
			}
		}
		flat[i] = Point{p.Lon + turn, p.Lat}
	}
	if turn != 0 {
		pole := math.Copysign(90, ring[0].Lat)
		flat = append(flat, Point{flat[len(flat)-1].Lon, pole}, Point{flat[0].Lon, pole}, flat[0])
	}
	var out [][]Point
	for _, shift := range []float64{-360, 0, 360} {
		part := beside(beside(flat, shift-180, true), shift+180, false)
		if len(part) < 3 {
			continue
		}
		for i := range part {
			part[i].Lon -= shift
		}
		out = append(out, append(part, part[0]))
	}
	return out
}

// beside is the part of a ring east, or west, of a meridian.
func beside(ring []Point, lon float64, east bool) []Point {
	in := func(p Point) bool { return (p.Lon >= lon) == east || p.Lon == lon }
	var out []Point
	for i, p := range ring {
		q := ring[(i+len(ring)-1)%len(ring)]
		if in(p) != in(q) {
			t := (lon - q.Lon) / (p.Lon - q.Lon)
			out = append(out, Point{lon, q.Lat + t*(p.Lat-q.Lat)})
		}
		if in(p) {
			out = append(out, p)
		}
	}
	return out
}

// Meets reports whether two boxes have a point in common.
func (b Box) Meets(o Box) bool {
	return b.West <= o.East && o.West <= b.East && b.South <= o.North && o.South <= b.North
}

// Around is the box with both in it.
func (b Box) Around(o Box) Box {
	return Box{min(b.West, o.West), min(b.South, o.South), max(b.East, o.East), max(b.North, o.North)}
}

// far is how many degrees off its largest part a part of a country may lie to
// count for its box: French Guiana is not France on a map.
const far = 6

// settle finds a country's box and where its name stands: in the middle of its
// largest ring.
func (c *Country) settle() {
	most := -1.0
	var main Box
	for _, r := range c.Rings {
		a, mid := centre(r.Points)
		if a > most {
			most, main = a, r.Box
			c.Label = mid
		}
	}
	c.Box = main
	near := Box{main.West - far, main.South - far, main.East + far, main.North + far}
	for _, r := range c.Rings {
		if near.Meets(r.Box) {
			c.Box = c.Box.Around(r.Box)
		}
	}
}

// centre is the area of a ring, in square degrees at the equator's scale, and
// the middle of it.
func centre(r []Point) (area float64, mid Point) {
	var a, x, y float64
	for i := range r {
		p, q := r[i], r[(i+1)%len(r)]
		cross := p.Lon*q.Lat - q.Lon*p.Lat
		a += cross
		x += (p.Lon + q.Lon) * cross
		y += (p.Lat + q.Lat) * cross
	}
	if a == 0 {
		return 0, Point{}
	}
	mid = Point{x / (3 * a), y / (3 * a)}
	return math.Abs(a) / 2 * math.Cos(mid.Lat*math.Pi/180), mid
}
