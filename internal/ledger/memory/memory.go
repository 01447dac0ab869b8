// Package memory keeps a ledger in memory, in the simplest way that is right. It
// is what tests stand on, and the measure the other stores are held against;
// nothing of it outlives the process.
package memory

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"hearsay/internal/ledger"
)

// Store is a ledger in memory.
type Store struct {
	clock func() time.Time
	write sync.Mutex // one writer

	mu    sync.Mutex // guards state
	state *state
}

// state is the ledger at one moment. It never changes: a writer works on a copy.
type state struct {
	rows    []ledger.Row
	tables  map[string]*table
	applied map[ledger.Projection]int64
}

type table struct {
	version int
	records map[string][]ledger.Record // by key, the first first
}

// New is an empty ledger. Its rows have the time of clock; time.Now where nil.
func New(clock func() time.Time) *Store {
	if clock == nil {
		clock = time.Now
	}
	return &Store{clock: clock, state: &state{tables: map[string]*table{}, applied: map[ledger.Projection]int64{}}}
}

func (s *Store) now() *state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// Write runs f on a copy, which becomes the ledger where f returns nil.
func (s *Store) Write(ctx context.Context, f func(ledger.Tx) error) error {
	s.write.Lock()
	defer s.write.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	old := s.now()
	next := &state{rows: slices.Clip(old.rows), tables: maps.Clone(old.tables), applied: maps.Clone(old.applied)}
	if err := f(&tx{reader: reader{next}, clock: s.clock, mine: map[string]bool{}}); err != nil {
		return err
	}
	s.mu.Lock()
	s.state = next
	s.mu.Unlock()
	return nil
}

