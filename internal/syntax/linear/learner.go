package linear

import "slices"

// Learner is an averaged perceptron in the making.
type Learner struct {
	Classes int
	mask    uint32
	rows    [][]cell
	now     int64 // examples seen
}

// cell is a class's weight in a bucket: its value now, and the sum of its
// values over the examples before since.
type cell struct {
	class uint8
	w     int32
	since int64
	sum   int64
}

// NewLearner has 1<<bits buckets; classes is at most 256.
func NewLearner(classes, bits int) *Learner {
	return &Learner{Classes: classes, mask: 1<<bits - 1, rows: make([][]cell, 1<<bits)}
}

// Score sets scores to the sums of the weights now.
func (l *Learner) Score(scores []int32, feats []uint32) {
	clear(scores)
	for _, f := range feats {
		for i := range l.rows[f&l.mask] {
			c := &l.rows[f&l.mask][i]
			scores[c.class] += c.w
		}
	}
}

// Tick counts an example seen.
func (l *Learner) Tick() { l.now++ }

// Update adds delta to the weights of class for all features.
func (l *Learner) Update(feats []uint32, class int, delta int32) {
	for _, f := range feats {
		row := &l.rows[f&l.mask]
		i := slices.IndexFunc(*row, func(c cell) bool { return int(c.class) == class })
		if i < 0 {
			i = len(*row)
			*row = append(*row, cell{class: uint8(class), since: l.now})
		}
		c := &(*row)[i]
		c.sum += int64(c.w) * (l.now - c.since)
		c.since = l.now
		c.w += delta
	}
}

// average is the mean of a weight over all examples.
func (l *Learner) average(c cell) float64 {
	return float64(c.sum+int64(c.w)*(l.now-c.since)) / float64(max(l.now, 1))
}

// Freeze averages and rounds the weights to one byte each. One in clip of the
// largest is cut short; what rounds to less than least steps is left out.
func (l *Learner) Freeze(clip int, least int8) *Model {
	var sizes []float64
	for _, row := range l.rows {
		for _, c := range row {
			if a := l.average(c); a != 0 {
				sizes = append(sizes, max(a, -a))
			}
		}
	}
	m := &Model{Classes: l.Classes, mask: l.mask, index: make([]uint32, len(l.rows)), rows: []byte{0}}
	if len(sizes) == 0 {
		return m
	}
	slices.Sort(sizes)
	step := sizes[len(sizes)-1-len(sizes)/clip] / 127
	for b, row := range l.rows {
		at := len(m.rows)
		m.rows = append(m.rows, 0)
		for _, c := range row {
			q := int(round(l.average(c) / step))
			q = min(max(q, -127), 127)
			if q < int(least) && -q < int(least) || m.rows[at] == 255 {
				continue
			}
			m.rows[at]++
			m.rows = append(m.rows, c.class, byte(int8(q)))
		}
		if m.rows[at] == 0 {
			m.rows = m.rows[:at]
			continue
		}
		m.index[b] = uint32(at)
	}
	return m
}

func round(x float64) float64 {
	if x < 0 {
		return float64(int(x - 0.5))
	}
	return float64(int(x + 0.5))
}
