package chart

import (
	"cmp"
	"math"
	"slices"

	"hearsay/internal/outline"
)

// Spot is how many incidents lie at one place.
type Spot struct {
	Lat, Lon float64 // degrees
	N        int64
}

// Land is how many incidents lie in one country.
type Land struct {
	ISO, Href string
	N         int64
}

// Sheet of a World.
const worldW, worldH = 2000, 860

// World draws where many incidents were: countries shaded by their number, and
// a disc for those that lie close together. A disc leads to what box gives for
// its bounds. It is "" where no place is known.
func World(spots []Spot, lands []Land, box func(outline.Box) string) string {
	world := outline.World()
	f, ok := around(world, spots, lands)
	if !ok {
		return ""
	}
	n := map[string]Land{}
	most := int64(1)
	for _, l := range lands {
		n[l.ISO] = l
		most = max(most, l.N)
	}
	var b svg
	b.add(`<svg class="map world" viewBox="0 0 %d %d" role="group" aria-label="Map of the incidents found; the list by country says the same"><rect class="sea" width="%d" height="%d"/>`, worldW, worldH, worldW, worldH)
	var land path
	for i := range world.Countries {
		c := &world.Countries[i]
		if l, ok := n[c.ISO]; ok && c.ISO != "" {
			var own path
			f.land(&own, c.Rings)
			b.link(l.Href, c.Name+": "+plural(l.N, "incident"))
			b.add(`<path class="land n%d" d="%s"><title>%s</title></path>`, shade(l.N, most), own.String(), words(c.Name+": "+plural(l.N, "incident"), 80))
			b.shut(l.Href)
		} else {
			f.land(&land, c.Rings)
		}
	}
	b.add(`<path class="land" d="%s"/>`, land.String())
	var borders path
	f.lines(&borders, world.Lines, true)
	b.add(`<path class="border" d="%s"/>`, borders.String())
	for _, d := range gather(&f, spots) {
		label := plural(d.n, "incident") + " here"
		href := ""
		if box != nil {
			href = box(d.box)
		}
		b.link(href, label)
		r := round(min(10+3.4*math.Sqrt(float64(d.n)), 52))
		b.add(`<circle class="disc" cx="%d" cy="%d" r="%d"><title>%s</title></circle>`, round(d.x), round(d.y), r, label)
		if d.n > 1 && r > 16 {
			b.add(`<text class="many" x="%d" y="%d">%d</text>`, round(d.x), round(d.y)+9, d.n)
		}
		b.shut(href)
	}
	b.WriteString("</svg>")
	return b.String()
}

// shade is a step from 1 to 4 by how large a part of the most a number is, its
// square root taken.
func shade(n, most int64) int {
	return 1 + min(3, int(4*math.Sqrt(float64(n)/float64(most+1))))
}

// around is the frame that shows all spots and counted countries.
func around(world *outline.Map, spots []Spot, lands []Land) (frame, bool) {
	all := outline.Box{West: 180, South: 90, East: -180, North: -90}
	for _, s := range spots {
		all = all.Around(outline.Box{West: s.Lon, South: s.Lat, East: s.Lon, North: s.Lat})
	}
	for _, l := range lands {
		if c := world.Find(l.ISO); c != nil {
			all = all.Around(outline.Box{West: c.Label.Lon, South: c.Label.Lat, East: c.Label.Lon, North: c.Label.Lat})
		}
	}
	if all.West > all.East {
		return frame{}, false
	}
	lat := (all.South + all.North) / 2
	wide := (all.East - all.West) * math.Cos(lat*math.Pi/180) * worldH / worldW
	height := min(max(24, (all.North-all.South)*1.25+6, wide*1.2+6), 150)
	f := framed((all.West+all.East)/2, lat, height, worldW, worldH)
	f.least = 2.5
	return f, true
}

// disc is what lies close together on the sheet.
type disc struct {
	x, y float64
	n    int64
	box  outline.Box
}

// gather puts spots that would cover each other into one disc, the largest
// first; what is small is drawn last, on top.
func gather(f *frame, spots []Spot) []disc {
	spots = slices.Clone(spots)
	slices.SortStableFunc(spots, func(a, b Spot) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Lat, b.Lat), cmp.Compare(a.Lon, b.Lon))
	})
	const near = 64 // units
	var out []disc
	for _, s := range spots {
		x, y := f.at(outline.Point{Lon: s.Lon, Lat: s.Lat})
		own := outline.Box{West: s.Lon, South: s.Lat, East: s.Lon, North: s.Lat}
		i := slices.IndexFunc(out, func(d disc) bool { return math.Hypot(d.x-x, d.y-y) < near })
		if i < 0 {
			out = append(out, disc{x, y, s.N, own})
			continue
		}
		out[i].n += s.N
		out[i].box = out[i].box.Around(own)
	}
	slices.SortStableFunc(out, func(a, b disc) int { return cmp.Compare(b.n, a.n) })
	return out
}
