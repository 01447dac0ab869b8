package relational

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
	"hearsay/internal/ledger/parcel"
)

// tx is a transaction that writes.
type tx struct {
	reader
	head  ledger.Chain
	begin int64 // the last row before this transaction
	at    time.Time
	made  []*ledger.Table // tables seen or made in it

	appended []ledger.Row // in it, all of them while they are few: recent
	bytes    int          // of appended; above mostRecent they are let go
}

// mostRecent is how many bytes of rows a transaction remembers, so that who makes
// records of them need not have them unpacked again.
const mostRecent = 32 << 20

// Head is the last row, that of this transaction included.
func (x *tx) Head() (ledger.Chain, error) {
	if x.head.Seq > 0 {
		return x.head, nil
	}
	return x.reader.Head()
}

// exec carries out a statement that is written once and meant often.
func (x *tx) exec(q string, args ...any) error {
	if x.session == nil {
		if err := x.held.wait(); err != nil {
			return err
		}
		_, err := x.tx.ExecContext(x.ctx, x.b.Dialect.bind(q), args...)
		return x.b.Dialect.Err(err)
	}
	s, err := x.session.Stmt(q)
	if err == nil {
		err = s.Exec(x.ctx, args)
	}
	return x.b.Dialect.Err(err)
}

// once carries out a statement that changes tables.
func (x *tx) once(q string) error {
	if err := x.held.wait(); err != nil {
		return err
	}
	_, err := x.tx.ExecContext(x.ctx, q)
	return x.b.Dialect.Err(err)
}

// Append adds rows at the end.
func (x *tx) Append(drafts ...ledger.Draft) ([]ledger.Row, error) {
	if x.at.IsZero() {
		now := time.Now
		if x.b.Clock != nil {
			now = x.b.Clock
		}
		x.at = now().UTC().Truncate(time.Microsecond)
		if !x.at.After(x.head.Time) {
			x.at = x.head.Time.Add(time.Microsecond) // the clock went back
		}
	}
	out := make([]ledger.Row, 0, len(drafts))
	for _, d := range drafts {
		row := ledger.Seal(x.head.Hash, x.head.Seq+1, x.at, d)
		if err := x.insertRow(&row); err != nil {
			return nil, err
		}
		x.head = ledger.Chain{Seq: row.Seq, Time: row.Time, Hash: row.Hash}
		out = append(out, row)
	}
	x.remember(out)
	return out, nil
}

func (x *tx) remember(rows []ledger.Row) {
	for i := range rows {
		x.bytes += len(rows[i].Body) + len(rows[i].Blob)
	}
	if x.bytes > mostRecent {
		x.appended = nil
		return
	}
	x.appended = append(x.appended, rows...)
}

// Rows are rows in order; those of this transaction are at hand.
func (x *tx) Rows(from, upto int64, kinds ...ledger.Kind) iter.Seq2[ledger.Row, error] {
	if from < x.begin || x.bytes > mostRecent || x.head.Seq-x.begin != int64(len(x.appended)) {
		return x.reader.Rows(from, upto, kinds...)
	}
	recent := x.appended[min(from-x.begin, int64(len(x.appended))):]
	return func(yield func(ledger.Row, error) bool) {
		for _, row := range recent {
			if upto > 0 && row.Seq > upto {
				return
			}
			if (len(kinds) == 0 || slices.Contains(kinds, row.Kind)) && !yield(row, nil) {
				return
			}
		}
	}
}

const insertRow = "INSERT INTO row (" + rowColumns + ") VALUES (?, ?, ?, ?, ?, ?, ?)"

func (x *tx) insertRow(row *ledger.Row) error {
	if x.held != nil {
		return x.held.row(row)
	}
	return x.exec(insertRow, row.Seq, row.Time.UnixMicro(), string(row.Kind), row.ID, parcel.Pack(row.Body), parcel.Pack(row.Blob), row.Hash[:])
}

// ensure makes a projection's table where it is not there, or of an older
// version.
func (x *tx) ensure(t *ledger.Table) error {
	for _, m := range x.made {
		if m == t {
			return nil
		}
	}
	known := x.b.schema.has(t)
	ok, err := x.there(t)
	if err != nil {
		return err
	}
	if !ok {
		return x.Drop(t)
	}
	if !known {
		for _, s := range present(t) {
			if err := x.once(s); err != nil {
				return fmt.Errorf("an index of table %s: %w", t.Name, err)
			}
		}
	}
	x.made = append(x.made, t)
	return nil
}

