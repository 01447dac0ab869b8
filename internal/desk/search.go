package desk

import (
	"context"
	"errors"

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
const mostCounted = 5000

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
			if where, err = query.Sources(r, s.Sources, row); err != nil {
				return err
			}
		}
		if len(s.Outlets) > 0 {
			c, err := query.Outlets(r, s.Outlets, row)
			if err != nil {
				return err
			}
			where = append(where, c)
		}
		return nil
	})
	return where, err
}
