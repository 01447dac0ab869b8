package relational

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/parcel"
	"hearsay/internal/ledger/prepared"
)

// reader asks one transaction.
type reader struct {
	ctx context.Context
	b   *Base
	tx  *sql.Tx
	// session holds the statements of a connection that writes; nil where the
	// driver remembers what it prepared, or each is asked once or twice.
	session *prepared.Session
	// held is what the transaction put and did not send yet; nil where all is
	// sent at once.
	held *buffer
	// plain is what it knows of tables without history.
	plain *plain
	// current says that it was asked which tables are there.
	current bool
	// counted is the expression of words that was last counted, and its matches; more
	// says that there are more.
	counted struct {
		words string
		n     int64
		more  bool
	}
}

func (r *reader) query(q string, args ...any) (prepared.Cursor, error) {
	if r.session != nil {
		s, err := r.session.Stmt(q)
		if err != nil {
			return nil, r.b.Dialect.Err(err)
		}
		rows, err := s.Query(r.ctx, args)
		if err != nil {
			return nil, r.b.Dialect.Err(err)
		}
		return rows, nil
	}
	if err := r.held.wait(); err != nil {
		return nil, err
	}
	rows, err := r.tx.QueryContext(r.ctx, r.b.Dialect.bind(q), args...)
	if err != nil {
		return nil, r.b.Dialect.Err(err)
	}
	return rows, nil
}

func (r *reader) one(q string, args ...any) *sql.Row {
	_ = r.held.wait() // after an error, the database refuses the question
	return r.tx.QueryRowContext(r.ctx, r.b.Dialect.bind(q), args...)
}

