package union

import (
	"cmp"
	"math"
	"slices"
)

// Reach tells in how many of how many reports a part of a name stands.
type Reach struct {
	Reports int
	Of      func(name string) int
	// Rare, where not nil, is the weight of a name, as Weight has it.
	Rare func(name string) float64
}

// Held is profiles that are one incident before Arrange begins.
type Held struct {
	Members []int
	// Fixed marks one that a person decided on: others may join it, but it is
	// joined to no other.
	Fixed bool
}

// Arrangement says which profiles are one incident.
type Arrangement struct {
	// Groups are the profiles of each incident, in order; the groups come by
	// their first. Each profile but the replies is in one.
	Groups [][]int
	// Replies are those that bear on each group.
	Replies [][]int
	// Near are pairs of groups that may be one, the lesser first.
	Near []Pair
}

// Pair is two groups of an Arrangement that may be one incident, and why.
type Pair struct {
	A, B   int
	Score  float64
	Reason string
}

// Arrange groups profiles that are one incident. Those of one report are
// never put together, but where they are held so. The profiles are taken in
// the order of their days of publication, so that the order in which they are
// given does not show.
func Arrange(profiles []Profile, held []Held, reach Reach) Arrangement {
	order := make([]int, len(profiles))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int {
		a, b := &profiles[x], &profiles[y]
		return cmp.Or(cmp.Compare(b2i(a.Reply), b2i(b.Reply)), a.Told-b.Told, cmp.Compare(a.Report, b.Report), a.No-b.No)
	})
	g := newArranging(reach)
	place := make([]int, len(profiles)) // of each profile in the arranging
	reports := map[string]int{}
	for at, i := range order {
		place[i] = at
		if _, ok := reports[profiles[i].Report]; !ok {
			reports[profiles[i].Report] = len(reports)
		}
		g.add(&profiles[i], reports[profiles[i].Report])
	}
	kept := make([]bool, len(profiles))
	for _, h := range held {
		b := bundle{into: -1, fixed: h.Fixed}
		for _, i := range h.Members {
			switch at := place[i]; {
			case profiles[i].Reply:
			default:
				b.members = append(b.members, at)
				kept[at] = true
			}
		}
		if len(b.members) > 0 {
			slices.Sort(b.members)
			g.hold(b)
		}
	}
	for at := range g.all {
		if !kept[at] && !g.all[at].Reply {
			g.place(at)
		}
	}
	g.merge()
	for at := range g.all {
		if g.all[at].Reply {
			g.answer(at)
		}
	}
	return g.arrangement(order)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// bundle is the profiles that are one, as places in arranging.all.
type bundle struct {
	members []int
	replies []int // denials of reports that tell of it only to deny it
	into    int   // the bundle it was merged into, -1 for none
	fixed   bool
}

// arranging is the work of one call of Arrange.
type arranging struct {
	all     []Weighed // by day of publication, report and number
	rep     []int     // report of each
	reach   Reach
	weight  map[string]float64 // name: see rare
	bundles []bundle
	of      []int            // bundle of each profile
	index   map[string][]int // bundles by what they can be found under
	near    map[[2]int]resemblance
	stand   [][2][]string // keys of each, and those to look up
	held    []resemblance // of two profiles, where they are few
	done    []bool
}

// mostHeld is how many profiles may be arranged so that what two of them have in
// common is remembered.
const mostHeld = 256

func newArranging(reach Reach) *arranging {
	return &arranging{reach: reach, weight: map[string]float64{}, index: map[string][]int{}, near: map[[2]int]resemblance{}}
}

// add enters a profile of report number rep.
func (g *arranging) add(p *Profile, rep int) int {
	g.all = append(g.all, Weigh(p, g.rare))
	g.stand = append(g.stand, [2][]string{})
	g.rep = append(g.rep, rep)
	g.of = append(g.of, -1)
	return len(g.all) - 1
}

// hold enters a bundle as it is given.
func (g *arranging) hold(b bundle) {
	g.bundles = append(g.bundles, b)
	for _, m := range b.members {
		g.enter(m, len(g.bundles)-1)
	}
}

// place puts profile i into the bundle it resembles most, or into a new one.
func (g *arranging) place(i int) {
	best, most := -1, sameFrom
	for _, b := range g.candidates(i) {
		r := g.against(i, b)
		if r.conflict == "" && r.score >= most {
			best, most = b, r.score
		}
	}
	if best < 0 {
		best = len(g.bundles)
		g.bundles = append(g.bundles, bundle{into: -1})
	}
	g.bundles[best].members = append(g.bundles[best].members, i)
	g.enter(i, best)
}

// enter lets bundle b be found by what profile i says.
func (g *arranging) enter(i, b int) {
	g.of[i] = b
	for _, k := range g.keys(i, false) {
		if l := g.index[k]; !slices.Contains(l, b) {
			g.index[k] = append(l, b)
		}
	}
}

// answer lays a reply on the bundle that its words resemble most.
func (g *arranging) answer(i int) {
	best, most := -1, sameFrom
	for _, b := range g.candidates(i) {
		b = g.root(b)
		if len(g.bundles[b].members) == 0 || slices.ContainsFunc(g.bundles[b].members, func(m int) bool { return g.rep[m] == g.rep[i] }) {
			continue
		}
		if s := g.against(i, b); s.conflict == "" && s.score >= most {
			best, most = b, s.score
		}
	}
	if best >= 0 {
		g.bundles[best].replies = append(g.bundles[best].replies, i)
	}
}

// standing are the bundles with members, by their first.
func (g *arranging) standing() []int {
	var order []int
	for b := range g.bundles {
		if len(g.bundles[b].members) > 0 {
			order = append(order, b)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return g.bundles[a].members[0] - g.bundles[b].members[0] })
	return order
}

// pairs are the near matches that were not joined after all.
func (g *arranging) pairs(number map[int]int) []Pair {
	keys := make([][2]int, 0, len(g.near))
	for p := range g.near {
		keys = append(keys, p)
	}
	slices.SortFunc(keys, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	var out []Pair
	for _, p := range keys {
		a, b := g.root(p[0]), g.root(p[1])
		if a == b || len(g.bundles[a].members) == 0 || len(g.bundles[b].members) == 0 {
			continue
		}
		x, y := number[a], number[b]
		i, k := g.likest(a, b)
		out = append(out, Pair{A: min(x, y), B: max(x, y), Score: g.near[p].score, Reason: doubt(g.all[i].Profile, g.all[k].Profile, g.near[p].conflict, g.rare)})
	}
	return out
}

// likest are the members of two bundles that resemble each other most, of the first.
func (g *arranging) likest(a, b int) (i, k int) {
	const few = 4
	x, y := g.bundles[a].members, g.bundles[b].members
	i, k = x[0], y[0]
	most := math.Inf(-1)
	for _, m := range x[:min(len(x), few)] {
		for _, n := range y[:min(len(y), few)] {
			if r := g.pair(m, n); r.score > most {
				i, k, most = m, n, r.score
			}
		}
	}
	return i, k
}

// arrangement is the result, with order[at] the caller's place of a profile.
func (g *arranging) arrangement(order []int) Arrangement {
	var out Arrangement
	number := map[int]int{}
	theirs := func(places []int) []int {
		list := make([]int, len(places))
		for k, at := range places {
			list[k] = order[at]
		}
		return list
	}
	for n, b := range g.standing() {
		number[b] = n
		out.Groups = append(out.Groups, theirs(g.bundles[b].members))
		out.Replies = append(out.Replies, theirs(g.bundles[b].replies))
	}
	out.Near = g.pairs(number)
	return out
}
