package hypothesis

import (
	"math"
	"slices"

	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/frame"
	"hearsay/internal/attribution/page"
)

// What is gathered.
const (
	least  = 0.06 // probability that an anchor is a cue, to be looked at
	likely = 0.3  // from here on an anchor gets as many labellings as most
	most   = 6
	few    = 3
	enough = 2  // labellings with content; where there are fewer, more are sought
	widest = 12 // hypotheses of an anchor, variants included
)

// Hypothesis is one way to read an attribution from one anchor, in words.
type Hypothesis struct {
	Anchor          int
	Cue             page.Range
	Source, Content []page.Range
	// Rank is the place among the anchor's labellings, best first; a variant
	// has the place of the labelling it varies.
	Rank    int
	Variant Variant
	// Log is the natural logarithm of the labelling's probability, given that
	// the anchor is a cue; that of the labelling it varies for a Shared one.
	Log float32
	// Value is set by Judge.
	Value float32

	look int          // index into Set.looks
	part [Roles]int32 // indices into Set.Parts
}

// Variant says which part of a labelling was exchanged.
type Variant uint8

// The variants.
const (
	Plain      Variant = iota
	OwnSource          // the source of another labelling of the same anchor
	OwnContent         // its content
	Shared             // the source of another anchor
	NoSource
	Longer   // the next quotation joins the content
	Shorter  // an outer stretch of the content is left out
	Combined // of the parts that the ranker likes best
)

// look is what a frame said of its window.
type look struct {
	anchor, first int
	cue           float32 // probability that the anchor is a cue
	from, to      int     // index into Set.labels, by word and label
	top, end      int     // index into All: the first labelling, and behind the last of its variants
	parts         int     // index into Parts: the first
	lead          float32 // how far the second labelling lies behind it
	signs         frame.Signs
}

// Set is the hypotheses of a run.
type Set struct {
	All []Hypothesis
	// Parts are the different parts of the hypotheses.
	Parts []Part

	page    *page.Page
	run     page.Run
	belief  []frame.Belief // by word of the page
	anchors []int32
	looks   []look
	labels  []float32 // probabilities of the words of each look
	ranges  []page.Range
	sums    []sum

	frame   frame.Frame
	lattice chain.Lattice
	best    chain.Best
	node    []uint32
	edge    []uint32
	paths   []uint8
	scores  []float32
	node4   []float32 // scores of one word's labels, kept
	row     []uint8
	order   []int32

	ranker        *Ranker
	lent          int       // index into Parts: behind the looks' own, once those are all there
	runs          []float32 // scores of labels up to each word of the window
	topPath       float32   // score of the look's first labelling
	starts, stops []bound
	leaders       []leader // by look and role
	combos        []combo
	likely        [Roles][]int32 // parts by score
	trial         []page.Range
}

// Gather fills the set from the anchors of a run.
func (s *Set) Gather(m *chain.Model, ranker *Ranker, pg *page.Page, run page.Run, belief []frame.Belief, anchors []int32) {
	s.page, s.run, s.belief, s.anchors = pg, run, belief, anchors
	s.All, s.looks, s.labels, s.ranges = s.All[:0], s.looks[:0], s.labels[:0], s.ranges[:0]
	s.Parts, s.ranker, s.lent = s.Parts[:0], ranker, math.MaxInt
	s.frame.Enter(pg, run, belief, anchors)
	s.total()
	for _, a := range anchors {
		s.from(m, int(a))
	}
	s.lent = len(s.Parts)
	for k, n := 0, len(s.looks); k < n; k++ {
		s.lend(k)
	}
	if ranker != nil {
		s.Rank(ranker)
	}
}

