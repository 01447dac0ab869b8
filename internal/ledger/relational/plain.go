package relational

import (
	"maps"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/parcel"
)

// plain is what a transaction knows of tables without history: what it put, and
// what it was told of by the database. What changes often is then written once
// in a transaction, by the order of its keys, many records in a statement.
type plain struct {
	x      *tx
	tables []*known
}

// mostPlain is how many records of one table are held before they are sent.
const mostPlain = 8192

// known is what is known of one table, by key; a nil record is not there.
type known struct {
	t       *ledger.Table
	records map[string]*ledger.Record
	changed map[string]bool
}

// of is what is known of a table.
func (p *plain) of(t *ledger.Table) *known {
	for _, k := range p.tables {
		if k.t.Name == t.Name {
			return k
		}
	}
	k := &known{t, map[string]*ledger.Record{}, map[string]bool{}}
	p.tables = append(p.tables, k)
	return k
}

func (p *plain) put(t *ledger.Table, key string, values []any, body []byte) error {
	return p.set(t, key, &ledger.Record{Key: key, Values: slices.Clone(values), Body: slices.Clone(body)})
}

func (p *plain) remove(t *ledger.Table, key string) error { return p.set(t, key, nil) }

func (p *plain) set(t *ledger.Table, key string, rec *ledger.Record) error {
	k := p.of(t)
	k.records[key], k.changed[key] = rec, true
	if len(k.records) >= mostPlain {
		return p.send(k)
	}
	return nil
}

// onlyKeys are the keys that a query asks for where it has no other condition; nil
// where it has, or another order.
func onlyKeys(q *ledger.Query) []any {
	if len(q.Where) != 1 || q.Where[0].Column != "key" || len(q.Order) > 0 || q.After != nil {
		return nil
	}
	switch c := q.Where[0]; c.Op {
	case ledger.Eq:
		return []any{c.Value}
	case ledger.In:
		return c.Value.([]any)
	}
	return nil
}

// asked is how many keys are asked for, or records put, in one statement. There
// are 1, 2, 4 and so on, so that there are few texts of statements.
const asked = 64

// choose yields the records of keys, by their order.
func (p *plain) choose(t *ledger.Table, keys []any, yield func(ledger.Hit, error) bool) {
	k := p.of(t)
	var missing []any
	for _, key := range keys {
		if _, ok := k.records[key.(string)]; !ok {
			k.records[key.(string)] = nil
			missing = append(missing, key)
		}
	}
	for part := range slices.Chunk(missing, asked) {
		for bits.OnesCount(uint(len(part))) != 1 {
			part = append(part, part[0])
		}
		q := whole(t) + " FROM " + record(t) + " p WHERE p.key IN (?" + strings.Repeat(", ?", len(part)-1) + ")"
		for h, err := range p.x.records(t, q, part...) {
			if err != nil {
				yield(h, err)
				return
			}
			k.records[h.Key] = &h.Record
		}
	}
	sorted := make([]string, len(keys))
	for i := range keys {
		sorted[i] = keys[i].(string)
	}
	slices.Sort(sorted)
	var out []ledger.Hit
	for _, key := range slices.Compact(sorted) {
		if rec := k.records[key]; rec != nil {
			h := ledger.Hit{Record: *rec}
			if len(keys) == 1 { // Record's are the caller's to change
				h.Values, h.Body = slices.Clone(rec.Values), slices.Clone(rec.Body)
			}
			out = append(out, h)
		}
	}
	if len(k.records) >= mostPlain {
		if err := p.send(k); err != nil {
			yield(ledger.Hit{}, err)
			return
		}
	}
	for _, h := range out {
		if !yield(h, nil) {
			return
		}
	}
}

// settle sends what was put into a table, so that it can be asked in other ways
// than by key.
func (p *plain) settle(t *ledger.Table) error {
	if p == nil || !t.Plain {
		return nil
	}
	return p.send(p.of(t))
}

func (p *plain) flush() error {
	for _, k := range p.tables {
		if err := p.send(k); err != nil {
			return err
		}
	}
	return nil
}

// forget drops what is known of a table.
func (p *plain) forget(t *ledger.Table) {
	k := p.of(t)
	clear(k.records)
	clear(k.changed)
}

// send sends what was put, by key, and knows nothing afterwards.
func (p *plain) send(k *known) error {
	defer p.forget(k.t)
	keys := make([]string, 0, len(k.changed))
	for _, key := range slices.Sorted(maps.Keys(k.changed)) {
		if k.records[key] != nil {
			keys = append(keys, key)
			continue
		}
		if err := p.x.exec("DELETE FROM "+record(k.t)+" WHERE key = ?", key); err != nil {
			return err
		}
	}
	if p.x.b.Dialect.Arrays {
		return p.sendArrays(k, keys)
	}
	for len(keys) > 0 {
		n := 1
		for n < asked && 2*n <= len(keys) {
			n *= 2
		}
		args := make([]any, 0, n*(len(k.t.Columns)+2))
		for _, key := range keys[:n] {
			rec := k.records[key]
			args = append(append(append(args, key), rec.Values...), parcel.Seal(k.t, key, 0, rec.Values, rec.Body, true))
		}
		row := "(?" + strings.Repeat(", ?", len(k.t.Columns)+1) + ")"
		if err := p.x.exec("INSERT INTO "+record(k.t)+plainColumns(k.t)+" VALUES "+row+strings.Repeat(", "+row, n-1)+onConflict(k.t), args...); err != nil {
			return err
		}
		keys = keys[n:]
	}
	return nil
}

// sendArrays sends a parameter a column.
func (p *plain) sendArrays(k *known, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	cols, bodies := make([][]any, len(k.t.Columns)), make([][]byte, len(keys))
	for i, key := range keys {
		rec := k.records[key]
		for c := range cols {
			cols[c] = append(cols[c], rec.Values[c])
		}
		bodies[i] = parcel.Seal(k.t, key, 0, rec.Values, rec.Body, true)
	}
	args, get, from, names := []any{keys}, "k", "?::text[]", "k"
	for i, c := range k.t.Columns {
		args = append(args, array(c.Type, cols[i]))
		n := ", c" + strconv.Itoa(i)
		get, names, from = get+n, names+n, from+", ?::"+elements[c.Type]+"[]"
	}
	return p.x.exec("INSERT INTO "+record(k.t)+plainColumns(k.t)+" SELECT "+get+", b FROM unnest("+from+", ?::bytea[]) AS u("+names+", b)"+onConflict(k.t), append(args, bodies)...)
}

// plainColumns are the columns of a table without history.
func plainColumns(t *ledger.Table) string {
	cols := " (key"
	for _, c := range t.Columns {
		cols += ", " + quoted(c.Name)
	}
	return cols + ", body)"
}

func onConflict(t *ledger.Table) string {
	set := " ON CONFLICT (key) DO UPDATE SET body = excluded.body"
	for _, c := range t.Columns {
		set += ", " + quoted(c.Name) + " = excluded." + quoted(c.Name)
	}
	return set
}
