package union

import (
	"cmp"
	"math"
	"slices"
	"strconv"
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

// crowded is how many bundles may stand under a name before it says nothing.
const crowded = 40

// candidates are the bundles that share a day and country, or a name, with
// profile i.
func (g *arranging) candidates(i int) []int {
	var out []int
	for _, k := range g.keys(i, true) {
		if l := g.index[k]; k[0] != 'n' || len(l) <= crowded {
			out = append(out, l...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// keys are what profile i stands under in the index, or, to look up, what it
// may be found under.
func (g *arranging) keys(i int, look bool) []string {
	known := &g.stand[i][b2i(look)]
	if *known != nil {
		return *known
	}
	p := &g.all[i]
	out := p.dayKeys(look)
	type name struct {
		word  string
		reach int
	}
	names := make([]name, 0, len(p.Names))
	for _, w := range p.Names {
		if n := g.reach.Of(w); n > 1 { // others say it, too
			names = append(names, name{w, n})
		}
	}
	slices.SortStableFunc(names, func(a, b name) int { return cmp.Compare(a.reach, b.reach) })
	for _, n := range names {
		out = append(out, "n"+n.word)
		if len(out) > 40 {
			break
		}
	}
	if out == nil {
		out = []string{}
	}
	*known = out
	return out
}

// dayKeys are the keys by day and country.
func (p *Profile) dayKeys(look bool) []string {
	if p.Start == 0 || p.End-p.Start > 7 {
		return nil
	}
	var out []string
	from, to := p.Start, p.End
	if look {
		from, to = from-1, to+1
	}
	for d := from; d <= to; d++ {
		day := "d" + strconv.Itoa(d)
		switch {
		case !look:
			out = append(out, day+p.Country, day+"*")
		case p.Country == "":
			out = append(out, day+"*")
		default:
			out = append(out, day+p.Country, day)
		}
	}
	return out
}

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
