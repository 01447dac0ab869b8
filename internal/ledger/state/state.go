// Package state keeps the states of large records that change little from one to
// the next. Part of room 11.
//
//	state.Put(tx, pages, "inc-4b1e", 812, page)   // 3 MB; the state before was much the same
//	state.At(r, pages, "inc-4b1e", 700)           // the page as it stood with row 700
//
// Always true: At gives each state as it was put, whenever it was superseded. The
// state that holds is kept whole; when another takes its place it is written anew as
// what tells it from that one: a byte that no JSON begins with, two varints, and a
// delta. The varints count the states in a row that are kept so, with it, and their
// bytes; when they become many, one stays whole, so that each is made again in few
// steps, and the whole ones together take little more than the others.
//
// A table whose records are put so is read by At and Last, where a state that does not
// hold any more may be asked for.
package state

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/delta"
)

const (
	changed = 0x01 // the first byte of a state that is kept as a delta

	// thin is the length from which states are kept as deltas.
	thin = 12 << 10
	// mostDeltas is how many deltas come between two whole states.
	mostDeltas = 100
)

// packed is a state that was kept as a delta.
type packed struct {
	count, bytes uint64 // of the deltas in a row up to this one
	delta        []byte
}

func (s *packed) encode() []byte {
	return append(binary.AppendUvarint(binary.AppendUvarint([]byte{changed}, s.count), s.bytes), s.delta...)
}

// packedOf is what a record's body is; nil where it is whole.
func packedOf(body []byte) (*packed, error) {
	if whole(body) {
		return nil, nil
	}
	var s packed
	b := body[1:]
	for _, v := range []*uint64{&s.count, &s.bytes} {
		n := 0
		if *v, n = binary.Uvarint(b); n <= 0 {
			return nil, delta.ErrDamaged
		}
		b = b[n:]
	}
	s.delta = b
	return &s, nil
}

// At is a record of a table as it stood with row at (0: as it stands), with its
// whole body; ledger.ErrNone where there is none.
func At(r ledger.Reader, t *ledger.Table, id string, at int64) (ledger.Record, error) {
	rec, err := r.Record(t, id, at)
	if err != nil {
		return rec, err
	}
	var deltas [][]byte // the last to be applied first
	body := rec.Body
	for next := rec.Until; ; {
		s, err := packedOf(body)
		if err != nil {
			return rec, fmt.Errorf("%s %s: %w", t.Name, id, err)
		}
		if s == nil {
			break
		}
		deltas = append(deltas, s.delta)
		after, err := r.Record(t, id, next)
		if err != nil {
			return rec, fmt.Errorf("%s %s, as it was next: %w", t.Name, id, err)
		}
		body, next = after.Body, after.Until
	}
	slices.Reverse(deltas)
	if rec.Body, err = delta.Apply(body, deltas...); err != nil {
		return rec, fmt.Errorf("%s %s: %w", t.Name, id, err)
	}
	return rec, nil
}

// Last hands to take the last states of a record that it came to before row upto (0:
// of all), at most so many, as At gives them, the last first. It returns how many come
// before them.
func Last(r ledger.Reader, t *ledger.Table, id string, upto int64, most int, take func(ledger.Record) error) (earlier int, err error) {
	since, err := r.Since(t, id)
	if err != nil {
		return 0, err
	}
	end := len(since)
	if upto > 0 {
		end, _ = slices.BinarySearch(since, upto)
	}
	earlier = max(0, end-most)
	var after []byte
	for k := end - 1; k >= earlier; k-- {
		var rec ledger.Record
		if k == end-1 {
			rec, err = At(r, t, id, since[k])
		} else if rec, err = r.Record(t, id, since[k]); err == nil {
			rec.Body, err = before(after, rec.Body)
		}
		if err != nil {
			return 0, fmt.Errorf("%s %s, as it was with row %d: %w", t.Name, id, since[k], err)
		}
		after = rec.Body
		if err := take(rec); err != nil {
			return 0, err
		}
	}
	return earlier, nil
}

// before is a state as it was put, by that which follows it and what is kept of it.
func before(after, kept []byte) ([]byte, error) {
	s, err := packedOf(kept)
	if err != nil || s == nil {
		return kept, err
	}
	return delta.Apply(after, s.delta)
}

func whole(body []byte) bool { return len(body) == 0 || body[0] != changed }

// Put makes values and body the record of a key from row at on, which must lie behind
// that since which it holds. It returns the body that it takes the place of, nil for
// none.
func Put(tx ledger.Tx, t *ledger.Table, id string, at int64, values []any, body []byte) (before []byte, err error) {
	old, err := tx.Record(t, id, 0)
	switch {
	case errors.Is(err, ledger.ErrNone):
		return nil, tx.Put(t, id, at, values, body)
	case err != nil:
		return nil, err
	case old.Since >= at:
		return nil, fmt.Errorf("%s %s was made already with row %d", t.Name, id, old.Since)
	}
	if len(old.Body) >= thin {
		s := packed{delta: delta.Of(body, old.Body), count: 1}
		s.bytes = uint64(len(s.delta))
		if old.Since > 1 {
			before, err := tx.Record(t, id, old.Since-1)
			if err != nil && !errors.Is(err, ledger.ErrNone) {
				return nil, err
			}
			was, err := packedOf(before.Body)
			if err != nil {
				return nil, err
			}
			if was != nil {
				s.count, s.bytes = s.count+was.count, s.bytes+was.bytes
			}
		}
		if s.count <= mostDeltas && s.bytes <= uint64(len(old.Body))/2 {
			if err := tx.Put(t, id, old.Since, old.Values, s.encode()); err != nil {
				return nil, err
			}
		}
	}
	return old.Body, tx.Put(t, id, at, values, body)
}
