package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
)

// Survey is where and when the incidents of a filter were, in numbers.
type Survey struct {
	Days      []Count `json:"days"`      // by day; those without a day are not in it
	Countries []Count `json:"countries"` // by code
	Spots     []Count `json:"spots"`     // by coordinates
	Undated   int64   `json:"undated"`
	Unplaced  int64   `json:"unplaced"` // without a country
	Total     int64   `json:"total"`
	Row       int64   `json:"row"` // the ledger's row that it shows
}

// Count is how many incidents have the same day, country or coordinates: one of
// these.
type Count struct {
	Day       string  `json:"day,omitempty"` // ISO day on which they began
	ISO       string  `json:"iso,omitempty"` // ISO 3166-1 alpha-2
	Country   string  `json:"country,omitempty"`
	Latitude  float64 `json:"latitude,omitempty"`
	Longitude float64 `json:"longitude,omitempty"` // degrees
	N         int64   `json:"n"`
}

// Survey counts the incidents of a filter by day, country and place. Its order
// and page are not looked at.
func (d *Desk) Survey(ctx context.Context, f IncidentFilter) (*Survey, error) {
	q, err := incidents(&f)
	if err != nil {
		return nil, err
	}
	out := &Survey{Days: []Count{}, Countries: []Count{}, Spots: []Count{}}
	return out, d.store.Read(ctx, func(r ledger.Reader) error {
		if q.At, err = at(r, f.When); err != nil || q.At == 0 {
			return err
		}
		out.Row = q.At
		if f.When == (When{}) {
			q.At = 0 // what holds now has an index of its own
		}
		return out.tally(r, q)
	})
}

// tally counts what q asks for: all there is by three indexes, each of which has what
// is counted by in order; a part of it in one pass.
func (s *Survey) tally(r ledger.Reader, q ledger.Query) error {
	type spot struct{ lat, lon float64 }
	days, countries, spots := map[string]int64{}, map[[2]string]int64{}, map[spot]int64{}
	day := func(t []any, n int64) {
		s.Total += n
		if v, _ := t[0].(string); v != "" {
			days[v] += n
		} else {
			s.Undated += n
		}
	}
	country := func(t []any, n int64) {
		name, _ := t[1].(string)
		if iso, _ := t[0].(string); iso != "" {
			countries[[2]string{iso, name}] += n
		} else {
			s.Unplaced += n
		}
	}
	place := func(t []any, n int64) {
		lat, ok := t[0].(float64)
		lon, also := t[1].(float64)
		if ok && also {
			spots[spot{lat, lon}] += n
		}
	}
	all := func(t []any, n int64) { day(t, n); country(t[1:], n); place(t[3:], n) }
	type pass struct {
		by   []string
		take func(t []any, n int64)
	}
	passes := []pass{{[]string{"day", "iso", "country", "lat", "lon"}, all}}
	if len(q.Where) == 0 && q.Match == nil {
		passes = []pass{{[]string{"day"}, day}, {[]string{"iso", "country"}, country}, {[]string{"lat", "lon"}, place}}
	}
	for _, p := range passes {
		for t, err := range r.Tally(q, p.by...) {
			if err != nil {
				return err
			}
			p.take(t, t[len(p.by)].(int64))
		}
	}
	for _, day := range slices.Sorted(maps.Keys(days)) {
		s.Days = append(s.Days, Count{Day: day, N: days[day]})
	}
	for _, c := range slices.SortedFunc(maps.Keys(countries), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		s.Countries = append(s.Countries, Count{ISO: c[0], Country: c[1], N: countries[c]})
	}
	for _, p := range slices.SortedFunc(maps.Keys(spots), func(a, b spot) int { return cmp.Or(cmp.Compare(a.lat, b.lat), cmp.Compare(a.lon, b.lon)) }) {
		s.Spots = append(s.Spots, Count{Latitude: p.lat, Longitude: p.lon, N: spots[p]})
	}
	return nil
}

// Lines are incidents as a list shows them, by id; those that are not there are
// left out.
func (d *Desk) Lines(ctx context.Context, ids []string, w When) (map[string]IncidentLine, error) {
	out := map[string]IncidentLine{}
	if len(ids) == 0 {
		return out, nil
	}
	return out, d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := at(r, w)
		if err != nil {
			return err
		}
		q := ledger.Query{Table: projection.Incidents, At: row}
		for part := range slices.Chunk(ids, 100) {
			var keys []any
			for _, id := range part {
				keys = append(keys, id)
			}
			q.Where = []ledger.Cond{{Column: "key", Op: ledger.In, Value: keys}}
			for h, err := range r.Select(q) {
				if err != nil {
					return err
				}
				if out[h.Key], err = decode[IncidentLine](&h); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// States are how an incident stood, the first first, in short, without facts: at
// most limit of them, the last ones, and how many there are in all. The list must not
// be changed.
func (d *Desk) States(ctx context.Context, id string, limit int) ([]Step, int, error) {
	out, all := []Step{}, 0
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		to, err := projection.Standing(r, id, 0)
		if err != nil {
			return err
		}
		if out, all, err = d.lately.states(r, to, limit); err == nil && all == 0 {
			return fmt.Errorf("incident %s: %w", id, ledger.ErrNone)
		}
		return err
	})
	return out, all, err
}
