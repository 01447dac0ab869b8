package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/desk/cursor"
	"hearsay/internal/desk/query"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
	"hearsay/internal/ledger/projection"
)

// hit is a statement as a list shows it.
func hit(h *ledger.Hit) (Hit, error) {
	text := func(i int) string { s, _ := h.Values[i].(string); return s }
	num := func(i int) int { n, _ := h.Values[i].(int64); return int(n) }
	out := Hit{
		Statement: h.Key, Report: text(0), Source: text(1), Name: text(2), Ident: text(3), Kind: text(4), Act: text(5), Certainty: text(6), Date: text(7), Outlet: text(8),
		Start: num(10), End: num(11), Passage: text(12), Marked: [][2]int{}, Rank: h.Rank, Row: h.Since,
		Later: text(projection.Statements.Column("later")),
	}
	out.Confidence, _ = h.Values[9].(float64)
	return out, nil
}

// Statement is one statement of a reading that holds; ledger.ErrNone where there
// is none.
func (d *Desk) Statement(ctx context.Context, id string, w When) (*Hit, error) {
	var out Hit
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := at(r, w)
		if err != nil {
			return err
		}
		rec, err := r.Record(projection.Statements, id, row)
		if err != nil {
			return err
		}
		out, err = hit(&ledger.Hit{Record: rec})
		return err
	})
	return &out, err
}

// Search finds statements by their words, the best first. The error of a query
// that cannot be read says where and why.
func (d *Desk) Search(ctx context.Context, f SearchFilter) (List[Hit], error) {
	s, err := query.Parse(f.Query, true)
	if err != nil {
		return List[Hit]{}, err
	}
	q := ledger.Query{Table: projection.Statements, Match: s.Match, Where: s.Where}
	if len(s.Sources)+len(s.Outlets) > 0 {
		more, err := d.resolve(ctx, s, f.When, f.Page)
		if err != nil {
			return List[Hit]{}, err
		}
		q.Where = append(q.Where, more...)
	}
	if s.Match == nil {
		if len(q.Where) == 0 {
			return List[Hit]{}, errors.New("the search is empty: give words, or a field as act:deny")
		}
		q.Order = []ledger.Order{{Column: "day", Desc: true}}
	}
	out, err := list(ctx, d, q, mostCounted, f.When, f.Page, hit)
	if s.Match != nil {
		for i := range out.Items {
			out.Items[i].Marked = match.Places(s.Match, out.Items[i].Passage)
		}
	}
	return out, err
}

// mostCounted is how many statements a search counts.
const mostCounted = 10000

// mostNamed is how many sources a search means with words of their names.
const mostNamed = 50

// resolve are the conditions on the sources and outlets that a search means, which
// are looked up in the ledger as the list shows it.
func (d *Desk) resolve(ctx context.Context, s *query.Search, w When, p Page) (where []ledger.Cond, err error) {
	c, err := cursor.Parse(p.After)
	if err != nil {
		return nil, err
	}
	if c != nil {
		w = When{Row: c.Row}
	}
	err = d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := at(r, w)
		if err != nil || row == 0 {
			return err
		}
		if w == (When{}) {
			row = 0 // the same, and what holds now has indexes of its own
		}
		if len(s.Sources) > 0 {
			if where, err = sources(r, s.Sources, row); err != nil {
				return err
			}
		}
		if len(s.Outlets) > 0 {
			c, err := outlets(r, s.Outlets, row)
			if err != nil {
				return err
			}
			where = append(where, c)
		}
		return nil
	})
	return where, err
}

// sources are the conditions on who speaks: any of those named, each by its key or
// by words of its name. Where there are many of a name, it is those whom their
// reports call so; where there is nobody, the unnamed who are described so.
func sources(r ledger.Reader, named []string, row int64) ([]ledger.Cond, error) {
	var keys []any
	for _, v := range named {
		if _, err := r.Record(projection.Sources, v, row); err == nil {
			keys = append(keys, v)
			continue
		} else if !errors.Is(err, ledger.ErrNone) {
			return nil, err
		}
		m := &ledger.Match{Kind: ledger.All}
		for _, word := range match.Words(v) {
			m.Parts = append(m.Parts, &ledger.Match{Kind: ledger.Phrase, Words: []string{word}})
		}
		if len(m.Parts) == 0 {
			return nil, fmt.Errorf("in the search: source:%s has no word in it", v)
		}
		n := 0
		for h, err := range r.Select(ledger.Query{Table: projection.Sources, Match: m, Order: []ledger.Order{{Column: "low"}}, At: row, Limit: mostNamed + 1}) {
			if err != nil {
				return nil, err
			}
			keys = append(keys, h.Key)
			n++
		}
		switch {
		case n <= mostNamed:
		case len(named) == 1:
			return []ledger.Cond{{Column: "source", Op: ledger.Ge, Value: ""}, {Column: "name", Op: ledger.Words, Value: strings.Join(match.Words(v), " ")}}, nil
		default:
			return nil, fmt.Errorf("in the search: source:%s is the name of more than %d sources; beside another source, give more of it, or its key (hearsay sources %s lists them)", v, mostNamed, v)
		}
	}
	switch {
	case len(keys) > 0:
		return []ledger.Cond{{Column: "source", Op: ledger.In, Value: keys}}, nil
	case len(named) == 1:
		return query.Described(named[0]), nil
	}
	return nil, fmt.Errorf("in the search: nobody is named %s; described: finds the unnamed", strings.Join(named, " or "))
}

// outlets is the condition on who published: any of those named, in any case.
func outlets(r ledger.Reader, named []string, row int64) (ledger.Cond, error) {
	out := ledger.Cond{Column: "outlet", Op: ledger.In}
	any := []any{}
	for t, err := range r.Tally(ledger.Query{Table: projection.Reports, At: row}, "outlet") {
		if err != nil {
			return out, err
		}
		name, _ := t[0].(string)
		if slices.ContainsFunc(named, func(v string) bool { return strings.EqualFold(name, v) }) {
			any = append(any, name)
		}
	}
	if len(any) == 0 {
		return out, fmt.Errorf("in the search: no report is of the outlet %s", strings.Join(named, " or "))
	}
	out.Value = any
	return out, nil
}
