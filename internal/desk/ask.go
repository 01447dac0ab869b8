package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"hearsay/internal/desk/cursor"
	"hearsay/internal/desk/query"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/match"
	"hearsay/internal/ledger/projection"
)

// Fresh says how far answers go. It is ledger.ErrNewerRecords where this version of
// the program can neither answer nor append.
func (d *Desk) Fresh(ctx context.Context) (Freshness, error) {
	var f Freshness
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		var err error
		if f.Head, err = r.Head(); err != nil {
			return err
		}
		if f.Row, err = r.Applied(projection.Records); err != nil {
			return err
		}
		_, err = r.Applied(keep.Records)
		return err
	})
	return f, err
}

// at is the row that a question is about: never one that the records do not hold
// yet.
func at(r ledger.Reader, w When) (int64, error) {
	done, err := r.Applied(projection.Records)
	if err != nil {
		return 0, err
	}
	row := w.Row
	if row == 0 && !w.Time.IsZero() {
		if row, err = r.AsOf(w.Time); err != nil {
			return 0, err
		}
		if row == 0 {
			return 0, fmt.Errorf("the ledger has nothing from before %s: %w", w.Time.Format("2006-01-02 15:04"), ledger.ErrNone)
		}
	}
	if row == 0 || row > done {
		row = done
	}
	return row, nil
}

// View runs f on the ledger as it stood then: row is the last row that its records
// show, 0 in an empty ledger. What f asks as of that row holds together however
// often View is called.
func (d *Desk) View(ctx context.Context, w When, f func(r ledger.Reader, row int64) error) error {
	return d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := at(r, w)
		if err != nil {
			return err
		}
		return f(r, row)
	})
}

// limit is how many items a part has.
func (p Page) limit() int {
	switch {
	case p.Limit <= 0:
		return 50
	case p.Limit > 1000:
		return 1000
	}
	return p.Limit
}

// How far the records of a list are counted, where that is no number of them.
const (
	wholly    = 0
	uncounted = -1
)

// list answers with a part of a list of records, which are counted up to most.
func list[T any](ctx context.Context, d *Desk, q ledger.Query, most int, w When, p Page, item func(*ledger.Hit) (T, error)) (List[T], error) {
	out := List[T]{Items: []T{}}
	c, err := cursor.Parse(p.After)
	if err != nil {
		return out, err
	}
	err = d.store.Read(ctx, func(r ledger.Reader) error {
		if c != nil {
			if err := c.Fit(&q); err != nil {
				return err
			}
			q.At, q.After, out.Total, out.Over = c.Row, &c.Mark, c.Total, c.Over
		} else {
			if q.At, err = at(r, w); err != nil {
				return err
			}
			if q.At == 0 {
				return nil // an empty ledger
			}
			out.Row = q.At
			if w == (When{}) {
				q.At = 0 // the same, and what holds now has indexes of its own
			}
			if most != uncounted {
				if err := out.count(r, q, most); err != nil {
					return err
				}
			}
		}
		out.Row = max(out.Row, q.At)
		n := p.limit()
		q.Limit = n + 1
		var last *ledger.Hit
		for h, err := range r.Select(q) {
			if err != nil {
				return err
			}
			if len(out.Items) == n {
				out.Next = cursor.At(&q, last, out.Row, out.Total, out.Over).String()
				break
			}
			it, err := item(&h)
			if err != nil {
				return err
			}
			out.Items = append(out.Items, it)
			last = &h
		}
		return nil
	})
	return out, err
}

// count counts what q asks for, up to most.
func (l *List[T]) count(r ledger.Reader, q ledger.Query, most int) (err error) {
	if most != wholly {
		q.Limit = most + 1
	}
	if l.Total, err = r.Count(q); err != nil || most == wholly {
		return err
	}
	if l.Total > int64(most) {
		l.Total, l.Over = int64(most), true
	}
	return nil
}

func decode[T any](h *ledger.Hit) (T, error) {
	var v T
	err := json.Unmarshal(h.Body, &v)
	return v, err
}

func eq(column string, v any) ledger.Cond {
	return ledger.Cond{Column: column, Op: ledger.Eq, Value: v}
}

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

// Sources lists sources by name: those in whose name each of the words is the
// beginning of a word.
func (d *Desk) Sources(ctx context.Context, words string, w When, p Page) (List[SourceLine], error) {
	q := ledger.Query{Table: projection.Sources, Order: []ledger.Order{{Column: "low"}}, Match: beginnings(words)}
	out, err := list(ctx, d, q, wholly, w, p, sourceLine)
	if err != nil {
		return out, err
	}
	return out, d.store.Read(ctx, func(r ledger.Reader) error {
		for i := range out.Items {
			said := ledger.Query{Table: projection.Statements, Where: []ledger.Cond{eq("source", out.Items[i].Key), latest}}
			if w != (When{}) || p.After != "" {
				said.At = out.Row
			}
			if out.Items[i].Statements, err = r.Count(said); err != nil {
				return err
			}
		}
		return nil
	})
}

// latest asks for statements of the last version of their report.
var latest = ledger.Cond{Column: "later", Op: ledger.Null}

// beginnings looks for words by how they begin; nil for none.
func beginnings(words string) *ledger.Match {
	m := &ledger.Match{Kind: ledger.All}
	for _, w := range match.Words(words) {
		m.Parts = append(m.Parts, &ledger.Match{Kind: ledger.Phrase, Words: []string{w}, Prefix: true})
	}
	if len(m.Parts) == 0 {
		return nil
	}
	return m
}

func sourceLine(h *ledger.Hit) (SourceLine, error) {
	s := SourceLine{Key: h.Key, Name: h.Values[0].(string)}
	s.Kind, _ = h.Values[2].(string)
	s.Identification, _ = h.Values[3].(string)
	return s, nil
}

// Claims lists who gave which value of which slot, by incident, slot and day.
func (d *Desk) Claims(ctx context.Context, f ClaimFilter) (List[projection.Claim], error) {
	q := ledger.Query{Table: projection.Claims, Order: []ledger.Order{{Column: "incident"}, {Column: "slot"}, {Column: "day"}}}
	for _, c := range []struct{ col, v string }{{"incident", f.Incident}, {"fact", f.Fact}, {"slot", f.Slot}, {"source", f.Source}, {"report", f.Report}, {"stance", f.Stance}} {
		if c.v != "" {
			q.Where = append(q.Where, eq(c.col, c.v))
		}
	}
	return list(ctx, d, q, wholly, f.When, f.Page, decode[projection.Claim])
}
