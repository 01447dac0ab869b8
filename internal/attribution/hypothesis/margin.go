package hypothesis

import (
	"hearsay/internal/attribution/frame"
	"hearsay/internal/attribution/page"
)

// marginal is the least and the mean probability of a label over a part.
func (s *Set) marginal(lk *look, rs []page.Range, y uint8) (low, mean float32) {
	low = 1
	n := 0
	for _, r := range rs {
		for i := r.First; i < r.Last; i++ {
			p := s.label(lk, i, y)
			low = min(low, p)
			mean += p
			n++
		}
	}
	return low, mean / float32(max(1, n))
}

// edges is the probability of the label just before and just behind a range.
func (s *Set) edges(lk *look, r page.Range, y uint8) (before, after float32) {
	return s.label(lk, r.First-1, y), s.label(lk, r.Last, y)
}

func (s *Set) label(lk *look, i int, y uint8) float32 {
	k := lk.from + (i-lk.first)*int(frame.Labels) + int(y)
	if i < lk.first || k >= lk.to {
		return 0
	}
	return s.labels[k]
}

var belief0 frame.Belief

// outside is what is believed of the words just before and behind a range.
func (s *Set) outside(r page.Range) (before, after *frame.Belief) {
	before, after = &belief0, &belief0
	if r.First > s.run.First {
		before = &s.belief[r.First-1]
	}
	if r.Last < s.run.Last {
		after = &s.belief[r.Last]
	}
	return before, after
}

// mean is the mean belief that the words of a range are source (role 0) or
// content.
func (s *Set) mean(r page.Range, role int) float32 {
	a, b := &s.sums[r.First-s.run.First], &s.sums[r.Last-s.run.First]
	if role == 0 {
		return (b.source - a.source) / float32(max(1, r.Len()))
	}
	return (b.content - a.content) / float32(max(1, r.Len()))
}
