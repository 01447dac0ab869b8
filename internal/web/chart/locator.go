package chart

import (
	"fmt"
	"math"
	"sync"

	"hearsay/internal/outline"
)

// Where is what is known of a place.
type Where struct {
	ISO      string  // of its country; "" where unknown
	Lat, Lon float64 // degrees, where Spot
	Spot     bool    // coordinates are known
	// Prec is UCDP's where_prec: 1 exact place, 2 near a place, 3 district, 4 first
	// division, 5 vague or between, 6 country, 7 sea.
	Prec  int
	Name  string // of the place, for the map's label
	Towns []Town // for orientation
}

// Town is a known place beside the one that is looked for.
type Town struct {
	Name     string
	Lat, Lon float64
}

// reach is how far from its coordinates a place of a precision may lie, in
// kilometres, and how many degrees of latitude are shown around it.
var reach = map[int]struct{ km, height float64 }{
	1: {6, 6}, 2: {25, 6}, 3: {50, 7}, 4: {120, 10}, 5: {75, 9}, 7: {200, 16},
}

// Size of a Locator's sheet.
const locatorW, locatorH = 880, 560

// Locator draws a small map of where something was reported; "" where neither
// coordinates nor a country is known.
func Locator(w Where) string {
	world := outline.World()
	home := world.Find(w.ISO)
	var f frame
	whole := !w.Spot || w.Prec == 6
	switch {
	case whole && home == nil:
		return ""
	case whole:
		b := home.Box
		lat := (b.South + b.North) / 2
		height := max(4, (b.North-b.South)*1.3, (b.East-b.West)*1.3*math.Cos(lat*math.Pi/180)*locatorH/locatorW)
		f = framed((b.West+b.East)/2, lat, height, locatorW, locatorH)
	default:
		r, ok := reach[w.Prec]
		if !ok {
			r = reach[5]
		}
		f = framed(w.Lon, w.Lat, r.height, locatorW, locatorH)
	}
	var b svg
	b.add(`<svg class="map" viewBox="0 0 %d %d" role="img" aria-label="%s">`, locatorW, locatorH, words("Map: "+precision(w, home), 200))
	b.add(`<rect class="sea" width="%d" height="%d"/>`, locatorW, locatorH)
	var land, here path
	for i := range world.Countries {
		c := &world.Countries[i]
		if c == home {
			f.land(&here, c.Rings)
		} else {
			f.land(&land, c.Rings)
		}
	}
	b.add(`<path class="land" d="%s"/>`, land.String())
	class := "home"
	if whole {
		class = "home area"
	}
	b.add(`<path class="%s" d="%s"/>`, class, here.String())
	var borders, coasts path
	f.lines(&borders, world.Lines, true)
	f.lines(&coasts, world.Lines, false)
	b.add(`<path class="border" d="%s"/><path class="coast" d="%s"/>`, borders.String(), coasts.String())
	taken := b.spot(&f, w, whole)
	b.names(&f, world, taken)
	b.scale(&f)
	b.inset(&f)
	b.WriteString("</svg>")
	return b.String()
}

// precision is what a map shows, in words.
func precision(w Where, home *outline.Country) string {
	country := w.ISO
	if home != nil {
		country = home.Name
	}
	switch {
	case !w.Spot || w.Prec == 6:
		return country + ", no closer place is known"
	case w.Prec == 1:
		return w.Name
	case w.Prec == 7:
		return "at sea, off " + w.Name
	}
	return fmt.Sprintf("somewhere within the ring around %s, about %.0f kilometres", w.Name, reach[min(max(w.Prec, 2), 5)].km)
}

// box is a part of the sheet that is written on.
type box struct{ x0, y0, x1, y1 float64 }

func (a box) meets(b box) bool { return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1 }

