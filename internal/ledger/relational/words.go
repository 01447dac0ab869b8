package relational

import (
	"slices"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
)

// few is how many matches are sorted: of more, a list in another order is sooner
// found by going through its index.
const few = 8000

// words are what the records that a query asks for are found by in the index of
// words; nil where its columns find them sooner.
func (r *reader) words(q *ledger.Query) (*ledger.Match, error) {
	m, err := r.asked(q)
	if m == nil || err != nil || q.Match != nil || r.b.Dialect.Few == nil {
		return m, err
	}
	var n int64
	_, _, arg, _ := r.b.Dialect.Search(q.Table, m)
	if err := r.one(r.b.Dialect.Few(q.Table), arg, int64(few)).Scan(&n); err != nil {
		return nil, r.b.Dialect.Err(err)
	}
	if n == few {
		return nil, nil
	}
	return m, nil
}

// wholly is words for a query all of whose records are counted.
func (r *reader) wholly(q *ledger.Query) (*ledger.Match, error) {
	if q.Match == nil && q.Limit == 0 && !match.Naming(q) && r.b.Dialect.Few != nil {
		return nil, nil
	}
	return r.asked(q)
}

// asked is match.Asked, where the days that a query leaves open end with those
// that there are.
func (r *reader) asked(q *ledger.Query) (*ledger.Match, error) {
	i := slices.IndexFunc(q.Table.Tags, func(m ledger.Tag) bool { return m.By == ledger.ByMonth })
	if i < 0 {
		return match.Asked(q), nil
	}
	day := q.Table.Tags[i].Column
	from := slices.ContainsFunc(q.Where, func(c ledger.Cond) bool { return c.Column == day && (c.Op == ledger.Ge || c.Op == ledger.Gt) })
	upto := slices.ContainsFunc(q.Where, func(c ledger.Cond) bool { return c.Column == day && (c.Op == ledger.Le || c.Op == ledger.Lt) })
	if from == upto {
		return match.Asked(q), nil
	}
	end, op := "max", ledger.Le
	if upto {
		end, op = "min", ledger.Ge
	}
	var v any
	if err := r.one("SELECT " + end + "(" + quoted(day) + ") FROM " + record(q.Table) + " WHERE " + quoted(day) + " > ''").Scan(&v); err != nil {
		return nil, r.b.Dialect.Err(err)
	}
	closed := *q
	if s, ok := v.(string); ok {
		closed.Where = append(slices.Clone(q.Where), ledger.Cond{Column: day, Op: op, Value: s})
	}
	return match.Asked(&closed), nil
}
