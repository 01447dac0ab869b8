package hypothesis

import (
	"slices"

	"hearsay/internal/attribution/frame"
	"hearsay/internal/attribution/page"
	"hearsay/internal/syntax"
)

// accumulate adds the scores of the window's labels up, so that the score of a
// labelling is a few differences. The anchor counts for a cue alone.
func (s *Set) accumulate(anchor, first int) {
	lat := &s.lattice
	l := lat.L
	s.runs = append(s.runs[:0], make([]float32, (lat.N+1)*l)...)
	for i := range lat.N {
		for y := range l {
			x := s.runs[i*l+y]
			if i != anchor-first || y == int(frame.Cue) {
				x += lat.Node[i*l+y]
				if i > 0 && i-1 != anchor-first || y == int(frame.Cue) && i > 0 {
					x += lat.Edge[(i*l+y)*l+y]
				}
			}
			s.runs[(i+1)*l+y] = x
		}
	}
}

// stretch is a run of one label.
type stretch struct {
	page.Range
	label uint8
}

// path is the score of a hypothesis as a labelling of the lattice's window.
func (s *Set) path(h *Hypothesis, first int) (sum float32) {
	lat := &s.lattice
	var list [12]stretch
	n := 0
	put := func(r page.Range, y uint8) {
		r.First, r.Last = max(0, r.First-first), min(lat.N, r.Last-first)
		if r.First >= r.Last || n == len(list) {
			return
		}
		k := n
		for k > 0 && list[k-1].First > r.First {
			list[k] = list[k-1]
			k--
		}
		list[k] = stretch{r, y}
		n++
	}
	put(h.Cue, frame.Cue)
	for _, r := range h.Source {
		put(r, frame.Source)
	}
	for _, r := range h.Content {
		put(r, frame.Content)
	}
	at, last := 0, -1
	run := func(to int, y uint8) {
		if at >= to {
			return
		}
		l, v := lat.L, int(y)
		sum += lat.Node[at*l+v]
		if last >= 0 {
			sum += lat.Edge[(at*l+last)*l+v]
		}
		sum += s.runs[to*l+v] - s.runs[(at+1)*l+v]
		at, last = to, v
	}
	for _, x := range list[:n] {
		run(x.First, frame.Out)
		run(x.Last, x.label)
	}
	run(lat.N, frame.Out)
	return sum
}

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

// bound is where a part could begin or end, and what the labelling loses by it.
type bound struct {
	at    int
	score float32
}

// keepBound enters a bound unless it is there already.
func keepBound(list []bound, at int, score float32) []bound {
	if slices.ContainsFunc(list, func(b bound) bool { return b.at == at }) {
		return list
	}
	return append(list, bound{at, score})
}

