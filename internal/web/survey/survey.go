// Package survey shows where and when the incidents of a list were: a map, a
// histogram and the countries, each of which narrows the list. Part of room 14; room
// desk counts, room chart draws.
package survey

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/gazetteer"
	"hearsay/internal/outline"
	"hearsay/internal/web/chart"
	"hearsay/internal/web/wording"
)

// View is where and when the incidents of a list were.
type View struct {
	Map, Bars         string // markup of room chart
	Axis              []string
	Top               string // the greatest number of the histogram
	Countries         []Country
	Rest              int // countries beyond those
	Undated, Unplaced int64
}

// Country is a country with its number of incidents.
type Country struct {
	Name, Path string
	N          int64
}

// Strip is a question without some of its parts, and without empty ones.
func Strip(q url.Values, parts ...string) url.Values {
	out := url.Values{}
	for k, v := range q {
		if len(v) > 0 && v[0] != "" && !slices.Contains(parts, k) {
			out[k] = v[:1]
		}
	}
	return out
}

// narrowed is the address of a list with some parts of its question set.
func narrowed(q url.Values, pairs ...string) string {
	out := Strip(q)
	for i := 0; i < len(pairs); i += 2 {
		out.Set(pairs[i], pairs[i+1])
	}
	return "/incidents?" + out.Encode()
}

// Draw is a survey as the page shows it.
func Draw(found *desk.Survey, q url.Values) *View {
	v := &View{Undated: found.Undated, Unplaced: found.Unplaced}
	var days []chart.Tally
	for _, d := range found.Days {
		days = append(days, chart.Tally{Day: d.Day, N: d.N})
	}
	bins := chart.Bins(days)
	for i := range bins {
		bins[i].Href = narrowed(q, "from", bins[i].From, "to", bins[i].To)
	}
	v.Bars, v.Axis, v.Top = chart.Bars(bins, "incident"), chart.Axis(bins), chart.Top(bins)
	var lands []chart.Land
	mids := map[[2]float64]bool{} // of countries, where no incident need have been
	for _, c := range found.Countries {
		href := narrowed(q, "country", cmp.Or(c.Country, c.ISO))
		lands = append(lands, chart.Land{ISO: c.ISO, N: c.N, Href: href})
		v.Countries = append(v.Countries, Country{caption.Tame(cmp.Or(c.Country, c.ISO)), href, c.N})
		for _, p := range middles(c.Country) {
			mids[[2]float64{p.Latitude, p.Longitude}] = true
		}
	}
	slices.SortStableFunc(v.Countries, func(a, b Country) int { return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Name, b.Name)) })
	if n := len(v.Countries) - mostCountries; n > 0 {
		v.Countries, v.Rest = v.Countries[:mostCountries], n
	}
	var spots []chart.Spot
	for _, c := range found.Spots {
		if !mids[[2]float64{c.Latitude, c.Longitude}] {
			spots = append(spots, chart.Spot{Lat: c.Latitude, Lon: c.Longitude, N: c.N})
		}
	}
	v.Map = chart.World(spots, lands, func(b outline.Box) string { return narrowed(q, "box", boxed(b)) })
	return v
}

// middles are the coordinates that stand for a country as a whole.
func middles(name string) []gazetteer.Place {
	places, err := gazetteer.Named(name)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(places, func(p gazetteer.Place) bool { return p.Kind != gazetteer.Country })
}

// mostCountries is how many the list beside the map names.
const mostCountries = 10

// boxed writes a box with a little room around it, as Box reads it.
func boxed(b outline.Box) string {
	return fmt.Sprintf("%.2f,%.2f,%.2f,%.2f", max(b.South-.01, -90), max(b.West-.01, -180), min(b.North+.01, 90), min(b.East+.01, 180))
}

// Box reads south,west,north,east in degrees; nil for nothing.
func Box(s string) (*desk.Box, error) {
	if s == "" {
		return nil, nil
	}
	var n [4]float64
	parts := strings.Split(s, ",")
	if len(parts) != len(n) {
		return nil, fmt.Errorf("in the search: %q is no box; write south,west,north,east in degrees", caption.Tame(s))
	}
	for i, p := range parts {
		var err error
		if n[i], err = strconv.ParseFloat(strings.TrimSpace(p), 64); err != nil || n[i] != n[i] || n[i] < -180 || n[i] > 180 {
			return nil, fmt.Errorf("in the search: %q is no number of degrees", caption.Tame(p))
		}
	}
	return &desk.Box{South: n[0], West: n[1], North: n[2], East: n[3]}, nil
}

// Held is a part of a question that narrows a list, with the way out of it.
type Held struct{ Name, Value, Without string }

// narrowing are the parts of a question, and what they are called.
var narrowing = []struct{ Value, Name string }{
	{"text", "words"}, {"from", "from"}, {"to", "to"}, {"country", "country"}, {"box", "within the map's"}, {"type", "type"}, {"actor", "said to have acted"},
	{"standing", "a fact is"}, {"assigned", "assigned to"}, {"contested", "contested"}, {"duplicates", "possible duplicates"}, {"asof", "as of"},
}

// Narrowing lists what narrows a list of incidents.
func Narrowing(q url.Values) []Held {
	var out []Held
	for _, c := range narrowing {
		v := q.Get(c.Value)
		if v == "" {
			continue
		}
		h := Held{Name: c.Name, Value: wording.Words(wording.One(v, 60)), Without: "/incidents?" + Strip(q, c.Value, "after").Encode()}
		switch c.Value {
		case "from", "to", "asof":
			h.Value = caption.Day(v)
		case "box":
			h.Value = "disc"
		case "contested", "duplicates":
			h.Value = ""
		}
		out = append(out, h)
	}
	return out
}
