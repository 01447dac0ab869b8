package lineage

import "cmp"

// postings is how many reports one shingle or rare word leads to: the first
// that had it. A story that a hundred outlets print leads back to its first
// printings, and the work stays linear.
const postings = 8

// tried is how many earlier reports a report is held against.
const tried = 16

// index leads from shingles and words to the first reports that had them.
type index struct {
	hash  []uint64 // by slot: a shingle and one, 0 for none
	byKey []list   // by slot
	rare  []list   // by word
	score []float64
	hit   []int32 // reports that have a score
}

// list is the first reports that had a thing.
type list struct {
	n  int32
	of [postings]int32
}

func (l *list) add(r int) {
	if l.n < postings {
		l.of[l.n] = int32(r)
		l.n++
	}
}

func newIndex(t *trace) *index {
	n := 0
	for i := range t.pages {
		n += len(t.pages[i].hash)
	}
	size := 64
	for size < n+n/2 {
		size *= 2
	}
	return &index{hash: make([]uint64, size), byKey: make([]list, size), rare: make([]list, len(t.weight)), score: make([]float64, len(t.pages))}
}

// slot is the list of a shingle.
func (x *index) slot(h uint64) *list {
	mask := uint64(len(x.hash) - 1)
	for at := h & mask; ; at = (at + 1) & mask {
		switch x.hash[at] {
		case 0:
			x.hash[at] = h + 1
			return &x.byKey[at]
		case h + 1:
			return &x.byKey[at]
		}
	}
}

// note gives the reports of a list a score.
func (x *index) note(l *list, v float64) {
	for _, o := range l.of[:l.n] {
		if x.score[o] == 0 {
			x.hit = append(x.hit, o)
		}
		x.score[o] += v
	}
}

// candidates are the earlier reports that have most in common with report r,
// by shingles, by words that few reports have, and by outlet. Later ones will
// find r.
func (t *trace) candidates(r int) []int {
	p, x := &t.pages[r], t.index
	for _, h := range p.hash {
		l := x.slot(h)
		x.note(l, 1)
		l.add(r)
	}
	for _, w := range p.words {
		x.note(&x.rare[w], t.weight[w])
		x.rare[w].add(r)
	}
	var out []int
	for _, o := range x.hit {
		out = x.best(out, int(o))
	}
	for _, o := range x.hit {
		x.score[o] = 0
	}
	x.hit = x.hit[:0]
	return out
}

// best puts report o into a list of those with the highest scores, of equal ones
// those that come first.
func (x *index) best(out []int, o int) []int {
	before := func(a, b int) bool { return cmp.Or(cmp.Compare(x.score[b], x.score[a]), a-b) < 0 }
	if len(out) == tried {
		if !before(o, out[tried-1]) {
			return out
		}
		out = out[:tried-1]
	}
	out = append(out, o)
	for i := len(out) - 1; i > 0 && before(out[i], out[i-1]); i-- {
		out[i], out[i-1] = out[i-1], out[i]
	}
	return out
}
