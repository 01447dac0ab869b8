package relational

import (
	"errors"

	"hearsay/internal/ledger"
)

// Since are the rows since which the states of a record held.
func (r *reader) Since(t *ledger.Table, key string) (rows []int64, err error) {
	if err := errors.Join(r.held.settle(t, key), r.plain.settle(t)); err != nil {
		return nil, err
	}
	if ok, err := r.there(t); err != nil || !ok {
		return nil, err
	}
	q := "SELECT since FROM " + record(t) + " WHERE key = ? ORDER BY since"
	if t.Plain {
		q = "SELECT 0 FROM " + record(t) + " WHERE key = ?"
	}
	found, err := r.query(q, key)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	for found.Next() {
		var row int64
		if err := found.Scan(&row); err != nil {
			return nil, r.b.Dialect.Err(err)
		}
		rows = append(rows, row)
	}
	return rows, r.b.Dialect.Err(found.Err())
}