// from adds the labellings of one anchor's frame.
func (s *Set) from(m *chain.Model, anchor int) {
	f, lat := &s.frame, &s.lattice
	f.Look(anchor)
	s.node, s.edge = f.Label(m, lat, s.node, s.edge)
	at := anchor - f.First
	p := lat.Marginal[at*int(frame.Labels)+int(frame.Cue)]
	if p < least {
		return
	}
	lk := look{anchor: anchor, first: f.First, cue: p, from: len(s.labels), signs: f.Signs()}
	s.labels = append(s.labels, lat.Marginal[:lat.N*lat.L]...)
	lk.to = len(s.labels)
	lat.Forbid(at, int(frame.Out))
	k := few
	if p >= likely {
		k = most
	}
	s.paths, s.scores = s.best.Find(lat, k, s.paths, s.scores)
	log := float32(lat.LogZ) + ln(p)
	s.accumulate(anchor, f.First)
	lk.top, lk.lead = len(s.All), -20
	if len(s.scores) > 1 {
		lk.lead = s.scores[1] - s.scores[0]
	}
	for r, sc := range s.scores {
		h := Hypothesis{Anchor: anchor, Rank: r, Log: sc - log, look: len(s.looks)}
		if s.read(&h, f.First, s.paths[r*lat.N:(r+1)*lat.N]) {
			s.All = append(s.All, h)
		}
	}
	if len(s.All) < lk.top+enough {
		s.fill(lk.top, anchor, log)
	}
	if len(s.All) > lk.top {
		s.vary(lk.top, f.First, log)
		k := len(s.looks)
		lk.parts = len(s.Parts)
		s.looks = append(s.looks, lk)
		for i := lk.top; i < len(s.All); i++ {
			s.enter(&s.All[i], k)
		}
		s.widen(lk.top, f.First, k)
		if s.ranker != nil {
			s.combine(s.ranker, lk.top, f.First, log, k)
		}
		s.looks[k].end = len(s.All)
	}
}

// fill adds labellings of an anchor whose best ones have no content, although
// an attribution without one is none: those in which the word most likely to
// be content is. The chain sees two neighbours at a time and cannot know that
// some content must come.
func (s *Set) fill(top, anchor int, log float32) {
	f, lat := &s.frame, &s.lattice
	at, l := -1, lat.L
	for i := range lat.N {
		if m := lat.Marginal[i*l+int(frame.Content)]; i != anchor-f.First && (at < 0 || m > lat.Marginal[at*l+int(frame.Content)]) {
			at = i
		}
	}
	if at < 0 {
		return
	}
	row := lat.Node[at*l : (at+1)*l]
	s.node4 = append(s.node4[:0], row...)
	for y := range row {
		if y != int(frame.Content) {
			lat.Forbid(at, y)
		}
	}
	s.paths, s.scores = s.best.Find(lat, few, s.paths, s.scores)
	copy(row, s.node4)
	for r, sc := range s.scores {
		h := Hypothesis{Anchor: anchor, Rank: r, Log: sc - log, look: len(s.looks)}
		if s.read(&h, f.First, s.paths[r*lat.N:(r+1)*lat.N]) && !slices.ContainsFunc(s.All[top:], func(o Hypothesis) bool { return same(&o, &h) }) {
			s.All = append(s.All, h)
		}
	}
}

// read takes the spans of a labelling of a window; false if it has no content
// or more parts than an attribution has.
func (s *Set) read(h *Hypothesis, first int, labels []uint8) bool {
	h.Source = s.collect(first, labels, frame.Source)
	h.Content = s.collect(first, labels, frame.Content)
	at := h.Anchor - first
	lo, hi := at, at+1
	for lo > 0 && labels[lo-1] == frame.Cue {
		lo--
	}
	for hi < len(labels) && labels[hi] == frame.Cue {
		hi++
	}
	h.Cue = page.Range{First: first + lo, Last: first + hi}
	return len(h.Content) > 0 && len(h.Content) <= 4 && len(h.Source) <= 2
}

// collect lists the stretches of one label.
func (s *Set) collect(first int, labels []uint8, y uint8) []page.Range {
	from := len(s.ranges)
	for i := 0; i < len(labels); i++ {
		if labels[i] != y {
			continue
		}
		j := i + 1
		for j < len(labels) && labels[j] == y {
			j++
		}
		s.ranges = append(s.ranges, page.Range{First: first + i, Last: first + j})
		i = j
	}
	return s.ranges[from:len(s.ranges):len(s.ranges)]
}

