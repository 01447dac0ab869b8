package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"hearsay/internal/desk/query"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
	"hearsay/internal/ledger/projection"
)

// Incidents lists incidents.
func (d *Desk) Incidents(ctx context.Context, f IncidentFilter) (List[IncidentLine], error) {
	return listIncidents(ctx, d, f, decode[IncidentLine])
}

// IncidentIDs lists the ids of what Incidents lists.
func (d *Desk) IncidentIDs(ctx context.Context, f IncidentFilter) (List[string], error) {
	return listIncidents(ctx, d, f, func(h *ledger.Hit) (string, error) { return h.Key, nil })
}

func listIncidents[T any](ctx context.Context, d *Desk, f IncidentFilter, item func(*ledger.Hit) (T, error)) (List[T], error) {
	q, err := incidents(&f)
	if err != nil {
		return List[T]{}, err
	}
	if q.Order, err = order(f.Sort); err != nil {
		return List[T]{}, err
	}
	return list(ctx, d, q, wholly, f.When, f.Page, item)
}

// incidents is the query of a filter, without order.
func incidents(f *IncidentFilter) (ledger.Query, error) {
	q := ledger.Query{Table: projection.Incidents}
	add := func(c ledger.Cond) { q.Where = append(q.Where, c) }
	if f.From != "" && f.To != "" && f.From > f.To {
		return q, fmt.Errorf("from %s to %s is no time: the first day comes after the last", f.From, f.To)
	}
	if f.From != "" {
		add(ledger.Cond{Column: "day_end", Op: ledger.Ge, Value: f.From})
	}
	if f.To != "" {
		add(ledger.Cond{Column: "day", Op: ledger.Le, Value: f.To})
		add(ledger.Cond{Column: "day", Op: ledger.Ne, Value: ""})
	}
	if iso := query.ISO(f.Country); iso != "" {
		add(eq("iso", iso))
	} else if f.Country != "" {
		add(eq("country", f.Country))
	}
	if f.Adm1 != "" {
		add(eq("adm1", f.Adm1))
	}
	if b := f.Box; b != nil {
		if b.South > b.North || b.South < -90 || b.North > 90 || b.West < -180 || b.East > 180 {
			return q, errors.New("the box is none: south is less than north, both within 90 degrees, west and east within 180")
		}
		if b.West > b.East {
			return q, errors.New("the box crosses the 180th meridian: ask for its two halves")
		}
		for _, c := range []ledger.Cond{{Column: "lat", Op: ledger.Ge, Value: b.South}, {Column: "lat", Op: ledger.Le, Value: b.North}, {Column: "lon", Op: ledger.Ge, Value: b.West}, {Column: "lon", Op: ledger.Le, Value: b.East}} {
			add(c)
		}
	}
	if f.Type != "" {
		col, v, err := query.EventType(f.Type)
		if err != nil {
			return q, err
		}
		add(eq(col, v))
	}
	if f.OriginsMin > 0 {
		add(ledger.Cond{Column: "origins_min", Op: ledger.Ge, Value: int64(f.OriginsMin)})
	}
	if f.Contested != nil {
		v := int64(0)
		if *f.Contested {
			v = 1
		}
		add(eq("contested", v))
	}
	if f.Duplicates {
		add(ledger.Cond{Column: "duplicates", Op: ledger.Gt, Value: int64(0)})
	}
	if f.Assigned != "" {
		add(eq("assigned", f.Assigned))
	}
	var err error
	q.Match, err = incidentWords(f)
	return q, err
}

func order(s Sort) ([]ledger.Order, error) {
	switch s {
	case "", Newest:
		return []ledger.Order{{Column: "day", Desc: true}}, nil
	case Oldest:
		return []ledger.Order{{Column: "day"}}, nil
	case Changed:
		return []ledger.Order{{Column: "changed", Desc: true}}, nil
	case Largest:
		return []ledger.Order{{Column: "killed_max", Desc: true}}, nil
	case Widest:
		return []ledger.Order{{Column: "reports", Desc: true}}, nil
	case Doubt:
		return []ledger.Order{{Column: "doubt", Desc: true}}, nil
	}
	return nil, fmt.Errorf("there is no order %q; there are newest, oldest, changed, largest, widest, doubt", s)
}

// incidentWords is what a list of incidents is searched for; nil for nothing.
func incidentWords(f *IncidentFilter) (*ledger.Match, error) {
	m := &ledger.Match{Kind: ledger.All}
	one := func(w string) *ledger.Match { return &ledger.Match{Kind: ledger.Phrase, Words: []string{w}} }
	if f.Standing != "" {
		w, err := query.OneOf("standing", f.Standing)
		if err != nil {
			return nil, err
		}
		m.Parts = append(m.Parts, one(match.Tag("standing", w)))
	}
	for _, w := range match.Words(f.Actor) {
		m.Parts = append(m.Parts, one(match.Tag("actor", w)))
	}
	if strings.TrimSpace(f.Text) != "" {
		s, err := query.Parse(f.Text, false)
		if err != nil {
			return nil, err
		}
		if s.Match != nil {
			m.Parts = append(m.Parts, s.Match)
		}
	}
	if len(m.Parts) == 0 {
		return nil, nil
	}
	return m, nil
}