// spot draws the area that is known, and the towns around it.
func (b *svg) spot(f *frame, w Where, whole bool) []box {
	var taken []box
	label := func(x, y float64, class, name string) {
		wide := float64(min(len([]rune(name)), 28)) * 14
		anchor, from := "", x
		if x+wide > float64(f.w)-12 {
			anchor, from = " end", x-wide
		}
		t := box{from, y - 26, from + wide, y + 8}
		for _, o := range taken {
			if t.meets(o) {
				return
			}
		}
		taken = append(taken, t)
		b.text(round(x), round(y), class+anchor, name, 28)
	}
	if !whole {
		x, y := f.at(outline.Point{Lon: w.Lon, Lat: w.Lat})
		r := reach[w.Prec]
		if r.km == 0 {
			r = reach[5]
		}
		units := max(r.km/111.2*f.sy, 13)
		class := "ring"
		if w.Prec != 1 {
			class = "ring wide"
		}
		b.add(`<circle class="%s" cx="%d" cy="%d" r="%d"/>`, class, round(x), round(y), round(units))
		label(x+units+10, y+9, "place", w.Name)
		taken = append(taken, box{x - units, y - units, x + units, y + units})
	}
	for _, t := range w.Towns {
		x, y := f.at(outline.Point{Lon: t.Lon, Lat: t.Lat})
		if x < 10 || y < 20 || x > float64(f.w)-10 || y > float64(f.h)-14 {
			continue
		}
		dot := box{x - 6, y - 6, x + 6, y + 6}
		free := true
		for _, o := range taken {
			free = free && !dot.meets(o)
		}
		if free {
			b.add(`<circle class="town" cx="%d" cy="%d" r="5"/>`, round(x), round(y))
			label(x+12, y+8, "town", t.Name)
		}
	}
	return taken
}

// names writes the names of the countries in the frame where there is room.
func (b *svg) names(f *frame, world *outline.Map, taken []box) {
	taken = append(taken, box{0, float64(f.h) - 130, 250, float64(f.h)}, box{float64(f.w) - 220, float64(f.h) - 60, float64(f.w), float64(f.h)})
	for i := range world.Countries {
		c := &world.Countries[i]
		if !c.Box.Meets(f.Box) {
			continue
		}
		x, y, room := f.middle(c)
		wide := float64(len([]rune(c.Name)))*17 + 6
		t := box{x - wide/2, y - 22, x + wide/2, y + 8}
		if t.x0 < 6 || t.x1 > float64(f.w)-6 || t.y0 < 6 || t.y1 > float64(f.h)-6 || wide > room*1.5 {
			continue
		}
		free := true
		for _, o := range taken {
			free = free && !t.meets(o)
		}
		if free {
			taken = append(taken, t)
			b.text(round(x), round(y), "country", c.Name, 30)
		}
	}
}

// scale draws a bar of a round number of kilometres.
func (b *svg) scale(f *frame) {
	km := 1000.0
	for _, k := range []float64{10, 20, 50, 100, 200, 500} {
		if k/111.2*f.sy > 90 {
			km = k
			break
		}
	}
	long := round(km / 111.2 * f.sy)
	x, y := f.w-24, f.h-24
	b.add(`<path class="scale" d="M%d %dv8h%dv-8"/>`, x-long, y-8, long)
	b.text(x, y-16, "scale end", fmt.Sprintf("%.0f km", km), 20)
}

// small is the whole world on the sheet of an inset.
var small = frame{Box: outline.Box{West: -180, South: -90, East: 180, North: 90}, w: 232, h: 116, sx: 232 / 360.0, sy: 116 / 180.0, least: 2.4}

// insetLand is the land of small.
var insetLand = sync.OnceValue(func() string {
	var p path
	world := outline.World()
	for i := range world.Countries {
		small.land(&p, world.Countries[i].Rings)
	}
	return p.String()
})

// inset draws the world with the frame's part of it marked.
func (b *svg) inset(f *frame) {
	g, w, h := &small, small.w, small.h
	x0, y0 := g.at(outline.Point{Lon: f.West, Lat: f.North})
	x1, y1 := g.at(outline.Point{Lon: f.East, Lat: f.South})
	b.add(`<g transform="translate(12 %d)"><rect class="inset" width="%d" height="%d" rx="4"/><path class="land" d="%s"/>`, f.h-h-12, w, h, insetLand())
	b.add(`<rect class="here" x="%d" y="%d" width="%d" height="%d"/></g>`, round(x0)-2, round(y0)-2, max(round(x1-x0)+4, 10), max(round(y1-y0)+4, 10))
}
