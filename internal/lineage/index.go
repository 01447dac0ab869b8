package lineage

import (
	"cmp"
	"slices"
)

// postings is how many reports one shingle or rare word leads to: the first
// that had it. A story that a hundred outlets print leads back to its first
// printings, and the work stays linear.
const postings = 8

// tried is how many earlier reports a report is held against.
const tried = 16

// enter lets later reports find report r.
func (t *trace) enter(r int) {
	p := &t.pages[r]
	for _, h := range p.hash {
		if l := t.index[h]; len(l) < postings {
			t.index[h] = append(l, int32(r))
		}
	}
	for _, w := range p.words {
		if l := t.rare[w]; len(l) < postings {
			t.rare[w] = append(l, int32(r))
		}
	}
}

// candidates are the earlier reports that have most in common with report r,
// by shingles, by words that few reports have, and by outlet.
func (t *trace) candidates(r int) []int {
	p := &t.pages[r]
	score := map[int]float64{}
	for _, h := range p.hash {
		for _, o := range t.index[h] {
			score[int(o)]++
		}
	}
	for _, w := range p.words {
		v := t.weight[w]
		for _, o := range t.rare[w] {
			score[int(o)] += v
		}
	}
	out := make([]int, 0, len(score))
	for o := range score {
		out = append(out, o)
	}
	slices.SortFunc(out, func(a, b int) int { return cmp.Or(cmp.Compare(score[b], score[a]), a-b) })
	return out[:min(tried, len(out))]
}
