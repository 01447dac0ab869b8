package hypothesis

import (
	"math"

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

// ln is the natural logarithm, -20 at and below zero.
func ln(p float32) float32 {
	if p < 2e-9 {
		return -20
	}
	return float32(math.Log(float64(p)))
}

// odds is a probability as a level: its log odds in steps of a twelfth.
func odds(p float32) uint8 {
	if p < 5e-5 {
		p = 5e-5
	} else if p > 1-5e-5 {
		p = 1 - 5e-5
	}
	return uint8(125 + 12*math.Log(float64(p/(1-p))))
}

// share is a number between 0 and 1 as a level.
func share(p float32) uint8 { return uint8(max(0, min(250, p*250))) }

// count is a small number as a level.
func count(n int) uint8 { return uint8(max(0, min(250, n))) }

// nats is a logarithm of a probability as a level.
func nats(x float32) uint8 { return uint8(max(0, min(250, 250+x*20))) }

// flag is a yes or no as a level.
func flag(b bool) uint8 {
	if b {
		return 1
	}
	return 0
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

// Rivalry appends what trust in a judged hypothesis is built on beside its row:
// its value, that of the best one at odds with it, and that of the best other
// one of its anchor.
func (s *Set) Rivalry(i int, row []uint8) []uint8 {
	h := &s.All[i]
	var rival, kin float32
	for k := range s.All {
		o := &s.All[k]
		switch {
		case k == i:
		case o.look == h.look:
			kin = max(kin, o.Value)
		case o.Value > rival && Clash(h, o):
			rival = o.Value
		}
	}
	return append(row, share(h.Value), share(rival), share(kin))
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

// surround counts the words of the quotation around the cue.
func (h *Hypothesis) surround(s *Set) int {
	if q := s.page.Words[h.Anchor].Quote; q >= 0 {
		return s.page.Quotes[q].Last - s.page.Quotes[q].First
	}
	return 0
}

// rivalled says what other anchors of the run would make of the same words.
func (s *Set) rivalled(h *Hypothesis, lk *look, row []uint8) []uint8 {
	var inContent, inSource, clash, better, inCue float32
	sharing, clashes, nearer := 0, 0, 0
	for i := range s.looks {
		if i == h.look {
			continue
		}
		o := &s.All[s.looks[i].top]
		p := s.looks[i].cue
		a := o.Anchor
		switch {
		case within(a, h.Content):
			inContent = max(inContent, p)
		case within(a, h.Source):
			inSource = max(inSource, p)
		case a >= h.Cue.First && a < h.Cue.Last:
			inCue = max(inCue, p)
		}
		if a > h.first() && a < h.last() {
			nearer++
		}
		if len(h.Source) > 0 && len(o.Source) == len(h.Source) && o.Source[0] == h.Source[0] {
			sharing++
		}
		if Clash(h, o) {
			clashes++
			clash = max(clash, p)
			if within(h.Anchor, o.Content) {
				better = max(better, p)
			}
		}
	}
	return append(row, odds(inContent), odds(inSource), odds(inCue), odds(clash), odds(better), count(sharing), count(clashes), count(nearer),
		share(s.cues(h.Content)/4), share(s.cues(h.Source)), count(len(s.looks)))
}

// cues is the belief in cues within a part, summed.
func (s *Set) cues(rs []page.Range) (sum float32) {
	for _, r := range rs {
		sum += s.sums[r.Last-s.run.First].cue - s.sums[r.First-s.run.First].cue
	}
	return sum
}

// hung says how the parts hang together in the dependency tree.
func (s *Set) hung(h *Hypothesis, row []uint8) []uint8 {
	rel, up, loose := s.hang(h.Source, h)
	crel, cup, cloose := s.hang(h.Content, h)
	w := s.at(h.Anchor)
	up2 := uint8(0)
	if w.Head >= 0 {
		up2 = uint8(s.at(int(w.Head)).XPOS)
	}
	row = append(row, rel, up, loose, crel, cup, cloose, uint8(w.Rel), up2)
	signs := &s.looks[h.look].signs
	return append(row, uint8(signs.Below), uint8(signs.Below>>8), uint8(signs.Marks), s.split(h.Source), s.split(h.Content))
}

// hang finds the first word of a part whose head lies outside of it: its
// relation, whether that head is the anchor (1), in the cue (2), the anchor's
// own head (3), below (4) or elsewhere, and how many such words there are.
func (s *Set) hang(rs []page.Range, h *Hypothesis) (rel, up, loose uint8) {
	n := 0
	for _, r := range rs {
		for i := r.First; i < r.Last; i++ {
			w := &s.page.Words[i]
			if w.UPOS == syntax.PUNCT || w.Head >= 0 && within(int(w.Head), rs) {
				continue
			}
			n++
			if n > 1 {
				continue
			}
			rel = uint8(w.Rel)
			switch head := int(w.Head); {
			case head == h.Anchor:
				up = 1
			case head < 0:
				up = 5
			case head >= h.Cue.First && head < h.Cue.Last:
				up = 2
			case head == int(s.page.Words[h.Anchor].Head):
				up = 3
			case i == int(s.page.Words[h.Anchor].Head):
				up = 4
			default:
				up = 6
			}
		}
	}
	return rel, up, count(n)
}

// split says whether the words next to a part hang on a word of it: then its
// boundary cuts a phrase.
func (s *Set) split(rs []page.Range) (cut uint8) {
	for k, r := range rs {
		if w := s.at(r.Last); w.UPOS != syntax.PUNCT && w.Head >= 0 && int(w.Head) >= r.First && int(w.Head) < r.Last && k == len(rs)-1 {
			cut |= 1
		}
		if w := s.at(r.First - 1); w.UPOS != syntax.PUNCT && w.Head >= 0 && int(w.Head) >= r.First && int(w.Head) < r.Last && k == 0 {
			cut |= 2
		}
	}
	return cut
}

var none page.Word

// at is word i of the page, an empty one outside the run.
func (s *Set) at(i int) *page.Word {
	if i < s.run.First || i >= s.run.Last {
		return &none
	}
	return &s.page.Words[i]
}

// marginal is the least and the mean probability of a label over a part.
func (s *Set) marginal(lk *look, rs []page.Range, y uint8) (low, mean float32) {
	low = 1
	n := 0
	for _, r := range rs {
		for i := r.First; i < r.Last; i++ {
			p := s.label(lk, i, y)
			low = min(low, p)
			mean += p
			n++
		}
	}
	return low, mean / float32(max(1, n))
}

// edges is the probability of the label just before and just behind a range.
func (s *Set) edges(lk *look, r page.Range, y uint8) (before, after float32) {
	return s.label(lk, r.First-1, y), s.label(lk, r.Last, y)
}

func (s *Set) label(lk *look, i int, y uint8) float32 {
	k := lk.from + (i-lk.first)*int(frame.Labels) + int(y)
	if i < lk.first || k >= lk.to {
		return 0
	}
	return s.labels[k]
}

var belief0 frame.Belief

// outside is what is believed of the words just before and behind a range.
func (s *Set) outside(r page.Range) (before, after *frame.Belief) {
	before, after = &belief0, &belief0
	if r.First > s.run.First {
		before = &s.belief[r.First-1]
	}
	if r.Last < s.run.Last {
		after = &s.belief[r.Last]
	}
	return before, after
}

// mean is the mean belief that the words of a range are source (role 0) or
// content.
func (s *Set) mean(r page.Range, role int) float32 {
	a, b := &s.sums[r.First-s.run.First], &s.sums[r.Last-s.run.First]
	if role == 0 {
		return (b.source - a.source) / float32(max(1, r.Len()))
	}
	return (b.content - a.content) / float32(max(1, r.Len()))
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

// CueOdds turns a level of odds back into a probability.
func CueOdds(l uint8) float32 { return float32(1 / (1 + math.Exp(-(float64(l)-125)/12))) }
