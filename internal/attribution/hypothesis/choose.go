package hypothesis

import (
	"slices"

	"hearsay/internal/attribution/page"
	"hearsay/internal/attribution/tree"
)

// Judge sets the value of every hypothesis.
func (s *Set) Judge(value *tree.Forest) {
	for i := range s.All {
		s.row = s.Row(i, s.row[:0])
		s.All[i].Value = value.Probability(s.row)
	}
}

// Trust is the probability that hypothesis i, which was chosen, overlaps a
// reader's in every role.
func (s *Set) Trust(trust *tree.Forest, i int) float32 {
	s.row = s.Rivalry(i, s.Row(i, s.row[:0]))
	return trust.Probability(s.row)
}

// Choose appends the indices of the chosen hypotheses: the most valuable
// first, each worth at least worth, none at odds with a better one.
func (s *Set) Choose(worth float32, out []int) []int {
	s.order = s.order[:0]
	for i := range s.All {
		if s.All[i].Value >= worth {
			s.order = append(s.order, int32(i))
		}
	}
	slices.SortStableFunc(s.order, func(a, b int32) int {
		switch x, y := s.All[a].Value, s.All[b].Value; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	from := len(out)
	for _, i := range s.order {
		if !slices.ContainsFunc(out[from:], func(k int) bool { return Clash(&s.All[i], &s.All[k]) }) {
			out = append(out, int(i))
		}
	}
	slices.SortFunc(out[from:], func(a, b int) int { return s.All[a].Cue.First - s.All[b].Cue.First })
	return out
}

// Clash reports whether two attributions share words in a way PolNeAR does not
// allow: a source may serve both, nothing else.
func Clash(a, b *Hypothesis) bool {
	if a.last() <= b.first() || b.last() <= a.first() {
		return false
	}
	ac, bc := [1]page.Range{a.Cue}, [1]page.Range{b.Cue}
	if meet(ac[:], bc[:]) || meet(ac[:], b.Content) || meet(bc[:], a.Content) || meet(ac[:], b.Source) || meet(bc[:], a.Source) ||
		meet(a.Content, b.Content) || meet(a.Source, b.Content) || meet(b.Source, a.Content) {
		return true
	}
	return meet(a.Source, b.Source) && !slices.Equal(a.Source, b.Source)
}

// first is the first word of a hypothesis.
func (h *Hypothesis) first() int {
	first := min(h.Cue.First, h.Content[0].First)
	if len(h.Source) > 0 {
		first = min(first, h.Source[0].First)
	}
	return first
}

// last is the word after the last one.
func (h *Hypothesis) last() int {
	last := max(h.Cue.Last, h.Content[len(h.Content)-1].Last)
	if k := len(h.Source); k > 0 {
		last = max(last, h.Source[k-1].Last)
	}
	return last
}
