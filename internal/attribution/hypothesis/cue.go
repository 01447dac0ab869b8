package hypothesis

import (
	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/page"
	"hearsay/internal/syntax"
)

// cueFeatures describes a cue: its words, what hangs on the anchor, what stands
// beside it.
func (s *Set) cueFeatures(m *mixer, lk *look, r page.Range) {
	a := s.at(lk.anchor)
	first, last := s.at(r.First), s.at(r.Last-1)
	p, n := s.at(r.First-1), s.at(r.Last)
	low, mean := s.marginal(lk, []page.Range{r}, 2)
	before, after := s.edges(lk, r, 2)
	whole, tags := uint32(1), uint32(2)
	for i := r.First; i < r.Last; i++ {
		w := s.at(i)
		if i < r.First+8 {
			whole = chain.Mix(whole, w.Lemma)
		}
		tags = chain.Mix(tags, uint32(w.XPOS))
	}
	m.add(1, 0, 0)
	m.add(2, whole, 0)
	m.add(3, whole, function(n))
	m.add(4, tags, 0)
	m.add(5, tags, uint32(n.XPOS))
	m.add(6, a.Lemma, uint32(r.Len()))
	m.both(7, first.Form, function(p))
	m.both(8, last.Form, function(n))
	m.both(9, uint32(first.XPOS)<<8|uint32(p.XPOS), 0)
	m.both(10, uint32(last.XPOS)<<8|uint32(n.XPOS), 0)
	m.add(11, last.Lemma, n.Form)
	m.add(12, first.Lemma, p.Form)
	m.add(13, uint32(lk.anchor-r.First)<<8|uint32(r.Last-lk.anchor), uint32(a.XPOS))
	m.add(14, oddsBin(low)<<8|oddsBin(mean), 0)
	m.add(15, oddsBin(before)<<8|oddsBin(after), 0)
	m.add(16, oddsBin(lk.cue), a.Lemma)
	m.add(17, oddsBin(lk.cue), 0)
	m.add(40, uint32(a.Sense.First)<<16|uint32(a.Sense.Second)<<8|uint32(a.Sense.Takes), lk.signs.Below)
	m.add(41, uint32(a.Sense.First)<<8|uint32(a.Sense.Takes), oddsBin(lk.cue))
	m.add(42, uint32(a.Sense.First), tags)
	m.add(43, uint32(a.Sense.First), function(n))
	m.add(18, lk.signs.Marks<<8|uint32(first.Mark), oddsBin(lk.cue))
	m.add(19, lk.signs.Below, a.Lemma)
	m.add(20, lk.signs.Below, uint32(a.XPOS))
	m.add(21, uint32(a.Rel), a.Lemma)
	m.add(22, uint32(a.Rel), uint32(s.at(int(a.Head)).XPOS)<<8|uint32(a.XPOS))
	// the dependents at the edges: auxiliaries and adverbs left out or taken in
	m.add(23, uint32(p.Rel)<<1|s.hangs(r.First-1, r), uint32(p.XPOS))
	m.add(24, uint32(n.Rel)<<1|s.hangs(r.Last, r), function(n))
	m.add(25, uint32(first.Rel)<<8|uint32(last.Rel), tags)
	m.add(26, uint32(a.Cluster), tags)
	m.add(27, uint32(a.Cluster), lk.signs.Below)
	if a.Head >= 0 {
		m.add(28, s.at(int(a.Head)).Lemma, a.Lemma)
	}
	for _, k := range s.page.Children(lk.anchor) {
		w := s.at(int(k))
		in := uint32(0)
		if int(k) >= r.First && int(k) < r.Last {
			in = 1
		}
		m.add(29, uint32(w.Rel)<<2|in<<1|side(int(k) > lk.anchor), w.Lemma)
		m.add(30, uint32(w.Rel)<<2|in<<1|side(int(k) > lk.anchor), a.Lemma)
	}
}

