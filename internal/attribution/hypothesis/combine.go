package hypothesis

import (
	"slices"
)

// combo is a choice of parts, as indices.
type combo struct {
	p   [Roles]int32
	sum float32
}

// combine adds the combinations of the likeliest parts of a look.
func (s *Set) combine(k *Ranker, top, first int, log float32, look int) {
	from := s.looks[look].parts
	s.rankFrom(k, from)
	best := &s.likely
	for r := range best {
		best[r] = best[r][:0]
	}
	for i := from; i < len(s.Parts); i++ {
		p := &s.Parts[i]
		best[p.Role] = append(best[p.Role], int32(i))
	}
	for r := range best {
		slices.SortFunc(best[r], func(a, b int32) int {
			switch x, y := s.Parts[a].Score, s.Parts[b].Score; {
			case x > y:
				return -1
			case x < y:
				return 1
			}
			return int(a - b)
		})
	}
	all := s.combos[:0]
	for a, c := range best[CueRole][:min(len(best[CueRole]), 3)] {
		for b, so := range best[SourceRole][:min(len(best[SourceRole]), 4)] {
			for d, co := range best[ContentRole][:min(len(best[ContentRole]), 8)] {
				if a+b+d > 8 {
					continue
				}
				all = append(all, combo{[Roles]int32{c, so, co}, s.Parts[c].Score + s.Parts[so].Score + s.Parts[co].Score})
			}
		}
	}
	slices.SortFunc(all, func(a, b combo) int {
		switch {
		case a.sum > b.sum:
			return -1
		case a.sum < b.sum:
			return 1
		}
		for r := range a.p {
			if a.p[r] != b.p[r] {
				return int(a.p[r] - b.p[r])
			}
		}
		return 0
	})
	s.combos = all
	n := 0
	for _, c := range all {
		if n >= mostCombos || c.sum < all[0].sum-5 {
			break
		}
		h := Hypothesis{Anchor: s.All[top].Anchor, Cue: s.Parts[c.p[0]].Ranges[0], Source: s.Parts[c.p[1]].Ranges, Content: s.Parts[c.p[2]].Ranges, look: look, Variant: Combined, part: c.p}
		if crossed(&h) {
			continue
		}
		n++
		if slices.ContainsFunc(s.All[top:], func(o Hypothesis) bool { return same(&o, &h) }) {
			continue
		}
		h.Log = s.path(&h, first) - log
		s.All = append(s.All, h)
	}
}
