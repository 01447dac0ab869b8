package hypothesis

import (
	"hearsay/internal/attribution/frame"
	"hearsay/internal/attribution/page"
	"hearsay/internal/syntax"
)

// sum holds the beliefs of all words before one of the run, added up.
type sum struct{ source, cue, content float32 }

// total adds the beliefs up.
func (s *Set) total() {
	n := s.run.Last - s.run.First
	s.sums = append(s.sums[:0], sum{})
	t := sum{}
	for i := range n {
		b := &s.belief[s.run.First+i]
		t.source += b.Source
		t.cue += b.Cue
		t.content += b.Content
		s.sums = append(s.sums, t)
	}
}

// Row appends the levels of hypothesis i to row: what the tree forests see.
// The order is part of the model.
func (s *Set) Row(i int, row []uint8) []uint8 {
	h := &s.All[i]
	lk := &s.looks[h.look]
	row = s.anchored(h, lk, row)
	row = s.sourced(h, lk, row)
	row = s.contented(h, lk, row)
	row = s.arranged(h, row)
	row = s.quoted(h, row)
	row = s.rivalled(h, lk, row)
	row = s.hung(h, row)
	return s.ranked(h, row)
}

// ranked is what the ranker makes of the parts.
func (s *Set) ranked(h *Hypothesis, row []uint8) []uint8 {
	var all float32 = 1
	for _, k := range h.part {
		p := &s.Parts[k]
		all *= p.Share
		top := s.other(k)
		row = append(row, odds(p.Share), share(top), odds(p.Share/(p.Share+top+1e-9)))
	}
	return append(row, odds(all))
}

// anchored says how sure the chains are of the cue and of the labelling.
func (s *Set) anchored(h *Hypothesis, lk *look, row []uint8) []uint8 {
	w := &s.page.Words[h.Anchor]
	var top float32
	for i := h.Cue.First; i < h.Cue.Last; i++ {
		top = max(top, s.belief[i].Cue)
	}
	first := s.All[lk.top].Log
	low, mean := s.marginal(lk, []page.Range{h.Cue}, frame.Cue)
	before, after := s.edges(lk, h.Cue, frame.Cue)
	sent := &s.page.Sents[w.Sent]
	return append(row,
		odds(lk.cue), odds(top), odds(s.belief[h.Anchor].CueBegin),
		count(h.Rank), uint8(h.Variant), nats(h.Log), nats(h.Log-first), nats(lk.lead),
		odds(low), odds(mean), odds(before), odds(after),
		count(h.Cue.Len()), uint8(w.XPOS), w.Coarse, uint8(w.UPOS),
		uint8(s.at(h.Cue.First).XPOS), uint8(s.at(h.Cue.Last-1).XPOS), uint8(s.at(h.Cue.First-1).XPOS), uint8(s.at(h.Cue.Last).XPOS),
		flag(s.run.Headline), count((s.run.Last-s.run.First)/4), count(h.Anchor-sent.First), count(sent.Last-h.Anchor),
	)
}