// Drop makes a projection's table anew.
func (x *tx) Drop(t *ledger.Table) error {
	x.held.forget(t)
	x.plain.forget(t)
	var statements []string
	if x.b.Dialect.Remake != "" {
		statements = append(statements, x.b.Dialect.Remake)
	}
	if t.Searched != "" {
		statements = append(statements, x.b.Dialect.Unsearchable(t)...)
	}
	statements = append(statements, "DROP TABLE IF EXISTS "+record(t))
	statements = append(statements, x.b.Dialect.create(t)...)
	for _, s := range statements {
		if err := x.once(s); err != nil {
			return fmt.Errorf("making table %s: %w", t.Name, err)
		}
	}
	x.made = append(x.made, t)
	if err := x.exec("INSERT INTO applied (name, version, seq) VALUES (?, ?, 0) ON CONFLICT (name) DO UPDATE SET version = excluded.version, seq = 0", "table "+t.Name, t.Version); err != nil {
		return err
	}
	return x.exec("INSERT INTO applied (name, version, seq) VALUES (?, 0, 1) ON CONFLICT (name) DO UPDATE SET seq = applied.seq + 1", makings)
}

// Put makes a record that holds from row since on.
func (x *tx) Put(t *ledger.Table, key string, since int64, values []any, body []byte) error {
	if since == 0 {
		since = x.head.Seq
	}
	if len(values) != len(t.Columns) {
		return fmt.Errorf("table %s has %d columns, the record %d values", t.Name, len(t.Columns), len(values))
	}
	if err := x.ensure(t); err != nil {
		return err
	}
	if t.Plain {
		return x.plain.put(t, key, values, body)
	}
	if !t.Grows && x.held != nil {
		if err := x.held.settle(t, key); err != nil {
			return err
		}
		if err := x.exec(endOrReplace(t), key, since, since, key, since); err != nil {
			return err
		}
	} else if !t.Grows {
		replaced, err := x.supersede(t, key, since, values, body)
		if err != nil || replaced {
			return err
		}
	}
	if x.held != nil {
		return x.held.record(t, key, since, values, body)
	}
	args := make([]any, 0, len(values)+5)
	args = append(append(args, key, since, int64(never)), values...)
	args = append(args, parcel.Seal(t, key, since, values, body, false))
	if err := x.exec(x.b.texts(t).insert, args...); err != nil {
		return err
	}
	if t.Searched == "" || x.b.Dialect.Index == nil {
		return nil
	}
	return x.exec(x.b.texts(t).index, match.Text(t, values))
}

// endOrReplace ends the record of a key that holds, and takes away one that was
// put since the same row.
func endOrReplace(t *ledger.Table) string {
	return "WITH gone AS (DELETE FROM " + record(t) + " WHERE key = ? AND since = ?) UPDATE " + record(t) + " SET until = ? WHERE key = ? AND " + holds + " AND since < ?"
}

// supersede ends the record that holds, or replaces it where it was put since
// the same row.
func (x *tx) supersede(t *ledger.Table, key string, row int64, values []any, body []byte) (replaced bool, err error) {
	rid, since, until, err := x.latest(t, key)
	switch {
	case errors.Is(err, ledger.ErrNone):
		return false, nil
	case err != nil:
		return false, err
	case until != never && since < row:
		return false, nil
	case until != never:
		// A record that was removed since the same row is put again.
		return false, x.exec("DELETE FROM "+record(t)+" WHERE key = ? AND since = ?", key, row)
	}
	if since < row {
		return false, x.exec(x.b.texts(t).end, row, rid)
	}
	args := append(make([]any, 0, len(values)+2), values...)
	return true, x.exec(x.b.texts(t).replace, append(args, parcel.Seal(t, key, row, values, body, false), rid)...)
}

// latest is the last record of a key: its number, and between which rows it held.
func (x *tx) latest(t *ledger.Table, key string) (rid, since, until int64, err error) {
	rows, err := x.query(x.b.texts(t).latest, key)
	if err != nil {
		return 0, 0, 0, err
	}
	defer rows.Close()
	if rows.Next() {
		err = rows.Scan(&rid, &since, &until)
	} else if err = rows.Err(); err == nil {
		err = ledger.ErrNone
	}
	return rid, since, until, x.b.Dialect.Err(err)
}

// Remove ends a record with row since.
func (x *tx) Remove(t *ledger.Table, key string, since int64) error {
	if since == 0 {
		since = x.head.Seq
	}
	if err := x.ensure(t); err != nil {
		return err
	}
	if t.Plain {
		return x.plain.remove(t, key)
	}
	if err := x.held.settle(t, key); err != nil {
		return err
	}
	if err := x.exec("DELETE FROM "+record(t)+" WHERE key = ? AND until = ? AND since >= ?", key, int64(never), since); err != nil {
		return err
	}
	return x.exec("UPDATE "+record(t)+" SET until = ? WHERE key = ? AND until = ?", since, key, int64(never))
}

// SetApplied notes how far a projection is.
func (x *tx) SetApplied(p ledger.Projection, seq int64) error {
	if err := x.exec("DELETE FROM applied WHERE name LIKE ? AND name <> ?", p.Name+" %", p.String()); err != nil {
		return err
	}
	return x.exec("INSERT INTO applied (name, version, seq) VALUES (?, 0, ?) ON CONFLICT (name) DO UPDATE SET seq = excluded.seq", p.String(), seq)
}
