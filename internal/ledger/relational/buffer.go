package relational

import (
	"strconv"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/match"
	"hearsay/internal/ledger/parcel"
)

// A buffer is sent when it holds so many rows or records, or so many bytes.
const (
	mostHeld  = 256
	mostBytes = 4 << 20
)

// buffer is what a transaction put and did not send yet: a statement then carries
// many rows, and waits for the server once. A nil buffer holds nothing. What is
// asked for is sent first, by settle and its like. The database carries one
// statement out while the next is filled.
type buffer struct {
	x       *tx
	busy    chan error // of the statement under way; nil for none
	failed  error      // what went wrong first
	rows    heldRows
	records []*held // by table, in the order of their first record
}

// heldRows are rows, a slice a column; bodies and blobs are packed.
type heldRows struct {
	seq, time        []int64
	kind, id         []string
	body, blob, hash [][]byte
	bytes            int
	about            map[about]bool
}

// about is what a row can be asked for by.
type about struct {
	kind ledger.Kind
	id   string
}

// held are records of one table, a slice a column.
type held struct {
	t     *ledger.Table
	keys  map[string]bool
	key   []string
	since []int64
	cols  [][]any
	found []string // what search looks at
	body  [][]byte // packed
	bytes int
}

// start waits for the statement under way, and sends another.
func (b *buffer) start(q string, args ...any) error {
	if err := b.wait(); err != nil {
		return err
	}
	x, busy := b.x, make(chan error, 1)
	b.busy = busy
	go func() {
		_, err := x.tx.ExecContext(x.ctx, x.b.Dialect.bind(q), args...)
		busy <- x.b.Dialect.Err(err)
	}()
	return nil
}

// wait waits for the statement under way; its error is that of any so far.
func (b *buffer) wait() error {
	if b == nil {
		return nil
	}
	if b.busy != nil {
		if err := <-b.busy; b.failed == nil {
			b.failed = err
		}
		b.busy = nil
	}
	return b.failed
}

// row takes a row.
func (b *buffer) row(row *ledger.Row) error {
	h := &b.rows
	if h.about == nil {
		h.about = map[about]bool{}
	}
	body, blob, hash := parcel.Pack(row.Body), parcel.Pack(row.Blob), row.Hash
	h.seq, h.time = append(h.seq, row.Seq), append(h.time, row.Time.UnixMicro())
	h.kind, h.id = append(h.kind, string(row.Kind)), append(h.id, row.ID)
	h.body, h.blob, h.hash = append(h.body, body), append(h.blob, blob), append(h.hash, hash[:])
	h.about[about{row.Kind, row.ID}] = true
	if h.bytes += len(body) + len(blob); len(h.seq) >= mostHeld || h.bytes >= mostBytes {
		return b.sendRows()
	}
	return nil
}

const insertRows = "INSERT INTO row (" + rowColumns + ") SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[])"

func (b *buffer) sendRows() error {
	h := b.rows
	if len(h.seq) == 0 {
		return nil
	}
	b.rows = heldRows{}
	return b.start(insertRows, h.seq, h.time, h.kind, h.id, h.body, h.blob, h.hash)
}

// of are the records held of a table; nil where it holds none.
func (b *buffer) of(t *ledger.Table) *held {
	for _, h := range b.records {
		if h.t.Name == t.Name {
			return h
		}
	}
	return nil
}

// record takes a record.
func (b *buffer) record(t *ledger.Table, key string, since int64, values []any, body []byte) error {
	h := b.of(t)
	if h == nil {
		h = &held{t: t, keys: map[string]bool{}, cols: make([][]any, len(t.Columns))}
		b.records = append(b.records, h)
	}
	packed := parcel.Seal(t, key, since, values, body, false)
	h.keys[key] = true
	h.key, h.since, h.body = append(h.key, key), append(h.since, since), append(h.body, packed)
	h.bytes += len(packed) + 64
	for i, v := range values {
		h.cols[i] = append(h.cols[i], v)
		if s, ok := v.(string); ok {
			h.bytes += len(s)
		}
	}
	if d := b.x.b.Dialect; d.indexed(t) {
		found := d.Vector(match.Text(t, values))
		h.found = append(h.found, found)
		h.bytes += len(found)
	}
	if len(h.key) >= mostHeld || h.bytes >= mostBytes {
		return b.send(h)
	}
	return nil
}

