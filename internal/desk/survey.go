package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
)

// Survey is where and when the incidents of a filter were, in numbers.
type Survey struct {
	Days      []DayCount     `json:"days"`      // by day; those without a day are not in it
	Countries []CountryCount `json:"countries"` // by code
	Spots     []Spot         `json:"spots"`
	Undated   int64          `json:"undated"`
	Unplaced  int64          `json:"unplaced"` // without a country
	Total     int64          `json:"total"`
	Row       int64          `json:"row"` // the ledger's row that it shows
}

// DayCount is how many incidents began on a day (ISO).
type DayCount struct {
	Day   string `json:"day"`
	Count int64  `json:"count"`
}

// CountryCount is how many incidents were in a country (ISO 3166-1 alpha-2).
type CountryCount struct {
	ISO   string `json:"iso"`
	Count int64  `json:"count"`
}

// Spot is how many incidents have the same coordinates, in degrees.
type Spot struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Count     int64   `json:"count"`
}

// Survey counts the incidents of a filter by day, country and place. Its order
// and page are not looked at.
func (d *Desk) Survey(ctx context.Context, f IncidentFilter) (*Survey, error) {
	q, err := incidents(&f)
	if err != nil {
		return nil, err
	}
	out := &Survey{Days: []DayCount{}, Countries: []CountryCount{}, Spots: []Spot{}}
	return out, d.store.Read(ctx, func(r ledger.Reader) error {
		if q.At, err = at(r, f.When); err != nil || q.At == 0 {
			return err
		}
		out.Row = q.At
		if f.When == (When{}) {
			q.At = 0 // what holds now has an index of its own
		}
		for t, err := range r.Tally(q, "day") {
			if err != nil {
				return err
			}
			out.Total += t.Count
			if day, _ := t.Values[0].(string); day != "" {
				out.Days = append(out.Days, DayCount{day, t.Count})
			} else {
				out.Undated += t.Count
			}
		}
		for t, err := range r.Tally(q, "iso") {
			if err != nil {
				return err
			}
			if iso, _ := t.Values[0].(string); iso != "" {
				out.Countries = append(out.Countries, CountryCount{iso, t.Count})
			} else {
				out.Unplaced += t.Count
			}
		}
		for t, err := range r.Tally(q, "lat", "lon") {
			if err != nil {
				return err
			}
			lat, ok := t.Values[0].(float64)
			lon, also := t.Values[1].(float64)
			if ok && also {
				out.Spots = append(out.Spots, Spot{lat, lon, t.Count})
			}
		}
		return nil
	})
}

// State is an incident as a list showed it since a row.
type State struct {
	Row  int64     `json:"row"`
	Time time.Time `json:"time"`
	Line IncidentLine
}

// States are how an incident stood, the first first, in short: at most limit of
// them, the last ones, and how many there are in all.
func (d *Desk) States(ctx context.Context, id string, limit int) ([]State, int, error) {
	out, all := []State{}, 0
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		to, err := projection.Standing(r, id, 0)
		if err != nil {
			return err
		}
		var recs []ledger.Record
		for rec, err := range r.History(projection.Incidents, to) {
			if err != nil {
				return err
			}
			recs = append(recs, rec)
		}
		if all = len(recs); all == 0 {
			return fmt.Errorf("incident %s: %w", id, ledger.ErrNone)
		}
		for _, rec := range recs[max(0, all-limit):] {
			s := State{Row: rec.Since}
			if err := json.Unmarshal(rec.Body, &s.Line); err != nil {
				return err
			}
			if s.Time, err = r.Time(rec.Since); err != nil {
				return err
			}
			out = append(out, s)
		}
		return nil
	})
	return out, all, err
}
