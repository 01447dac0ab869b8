package relational

import (
	"database/sql"
	"fmt"
	"iter"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/parcel"
	"hearsay/internal/ledger/prepared"
)

func (r *reader) records(t *ledger.Table, q string, args ...any) iter.Seq2[ledger.Hit, error] {
	return func(yield func(ledger.Hit, error) bool) {
		rows, err := r.query(q, args...)
		if err != nil {
			yield(ledger.Hit{}, err)
			return
		}
		defer rows.Close()
		s := scan(t)
		for rows.Next() {
			h, err := s.record(rows)
			if !yield(h, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(ledger.Hit{}, r.b.Dialect.Err(err))
		}
	}
}

// scanner takes the records of one query out of its rows: what it scans into is
// made once, and a record's values are those of the driver, which are of the
// types that a Record has.
type scanner struct {
	t          *ledger.Table
	key        string
	since, end any
	body       sql.RawBytes // the driver's, until the next row
	to         []any
}

func scan(t *ledger.Table) *scanner {
	s := &scanner{t: t, to: make([]any, len(t.Columns)+4)}
	s.to[0], s.to[1], s.to[2], s.to[len(s.to)-1] = &s.key, &s.since, &s.end, &s.body
	return s
}

// record is the record in the row that rows stands at.
func (s *scanner) record(rows prepared.Cursor) (ledger.Hit, error) {
	h := ledger.Hit{Record: ledger.Record{Values: make([]any, len(s.t.Columns))}}
	for i := range h.Values {
		s.to[3+i] = &h.Values[i]
	}
	if err := rows.Scan(s.to...); err != nil {
		return h, err
	}
	h.Key = s.key
	var ok, also bool
	h.Since, ok = s.since.(int64)
	h.Until, also = s.end.(int64)
	for i, c := range s.t.Columns {
		ok = ok && fits(&h.Values[i], c.Type)
	}
	if !ok || !also {
		return h, fmt.Errorf("%w (record %s of %s has a value of another type)", ledger.ErrDerived, h.Key, s.t.Name)
	}
	if h.Until == never {
		h.Until = 0
	}
	var err error
	if h.Body, err = parcel.Unseal(s.t, h.Key, h.Since, h.Values, s.body); err != nil {
		return h, fmt.Errorf("%w (record %s of %s: %v)", ledger.ErrDerived, h.Key, s.t.Name, err)
	}
	return h, nil
}

// fits reports whether a driver's value is null or of a type, and makes it so
// where it is the same in another.
func fits(v *any, typ ledger.Type) bool {
	switch x := (*v).(type) {
	case nil:
		return true
	case string:
		return typ == ledger.Text
	case float64:
		return typ == ledger.Real
	case int64:
		if typ == ledger.Real {
			*v = float64(x)
		}
		return typ != ledger.Text
	case []byte:
		*v = string(x)
		return typ == ledger.Text
	}
	return false
}
