package relational

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
)

// best yields the matches of a search by rank, among the latest.
func (r *reader) best(q *ledger.Query, by access, yield func(ledger.Hit, error) bool) {
	type found struct {
		rid  int64
		key  string
		rank float64
	}
	a := r.b.Dialect.latest(q, by)
	rows, err := r.query(a.sql.String(), a.args...)
	if err != nil {
		yield(ledger.Hit{}, err)
		return
	}
	defer rows.Close()
	var all []found
	for rows.Next() {
		var f found
		var text string
		if err := rows.Scan(&f.rid, &f.key, &text); err != nil {
			yield(ledger.Hit{}, r.b.Dialect.Err(err))
			return
		}
		f.rank, _ = match.Rank(q.Match, text)
		all = append(all, f)
	}
	if err := rows.Err(); err != nil {
		yield(ledger.Hit{}, r.b.Dialect.Err(err))
		return
	}
	slices.SortFunc(all, func(a, b found) int { return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.key, b.key)) })
	n := 0
	one := r.b.Dialect.number(q.Table)
	for _, f := range all {
		if m := q.After; m != nil && cmp.Or(cmp.Compare(f.rank, m.Values[0].(float64)), strings.Compare(f.key, m.Key)) <= 0 {
			continue
		}
		for h, err := range r.records(q.Table, one, f.rid) {
			h.Rank = f.rank
			if !yield(h, err) || err != nil {
				return
			}
		}
		if n++; n == q.Limit {
			return
		}
	}
}
