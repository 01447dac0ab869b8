package chart

import (
	"math"

	"hearsay/internal/outline"
)

// frame is a part of the world on a sheet of w by h units: plate carrée, true to
// scale at its middle latitude.
type frame struct {
	outline.Box
	w, h   int
	sx, sy float64 // units a degree
	least  float64 // units: points closer than that are drawn as one
}

// framed is the frame of w by h units around a middle, height degrees high.
func framed(lon, lat, height float64, w, h int) frame {
	f := frame{w: w, h: h, least: 1.5}
	lat = min(max(lat, -75), 75)
	f.sy = float64(h) / height
	f.sx = f.sy * math.Cos(lat*math.Pi/180)
	dx, dy := float64(w)/f.sx/2, height/2
	f.Box = outline.Box{West: lon - dx, South: lat - dy, East: lon + dx, North: lat + dy}
	return f
}

// at is where a point is on the sheet.
func (f *frame) at(p outline.Point) (x, y float64) {
	return (p.Lon - f.West) * f.sx, (f.North - p.Lat) * f.sy
}

// land are rings as one path, cut at the frame with some room around it.
func (f *frame) land(p *path, rings []outline.Ring) {
	const room = 8 // units
	west, north, east, south := -float64(room), -float64(room), float64(f.w+room), float64(f.h+room)
	for _, r := range rings {
		b := r.Box
		if !b.Meets(f.Box) || (b.East-b.West)*f.sx < f.least && (b.North-b.South)*f.sy < f.least {
			continue
		}
		pts := make([][2]float64, 0, len(r.Points)/2)
		lx, ly := math.Inf(-1), math.Inf(-1)
		for _, q := range r.Points {
			x, y := f.at(q)
			if math.Abs(x-lx) < f.least && math.Abs(y-ly) < f.least {
				continue
			}
			lx, ly = x, y
			pts = append(pts, [2]float64{x, y})
		}
		if b.West < f.West || b.East > f.East || b.South < f.South || b.North > f.North {
			for side, at := range []float64{west, east, north, south} {
				pts = cut(pts, side, at)
			}
		}
		if len(pts) < 3 {
			continue
		}
		p.move(round(pts[0][0]), round(pts[0][1]))
		for i, q := range pts[1:] {
			p.line(round(q[0]), round(q[1]), i == 0)
		}
		p.WriteByte('z')
	}
}

// middle is the middle of the largest part of a country that is in the frame, and
// how wide that part is, in units.
func (f *frame) middle(c *outline.Country) (x, y, wide float64) {
	most := 0.0
	for _, r := range c.Rings {
		if !r.Box.Meets(f.Box) {
			continue
		}
		var pts [][2]float64
		for _, q := range r.Points {
			x, y := f.at(q)
			pts = append(pts, [2]float64{x, y})
		}
		for side, at := range []float64{0, float64(f.w), 0, float64(f.h)} {
			pts = cut(pts, side, at)
		}
		var area, mx, my float64
		least, last := math.Inf(1), math.Inf(-1)
		for i, p := range pts {
			q := pts[(i+1)%len(pts)]
			cross := p[0]*q[1] - q[0]*p[1]
			area, mx, my = area+cross, mx+(p[0]+q[0])*cross, my+(p[1]+q[1])*cross
			least, last = min(least, p[0]), max(last, p[0])
		}
		if a := math.Abs(area); a > most {
			most = a
			x, y, wide = mx/(3*area), my/(3*area), last-least
		}
	}
	return x, y, wide
}

func round(x float64) int { return int(math.Round(x)) }

// cut keeps the part of a ring on the inner side of one side of the sheet
// (Sutherland and Hodgman 1974): 0 west, 1 east, 2 north, 3 south.
func cut(pts [][2]float64, side int, at float64) [][2]float64 {
	axis := side / 2
	in := func(p [2]float64) bool {
		if side%2 == 0 {
			return p[axis] >= at
		}
		return p[axis] <= at
	}
	var out [][2]float64
	for i, p := range pts {
		q := pts[(i+len(pts)-1)%len(pts)]
		if in(p) != in(q) {
			t := (at - q[axis]) / (p[axis] - q[axis])
			var c [2]float64
			c[axis], c[1-axis] = at, q[1-axis]+t*(p[1-axis]-q[1-axis])
			out = append(out, c)
		}
		if in(p) {
			out = append(out, p)
		}
	}
	return out
}

// lines are coasts or borders as one path; what lies outside is left out.
func (f *frame) lines(p *path, ls []outline.Line, border bool) {
	for i := range ls {
		l := &ls[i]
		if l.Border != border || !l.Box.Meets(f.Box) {
			continue
		}
		pen, first := false, true
		var lx, ly float64
		for k, q := range l.Points {
			x, y := f.at(q)
			if x < -20 || y < -20 || x > float64(f.w+20) || y > float64(f.h+20) {
				pen = false
				continue
			}
			last := k == len(l.Points)-1
			if pen && !last && math.Abs(x-lx) < f.least && math.Abs(y-ly) < f.least {
				continue
			}
			lx, ly = x, y
			if !pen {
				p.move(round(x), round(y))
				pen, first = true, true
				continue
			}
			p.line(round(x), round(y), first)
			first = false
		}
	}
}