// vary adds variants of the labellings of one anchor, the first of which is
// top. log is the logarithm of the probability that the anchor is a cue, times
// all labellings.
func (s *Set) vary(top, first int, log float32) {
	h0, end := s.All[top], len(s.All)
	for i := top + 1; i < end; i++ {
		if o := s.All[i].Source; !slices.Equal(o, h0.Source) {
			s.add(top, first, log, Hypothesis{Source: o, Content: h0.Content, Variant: OwnSource, Rank: s.All[i].Rank})
		}
		if o := s.All[i].Content; !slices.Equal(o, h0.Content) {
			s.add(top, first, log, Hypothesis{Source: h0.Source, Content: o, Variant: OwnContent, Rank: s.All[i].Rank})
		}
	}
	if len(h0.Source) > 0 {
		s.add(top, first, log, Hypothesis{Content: h0.Content, Variant: NoSource})
	}
	if n := len(h0.Content); n > 1 {
		s.add(top, first, log, Hypothesis{Source: h0.Source, Content: h0.Content[: n-1 : n-1], Variant: Shorter})
		s.add(top, first, log, Hypothesis{Source: h0.Source, Content: h0.Content[1:], Variant: Shorter, Rank: 1})
	}
	if q, ok := s.following(h0.last()); ok && q.Last <= first+s.lattice.N {
		from := len(s.ranges)
		s.ranges = append(append(s.ranges, h0.Content...), q)
		s.add(top, first, log, Hypothesis{Source: h0.Source, Content: s.ranges[from:len(s.ranges):len(s.ranges)], Variant: Longer})
	}
}

// ahead is how far behind a hypothesis a quotation may begin that joins it.
const ahead = 30

// following is the next quotation of the run that begins at word i or later.
func (s *Set) following(i int) (page.Range, bool) {
	for j := i; j < min(i+ahead, s.run.Last); j++ {
		if w := &s.page.Words[j]; w.Mark == page.Opening {
			q := &s.page.Quotes[w.Quote]
			return page.Range{First: q.First, Last: min(q.Last, s.run.Last)}, true
		}
	}
	return page.Range{}, false
}

// add enters a variant of the labelling at top unless it is there already.
func (s *Set) add(top, first int, log float32, h Hypothesis) {
	h0 := &s.All[top]
	h.Anchor, h.Cue, h.look = h0.Anchor, h0.Cue, h0.look
	if len(s.All)-top >= widest || crossed(&h) || slices.ContainsFunc(s.All[top:], func(o Hypothesis) bool { return same(&o, &h) }) {
		return
	}
	h.Log = s.path(&h, first) - log
	s.All = append(s.All, h)
}

// lend adds variants of the first labelling of a look with the sources of the
// nearest other anchors on either side.
func (s *Set) lend(k int) {
	lk := &s.looks[k]
	h0 := s.All[lk.top]
	if lk.cue < likely/2 {
		return
	}
	for _, step := range []int{-1, 1} {
		for j, taken := k+step, 0; j >= 0 && j < len(s.looks) && taken < 2; j += step {
			o := &s.All[s.looks[j].top]
			if s.looks[j].cue < likely || len(o.Source) == 0 || abs(o.Anchor-h0.Anchor) > 60 {
				continue
			}
			taken++
			h := h0
			h.Source, h.Variant = o.Source, Shared
			if crossed(&h) || slices.ContainsFunc(s.All[lk.top:lk.end], func(o Hypothesis) bool { return same(&o, &h) }) {
				continue
			}
			s.enter(&h, k)
			s.All = append(s.All, h)
		}
	}
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

// same reports whether two hypotheses say the same.
func same(a, b *Hypothesis) bool {
	return a.Cue == b.Cue && slices.Equal(a.Source, b.Source) && slices.Equal(a.Content, b.Content)
}

// crossed reports whether the parts of a hypothesis share words.
func crossed(h *Hypothesis) bool {
	cue := [1]page.Range{h.Cue}
	return meet(h.Source, h.Content) || meet(cue[:], h.Source) || meet(cue[:], h.Content)
}

// meet reports whether two lists share a word.
func meet(a, b []page.Range) bool {
	for _, r := range a {
		for _, q := range b {
			if r.First < q.Last && q.First < r.Last {
				return true
			}
		}
	}
	return false
}
