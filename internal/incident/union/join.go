package union

import (
	"cmp"
	"math"
	"slices"
	"time"

	"hearsay/internal/incident"
)

// Join finds the same incident in several reports and joins their records:
// one incident for each thing that happened, also where only one report tells
// of it, and its facts with the positions of all reports. Incidents that may be
// the same but were not joined name each other as possible duplicates.
//
// The result does not depend on the order of the reports; a report given twice
// counts once. Positions name statements of the readings; origins and standing
// are left to room origin. The work grows with the number of incidents and of
// those that share a day and country or a name with them, not with the square
// of the number of reports.
func Join(reports []incident.Report) ([]incident.Incident, []incident.Fact) {
	j := newJoining(reports)
	for i := range j.all {
		j.place(i)
	}
	j.merge()
	j.reply()
	return j.write()
}

// bundle is the incidents that are one, as places in joining.all.
type bundle struct {
	members []int
	replies []int // denials of reports that tell of it only to deny it
	into    int   // the bundle it was merged into, -1 for none
}

// joining is the work of one call of Join.
type joining struct {
	reports []*incident.Report // by day of publication, then id; each once
	all     []profile          // in the order of the reports
	reach   map[string]int     // name: in how many reports
	weight  map[string]float64 // name: see rare
	bundles []bundle
	of      []int            // bundle of each profile
	index   map[string][]int // bundles by what they can be found under
	near    map[[2]int]string
}

func newJoining(reports []incident.Report) *joining {
	j := &joining{reach: map[string]int{}, weight: map[string]float64{}, index: map[string][]int{}, near: map[[2]int]string{}}
	for i := range reports {
		j.reports = append(j.reports, &reports[i])
	}
	slices.SortStableFunc(j.reports, func(a, b *incident.Report) int {
		return cmp.Or(a.Document.Date.Day.Compare(b.Document.Date.Day), cmp.Compare(a.Document.ID, b.Document.ID))
	})
	j.reports = slices.CompactFunc(j.reports, func(a, b *incident.Report) bool { return a.Document.ID == b.Document.ID })
	for i, r := range j.reports {
		said := map[string]bool{}
		for _, p := range profiles(r, i) {
			for _, w := range p.names {
				said[w] = true
			}
			j.all = append(j.all, p)
		}
		for w := range said {
			j.reach[w]++
		}
	}
	j.of = make([]int, len(j.all))
	return j
}

// rare is the weight of a name: high where it tells much and few of the
// reports say it.
func (j *joining) rare(w string) float64 {
	if v, ok := j.weight[w]; ok {
		return v
	}
	n := float64(len(j.reports))
	v := tells(w) * math.Log((n+20)/float64(max(1, j.reach[w]))) / math.Log(n+20)
	j.weight[w] = v
	return v
}

// place puts profile i into the bundle it resembles most, or into a new one.
func (j *joining) place(i int) {
	best, most := -1, sameFrom
	for _, b := range j.candidates(i) {
		r := j.against(i, b)
		if r.conflict == "" && r.score >= most {
			best, most = b, r.score
		}
	}
	if best < 0 {
		best = len(j.bundles)
		j.bundles = append(j.bundles, bundle{into: -1})
	}
	j.of[i] = best
	j.bundles[best].members = append(j.bundles[best].members, i)
	for _, k := range j.keys(i, false) {
		if l := j.index[k]; !slices.Contains(l, best) {
			j.index[k] = append(l, best)
		}
	}
}

// crowded is how many bundles may stand under a name before it says nothing.
const crowded = 40