// sourced describes the source.
func (s *Set) sourced(h *Hypothesis, lk *look, row []uint8) []uint8 {
	low, mean := s.marginal(lk, h.Source, frame.Source)
	if len(h.Source) == 0 {
		// how likely a source is at all
		var top float32
		for i := lk.from + int(frame.Source); i < lk.to; i += int(frame.Labels) {
			top = max(top, s.labels[i])
		}
		row = append(row, 0, odds(1-top), odds(1-top), 125, 125, 125, 125, 125, 125)
		return append(row, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	}
	r := h.Source[len(h.Source)-1]
	first := h.Source[0]
	before, _ := s.edges(lk, first, frame.Source)
	_, after := s.edges(lk, r, frame.Source)
	outer, _ := s.outside(first)
	_, outer2 := s.outside(r)
	n := length(h.Source)
	row = append(row,
		count(n), odds(low), odds(mean), odds(before), odds(after),
		odds(s.mean(first, 0)), odds(s.belief[first.First].SourceBegin), odds(outer.Source), odds(outer2.Source),
	)
	name := uint8(0)
	for i := first.First; i < first.Last; i++ {
		if c := s.at(i).Class; c > 0 && name == 0 {
			name = c / 2
		}
	}
	return append(row,
		uint8(len(h.Source)), uint8(s.at(first.First).XPOS), uint8(s.at(r.Last-1).XPOS),
		uint8(s.at(first.First-1).XPOS), uint8(s.at(r.Last).XPOS), name, s.at(r.Last-1).Coarse, flag(s.commas(first) > 0), share(s.spoke(h.Source)/4),
	)
}

// spoke is how much of a source the document elsewhere believes to speak.
func (s *Set) spoke(rs []page.Range) (top float32) {
	for _, r := range rs {
		for i := r.First; i < r.Last; i++ {
			top = max(top, s.belief[i].Spoke)
		}
	}
	return top
}

// contented describes the content.
func (s *Set) contented(h *Hypothesis, lk *look, row []uint8) []uint8 {
	low, mean := s.marginal(lk, h.Content, frame.Content)
	first, last := h.Content[0], h.Content[len(h.Content)-1]
	before, _ := s.edges(lk, first, frame.Content)
	_, after := s.edges(lk, last, frame.Content)
	outer, _ := s.outside(first)
	_, outer2 := s.outside(last)
	a, z := s.at(first.First), s.at(last.Last-1)
	sa, sz := &s.page.Sents[a.Sent], &s.page.Sents[z.Sent]
	return append(row,
		count(length(h.Content)), uint8(len(h.Content)), odds(low), odds(mean), odds(before), odds(after),
		odds(s.mean(first, 2)), odds(s.mean(last, 2)), odds(s.belief[first.First].ContentBegin), odds(outer.Content), odds(outer2.Content),
		uint8(a.XPOS), uint8(z.XPOS), uint8(s.at(first.First-1).XPOS), uint8(s.at(last.Last).XPOS),
		opening(a), count(int(z.Sent-a.Sent)), count(first.First-sa.First), count(sz.Last-last.Last),
		count(first.Len()), flag(s.commas(last) > 0), uint8(s.at(last.Last-2).XPOS), s.at(last.Last).Coarse,
	)
}

// opening sorts the first word of a content.
func opening(w *page.Word) uint8 {
	switch {
	case w.Mark == page.Opening:
		return 1
	case w.XPOS == syntax.TagTO:
		return 2
	case w.UPOS == syntax.SCONJ || w.XPOS == syntax.TagIN:
		return 3
	case w.XPOS == syntax.TagWDT || w.XPOS == syntax.TagWP || w.XPOS == syntax.TagWRB:
		return 4
	case w.UPOS == syntax.PRON:
		return 5
	case w.UPOS == syntax.DET:
		return 6
	case w.UPOS == syntax.PROPN:
		return 7
	case w.UPOS == syntax.NOUN:
		return 8
	case w.UPOS == syntax.VERB || w.UPOS == syntax.AUX:
		return 9
	}
	return 10
}

// arranged says in which order and how far apart the parts stand.
func (s *Set) arranged(h *Hypothesis, row []uint8) []uint8 {
	source, content := uint8(0), uint8(0)
	gap, gapc := 0, 0
	between, betweenc := h.Cue, h.Cue
	if k := len(h.Source); k > 0 {
		if first, last := h.Source[0], h.Source[k-1]; last.Last <= h.Cue.First {
			source, gap, between = 1, h.Cue.First-last.Last, page.Range{First: last.Last, Last: h.Cue.First}
		} else {
			source, gap, between = 2, first.First-h.Cue.Last, page.Range{First: h.Cue.Last, Last: first.First}
		}
	}
	before, after := 0, 0
	for _, c := range h.Content {
		if c.Last <= h.Cue.First {
			before++
			gapc, betweenc = h.Cue.First-c.Last, page.Range{First: c.Last, Last: h.Cue.First}
		} else {
			if after == 0 && before == 0 {
				gapc, betweenc = c.First-h.Cue.Last, page.Range{First: h.Cue.Last, Last: c.First}
			}
			after++
		}
	}
	content = flag(before > 0) + 2*flag(after > 0)
	sent := s.page.Words[h.Anchor].Sent
	ss, cs := 2, int(s.at(h.Content[0].First).Sent-sent)+3
	if len(h.Source) > 0 {
		ss = int(s.at(h.Source[0].First).Sent-sent) + 5
	}
	sc := uint8(0) // the source lies before, within or behind the content
	if len(h.Source) > 0 {
		switch x := h.Source[0].First; {
		case x < h.Content[0].First:
			sc = 1
		case x >= h.Content[len(h.Content)-1].Last:
			sc = 3
		default:
			sc = 2
		}
	}
	return append(row, source*4+content, sc, count(gap), count(gapc), count(ss), count(cs),
		count(s.commas(between)), count(s.commas(betweenc)), s.verbs(between), s.verbs(betweenc),
		flag(gap == 0 && source > 0), flag(gapc == 0), s.skipped(h))
}

// skipped is how many words between the outermost parts belong to none.
func (s *Set) skipped(h *Hypothesis) uint8 {
	return count(h.last() - h.first() - h.Cue.Len() - length(h.Source) - length(h.Content))
}

// quoted says how quotations and parts lie to each other.
func (s *Set) quoted(h *Hypothesis, row []uint8) []uint8 {
	opens, closes, inside, words := 0, 0, 0, 0
	for _, c := range h.Content {
		for i := c.First; i < c.Last; i++ {
			words++
			switch s.page.Words[i].Mark {
			case page.Opening:
				opens++
			case page.Closing:
				closes++
			case page.Inside:
				inside++
			}
		}
	}
	first, last := h.Content[0], h.Content[len(h.Content)-1]
	cue := s.at(h.Anchor)
	in := uint8(0)
	if len(h.Source) > 0 {
		in = uint8(s.at(h.Source[0].First).Mark)
	}
	cut := uint8(0) // quotations that a boundary of the content cuts
	for _, c := range h.Content {
		a, b := s.at(c.First), s.at(c.Last-1)
		if a.Mark == page.Inside || a.Mark == page.Closing {
			cut++
		}
		if b.Mark == page.Inside || b.Mark == page.Opening {
			cut++
		}
	}
	near := uint8(0) // quotations just outside the content
	if s.at(last.Last).Mark == page.Opening || s.at(last.Last+1).Mark == page.Opening {
		near |= 1
	}
	if s.at(first.First-1).Mark == page.Closing || s.at(first.First-2).Mark == page.Closing {
		near |= 2
	}
	return append(row, count(opens), count(closes), share(float32(inside+opens+closes)/float32(max(1, words))), uint8(cue.Mark), in, cut, near,
		flag(opens > closes), flag(opens < closes), uint8(s.at(first.First).Mark), uint8(s.at(last.Last-1).Mark),
		uint8(s.at(last.Last).Mark), uint8(s.at(first.First-1).Mark), uint8(s.at(h.Cue.Last).Mark), count(int(h.surround(s))))
}

var none page.Word

// at is word i of the page, an empty one outside the run.
func (s *Set) at(i int) *page.Word {
	if i < s.run.First || i >= s.run.Last {
		return &none
	}
	return &s.page.Words[i]
}

func (s *Set) commas(r page.Range) (n int) {
	for i := r.First; i < r.Last; i++ {
		if s.page.Words[i].XPOS == syntax.TagComma {
			n++
		}
	}
	return n
}

func (s *Set) verbs(r page.Range) uint8 {
	n := 0
	for i := r.First; i < r.Last; i++ {
		if u := s.page.Words[i].UPOS; u == syntax.VERB || u == syntax.AUX {
			n++
		}
	}
	return count(n)
}

func within(i int, rs []page.Range) bool {
	for _, r := range rs {
		if i >= r.First && i < r.Last {
			return true
		}
	}
	return false
}

func length(rs []page.Range) (n int) {
	for _, r := range rs {
		n += r.Len()
	}
	return n
}