// side is 1 for the right.
func side(right bool) uint32 {
	if right {
		return 1
	}
	return 0
}

// hangs is 1 if the head of word i lies in r.
func (s *Set) hangs(i int, r page.Range) uint32 {
	if w := s.at(i); w.Head >= 0 && int(w.Head) >= r.First && int(w.Head) < r.Last {
		return 1
	}
	return 0
}

// top is the first word of r whose head lies outside of r, -1 for none.
func (s *Set) top(r page.Range) int {
	for i := r.First; i < r.Last; i++ {
		w := s.at(i)
		if w.UPOS != syntax.PUNCT && (int(w.Head) < r.First || int(w.Head) >= r.Last) {
			return i
		}
	}
	return -1
}

// place says where the head of word i lies from an anchor's and a part's view.
func (s *Set) place(i int, lk *look, r page.Range) uint32 {
	if i < 0 {
		return 9
	}
	h := int(s.at(i).Head)
	a := lk.anchor
	switch {
	case h < 0:
		return 0
	case h == a:
		return 1
	case h >= r.First && h < r.Last:
		return 2
	case h == int(s.at(a).Head):
		return 3
	case i == int(s.at(a).Head):
		return 4
	case i == a:
		return 5
	case h < r.First:
		return 6
	}
	return 7
}

// climbs is how many heads are followed upwards.
const climbs = 10

// next says what begins behind a part at word i: the top of what hangs
// together there and where that hangs.
func (s *Set) next(i int, lk *look, r page.Range) (code uint32, top int) {
	if i < s.run.Last && s.at(i).UPOS == syntax.PUNCT {
		i++
	}
	if i >= s.run.Last {
		return 99, -1
	}
	for range climbs {
		h := int(s.at(i).Head)
		if h < r.Last || h >= s.run.Last {
			break
		}
		i = h
	}
	return uint32(s.at(i).Rel)<<4 | s.place(i, lk, r), i
}

// prior says what ends before a part at word i.
func (s *Set) prior(i int, lk *look, r page.Range) (code uint32) {
	if i >= s.run.First && s.at(i).UPOS == syntax.PUNCT {
		i--
	}
	if i < s.run.First {
		return 99
	}
	for range climbs {
		h := int(s.at(i).Head)
		if h >= r.First || h < s.run.First {
			break
		}
		i = h
	}
	return uint32(s.at(i).Rel)<<4 | s.place(i, lk, r)
}

// opener reports whether a word can open a clause or a further member.
func opener(w *page.Word) bool {
	return w.XPOS == syntax.TagComma || w.UPOS == syntax.CCONJ || w.UPOS == syntax.SCONJ ||
		w.XPOS == syntax.TagWDT || w.XPOS == syntax.TagWP || w.XPOS == syntax.TagWRB || w.UPOS == syntax.PUNCT && w.Mark != page.Closing
}

// tail finds the last clause or member in a range: the word that opens it and
// whether it holds a finite verb; r.First where there is none.
func (s *Set) tail(r page.Range) (at int, finite uint32) {
	for i := r.Last - 1; i > r.First; i-- {
		w := s.at(i)
		switch w.XPOS {
		case syntax.TagVBD, syntax.TagVBP, syntax.TagVBZ, syntax.TagMD:
			finite = 1
		}
		if i < r.Last-1 && opener(w) {
			return i, finite
		}
	}
	return r.First, finite
}

// coming tells of the clause or member that begins at word i: whether it holds a
// finite verb, and how long it is.
func (s *Set) coming(i int) (finite uint32, n int) {
	sent := s.at(i).Sent
	for j := i; j < s.run.Last && j < i+25 && s.at(j).Sent == sent; j++ {
		w := s.at(j)
		switch w.XPOS {
		case syntax.TagVBD, syntax.TagVBP, syntax.TagVBZ, syntax.TagMD:
			finite = 1
		}
		if j > i+1 && opener(w) {
			break
		}
		n++
	}
	return finite, n
}
