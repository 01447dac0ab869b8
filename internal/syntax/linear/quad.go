package linear

import (
	"encoding/binary"
	"slices"
)

// Few is how many classes a Quad tells apart.
const Few = 4

// Quad is a frozen set of weights for at most four classes, one byte each,
// which lie in the bucket itself: one look a feature. It is safe for
// concurrent use.
type Quad struct {
	mask uint32
	rows []uint32 // bucket -> four signed bytes, the first class lowest
}

// Score gives the sums of the weights over feats.
func (m *Quad) Score(feats []uint32) (s [Few]int32) {
	var a, b, c, d int32
	rows, mask := m.rows, m.mask
	for _, f := range feats {
		r := rows[f&mask]
		a += int32(int8(r))
		b += int32(int8(r >> 8))
		c += int32(int8(r >> 16))
		d += int32(int8(r >> 24))
	}
	return [Few]int32{a, b, c, d}
}

// Append encodes m after b: size, buckets used, their gaps, then the weights
// class by class.
func (m *Quad) Append(b []byte) []byte {
	used := 0
	for _, r := range m.rows {
		if r != 0 {
			used++
		}
	}
	b = binary.AppendUvarint(b, uint64(len(m.rows)))
	b = binary.AppendUvarint(b, uint64(used))
	gap := 0
	for _, r := range m.rows {
		gap++
		if r != 0 {
			b = binary.AppendUvarint(b, uint64(gap))
			gap = 0
		}
	}
	for shift := 0; shift < 32; shift += 8 {
		for _, r := range m.rows {
			if r != 0 {
				b = append(b, byte(r>>shift))
			}
		}
	}
	return b
}

// DecodeQuad reads what Append wrote and returns the bytes after it.
func DecodeQuad(b []byte) (*Quad, []byte, error) {
	size, n := binary.Uvarint(b)
	if n <= 0 || size == 0 || size > 1<<24 || size&(size-1) != 0 {
		return nil, nil, errBroken
	}
	b = b[n:]
	used, n := binary.Uvarint(b)
	if n <= 0 || used > size || used > uint64(len(b)) {
		return nil, nil, errBroken
	}
	b = b[n:]
	m := &Quad{mask: uint32(size - 1), rows: make([]uint32, size)}
	at := make([]uint32, used)
	bucket := -1
	for i := range at {
		g, n := binary.Uvarint(b)
		if n <= 0 || g == 0 || g > size || bucket+int(g) >= int(size) {
			return nil, nil, errBroken
		}
		bucket += int(g)
		at[i], b = uint32(bucket), b[n:]
	}
	if len(b) < Few*len(at) {
		return nil, nil, errBroken
	}
	for k := range Few {
		for i, x := range b[k*len(at):][:len(at)] {
			m.rows[at[i]] |= uint32(x) << (8 * k)
		}
	}
	return m, b[Few*len(at):], nil
}

// QuadLearner is the averaged perceptron that makes a Quad.
type QuadLearner struct {
	mask uint32
	now  int64
	rows []quadRow
}

type quadRow struct {
	w     [Few]int32
	since [Few]int32
	sum   [Few]int64
}

// NewQuadLearner has 1<<bits buckets.
func NewQuadLearner(bits int) *QuadLearner {
	return &QuadLearner{mask: 1<<bits - 1, rows: make([]quadRow, 1<<bits)}
}

// Score gives the sums of the weights now.
func (l *QuadLearner) Score(feats []uint32) (s [Few]int32) {
	for _, f := range feats {
		r := &l.rows[f&l.mask]
		for k := range s {
			s[k] += r.w[k]
		}
	}
	return s
}

// Tick counts an example seen.
func (l *QuadLearner) Tick() { l.now++ }

// Update adds delta to the weights of class for all features.
func (l *QuadLearner) Update(feats []uint32, class int, delta int32) {
	for _, f := range feats {
		r := &l.rows[f&l.mask]
		r.sum[class] += int64(r.w[class]) * (l.now - int64(r.since[class]))
		r.since[class] = int32(l.now)
		r.w[class] += delta
	}
}

// Freeze averages and rounds the weights to one byte each, as Learner.Freeze
// does. A bucket none of whose weights reaches least is left out.
func (l *QuadLearner) Freeze(clip int, least int8) *Quad {
	mean := func(r *quadRow, k int) float64 {
		return float64(r.sum[k]+int64(r.w[k])*(l.now-int64(r.since[k]))) / float64(max(l.now, 1))
	}
	var sizes []float64
	for i := range l.rows {
		for k := range Few {
			if a := mean(&l.rows[i], k); a != 0 {
				sizes = append(sizes, max(a, -a))
			}
		}
	}
	m := &Quad{mask: l.mask, rows: make([]uint32, len(l.rows))}
	if len(sizes) == 0 {
		return m
	}
	slices.Sort(sizes)
	step := sizes[len(sizes)-1-len(sizes)/clip] / 127
	for i := range l.rows {
		var row uint32
		top := 0
		for k := range Few {
			q := min(max(int(round(mean(&l.rows[i], k)/step)), -127), 127)
			row |= uint32(uint8(int8(q))) << (8 * k)
			top = max(top, q, -q)
		}
		if top >= int(least) {
			m.rows[i] = row
		}
	}
	return m
}

// FewScorer is what a decoder of few classes asks for scores: a Quad or a
// QuadLearner.
type FewScorer interface {
	// Score gives the sums over feats.
	Score(feats []uint32) [Few]int32
}