// Read runs f on the ledger as it stands.
func (s *Store) Read(ctx context.Context, f func(ledger.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return f(&reader{s.now()})
}

// Backup is refused: what is in memory has no file.
func (s *Store) Backup(context.Context, string) error {
	return errors.New("a ledger in memory has no file to copy")
}

// Name says that it is in memory.
func (s *Store) Name() string { return "memory" }

// Close does nothing.
func (s *Store) Close() error { return nil }

type reader struct{ s *state }

func (r *reader) Head() (ledger.Chain, error) {
	if len(r.s.rows) == 0 {
		return ledger.Chain{}, nil
	}
	last := &r.s.rows[len(r.s.rows)-1]
	return ledger.Chain{Seq: last.Seq, Time: last.Time, Hash: last.Hash}, nil
}

func (r *reader) Row(seq int64) (ledger.Row, error) {
	if seq < 1 || seq > int64(len(r.s.rows)) {
		return ledger.Row{}, ledger.ErrNone
	}
	return r.s.rows[seq-1], nil
}

func (r *reader) Rows(from, upto int64, kinds ...ledger.Kind) iter.Seq2[ledger.Row, error] {
	return r.rows(from, upto, func(row *ledger.Row) bool { return len(kinds) == 0 || slices.Contains(kinds, row.Kind) })
}

func (r *reader) About(kind ledger.Kind, id string, at int64) iter.Seq2[ledger.Row, error] {
	return r.rows(0, at, func(row *ledger.Row) bool { return row.Kind == kind && row.ID == id })
}

func (r *reader) rows(from, upto int64, keep func(*ledger.Row) bool) iter.Seq2[ledger.Row, error] {
	all := r.s.rows
	return func(yield func(ledger.Row, error) bool) {
		for i := max(from, 0); i < int64(len(all)) && (upto <= 0 || i < upto); i++ {
			if keep(&all[i]) && !yield(all[i], nil) {
				return
			}
		}
	}
}

// Time is when a row was appended.
func (r *reader) Time(seq int64) (time.Time, error) {
	row, err := r.Row(seq)
	return row.Time, err
}

func (r *reader) AsOf(t time.Time) (int64, error) {
	n, _ := slices.BinarySearchFunc(r.s.rows, t, func(row ledger.Row, t time.Time) int {
		if row.Time.After(t) {
			return 1
		}
		return -1
	})
	return int64(n), nil
}

// of are the records of a table, none where it is there in an older version.
func (r *reader) of(t *ledger.Table) (map[string][]ledger.Record, error) {
	switch have := r.s.tables[t.Name]; {
	case have == nil || have.version < t.Version:
		return nil, nil
	case have.version > t.Version:
		return nil, ledger.ErrNewerRecords
	default:
		return have.records, nil
	}
}

// holds reports whether a record holds with row at; 0 is now.
func holds(rec *ledger.Record, at int64) bool {
	if at <= 0 {
		return rec.Until == 0
	}
	return rec.Since <= at && (rec.Until == 0 || at < rec.Until)
}

func (r *reader) Record(t *ledger.Table, key string, at int64) (ledger.Record, error) {
	of, err := r.of(t)
	if err != nil {
		return ledger.Record{}, err
	}
	for _, rec := range of[key] {
		if holds(&rec, at) {
			rec.Values = slices.Clone(rec.Values) // the caller's to change
			return rec, nil
		}
	}
	return ledger.Record{}, ledger.ErrNone
}

func (r *reader) History(t *ledger.Table, key string) iter.Seq2[ledger.Record, error] {
	return func(yield func(ledger.Record, error) bool) {
		of, err := r.of(t)
		if err != nil {
			yield(ledger.Record{}, err)
			return
		}
		for _, rec := range of[key] {
			if !yield(rec, nil) {
				return
			}
		}
	}
}

func (r *reader) Since(t *ledger.Table, key string) (rows []int64, err error) {
	of, err := r.of(t)
	for _, rec := range of[key] {
		rows = append(rows, rec.Since)
	}
	return rows, err
}

func (r *reader) Applied(p ledger.Projection) (int64, error) {
	for have := range r.s.applied {
		if have.Name == p.Name && have.Version > p.Version {
			return 0, ledger.ErrNewerRecords
		}
	}
	return r.s.applied[p], nil
}

type tx struct {
	reader
	clock func() time.Time
	at    time.Time
	mine  map[string]bool // tables that were copied for this transaction
}

func (x *tx) Append(drafts ...ledger.Draft) ([]ledger.Row, error) {
	head, _ := x.Head()
	if x.at.IsZero() {
		x.at = x.clock().UTC().Truncate(time.Microsecond)
		if !x.at.After(head.Time) {
			x.at = head.Time.Add(time.Microsecond) // the clock went back
		}
	}
	var out []ledger.Row
	for _, d := range drafts {
		row := ledger.Seal(head.Hash, head.Seq+1, x.at, d)
		head = ledger.Chain{Seq: row.Seq, Time: row.Time, Hash: row.Hash}
		out = append(out, row)
	}
	x.s.rows = append(x.s.rows, out...)
	return out, nil
}

// own is a table that this transaction may change.
func (x *tx) own(t *ledger.Table) (*table, error) {
	have := x.s.tables[t.Name]
	if have != nil && have.version == t.Version && x.mine[t.Name] {
		return have, nil
	}
	of, err := x.of(t)
	if err != nil {
		return nil, err
	}
	next := &table{version: t.Version, records: map[string][]ledger.Record{}}
	maps.Copy(next.records, of)
	x.s.tables[t.Name], x.mine[t.Name] = next, true
	return next, nil
}

func (x *tx) last(since int64) int64 {
	if since > 0 {
		return since
	}
	return int64(len(x.s.rows))
}

func (x *tx) Put(t *ledger.Table, key string, since int64, values []any, body []byte) error {
	if len(values) != len(t.Columns) {
		return fmt.Errorf("table %s has %d columns, the record %d values", t.Name, len(t.Columns), len(values))
	}
	own, err := x.own(t)
	if err != nil {
		return err
	}
	if t.Plain {
		own.records[key] = []ledger.Record{{Key: key, Values: slices.Clone(values), Body: slices.Clone(body)}}
		return nil
	}
	since = x.last(since)
	states := slices.Clone(own.records[key])
	if n := len(states); n > 0 && states[n-1].Since >= since {
		states = states[:n-1]
	}
	if n := len(states); n > 0 && states[n-1].Until == 0 {
		states[n-1].Until = since
	}
	own.records[key] = append(states, ledger.Record{Key: key, Since: since, Values: slices.Clone(values), Body: slices.Clone(body)})
	return nil
}

func (x *tx) Remove(t *ledger.Table, key string, since int64) error {
	since = x.last(since)
	own, err := x.own(t)
	if err != nil {
		return err
	}
	if t.Plain {
		delete(own.records, key)
		return nil
	}
	states := slices.Clone(own.records[key])
	n := len(states)
	switch {
	case n == 0 || states[n-1].Until != 0:
		return nil
	case states[n-1].Since >= since:
		states = states[:n-1]
	default:
		states[n-1].Until = since
	}
	own.records[key] = states
	return nil
}

func (x *tx) Drop(t *ledger.Table) error {
	x.s.tables[t.Name], x.mine[t.Name] = &table{version: t.Version, records: map[string][]ledger.Record{}}, true
	return nil
}

func (x *tx) SetApplied(p ledger.Projection, seq int64) error {
	maps.DeleteFunc(x.s.applied, func(have ledger.Projection, _ int64) bool { return have.Name == p.Name })
	x.s.applied[p] = seq
	return nil
}