// Head is the last row's place in the chain.
func (r *reader) Head() (ledger.Chain, error) {
	var c ledger.Chain
	var at int64
	var hash []byte
	err := r.one("SELECT seq, time, hash FROM row ORDER BY seq DESC LIMIT 1").Scan(&c.Seq, &at, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	if err != nil {
		return c, r.b.Dialect.Err(err)
	}
	c.Time = time.UnixMicro(at).UTC()
	copy(c.Hash[:], hash)
	return c, nil
}

const rowColumns = "seq, time, kind, id, body, blob, hash"

// selectRows asks for rows, each with the hash of the row before it.
const selectRows = "SELECT " + rowColumns + ", (SELECT b.hash FROM row b WHERE b.seq = a.seq - 1) FROM row a"

// Row is the row with a number.
func (r *reader) Row(seq int64) (ledger.Row, error) {
	if err := r.held.settleRows(seq); err != nil {
		return ledger.Row{}, err
	}
	for row, err := range r.rows(nil, selectRows+" WHERE seq = ?", seq) {
		return row, err
	}
	return ledger.Row{}, ledger.ErrNone
}

// Rows are rows in order.
func (r *reader) Rows(from, upto int64, kinds ...ledger.Kind) iter.Seq2[ledger.Row, error] {
	q, args := selectRows+" WHERE seq > ?", []any{from}
	if upto > 0 {
		q, args = q+" AND seq <= ?", append(args, upto)
	}
	if len(kinds) > 0 {
		q += " AND kind IN (?" + strings.Repeat(", ?", len(kinds)-1) + ")"
		for _, k := range kinds {
			args = append(args, string(k))
		}
	}
	if upto == 0 {
		upto = never
	}
	rows := r.rows(r.held.settleRows(upto), q+" ORDER BY seq", args...)
	if len(kinds) > 0 {
		return rows
	}
	return r.unbroken(rows, max(from, 0), upto)
}

// unbroken are rows after row from and up to another; an error where one is not
// among them: a damaged page can hide it, and more, without one of the database.
func (r *reader) unbroken(rows iter.Seq2[ledger.Row, error], from, upto int64) iter.Seq2[ledger.Row, error] {
	return func(yield func(ledger.Row, error) bool) {
		last := from
		for row, err := range rows {
			if err == nil && row.Seq != last+1 {
				err = fmt.Errorf("%w (row %d is not found)", ledger.ErrBroken, last+1)
			}
			if !yield(row, err) || err != nil {
				return
			}
			last++
		}
		if last >= upto {
			return
		}
		if head, err := r.Head(); err != nil {
			yield(ledger.Row{}, err)
		} else if last < head.Seq {
			yield(ledger.Row{}, fmt.Errorf("%w (row %d is not found)", ledger.ErrBroken, last+1))
		}
	}
}

// About are the rows of a kind with an id.
func (r *reader) About(kind ledger.Kind, id string, at int64) iter.Seq2[ledger.Row, error] {
	if at <= 0 {
		at = never
	}
	return r.rows(r.held.settleAbout(kind, id), selectRows+" WHERE kind = ? AND id = ? AND seq <= ? ORDER BY seq", string(kind), id, at)
}

// rows are those of a query, unless there is an error already.
func (r *reader) rows(err error, q string, args ...any) iter.Seq2[ledger.Row, error] {
	return func(yield func(ledger.Row, error) bool) {
		var rows prepared.Cursor
		if err == nil {
			rows, err = r.query(q, args...)
		}
		if err != nil {
			yield(ledger.Row{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			row, err := scanRow(rows)
			if err != nil {
				yield(row, err)
				return
			}
			if !yield(row, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(ledger.Row{}, r.b.Dialect.Err(err))
		}
	}
}

// scanRow is a row of the answer to selectRows. Frames have sums of their own; what
// is kept as it is is held against the row's hash, so that what a disk spoilt is told
// and not shown.
func scanRow(rows prepared.Cursor) (ledger.Row, error) {
	var row ledger.Row
	var at int64
	var kind string
	var body, blob, hash, hashBefore []byte
	if err := rows.Scan(&row.Seq, &at, &kind, &row.ID, &body, &blob, &hash, &hashBefore); err != nil {
		return row, err
	}
	row.Time, row.Kind = time.UnixMicro(at).UTC(), ledger.Kind(kind)
	copy(row.Hash[:], hash)
	var err error
	if row.Body, err = parcel.Unpack(body); err == nil {
		row.Blob, err = parcel.Unpack(blob)
	}
	if err != nil {
		return row, &ledger.Damage{Seq: row.Seq, Reason: fmt.Sprintf("row %d (%s %s) cannot be unpacked: %v", row.Seq, row.Kind, row.ID, err)}
	}
	if !parcel.Framed(body) || !parcel.Framed(blob) {
		var before ledger.Hash
		copy(before[:], hashBefore)
		if (hashBefore != nil || row.Seq == 1) && row.Sum(before) != row.Hash {
			return row, &ledger.Damage{Seq: row.Seq, Reason: fmt.Sprintf("row %d (%s %s) is not what was written: its hash does not fit", row.Seq, row.Kind, row.ID)}
		}
	}
	return row, nil
}

// AsOf is the last row at or before a time. Times never run backwards, so it is
// found by halving.
func (r *reader) AsOf(t time.Time) (int64, error) {
	if err := r.held.settleRows(never); err != nil {
		return 0, err
	}
	head, err := r.Head()
	if err != nil {
		return 0, err
	}
	least, most := int64(0), head.Seq // the answer is in [least, most]
	for least < most {
		mid := (least + most + 1) / 2
		var at int64
		if err := r.one("SELECT time FROM row WHERE seq = ?", mid).Scan(&at); err != nil {
			return 0, r.b.none(err)
		}
		if at <= t.UnixMicro() {
			least = mid
		} else {
			most = mid - 1
		}
	}
	return least, nil
}

// makings counts, in table applied, how often a table was made.
const makings = "makings"

// there reports whether a projection's table is there in the version asked for;
// ledger.ErrNewerRecords is one in a newer version.
func (r *reader) there(t *ledger.Table) (bool, error) {
	if !r.current { // another process may have made tables since the last transaction
		var n int64
		if err := r.one("SELECT coalesce(max(seq), 0) FROM applied WHERE name = ?", makings).Scan(&n); err != nil {
			return false, r.b.Dialect.Err(err)
		}
		r.b.schema.asOf(n)
		r.current = true
	}
	if r.b.schema.has(t) {
		return true, nil
	}
	var v int
	err := r.one("SELECT version FROM applied WHERE name = ?", "table "+t.Name).Scan(&v)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, r.b.Dialect.Err(err)
	case v > t.Version:
		return false, fmt.Errorf("table %s: %w", t.Name, ledger.ErrNewerRecords)
	}
	return v == t.Version, nil
}

// Record is a record as it stood.
func (r *reader) Record(t *ledger.Table, key string, at int64) (ledger.Record, error) {
	if at > 0 && t.Plain {
		for h, err := range r.Select(ledger.Query{Table: t, Where: []ledger.Cond{{Column: "key", Op: ledger.Eq, Value: key}}, At: at, Limit: 1}) {
			return h.Record, err
		}
		return ledger.Record{}, ledger.ErrNone
	}
	err := r.held.settle(t, key)
	ok := false
	if err == nil {
		ok, err = r.there(t)
	}
	if err != nil {
		return ledger.Record{}, err
	}
	if !ok {
		return ledger.Record{}, ledger.ErrNone
	}
	q, args := r.b.texts(t).standing, []any{key}
	if at > 0 {
		q, args = r.b.texts(t).stood, []any{key, at, at}
	}
	for h, err := range r.records(t, q, args...) {
		return h.Record, err
	}
	return ledger.Record{}, ledger.ErrNone
}

// History are all states of a record.
func (r *reader) History(t *ledger.Table, key string) iter.Seq2[ledger.Record, error] {
	return func(yield func(ledger.Record, error) bool) {
		err := r.held.settle(t, key)
		ok := false
		if err == nil {
			err = r.plain.settle(t)
		}
		if err == nil {
			ok, err = r.there(t)
		}
		if err != nil || !ok {
			if err != nil {
				yield(ledger.Record{}, err)
			}
			return
		}
		q := whole(t) + " FROM " + record(t) + " p WHERE key = ?"
		if !t.Plain {
			q += " ORDER BY since"
		}
		for h, err := range r.records(t, q, key) {
			if !yield(h.Record, err) {
				return
			}
		}
	}
}

// Time is when a row was appended.
func (r *reader) Time(seq int64) (time.Time, error) {
	if err := r.held.settleRows(seq); err != nil {
		return time.Time{}, err
	}
	var at int64
	if err := r.one("SELECT time FROM row WHERE seq = ?", seq).Scan(&at); err != nil {
		return time.Time{}, r.b.none(err)
	}
	return time.UnixMicro(at).UTC(), nil
}

// Applied is the last row that is in a projection. Each version has a name of its
// own in table applied, which ends with its number.
func (r *reader) Applied(p ledger.Projection) (int64, error) {
	rows, err := r.query("SELECT name, seq FROM applied WHERE name LIKE ?", p.Name+" %")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	at := int64(0)
	for rows.Next() {
		var name string
		var seq int64
		if err := rows.Scan(&name, &seq); err != nil {
			return 0, r.b.Dialect.Err(err)
		}
		switch v, err := strconv.Atoi(name[len(p.Name)+1:]); {
		case err == nil && v > p.Version:
			return 0, ledger.ErrNewerRecords
		case name == p.String():
			at = seq
		}
	}
	return at, r.b.Dialect.Err(rows.Err())
}
