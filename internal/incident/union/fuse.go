package union

import (
	"slices"
)

// merge joins bundles that were begun apart, and notes near matches.
func (g *arranging) merge() {
	for b := range g.bundles {
		for len(g.bundles[b].members) > 0 {
			best, most := -1, sameFrom
			for _, c := range g.beside(b) {
				r, ok := g.between(b, c)
				switch {
				case !ok:
				case r.conflict == "" && r.score >= max(most, g.bar(b, c)) && !g.bundles[b].fixed && !g.bundles[c].fixed:
					best, most = c, r.score
				case r.score >= nearFrom:
					g.near[[2]int{min(b, c), max(b, c)}] = r
				}
			}
			if best < 0 {
				break
			}
			g.fuse(min(b, best), max(b, best))
		}
	}
}

// bar is the score from which two bundles are one: higher for two that several
// reports bear out apart from each other, as one wrong step joins them all.
func (g *arranging) bar(b, c int) float64 {
	if min(len(g.bundles[b].members), len(g.bundles[c].members)) >= 2 {
		return sameFrom + 0.7
	}
	return sameFrom
}

// fuse puts the members of one bundle into another. Where a report has an
// incident in both, the one that is its main incident, else the one of the
// larger bundle, stays, and the other stands alone.
func (g *arranging) fuse(keep, gone int) {
	x, y := g.bundles[keep].members, g.bundles[gone].members
	if len(x) < len(y) {
		x, y = y, x
	}
	members := slices.Clone(x)
	for _, m := range y {
		i := slices.IndexFunc(members, func(o int) bool { return g.rep[o] == g.rep[m] })
		switch {
		case i < 0:
			members = append(members, m)
			continue
		case g.all[m].Main:
			members[i], m = m, members[i]
		}
		g.bundles = append(g.bundles, bundle{members: []int{m}, into: -1})
		g.of[m] = len(g.bundles) - 1
	}
	slices.Sort(members)
	g.bundles[gone] = bundle{into: keep}
	g.bundles[keep].members = members
	for _, m := range members {
		g.of[m] = keep
	}
}

// beside are the bundles that the first members of bundle b can be found with.
func (g *arranging) beside(b int) []int {
	var out []int
	for _, m := range g.bundles[b].members[:min(sample, len(g.bundles[b].members))] {
		for _, c := range g.candidates(m) {
			if c = g.root(c); c != b {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (g *arranging) root(b int) int {
	for g.bundles[b].into >= 0 {
		b = g.bundles[b].into
	}
	return b
}

// between holds two bundles against each other; ok is false where too many
// reports, half of the smaller bundle's, tell them apart.
func (g *arranging) between(b, c int) (sum resemblance, ok bool) {
	x, y := g.bundles[b].members, g.bundles[c].members
	both := 0
	for _, m := range x {
		if slices.ContainsFunc(y, func(o int) bool { return g.rep[m] == g.rep[o] }) {
			both++
		}
	}
	if 2*both >= min(len(x), len(y)) && both > 0 {
		return resemblance{}, false
	}
	var l linkage
	for _, m := range x[:min(sample, len(x))] {
		for _, o := range y[:min(sample, len(y))] {
			l.add(g.pair(m, o))
		}
	}
	if len(l.scores) == 0 {
		return resemblance{}, false
	}
	return l.sum(), true
}