// moveContent enters a content with other bounds: every likely beginning with
// every likely end.
func (s *Set) moveContent(h0 *Hypothesis, content []page.Range, first, look int) {
	k := len(content)
	lo, hi := first, first+s.lattice.N
	h := *h0
	s.trial = append(s.trial[:0], content...)
	trial := s.trial
	h.Content = trial
	if crossed(&h) {
		return
	}
	base := s.path(&h, first)
	f, l := content[0], content[k-1]
	starts := s.starts[:0]
	ends := s.stops[:0]
	tryStart := func(at int) {
		if at < lo || at >= f.Last || at == f.First {
			return
		}
		trial[0].First = at
		if !crossed(&h) {
			starts = keepBound(starts, at, s.path(&h, first)-base)
		}
		trial[0].First = f.First
	}
	tryEnd := func(at int) {
		if at > hi || at <= l.First || at == l.Last || at > s.run.Last {
			return
		}
		trial[k-1].Last = at
		if !crossed(&h) {
			ends = keepBound(ends, at, s.path(&h, first)-base)
		}
		trial[k-1].Last = l.Last
	}
	starts = append(starts, bound{f.First, 0})
	ends = append(ends, bound{l.Last, 0})
	// within the first words: where a clause, an infinitive or a quotation begins
	for j := f.First + 1; j < min(f.Last, f.First+9); j++ {
		w := s.at(j)
		if w.UPOS == syntax.SCONJ || w.XPOS == syntax.TagTO || w.XPOS == syntax.TagIN || w.Mark == page.Opening || w.XPOS == syntax.TagWP || w.XPOS == syntax.TagWDT || w.XPOS == syntax.TagWRB ||
			int(w.Head) == h0.Anchor || int(s.at(j-1).Head) == h0.Anchor || s.at(j-1).XPOS == syntax.TagComma || j == f.First+1 {
			tryStart(j)
		}
	}
	// before it: back to the cue, the source, the sentence
	sent := s.at(f.First).Sent
	for j := f.First - 1; j >= max(lo, f.First-12) && s.at(j).Sent == sent; j-- {
		w := s.at(j)
		if j == h0.Cue.Last-1 || len(h0.Source) > 0 && j == h0.Source[0].Last-1 {
			tryStart(j + 1)
			break
		}
		if w.XPOS == syntax.TagComma || w.Mark == page.Opening || j == f.First-1 || int(w.Head) == h0.Anchor || w.UPOS == syntax.SCONJ {
			tryStart(j)
			tryStart(j + 1)
		}
		if j == s.page.Sents[sent].First {
			tryStart(j)
		}
	}
	if s.page.Sents[sent].First >= lo {
		tryStart(s.page.Sents[sent].First)
	}
	// the end: before each opener inside, and before each behind
	n := 0
	for j := l.Last - 1; j > l.First && n < 4; j-- {
		if w := s.at(j); opener(w) || w.XPOS == syntax.TagIN || w.XPOS == syntax.TagTO {
			tryEnd(j)
			n++
		}
	}
	sent = s.at(l.Last - 1).Sent
	n = 0
	for j := l.Last; j < min(hi, l.Last+30) && n < 4 && s.at(j).Sent == sent; j++ {
		w := s.at(j)
		if j > l.Last && (opener(w) || w.XPOS == syntax.TagIN || w.XPOS == syntax.TagTO) {
			tryEnd(j)
			n++
		}
		if w.Mark == page.Closing || j == l.Last {
			tryEnd(j + 1)
		}
	}
	if end := s.page.Sents[sent].Last; end > 0 {
		if s.at(end-1).UPOS == syntax.PUNCT && s.at(end-1).Mark != page.Closing {
			end--
		}
		tryEnd(end)
	}
	s.starts, s.stops = starts, ends
	down := func(a, b bound) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return a.at - b.at
	}
	slices.SortFunc(starts, down)
	slices.SortFunc(ends, down)
	for x, a := range starts {
		for y, b := range ends {
			if x >= bounds || y >= bounds || a.score+b.score < floorBound || k == 1 && a.at >= b.at {
				continue
			}
			from := len(s.ranges)
			s.ranges = append(s.ranges, content...)
			rs := s.ranges[from:len(s.ranges):len(s.ranges)]
			rs[0].First = a.at
			rs[k-1].Last = b.at
			h.Content = rs
			if crossed(&h) || rs[0].Len() < 1 || rs[k-1].Len() < 1 {
				s.ranges = s.ranges[:from]
				continue
			}
			s.part(look, ContentRole, rs, s.path(&h, first)-s.topPath)
		}
	}
}

// floorBound is how much a labelling may lose by other bounds, in nats.
const floorBound = -9

// moveSource enters a source with other bounds: without a clause behind a comma,
// with the comma, up to the cue, with the word before it.
func (s *Set) moveSource(h0 *Hypothesis, first, look int) {
	r := h0.Source[0]
	hi := first + s.lattice.N
	enter := func(a, b int) {
		if a < first || b > hi || a >= b || b > s.run.Last {
			return
		}
		from := len(s.ranges)
		s.ranges = append(s.ranges, page.Range{First: a, Last: b})
		h := Hypothesis{Cue: h0.Cue, Source: s.ranges[from:len(s.ranges):len(s.ranges)], Content: h0.Content}
		if crossed(&h) {
			s.ranges = s.ranges[:from]
			return
		}
		s.part(look, SourceRole, h.Source, s.path(&h, first)-s.topPath)
	}
	// a comma behind it, and what stands before one inside
	if s.at(r.Last).XPOS == syntax.TagComma {
		enter(r.First, r.Last+1)
	}
	if s.at(r.Last-1).XPOS == syntax.TagComma {
		enter(r.First, r.Last-1)
	}
	for j, n := r.First+1, 0; j < r.Last-1 && n < 3; j++ {
		if w := s.at(j); w.XPOS == syntax.TagComma || w.XPOS == syntax.TagWP || w.XPOS == syntax.TagWDT {
			enter(r.First, j)
			enter(j+1, r.Last)
			n++
		}
	}
	// up to the cue
	if r.Last < h0.Cue.First && h0.Cue.First-r.Last < 15 {
		enter(r.First, h0.Cue.First)
		enter(r.Last, h0.Cue.First)
	}
	// an apposition or a relative clause behind it
	if s.at(r.Last).XPOS == syntax.TagComma && r.First > h0.Anchor {
		for j := r.Last + 1; j < min(hi, r.Last+20) && s.at(j).Sent == s.at(r.First).Sent; j++ {
			if w := s.at(j); w.XPOS == syntax.TagComma || w.UPOS == syntax.PUNCT {
				enter(r.First, j)
				break
			}
		}
	}
	if s.at(r.First-1).UPOS == syntax.DET || s.at(r.First-1).UPOS == syntax.ADJ || s.at(r.First-1).UPOS == syntax.NOUN || s.at(r.First-1).UPOS == syntax.PROPN {
		enter(r.First-1, r.Last)
	}
}

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
