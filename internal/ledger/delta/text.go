package delta

import (
	"encoding/binary"
	"sort"
)

// text is bytes that stand in pieces: those of another, and those that a delta
// brought.
type text struct {
	pieces [][]byte
	ends   []int // of each piece, in the whole
}

func textOf(b []byte) text {
	var t text
	t.add(b)
	return t
}

func (t *text) size() int {
	if len(t.ends) == 0 {
		return 0
	}
	return t.ends[len(t.ends)-1]
}

func (t *text) add(b []byte) {
	if len(b) > 0 {
		t.pieces, t.ends = append(t.pieces, b), append(t.ends, t.size()+len(b))
	}
}

// copy adds n bytes of another from a place on, which it has.
func (t *text) copy(of *text, at, n int) {
	for i := sort.SearchInts(of.ends, at+1); n > 0; i++ {
		piece := of.pieces[i][at-start(of.ends, i):]
		piece = piece[:min(n, len(piece))]
		t.add(piece)
		at, n = at+len(piece), n-len(piece)
	}
}

func (t *text) join() []byte {
	out := make([]byte, 0, t.size())
	for _, p := range t.pieces {
		out = append(out, p...)
	}
	return out
}

// apply is what a delta makes of a text, with the sum that it must have.
func (t *text) apply(d []byte) (out text, sum uint32, err error) {
	size, n := binary.Uvarint(d)
	if n <= 0 || len(d) < n+4 || size > 1<<31 {
		return out, 0, ErrDamaged
	}
	sum = binary.LittleEndian.Uint32(d[n:])
	d = d[n+4:]
	last := 0
	for len(d) > 0 {
		head, n := binary.Uvarint(d)
		length := head >> 1
		if n <= 0 || length > size-uint64(out.size()) {
			return out, 0, ErrDamaged
		}
		d = d[n:]
		if head&1 == insert {
			if length > uint64(len(d)) {
				return out, 0, ErrDamaged
			}
			out.add(d[:length])
			d = d[length:]
			continue
		}
		way, n := binary.Varint(d)
		at := int64(last) + way
		if n <= 0 || at < 0 || at > int64(t.size()) || int64(length) > int64(t.size())-at {
			return out, 0, ErrDamaged
		}
		d = d[n:]
		out.copy(t, int(at), int(length))
		last = int(at) + int(length)
	}
	if uint64(out.size()) != size {
		return out, 0, ErrDamaged
	}
	return out, sum, nil
}
