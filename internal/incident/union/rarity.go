package union

import (
	"math"
)

// rare is the weight of a name: high where it tells much and few of the
// reports say it.
func (g *arranging) rare(w string) float64 {
	if g.reach.Rare != nil {
		return g.reach.Rare(w)
	}
	v, ok := g.weight[w]
	if !ok {
		v = Weight(w, g.reach.Of(w), g.reach.Reports)
		g.weight[w] = v
	}
	return v
}

// Weight is what a part of a name says of which incident is meant, from 0 to
// 1: much where it is no common word and few of the reports say it.
func Weight(name string, reach, reports int) float64 {
	return Tells(name) * Spread(reach, reports)
}

// Spread is the part of a name's Weight that changes as reports come in, and
// Tells the part that does not.
func Spread(reach, reports int) float64 {
	n := float64(reports)
	return math.Log((n+20)/float64(max(1, reach))) / math.Log(n+20)
}
