package web

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/gazetteer"
	"hearsay/internal/outline"
	"hearsay/internal/web/chart"
)

// surveyView is where and when the incidents of a list were.
type surveyView struct {
	Map, Bars         string // markup of room chart
	Axis              []string
	Top               string // the greatest number of the histogram
	Countries         []counted
	Rest              int // countries beyond those
	Undated, Unplaced int64
}

// counted is a country with its number of incidents.
type counted struct {
	Name, Path string
	N          int64
}

// surveys are those that were made last, by the question they answer: counting
// over a large ledger takes longer than the rest of a page.
type surveys struct {
	mu   sync.Mutex
	made map[string]*surveyView
	row  int64 // the ledger's row that they show
}

// mostSurveys is how many are kept.
const mostSurveys = 128

// survey draws the incidents of a filter; q is the question as it was asked.
func (s *Server) survey(ctx context.Context, f desk.IncidentFilter, q url.Values) (*surveyView, error) {
	q = strip(q, "after", "sort")
	fresh, err := s.opt.Desk.Fresh(ctx)
	if err != nil {
		return nil, err
	}
	key := q.Encode()
	s.surveys.mu.Lock()
	if s.surveys.row != fresh.Row || len(s.surveys.made) >= mostSurveys {
		s.surveys.made, s.surveys.row = map[string]*surveyView{}, fresh.Row
	}
	v := s.surveys.made[key]
	s.surveys.mu.Unlock()
	if v != nil {
		return v, nil
	}
	found, err := s.opt.Desk.Survey(ctx, f)
	if err != nil {
		return nil, err
	}
	v = drawn(found, q)
	s.surveys.mu.Lock()
	if s.surveys.row == fresh.Row {
		s.surveys.made[key] = v
	}
	s.surveys.mu.Unlock()
	return v, nil
}

// strip is a question without some of its parts, and without empty ones.
func strip(q url.Values, parts ...string) url.Values {
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
	out := strip(q)
	for i := 0; i < len(pairs); i += 2 {
		out.Set(pairs[i], pairs[i+1])
	}
	return "/incidents?" + out.Encode()
}

// drawn is a survey as the page shows it.
func drawn(found *desk.Survey, q url.Values) *surveyView {
	v := &surveyView{Undated: found.Undated, Unplaced: found.Unplaced}
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
		v.Countries = append(v.Countries, counted{caption.Tame(cmp.Or(c.Country, c.ISO)), href, c.N})
		for _, p := range middles(c.Country) {
			mids[[2]float64{p.Latitude, p.Longitude}] = true
		}
	}
	slices.SortStableFunc(v.Countries, func(a, b counted) int { return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Name, b.Name)) })
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

// boxed writes a box with a little room around it, as boxOf reads it.
func boxed(b outline.Box) string {
	return fmt.Sprintf("%.2f,%.2f,%.2f,%.2f", max(b.South-.01, -90), max(b.West-.01, -180), min(b.North+.01, 90), min(b.East+.01, 180))
}

// boxOf reads south,west,north,east in degrees; nil for nothing.
func boxOf(s string) (*desk.Box, error) {
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

// held is a part of a question that narrows a list, with the way out of it.
type held struct{ Name, Value, Without string }

// names of what narrows a list of incidents.
var narrowing = []choice{
	{"text", "words"}, {"from", "from"}, {"to", "to"}, {"country", "country"}, {"box", "within the map's"}, {"type", "type"}, {"actor", "said to have acted"},
	{"standing", "a fact is"}, {"assigned", "assigned to"}, {"contested", "contested"}, {"duplicates", "possible duplicates"}, {"asof", "as of"},
}

func heldBy(q url.Values) []held {
	var out []held
	for _, c := range narrowing {
		v := q.Get(c.Value)
		if v == "" {
			continue
		}
		h := held{Name: c.Name, Value: words(one(v, 60)), Without: "/incidents?" + strip(q, c.Value, "after").Encode()}
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
