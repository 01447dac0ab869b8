package relational

import (
	"database/sql"
	"math"
	"slices"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
)

// few is how many matches among the records of a table are sorted: of more, the
// first fifty are sooner found by going through the index of their order. With n
// matches among t records that is 50 t/n records, against n that are looked up.
func (r *reader) few(t *ledger.Table) (int64, error) {
	var last sql.NullInt64
	err := r.one("SELECT max(rid) FROM " + record(t)).Scan(&last)
	return 1 + int64(math.Sqrt(50*float64(last.Int64))), r.b.Dialect.Err(err)
}

// access is how the records that a query asks for are come by.
type access struct {
	words *ledger.Match // in the index of words; nil for not
	order string        // the column whose index is gone through; "" for what the database finds best
	rare  bool          // so few match that to go back through all records for the latest would take longer
}

// access decides it.
func (r *reader) access(q *ledger.Query) (access, error) {
	if q.Match == nil && !match.Naming(q) && (len(q.Table.Tags) == 0 || led(q)) {
		return access{}, nil
	}
	m, err := r.asked(q)
	if m == nil || err != nil {
		return access{}, err
	}
	_, _, arg, _ := r.b.Dialect.Search(q.Table, m)
	few, err := r.few(q.Table)
	if err != nil {
		return access{}, err
	}
	known := arg == r.counted.words
	rare := known && !r.counted.more && r.counted.n < few
	if rare || q.Match != nil || r.b.Dialect.Few == nil || len(q.Order) == 0 {
		return access{words: m, rare: rare}, nil
	}
	if known && r.counted.more && r.counted.n > few/2 {
		return access{order: q.Order[0].Column}, nil
	}
	var n int64
	if err := r.one(r.b.Dialect.Few(q.Table), arg, few).Scan(&n); err != nil {
		return access{}, r.b.Dialect.Err(err)
	}
	if n == few {
		return access{order: q.Order[0].Column}, nil
	}
	return access{words: m}, nil
}

// led reports whether an index leads from what a query asks for to its order: the
// index has a column that must have one value, and then that of the order.
func led(q *ledger.Query) bool {
	if len(q.Order) == 0 {
		return true // by key
	}
	return slices.ContainsFunc(slices.Concat(q.Table.Index, q.Table.Now), func(cols []string) bool {
		return len(cols) > 1 && cols[1] == q.Order[0].Column && slices.ContainsFunc(q.Where, func(c ledger.Cond) bool { return c.Column == cols[0] && c.Op == ledger.Eq })
	})
}

// count is access where all records are to be counted.
func (r *reader) count(q *ledger.Query) (access, error) {
	if q.Match == nil && !match.Naming(q) && (len(q.Table.Tags) == 0 || q.Limit == 0 && r.b.Dialect.Few != nil) {
		return access{}, nil
	}
	m, err := r.asked(q)
	return access{words: m}, err
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
