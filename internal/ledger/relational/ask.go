package relational

import (
	"errors"
	"iter"
	"slices"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
)

// Select are the records that a query asks for.
func (r *reader) Select(q ledger.Query) iter.Seq2[ledger.Hit, error] {
	return func(yield func(ledger.Hit, error) bool) {
		err := q.Check()
		ok := false
		if err == nil {
			err = r.held.settle(q.Table, oneKey(&q))
		}
		if err == nil {
			ok, err = r.there(q.Table)
		}
		if err == nil && ok && q.Table.Plain && r.plain != nil {
			if keys := onlyKeys(&q); keys != nil {
				r.plain.choose(q.Table, keys, yield)
				return
			}
			err = r.plain.settle(q.Table)
		}
		if err != nil || !ok {
			if err != nil {
				yield(ledger.Hit{}, err)
			}
			return
		}
		var by access
		if by, err = r.access(&q); err != nil {
			yield(ledger.Hit{}, err)
			return
		}
		if q.Match != nil && len(q.Order) == 0 {
			r.best(&q, by, yield)
			return
		}
		look := by.words == nil && match.Naming(&q)
		n := 0
		for _, part := range onward(q) {
			if q.Limit > 0 {
				if part.Limit = q.Limit - n; part.Limit == 0 {
					return
				}
			}
			if look {
				part.Limit = 0
			}
			a := r.b.Dialect.choose(&part, by)
			for h, err := range r.records(q.Table, a.sql.String(), a.args...) {
				if err == nil && look && !match.Names(&q, &h.Record) {
					continue
				}
				if !yield(h, err) {
					return
				}
				if n++; n == q.Limit {
					return
				}
			}
		}
	}
}

// onward is a query as those that an index answers: from a mark on, where one
// column falls and keys rise, the rest of what has the mark's value comes first,
// then what has a lesser one. As one query, each part of a list would go through
// all that have the same value.
func onward(q ledger.Query) []ledger.Query {
	if q.After == nil || len(q.Order) != 1 || !q.Order[0].Desc || q.After.Values[0] == nil {
		return []ledger.Query{q}
	}
	o := q.Order[0]
	if c := q.Table.Column(o.Column); c < 0 || !q.Table.Columns[c].Required {
		return []ledger.Query{q}
	}
	same, less := q, q
	same.Where = append(slices.Clone(q.Where), ledger.Cond{Column: o.Column, Op: ledger.Eq, Value: q.After.Values[0]})
	same.Order, same.After = nil, &ledger.Mark{Key: q.After.Key}
	less.Where = append(slices.Clone(q.Where), ledger.Cond{Column: o.Column, Op: ledger.Lt, Value: q.After.Values[0]})
	less.After = nil
	return []ledger.Query{same, less}
}

// oneKey is the key that a query asks for; "" where it asks for others too.
func oneKey(q *ledger.Query) string {
	for _, c := range q.Where {
		if key, ok := c.Value.(string); ok && c.Column == "key" && c.Op == ledger.Eq {
			return key
		}
	}
	return ""
}

// Count is how many records a query asks for.
func (r *reader) Count(q ledger.Query) (int64, error) {
	if err := q.Check(); err != nil {
		return 0, err
	}
	if err := errors.Join(r.held.settle(q.Table, ""), r.plain.settle(q.Table)); err != nil {
		return 0, err
	}
	if ok, err := r.there(q.Table); err != nil || !ok {
		return 0, err
	}
	by, err := r.count(&q)
	if err != nil {
		return 0, err
	}
	var a question
	if q.Limit > 0 {
		a.add("SELECT count(*) FROM (SELECT 1")
		a.from(r.b.Dialect, &q, by)
		a.add(" LIMIT ?) AS found", int64(q.Limit))
	} else {
		a.add("SELECT count(*)")
		a.from(r.b.Dialect, &q, by)
	}
	var n int64
	err = r.one(a.sql.String(), a.args...).Scan(&n)
	if by.words != nil {
		_, _, r.counted.words, _ = r.b.Dialect.Search(q.Table, by.words)
		r.counted.n, r.counted.more = n, n == int64(q.Limit)
	}
	return n, r.b.Dialect.Err(err)
}

// Tally counts records by their values.
func (r *reader) Tally(q ledger.Query, by ...string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		q.Order, q.After, q.Limit = nil, nil, 0
		err := q.Check()
		ok := false
		if err == nil {
			err = errors.Join(r.held.settle(q.Table, ""), r.plain.settle(q.Table))
		}
		if err == nil {
			ok, err = r.there(q.Table)
		}
		if err == nil && ok {
			err = r.tally(&q, by, func(t []any) bool { return yield(t, nil) })
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// tally hands each count to take, until that returns false.
func (r *reader) tally(q *ledger.Query, by []string, take func([]any) bool) error {
	cols, order := make([]string, len(by)), make([]string, len(by))
	for i, name := range by {
		cols[i] = "p." + quoted(name)
		order[i] = cols[i] + " NULLS LAST"
	}
	var a question
	a.add("SELECT " + strings.Join(cols, ", ") + ", count(*)")
	how, err := r.count(q)
	if err != nil {
		return err
	}
	a.from(r.b.Dialect, q, how)
	a.add(" GROUP BY " + strings.Join(cols, ", ") + " ORDER BY " + strings.Join(order, ", "))
	rows, err := r.query(a.sql.String(), a.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		t, to := make([]any, len(by)+1), make([]any, len(by)+1)
		for i := range t {
			to[i] = &t[i]
		}
		if err := rows.Scan(to...); err != nil {
			return err
		}
		for i, v := range t {
			if b, ok := v.([]byte); ok {
				t[i] = string(b)
			}
		}
		if !take(t) {
			return nil
		}
	}
	return r.b.Dialect.Err(rows.Err())
}
