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
