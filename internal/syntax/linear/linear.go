// Package linear scores hashed features for many classes at once: the linear
// models of room 3, at reading time (Model, frozen) and at training time
// (Learner).
//
// A feature is a 32-bit hash; its low bits choose a bucket, and what shares a
// bucket shares weights. A bucket holds the few classes that have a weight
// there. All arithmetic is in integers, so a score never depends on the
// machine or on the order of a sum.
//
// It does not know what a feature or a class means.
package linear

import (
	"encoding/binary"
	"errors"
)

// Model is a frozen set of weights, one byte each. It is safe for concurrent
// use.
type Model struct {
	Classes int
	mask    uint32
	index   []uint32 // bucket -> offset of its row; 0 for none
	rows    []byte   // a row: count, then (class, weight) pairs
}

// Add adds the weights of feature f to scores, which has Classes entries.
func (m *Model) Add(scores []int32, f uint32) {
	at := m.index[f&m.mask]
	if at == 0 {
		return
	}
	n := int(m.rows[at])
	row := m.rows[at+1:][: 2*n : 2*n]
	for i := 0; i+1 < len(row); i += 2 {
		scores[row[i]] += int32(int8(row[i+1]))
	}
}

// chunk is how many features are looked up before any is added.
const chunk = 64

// Score sets scores to the sums over all features. Where the rows lie is looked
// up for many features first, then their counts, then they are added: the
// tables are larger than any cache, and so the waits for memory overlap.
func (m *Model) Score(scores []int32, feats []uint32) {
	clear(scores)
	var at [chunk]uint32
	var count [chunk]uint8
	for len(feats) > 0 {
		part := feats[:min(chunk, len(feats))]
		feats = feats[len(part):]
		for i, f := range part {
			at[i&(chunk-1)] = m.index[f&m.mask]
		}
		for i := range part {
			count[i&(chunk-1)] = m.rows[at[i&(chunk-1)]]
		}
		for i := range part {
			k := at[i&(chunk-1)]
			if k == 0 {
				continue
			}
			n := 2 * int(count[i&(chunk-1)])
			row := m.rows[k+1:][:n:n]
			for i := 0; i+1 < len(row); i += 2 {
				scores[row[i]] += int32(int8(row[i+1]))
			}
		}
	}
}

// Scorer is what a decoder asks for scores: a Model or a Learner.
type Scorer interface {
	// Score sets scores, one entry a class, to the sums over feats.
	Score(scores []int32, feats []uint32)
}

// Best is the class of the highest score; the lowest of equals.
func Best(scores []int32) int {
	best := 0
	for c, s := range scores {
		if s > scores[best] {
			best = c
		}
	}
	return best
}

// Mix hashes two numbers into one.
func Mix(a, b uint32) uint32 {
	h := (uint64(a)*0x9E3779B97F4A7C15 ^ uint64(b)) * 0xD6E8FEB86659FD93
	return uint32(h >> 32)
}

// Append encodes m after b: bits of the mask, classes, buckets used, then the
// gaps between buckets, the counts, the classes and the weights, each apart so
// that they compress well.
func (m *Model) Append(b []byte) []byte {
	used, total := 0, 0
	for _, at := range m.index {
		if at != 0 {
			used++
			total += int(m.rows[at])
		}
	}
	b = binary.AppendUvarint(b, uint64(len(m.index)))
	b = binary.AppendUvarint(b, uint64(m.Classes))
	b = binary.AppendUvarint(b, uint64(used))
	b = binary.AppendUvarint(b, uint64(total))
	gap := 0
	for _, at := range m.index {
		gap++
		if at != 0 {
			b = binary.AppendUvarint(b, uint64(gap))
			gap = 0
		}
	}
	for part := range 3 {
		for _, at := range m.index {
			if at == 0 {
				continue
			}
			n := int(m.rows[at])
			if part == 0 {
				b = append(b, byte(n))
				continue
			}
			for i := range n {
				b = append(b, m.rows[int(at)+2*i+part])
			}
		}
	}
	return b
}

var errBroken = errors.New("broken model file")

// Decode reads what Append wrote and returns the bytes after it.
func Decode(b []byte) (*Model, []byte, error) {
	var head [4]int
	for i := range head {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > 1<<28 {
			return nil, nil, errBroken
		}
		head[i], b = int(v), b[n:]
	}
	size, classes, used, total := head[0], head[1], head[2], head[3]
	if size == 0 || size > 1<<24 || size&(size-1) != 0 || classes > 256 || used > size || used > len(b) {
		return nil, nil, errBroken
	}
	m := &Model{Classes: classes, mask: uint32(size - 1), index: make([]uint32, size), rows: make([]byte, 1+used+2*total)}
	gaps := b
	for range used {
		for {
			if len(b) == 0 {
				return nil, nil, errBroken
			}
			c := b[0]
			b = b[1:]
			if c < 0x80 {
				break
			}
		}
	}
	if len(b) < used+2*total {
		return nil, nil, errBroken
	}
	counts, cls, wts := b[:used], b[used:used+total], b[used+total:used+2*total]
	at, bucket, k := 1, -1, 0
	for _, n := range counts {
		g, w := binary.Uvarint(gaps)
		gaps = gaps[w:]
		bucket += int(g)
		if bucket >= size || k+int(n) > total {
			return nil, nil, errBroken
		}
		m.index[bucket] = uint32(at)
		m.rows[at] = n
		for i := range int(n) {
			if int(cls[k]) >= classes {
				return nil, nil, errBroken
			}
			m.rows[at+1+2*i], m.rows[at+2+2*i] = cls[k], wts[k]
			k++
		}
		at += 1 + 2*int(n)
	}
	return m, b[used+2*total:], nil
}
