package union

import (
	"slices"
)

// sample is how many members of a bundle a newcomer is held against.
const sample = 8

// against holds profile i against a bundle, by its first members; one report
// has no two incidents that are the same.
func (g *arranging) against(i, b int) resemblance {
	members := g.bundles[b].members
	var l linkage
	for _, m := range members {
		if g.rep[m] == g.rep[i] {
			return resemblance{score: -9, conflict: "the same report tells them apart"}
		}
		if len(l.scores) < sample {
			l.add(g.pair(i, m))
		}
	}
	return l.sum()
}

// pair holds two profiles against each other.
func (g *arranging) pair(i, m int) resemblance {
	n := len(g.all)
	if n > mostHeld {
		return resemble(&g.all[i], &g.all[m])
	}
	if g.held == nil {
		g.held, g.done = make([]resemblance, n*n), make([]bool, n*n)
	}
	k := i*n + m
	if !g.done[k] {
		g.held[k], g.done[k] = resemble(&g.all[i], &g.all[m]), true
	}
	return g.held[k]
}

// linkage sums up how the incidents of two bundles resemble each other.
type linkage struct {
	scores    []float64
	conflicts int
	why       string
}

func (l *linkage) add(r resemblance) {
	l.scores = append(l.scores, r.score)
	if r.conflict != "" {
		l.conflicts++
		l.why = r.conflict
	}
}

// sum is the mean of the better half of the pairs, so that a thin report does
// not keep the others apart; a conflict of half of the pairs is one of all.
func (l *linkage) sum() resemblance {
	slices.Sort(l.scores)
	best := l.scores[len(l.scores)/2:]
	r := resemblance{}
	for _, s := range best {
		r.score += s / float64(len(best))
	}
	if 2*l.conflicts >= len(l.scores) {
		r.conflict = l.why
	}
	return r
}