func (b *buffer) send(h *held) error {
	if len(h.key) == 0 {
		return nil
	}
	d := b.x.b.Dialect
	args := make([]any, 0, len(h.cols)+4)
	args = append(args, h.key, h.since)
	for i, c := range h.t.Columns {
		args = append(args, array(c.Type, h.cols[i]))
	}
	if d.indexed(h.t) {
		args = append(args, h.found)
	}
	args = append(args, h.body)
	b.forget(h.t)
	return b.start(d.insertMany(h.t), args...)
}

// forget drops the records held of a table.
func (b *buffer) forget(t *ledger.Table) {
	if b == nil {
		return
	}
	if h := b.of(t); h != nil {
		*h = held{t: t, keys: map[string]bool{}, cols: make([][]any, len(t.Columns))}
	}
}

// flush sends all, and waits until it is carried out.
func (b *buffer) flush() error {
	if b == nil {
		return nil
	}
	if err := b.sendRows(); err != nil {
		return err
	}
	for _, h := range b.records {
		if err := b.send(h); err != nil {
			return err
		}
	}
	return b.wait()
}

// settle sends the records of a table where that with a key is held; for the key
// "", where any is.
func (b *buffer) settle(t *ledger.Table, key string) error {
	if b == nil {
		return nil
	}
	if h := b.of(t); h != nil && (key == "" || h.keys[key]) {
		return b.send(h)
	}
	return nil
}

// settleRows sends the rows where one up to upto is held.
func (b *buffer) settleRows(upto int64) error {
	if b == nil || len(b.rows.seq) == 0 || b.rows.seq[0] > upto {
		return nil
	}
	return b.sendRows()
}

// settleAbout sends the rows where one of a kind with an id is held.
func (b *buffer) settleAbout(kind ledger.Kind, id string) error {
	if b == nil || !b.rows.about[about{kind, id}] {
		return nil
	}
	return b.sendRows()
}

// array is the values of a column as one parameter.
func array(t ledger.Type, values []any) any {
	switch t {
	case ledger.Int:
		return typed[int64](values)
	case ledger.Real:
		return typed[float64](values)
	}
	return typed[string](values)
}

// typed are values of one type; pointers where one of them is null.
func typed[T any](values []any) any {
	full := make([]T, len(values))
	null := false
	for i, v := range values {
		if v == nil {
			null = true
			continue
		}
		s, ok := v.(T)
		if !ok {
			return values // the database says what is wrong with it
		}
		full[i] = s
	}
	if !null {
		return full
	}
	out := make([]*T, len(values))
	for i, v := range values {
		if v != nil {
			out[i] = &full[i]
		}
	}
	return out
}

// elements are the types of a column's array.
var elements = [3]string{ledger.Text: "text", ledger.Int: "bigint", ledger.Real: "double precision"}

// insertMany is a statement that puts many records, a parameter a column.
func (d *Dialect) insertMany(t *ledger.Table) string {
	var cols, from, names strings.Builder
	cols.WriteString("key, since, until")
	from.WriteString("?::text[], ?::bigint[]")
	names.WriteString("k, s")
	get := "k, s, " + strconv.FormatInt(never, 10)
	for i, c := range t.Columns {
		n := "c" + strconv.Itoa(i)
		cols.WriteString(", " + quoted(c.Name))
		from.WriteString(", ?::" + elements[c.Type] + "[]")
		names.WriteString(", " + n)
		get += ", " + n
	}
	if d.indexed(t) {
		cols.WriteString(", found")
		from.WriteString(", ?::text[]")
		names.WriteString(", f")
		get += ", f::tsvector"
	}
	return "INSERT INTO " + record(t) + " (" + cols.String() + ", body) SELECT " + get + ", b FROM unnest(" + from.String() + ", ?::bytea[]) AS u(" + names.String() + ", b)"
}
