package hypothesis

import (
	"slices"

	"hearsay/internal/attribution/page"
	"hearsay/internal/syntax"
)

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
