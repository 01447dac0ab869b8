package lineage

import (
	"cmp"
	"slices"
	"time"

	"hearsay/internal/span"
)

// The bounds of the kinds, set by hand on invented reports and checked with
// `hearsay exam lineage`.
const (
	// copyFrom is the share of To's shingles, outside quotation marks, from
	// which it is a copy, and excerptFrom that of From's.
	copyFrom, excerptFrom = 0.5, 0.7
	// updateFrom is that of To's from which a report is the same outlet's own,
	// printed again: below it, a later one that goes back to its background.
	updateFrom = 0.8
	// reusedFrom is how many words of whole sentences make reuse, and
	// reusedLines how many sentences.
	reusedFrom, reusedLines = 24, 2
	// madeFrom is the share of To's content from which a report that names the
	// outlet of From rewrites or cites it, and ownFrom that from which it does
	// without a name.
	madeFrom, ownFrom = 0.18, 0.2
	// farFrom is that share for an older report.
	farFrom = 0.4
	// knownFrom is how many names both have from which one that names no
	// person of its own may be a rewrite.
	knownFrom = 5
)

// soon is within what time one outlet rewrites another, and recent within what
// time a report names another outlet for what it reported just now.
const (
	soon   = 3 * 24 * time.Hour
	recent = 7 * 24 * time.Hour
)

// edge compares the earlier report a with b and says how b was made from it,
// or a from b where they are of one day and the text tells so.
func (t *trace) edge(b, a int) (Edge, bool) {
	p, q := &t.pages[a], &t.pages[b]
	at, credited, cited := q.named(p.owner)
	if p.day.Equal(q.day) && !credited && !cited {
		if _, c1, c2 := p.named(q.owner); c1 || c2 {
			a, b, p, q = b, a, q, p
			at, credited, cited = q.named(p.owner)
		}
	}
	same := p.owner != "" && p.owner == q.owner
	if !t.mayReuse(a, b) && (same || !credited && !cited && !t.silent(a, b)) {
		return Edge{}, false
	}
	l := t.compare(a, b)
	e := Edge{From: a, To: b, Shared: l.passages[:min(shown, len(l.passages))], Named: at}
	switch {
	case same && l.text < updateFrom && l.reused >= reusedFrom && l.lines() >= reusedLines:
		e.Kind, e.Score, e.Reason = Reuse, l.text, "sentences in the same words"
	case (l.text >= copyFrom || l.back >= excerptFrom) && l.reused >= reusedFrom:
		e.Kind, e.Score, e.Reason = Copy, max(l.text, l.back), "the same text"
	case l.reused >= reusedFrom && l.lines() >= reusedLines:
		e.Kind, e.Score, e.Reason = Reuse, l.text, "sentences in the same words"
	case same:
		return e, false
	case (credited || cited) && l.words >= madeFrom && (t.within(a, b, recent) || l.words >= farFrom):
		e.Kind, e.Score, e.Reason = Cites, l.words, "names "+t.outlet(a)
		if t.alone(b) {
			e.Kind = Rewrite
		}
	case t.rewritten(a, b, &l):
		e.Kind, e.Score, e.Reason = Alike, l.words, "the same people and details, and no one of its own; nothing else shows it"
	default:
		return e, false
	}
	if credited {
		e.Reason += "; credits " + t.outlet(a)
	}
	return e, true
}

// within reports whether b was published no longer than d after a, as far as
// their days are known.
func (t *trace) within(a, b int, d time.Duration) bool {
	x, y := t.pages[a].day, t.pages[b].day
	return x.IsZero() || y.IsZero() || y.Sub(x) <= d
}

// outlet is the name of a report's outlet as it stands there.
func (t *trace) outlet(r int) string { return t.pages[r].Page.outlet }

// alone reports whether a report names one other outlet and no more.
func (t *trace) alone(r int) bool {
	one := ""
	for _, list := range [][]credit{t.pages[r].made, t.pages[r].cites} {
		for _, c := range list {
			if one != "" && c.name != one {
				return false
			}
			one = c.name
		}
	}
	return one != ""
}

// lines is how many sentences are reused outside quotation marks.
func (l *likeness) lines() int {
	n := 0
	for _, p := range l.passages {
		if p.Same >= sameFrom && !p.Quoted {
			n++
		}
	}
	return n
}

// rewritten reports whether b may retell a without saying so: it is silent of it
// and shares enough of its matter. Two short reports on one event can look so and
// be independent: it is a possibility, no more.
func (t *trace) rewritten(a, b int, l *likeness) bool {
	return l.words >= ownFrom && t.silent(a, b)
}

// silent reports whether b, if it retold a, would not say so: within days it
// shares a's people and details, files from no place, says of no one that he
// spoke to it, and lets no person speak whom a does not name.
func (t *trace) silent(a, b int) bool {
	p, q := &t.pages[a], &t.pages[b]
	if q.located || q.heard || p.owner == "" || q.owner == "" {
		return false
	}
	if !t.within(a, b, soon) {
		return false
	}
	for _, w := range q.people {
		if _, ok := slices.BinarySearch(p.called, w); !ok {
			return false
		}
	}
	if q.spoken == nil {
		q.spoken = make([]int, len(q.called))
		for i, w := range q.called {
			q.spoken[i] = t.of(w)
		}
	}
	known := 0
	for i, w := range q.called {
		if q.spoken[i] > t.narrow() {
			continue
		}
		if _, ok := slices.BinarySearch(p.called, w); ok {
			known++
		}
	}
	if len(q.people) == 0 {
		known-- // one that lets no one speak needs more
	}
	return known >= knownFrom
}

// narrow is in how many reports a name may stand that still tells who copied
// whom.
func (t *trace) narrow() int { return max(6, len(t.pages)/4) }

// prune drops edges that another explains better: of several reports of one
// outlet that a report may have cited, the likest stays; where one of two
// possible originals was itself made from the other, the likelier stays.
func (t *trace) prune(edges []Edge) []Edge {
	made := map[[2]int]bool{}
	byTo := map[int][]int{}
	for i, e := range edges {
		made[[2]int{e.From, e.To}] = true
		byTo[e.To] = append(byTo[e.To], i)
	}
	drop := make([]bool, len(edges))
	for _, list := range byTo {
		slices.SortFunc(list, func(i, j int) int {
			return cmp.Or(cmp.Compare(strength(edges[j]), strength(edges[i])), edges[i].From-edges[j].From)
		})
		for x, i := range list {
			for _, j := range list[:x] {
				if drop[j] {
					continue
				}
				a, b := edges[j].From, edges[i].From
				related := made[[2]int{a, b}] || made[[2]int{b, a}]
				if edges[i].Kind == Alike && (edges[j].Kind == Alike || related) {
					drop[i] = true
					break
				}
				sameOutlet := t.pages[a].owner != "" && t.pages[a].owner == t.pages[b].owner
				if sameOutlet || related && (edges[i].Named == span.Span{} || edges[j].Kind == Copy) {
					drop[i] = true
					break
				}
			}
		}
	}
	kept := edges[:0]
	for i, e := range edges {
		if !drop[i] {
			kept = append(kept, e)
		}
	}
	return kept
}

// strength orders edges by how sure they are.
func strength(e Edge) float64 {
	s := e.Score
	switch e.Kind {
	case Copy:
		s += 3
	case Reuse:
		s += 2
	case Alike:
		s -= 2
	}
	if e.Named != (span.Span{}) {
		s += 1
	}
	return s
}
