package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"hearsay/internal/desk/cursor"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/keep"
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

// Claims lists who gave which value of which slot, by incident, slot and day.
func (d *Desk) Claims(ctx context.Context, f ClaimFilter) (List[projection.Claim], error) {
	return d.listClaims(ctx, f, wholly)
}

func (d *Desk) listClaims(ctx context.Context, f ClaimFilter, most int) (List[projection.Claim], error) {
	q := ledger.Query{Table: projection.Claims, Order: []ledger.Order{{Column: "incident"}, {Column: "slot"}, {Column: "day"}}}
	for _, c := range []struct{ col, v string }{{"incident", f.Incident}, {"fact", f.Fact}, {"slot", f.Slot}, {"source", f.Source}, {"report", f.Report}, {"stance", f.Stance}} {
		if c.v != "" {
			q.Where = append(q.Where, eq(c.col, c.v))
		}
	}
	return list(ctx, d, q, most, f.When, f.Page, decode[projection.Claim])
}
