package memory

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
)

// Select looks at every record of the table.
func (r *reader) Select(q ledger.Query) iter.Seq2[ledger.Hit, error] {
	return func(yield func(ledger.Hit, error) bool) {
		hits, err := r.choose(&q)
		if err != nil {
			yield(ledger.Hit{}, err)
			return
		}
		n := 0
		for _, h := range hits {
			if q.After != nil && compare(&q, h, hitAt(&q, q.After)) <= 0 {
				continue
			}
			if !yield(h, nil) {
				return
			}
			if n++; n == q.Limit {
				return
			}
		}
	}
}

// Count is how many records a query asks for.
func (r *reader) Count(q ledger.Query) (int64, error) {
	hits, err := r.choose(&q)
	n := len(hits)
	if q.Limit > 0 {
		n = min(n, q.Limit)
	}
	return int64(n), err
}

// Tally counts records by their values.
func (r *reader) Tally(q ledger.Query, by ...string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		q.After, q.Limit, q.Order = nil, 0, nil
		for _, c := range by {
			q.Order = append(q.Order, ledger.Order{Column: c})
		}
		hits, err := r.choose(&q)
		if err != nil {
			yield(nil, err)
			return
		}
		for i := 0; i < len(hits); {
			var t []any
			for _, c := range by {
				t = append(t, value(q.Table, &hits[i].Record, c))
			}
			from := i
			for i < len(hits) && slices.EqualFunc(by, t, func(c string, v any) bool { return value(q.Table, &hits[i].Record, c) == v }) {
				i++
			}
			if !yield(append(t, int64(i-from)), nil) {
				return
			}
		}
	}
}

// choose are the records that a query asks for, in its order.
func (r *reader) choose(q *ledger.Query) ([]ledger.Hit, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	var hits []ledger.Hit
	of, err := r.of(q.Table)
	if err != nil {
		return nil, err
	}
	for _, states := range of {
		for i := range states {
			rec := &states[i]
			if !holds(rec, q.At) || !fits(q, rec) {
				continue
			}
			h := ledger.Hit{Record: *rec}
			if q.Match != nil {
				text, _ := rec.Values[q.Table.Column(q.Table.Searched)].(string)
				var ok bool
				if h.Rank, ok = match.Rank(q.Match, text); !ok {
					continue
				}
			}
			hits = append(hits, h)
		}
	}
	slices.SortFunc(hits, func(a, b ledger.Hit) int { return compare(q, a, b) })
	return hits, nil
}

// compare orders two records as a query asks.
func compare(q *ledger.Query, a, b ledger.Hit) int {
	if len(q.Order) == 0 && q.Match != nil {
		if c := cmp.Compare(a.Rank, b.Rank); c != 0 {
			return c
		}
	}
	for _, o := range q.Order {
		x, y := value(q.Table, &a.Record, o.Column), value(q.Table, &b.Record, o.Column)
		switch {
		case x == nil && y == nil:
			continue
		case x == nil:
			return 1
		case y == nil:
			return -1
		}
		if c := order(x, y); c != 0 {
			if o.Desc {
				return -c
			}
			return c
		}
	}
	return strings.Compare(a.Key, b.Key)
}

// hitAt is a record at a mark.
func hitAt(q *ledger.Query, m *ledger.Mark) ledger.Hit {
	h := ledger.Hit{Record: ledger.Record{Key: m.Key, Values: make([]any, len(q.Table.Columns))}}
	for i, o := range q.Order {
		if o.Column != "key" {
			h.Values[q.Table.Column(o.Column)] = m.Values[i]
		}
	}
	if len(q.Order) == 0 && q.Match != nil {
		h.Rank = m.Values[0].(float64)
	}
	return h
}

func value(t *ledger.Table, rec *ledger.Record, column string) any {
	if column == "key" {
		return rec.Key
	}
	return rec.Values[t.Column(column)]
}

// order compares two values of one type.
func order(x, y any) int {
	switch x := x.(type) {
	case string:
		return strings.Compare(x, y.(string))
	case int64:
		return cmp.Compare(x, y.(int64))
	case float64:
		return cmp.Compare(x, y.(float64))
	}
	return 0
}

func fits(q *ledger.Query, rec *ledger.Record) bool {
	for _, c := range q.Where {
		v := value(q.Table, rec, c.Column)
		if c.Op == ledger.Null {
			if v != nil {
				return false
			}
			continue
		}
		if v == nil {
			return false
		}
		ok := false
		switch c.Op {
		case ledger.Eq:
			ok = order(v, c.Value) == 0
		case ledger.Ne:
			ok = order(v, c.Value) != 0
		case ledger.Lt:
			ok = order(v, c.Value) < 0
		case ledger.Le:
			ok = order(v, c.Value) <= 0
		case ledger.Gt:
			ok = order(v, c.Value) > 0
		case ledger.Ge:
			ok = order(v, c.Value) >= 0
		case ledger.In:
			ok = slices.ContainsFunc(c.Value.([]any), func(w any) bool { return order(v, w) == 0 })
		case ledger.Prefix:
			ok = strings.HasPrefix(v.(string), c.Value.(string))
		case ledger.Has:
			ok = strings.Contains(plain(v.(string)), plain(c.Value.(string)))
		case ledger.Words:
			ok = match.Named(c.Value.(string), v.(string))
		}
		if !ok {
			return false
		}
	}
	return true
}

// plain is a text with its letters of ASCII in lower case.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
