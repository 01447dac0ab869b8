package hypothesis

import (
	"hearsay/internal/attribution/page"
	"hearsay/internal/syntax"
)

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
