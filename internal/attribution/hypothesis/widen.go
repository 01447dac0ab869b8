package hypothesis

import (
	"slices"
)

// How many bounds of a part are tried.
const (
	bounds = 6
	bases  = 2
	// mostCombos is how many combinations of the likeliest parts are tried.
	mostCombos = 8
)

// widen enters parts that no labelling has, but that the words, the tree
// and the quotation marks suggest: other bounds of the best ones.
func (s *Set) widen(top, first, look int) {
	h0 := s.All[top]
	var done int
	s.topPath = s.path(&h0, first)
	for i := top; i < len(s.All) && done < bases; i++ {
		h := &s.All[i]
		if i > top && slices.Equal(h.Content, h0.Content) {
			continue
		}
		done++
		s.moveContent(&h0, h.Content, first, look)
	}
	if len(h0.Source) == 1 {
		s.moveSource(&h0, first, look)
	}
}
