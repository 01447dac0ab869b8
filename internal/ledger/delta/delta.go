// Package delta writes bytes down as what tells them from others that are much
// the same. Part of room 11.
//
//	d := delta.Of(now, before)   // now 6 MB, before the same but for a few lines
//	len(d)                       // some hundred bytes
//	delta.Apply(now, d)          // before
//
// Always true: Apply of what Of made gives the same bytes again; the same input
// makes the same delta. It is made for JSON: what is found again is whole
// stretches that end with a bracket. What is damaged, or was made for other
// bytes, Apply refuses where it can tell: lengths must fit and a sum of the
// result is kept.
package delta

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/bits"
)

// A delta is the length of what it makes and the sum of it, then steps until that
// length is reached. A step is its length, shifted left by one, and, in the least
// bit, what it is: 0, bytes that follow; 1, bytes of the other from a place on, which
// follows as the way from where the step before of this kind ended. All numbers are
// varints, the sum is CRC-32 (Castagnoli), four bytes, the least first.
const (
	insert = iota
	copied
)

var table = crc32.MakeTable(crc32.Castagnoli)

// ErrDamaged is a delta that does not fit.
var ErrDamaged = errors.New("a difference between two states is damaged, or of other bytes")

// Of is what makes to from from.
func Of(from, to []byte) []byte {
	w := &writer{from: from, to: to, out: binary.AppendUvarint(nil, uint64(len(to)))}
	w.out = binary.LittleEndian.AppendUint32(w.out, crc32.Checksum(to, table))
	w.match(0, 0, same(from, to))
	var idx *index
	for w.done+w.n < len(to) {
		// Behind what differs first: the stretch after it, in both.
		src, at := min(w.at+w.n, len(from)), w.done+w.n
		if at > 0 && !bracket(to[at-1]) {
			src, at = src+stretch(from[src:]), at+stretch(to[at:])
		}
		a := -1
		for ; at < len(to); at += stretch(to[at:]) {
			piece := to[at : at+stretch(to[at:])]
			if src < len(from) {
				if bytes.HasPrefix(from[src:], piece) {
					a = src
					break
				}
				src += stretch(from[src:])
			}
			if len(piece) < telling {
				continue
			}
			if idx == nil {
				idx = indexOf(from)
			}
			if k := idx.find(piece); k >= 0 {
				a = start(idx.ends, k)
				break
			}
		}
		if a < 0 {
			break
		}
		w.match(a, at, same(from[a:], to[at:]))
	}
	w.rest()
	return w.out
}

// telling is from which length on a stretch is looked for anywhere: shorter ones
// stand everywhere.
const telling = 24

// same is how many bytes two begin with alike.
func same(a, b []byte) int {
	n := min(len(a), len(b))
	i := 0
	for ; i+8 <= n; i += 8 {
		if x := binary.LittleEndian.Uint64(a[i:]) ^ binary.LittleEndian.Uint64(b[i:]); x != 0 {
			return i + bits.TrailingZeros64(x)/8
		}
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

func bracket(c byte) bool { return c == '}' || c == ']' }

// stretch is how long the first stretch of b is: up to a bracket, or all.
func stretch(b []byte) int {
	for i, c := range b {
		if bracket(c) {
			return i + 1
		}
	}
	return len(b)
}

// cut are the ends of the stretches of b.
func cut(b []byte) []int {
	out := make([]int, 0, len(b)/48+1)
	for i, c := range b {
		if c == '}' || c == ']' {
			out = append(out, i+1)
		}
	}
	if len(out) == 0 || out[len(out)-1] < len(b) {
		out = append(out, len(b))
	}
	return out
}

func start(ends []int, i int) int {
	if i == 0 {
		return 0
	}
	return ends[i-1]
}

// index finds stretches by their bytes: the first of several that are alike.
type index struct {
	b    []byte
	ends []int
	slot []int32 // stretch number and one, by hash; 0 is none
}

func indexOf(b []byte) *index {
	ends := cut(b)
	size := 16
	for size < 2*len(ends) {
		size *= 2
	}
	x := &index{b: b, ends: ends, slot: make([]int32, size)}
	for i := range ends {
		if k, at := x.look(x.piece(i)); k < 0 {
			x.slot[at] = int32(i) + 1
		}
	}
	return x
}

func (x *index) piece(i int) []byte { return x.b[start(x.ends, i):x.ends[i]] }

// look is the stretch with these bytes, or -1 and the slot where it would stand.
func (x *index) look(piece []byte) (k, at int) {
	mask := len(x.slot) - 1
	for at = int(sum(piece)) & mask; x.slot[at] != 0; at = (at + 1) & mask {
		if k := int(x.slot[at]) - 1; bytes.Equal(x.piece(k), piece) {
			return k, at
		}
	}
	return -1, at
}

func (x *index) find(piece []byte) int { k, _ := x.look(piece); return k }

// sum is a hash of bytes, eight at a time.
func sum(b []byte) uint32 {
	const prime = 0x9E3779B97F4A7C15
	h := uint64(len(b)) * prime
	for ; len(b) >= 8; b = b[8:] {
		h = (h ^ binary.LittleEndian.Uint64(b)) * prime
		h ^= h >> 29
	}
	for _, c := range b {
		h = (h ^ uint64(c)) * prime
	}
	return uint32(h >> 32)
}

// writer writes steps; what matches and follows on is one step.
type writer struct {
	from, to []byte
	out      []byte
	done     int // of to, written
	at, n    int // the step that is gathered: from[at:at+n] is to[done:done+n]
	last     int // where in from the last copy ended
}

// match says that n bytes at place a of from are those at place b of to.
func (w *writer) match(a, b, n int) {
	w.copy()
	back := 0 // the copy reaches back as far as it fits
	for b-back > w.done && a-back > 0 && w.from[a-back-1] == w.to[b-back-1] {
		back++
	}
	w.bytes(b - back)
	w.at, w.n = a-back, n+back
}

// copy writes the copy that is gathered.
func (w *writer) copy() {
	if w.n == 0 {
		return
	}
	w.out = binary.AppendUvarint(w.out, uint64(w.n)<<1|copied)
	w.out = binary.AppendVarint(w.out, int64(w.at-w.last))
	w.last, w.done, w.n = w.at+w.n, w.done+w.n, 0
}

// bytes writes those of to up to a place as they are.
func (w *writer) bytes(upto int) {
	if upto == w.done {
		return
	}
	w.out = binary.AppendUvarint(w.out, uint64(upto-w.done)<<1) // the lowest bit says insert
	w.out = append(w.out, w.to[w.done:upto]...)
	w.done = upto
}

func (w *writer) rest() {
	w.copy()
	w.bytes(len(w.to))
}

// Apply makes again from from what the deltas were made of, one after the other:
// the first is of from, each further one of what the one before makes. Only the last
// is made whole, so that many cost little more than one; its sum holds for all.
func Apply(from []byte, deltas ...[]byte) ([]byte, error) {
	if len(deltas) == 0 {
		return from, nil
	}
	t := textOf(from)
	sum := uint32(0)
	for _, d := range deltas {
		var err error
		if t, sum, err = t.apply(d); err != nil {
			return nil, err
		}
	}
	out := t.join()
	if crc32.Checksum(out, table) != sum {
		return nil, ErrDamaged
	}
	return out, nil
}