// candidates are the bundles that share a day and country, or a name, with
// profile i.
func (j *joining) candidates(i int) []int {
	var out []int
	for _, k := range j.keys(i, true) {
		if l := j.index[k]; k[0] != 'n' || len(l) <= crowded {
			out = append(out, l...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// keys are what profile i stands under in the index, or, to look up, what it
// may be found under.
func (j *joining) keys(i int, look bool) []string {
	p := &j.all[i]
	var out []string
	if !p.start.IsZero() && days(p.start, p.end) <= 7 {
		from, to := p.start, p.end
		if look {
			from, to = from.AddDate(0, 0, -1), to.AddDate(0, 0, 1)
		}
		for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
			day := "d" + d.Format(time.DateOnly)
			switch {
			case !look:
				out = append(out, day+p.inc.Country, day+"*")
			case p.inc.Country == "":
				out = append(out, day+"*")
			default:
				out = append(out, day+p.inc.Country, day)
			}
		}
	}
	names := slices.Clone(p.names)
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(j.reach[a], j.reach[b]) })
	for _, w := range names {
		if j.reach[w] < 2 {
			continue // only this report says it
		}
		out = append(out, "n"+w)
		if len(out) > 40 {
			break
		}
	}
	return out
}

// sample is how many members of a bundle a newcomer is held against.
const sample = 8

// against holds profile i against a bundle, by its first members; one report
// has no two incidents that are the same.
func (j *joining) against(i, b int) resemblance {
	members := j.bundles[b].members
	var l linkage
	for _, m := range members {
		if j.all[m].rep == j.all[i].rep {
			return resemblance{score: -9, conflict: "the same report tells them apart"}
		}
		if len(l.scores) < sample {
			l.add(resemble(&j.all[i], &j.all[m], j.rare))
		}
	}
	return l.sum()
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
func (j *joining) merge() {
	for b := range j.bundles {
		for len(j.bundles[b].members) > 0 {
			best, most := -1, sameFrom
			for _, c := range j.beside(b) {
				r, ok := j.between(b, c)
				switch {
				case !ok:
				case r.conflict == "" && r.score >= max(most, j.bar(b, c)):
					best, most = c, r.score
				case r.score >= nearFrom:
					j.near[[2]int{min(b, c), max(b, c)}] = cmp.Or(r.conflict, "alike, but too little in common to be sure")
				}
			}
			if best < 0 {
				break
			}
			j.fuse(min(b, best), max(b, best))
		}
	}
}

// bar is the score from which two bundles are one: higher for two that several
// reports bear out apart from each other, as one wrong step joins them all.
func (j *joining) bar(b, c int) float64 {
	if min(len(j.bundles[b].members), len(j.bundles[c].members)) >= 2 {
		return sameFrom + 0.7
	}
	return sameFrom
}

// fuse puts the members of one bundle into another. Where a report has an
// incident in both, the one that is its main incident, else the one of the
// larger bundle, stays, and the other stands alone.
func (j *joining) fuse(keep, gone int) {
	x, y := j.bundles[keep].members, j.bundles[gone].members
	if len(x) < len(y) {
		x, y = y, x
	}
	members := slices.Clone(x)
	for _, m := range y {
		i := slices.IndexFunc(members, func(o int) bool { return j.all[o].rep == j.all[m].rep })
		switch {
		case i < 0:
			members = append(members, m)
			continue
		case j.all[m].inc.Main:
			members[i], m = m, members[i]
		}
		j.bundles = append(j.bundles, bundle{members: []int{m}, into: -1})
		j.of[m] = len(j.bundles) - 1
	}
	slices.Sort(members)
	j.bundles[gone] = bundle{into: keep}
	j.bundles[keep].members = members
	for _, m := range members {
		j.of[m] = keep
	}
}

// beside are the bundles that the first members of bundle b can be found with.
func (j *joining) beside(b int) []int {
	var out []int
	for _, m := range j.bundles[b].members[:min(sample, len(j.bundles[b].members))] {
		for _, c := range j.candidates(m) {
			if c = j.root(c); c != b {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (j *joining) root(b int) int {
	for j.bundles[b].into >= 0 {
		b = j.bundles[b].into
	}
	return b
}

// between holds two bundles against each other; ok is false where too many
// reports, half of the smaller bundle's, tell them apart.
func (j *joining) between(b, c int) (sum resemblance, ok bool) {
	x, y := j.bundles[b].members, j.bundles[c].members
	both := 0
	for _, m := range x {
		if slices.ContainsFunc(y, func(o int) bool { return j.all[m].rep == j.all[o].rep }) {
			both++
		}
	}
	if 2*both >= min(len(x), len(y)) && both > 0 {
		return resemblance{}, false
	}
	var l linkage
	for _, m := range x[:min(sample, len(x))] {
		for _, o := range y[:min(sample, len(y))] {
			l.add(resemble(&j.all[m], &j.all[o], j.rare))
		}
	}
	if len(l.scores) == 0 {
		return resemblance{}, false
	}
	return l.sum(), true
}
