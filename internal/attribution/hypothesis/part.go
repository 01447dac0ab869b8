package hypothesis

import (
	"slices"

	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/page"
	"hearsay/internal/syntax"
)

// Role is a part of an attribution.
type Role uint8

// The roles.
const (
	CueRole Role = iota
	SourceRole
	ContentRole
	Roles
)

// Part is one way to fill a role, seen from an anchor.
type Part struct {
	Role   Role
	Ranges []page.Range
	Score  float32 // of the ranker
	Share  float32 // the probability, by the ranker, that it is right to the word

	// Log is how far the best labelling with it lies behind the best of all, in
	// nats.
	Log    float32
	look   int
	ranked bool
}

// enter notes the parts of a hypothesis.
func (s *Set) enter(h *Hypothesis, look int) {
	from := len(s.ranges)
	s.ranges = append(s.ranges, h.Cue)
	lag := h.Log - s.All[s.looks[look].top].Log
	h.part[CueRole] = s.part(look, CueRole, s.ranges[from:len(s.ranges):len(s.ranges)], lag)
	h.part[SourceRole] = s.part(look, SourceRole, h.Source, lag)
	h.part[ContentRole] = s.part(look, ContentRole, h.Content, lag)
}

// part is the index of a part, which is entered if it is not there. lag is how
// far a labelling with it lies behind the first.
func (s *Set) part(look int, role Role, rs []page.Range, lag float32) int32 {
	for k := s.looks[look].parts; k < len(s.Parts); k++ {
		p := &s.Parts[k]
		switch {
		case p.look != look && k < s.lent:
			k = min(s.lent, len(s.Parts)) - 1 // on to those that were lent
		case p.look == look && p.Role == role && slices.Equal(p.Ranges, rs):
			p.Log = max(p.Log, lag)
			return int32(k)
		}
	}
	s.Parts = append(s.Parts, Part{Role: role, Ranges: rs, look: look, Log: lag})
	return int32(len(s.Parts) - 1)
}

// mixer gathers the hashes of one part.
type mixer struct {
	out  []uint32
	role uint32
	lem  uint32 // of the anchor
	sort uint32 // its tag and what hangs below it
}

// add enters a feature.
func (m *mixer) add(t, v, u uint32) {
	m.out = append(m.out, chain.Mix(chain.Mix(t<<2|m.role, v), u))
}

// both enters a feature alone, with the anchor's lemma and with its sort.
func (m *mixer) both(t, v, u uint32) {
	h := chain.Mix(chain.Mix(t<<2|m.role, v), u)
	m.out = append(m.out, h, chain.Mix(h^0x5bd1e995, m.lem), chain.Mix(h^0x1b873593, m.sort))
}

// function is the form of a function word or mark, the tag of any other.
func function(w *page.Word) uint32 {
	switch w.UPOS {
	case syntax.ADP, syntax.AUX, syntax.CCONJ, syntax.DET, syntax.PART, syntax.PRON, syntax.PUNCT, syntax.SCONJ:
		return w.Form
	}
	return uint32(w.XPOS)
}

// bin sorts a length or a distance in words.
func bin(n int) uint32 {
	switch {
	case n < 0:
		return 15
	case n <= 4:
		return uint32(n)
	case n <= 6:
		return 5
	case n <= 9:
		return 6
	case n <= 14:
		return 7
	case n <= 20:
		return 8
	case n <= 30:
		return 9
	case n <= 50:
		return 10
	}
	return 11
}

// oddsBin sorts a probability by its log odds.
func oddsBin(p float32) uint32 { return uint32(odds(p)) / 12 }

// PartFeatures appends the hashes of the features of part k.
func (s *Set) PartFeatures(k int, out []uint32) []uint32 {
	p := &s.Parts[k]
	lk := &s.looks[p.look]
	a := s.at(lk.anchor)
	m := mixer{out: out, role: uint32(p.Role), lem: a.Lemma}
	m.sort = uint32(a.XPOS)<<20 | lk.signs.Below
	lag := uint32(max(-20, min(20, p.Log*2)) + 20)
	m.both(60, lag, 0)
	switch p.Role {
	case CueRole:
		s.cueFeatures(&m, lk, p.Ranges[0])
	case SourceRole:
		s.sourceFeatures(&m, lk, p.Ranges)
	case ContentRole:
		s.contentFeatures(&m, lk, p.Ranges)
	}
	return m.out
}

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

// ends enters what speaks for the two outer boundaries of a stretch.
func (s *Set) ends(m *mixer, lk *look, t uint32, first, last page.Range) {
	f, l := s.at(first.First), s.at(last.Last-1)
	p, n := s.at(first.First-1), s.at(last.Last)
	pp, nn := s.at(first.First-2), s.at(last.Last+1)
	f2, l2 := s.at(first.First+1), s.at(last.Last-2)
	ff, fp, fl, fn := function(f), function(p), function(l), function(n)
	marks := uint32(p.Mark)<<6 | uint32(f.Mark)<<4 | uint32(l.Mark)<<2 | uint32(n.Mark)
	m.both(t+1, f.Form, fp)
	m.both(t+2, l.Form, fn)
	m.both(t+3, n.Form, fl)
	m.add(t+4, p.Form, f.Form)
	m.add(t+5, l.Form, n.Form)
	m.add(t+6, chain.Mix(fp, ff), function(f2))
	m.add(t+7, chain.Mix(fl, fn), function(nn))
	m.add(t+8, chain.Mix(fl, fn), function(l2))
	m.add(t+9, chain.Mix(fp, ff), function(pp))
	m.both(t+10, marks, 0)
	m.add(t+11, uint32(p.Mark)<<4|uint32(f.Mark), chain.Mix(fp, ff))
	m.add(t+12, uint32(l.Mark)<<4|uint32(n.Mark), chain.Mix(fl, fn))
	code, top := s.next(last.Last, lk, last)
	m.both(t+13, code, fn)
	m.add(t+14, code, chain.Mix(fn, function(nn)))
	if top >= 0 {
		m.add(t+15, code, s.at(top).Lemma)
		m.add(t+16, code<<8|uint32(s.at(top).XPOS), fn)
	}
	pc := s.prior(first.First-1, lk, first)
	m.both(t+17, pc, ff)
	m.add(t+18, pc, chain.Mix(fp, ff))
	at, fin := s.tail(last)
	w, w2 := s.at(at), s.at(at+1)
	long := bin(last.Last - at)
	if at == last.First {
		m.add(t+19, 1, fin)
	} else {
		m.both(t+20, function(w)<<1|fin, function(w2))
		m.add(t+21, chain.Mix(function(w), function(w2)), long)
		m.add(t+22, chain.Mix(function(w), uint32(w2.XPOS)), chain.Mix(fn, fin))
		m.add(t+23, w2.Lemma, function(w)<<1|fin)
	}
	finite, some := s.coming(last.Last)
	m.both(t+24, fn<<1|finite, function(nn))
	m.add(t+25, chain.Mix(fn, function(nn)), bin(some)<<1|finite)
	m.add(t+26, nn.Lemma, fn<<1|finite)
	m.add(t+27, uint32(f.Cluster), uint32(p.Cluster))
	m.add(t+28, uint32(l.Cluster), uint32(n.Cluster))
	m.add(t+29, uint32(n.Cluster), m.lem)
	m.add(t+30, uint32(f.Class)<<8|uint32(p.Class), uint32(l.Class)<<8|uint32(n.Class))
}

// sourceFeatures describes a source, or that there is none.
func (s *Set) sourceFeatures(m *mixer, lk *look, rs []page.Range) {
	a := s.at(lk.anchor)
	if len(rs) == 0 {
		m.both(1, 0, 0)
		m.both(2, lk.signs.Marks, uint32(a.Rel))
		m.add(3, uint32(a.Rel), uint32(s.at(int(a.Head)).XPOS))
		m.add(4, uint32(s.at(lk.anchor-1).XPOS), uint32(s.at(lk.anchor+1).XPOS))
		m.add(5, s.at(lk.anchor-1).Form, a.Lemma)
		m.add(6, s.at(lk.anchor+1).Form, a.Lemma)
		_, low := s.marginal(lk, rs, 1)
		m.add(7, oddsBin(low), 0)
		return
	}
	first, last := rs[0], rs[len(rs)-1]
	low, mean := s.marginal(lk, rs, 1)
	before, _ := s.edges(lk, first, 1)
	_, after := s.edges(lk, last, 1)
	s.ends(m, lk, 100, first, last)
	top := s.top(first)
	where := side(first.First > lk.anchor)
	place := s.place(top, lk, first)
	gap := lk.anchor - last.Last
	if where == 1 {
		gap = first.First - lk.anchor
	}
	m.add(10, oddsBin(low)<<8|oddsBin(mean), 0)
	m.add(11, oddsBin(before)<<8|oddsBin(after), 0)
	m.add(12, oddsBin(s.mean(first, 0)), 0)
	m.both(13, bin(length(rs)), 0)
	m.both(14, uint32(len(rs))<<8|where, bin(gap))
	if top >= 0 {
		w := s.at(top)
		m.both(15, uint32(w.Rel)<<8|place<<1|where, 0)
		m.add(16, w.Lemma, a.Lemma)
		m.add(17, w.Lemma, 0)
		m.add(40, uint32(w.Sense.First)<<8|uint32(a.Sense.First), uint32(w.Rel)<<8|place<<1|where)
		m.add(18, uint32(w.XPOS)<<8|place<<1|where, uint32(w.Rel))
		m.add(19, uint32(w.Class), uint32(w.Rel)<<8|place<<1|where)
		m.add(20, uint32(w.Cluster), a.Lemma)
	}
	m.add(21, uint32(count(s.commas(first))), bin(first.Len()))
	_, loose, _ := s.loose(rs)
	m.add(22, loose, place)
	m.add(23, uint32(s.at(first.First).Sent-a.Sent)+8, where)
	whole := uint32(3)
	if first.Len() <= 4 {
		for i := first.First; i < first.Last; i++ {
			whole = chain.Mix(whole, s.at(i).Form)
		}
		m.both(24, whole, where)
	}
}

// loose counts the words of a part whose head lies outside of it.
func (s *Set) loose(rs []page.Range) (first int, n uint32, verbs uint32) {
	first = -1
	for _, r := range rs {
		for i := r.First; i < r.Last; i++ {
			w := s.at(i)
			if w.UPOS == syntax.PUNCT || w.Head >= 0 && within(int(w.Head), rs) {
				continue
			}
			if first < 0 {
				first = i
			}
			if n < 5 {
				n++
			}
			if w.UPOS == syntax.VERB || w.UPOS == syntax.AUX {
				verbs = min(3, verbs+1)
			}
		}
	}
	return first, n, verbs
}

// contentFeatures describes a content: its bounds, its gaps, its quotation marks,
// how it hangs on the anchor.
func (s *Set) contentFeatures(m *mixer, lk *look, rs []page.Range) {
	a := s.at(lk.anchor)
	first, last := rs[0], rs[len(rs)-1]
	low, mean := s.marginal(lk, rs, 3)
	before, _ := s.edges(lk, first, 3)
	_, after := s.edges(lk, last, 3)
	s.ends(m, lk, 200, first, last)
	top, loose, verbs := s.loose(rs)
	place := s.place(top, lk, first)
	shape := uint32(len(rs))<<2 | side(first.First > lk.anchor)<<1 | side(last.First > lk.anchor)
	m.add(10, oddsBin(low)<<8|oddsBin(mean), 0)
	m.add(11, oddsBin(before)<<8|oddsBin(after), 0)
	m.add(12, oddsBin(s.mean(first, 2))<<8|oddsBin(s.mean(last, 2)), 0)
	m.both(13, bin(length(rs)), shape)
	m.both(14, shape, 0)
	m.add(15, loose<<4|verbs, shape)
	m.both(16, loose, place)
	if top >= 0 {
		w := s.at(top)
		m.both(17, uint32(w.Rel)<<8|place, shape)
		m.add(18, uint32(w.XPOS)<<8|place, uint32(w.Rel))
		m.add(40, uint32(w.Sense.First)<<16|uint32(a.Sense.First)<<8|uint32(a.Sense.Takes), uint32(w.Rel)<<8|place)
		m.add(41, uint32(a.Sense.First)<<8|uint32(a.Sense.Takes), function(s.at(first.First)))
		m.both(19, uint32(w.XPOS), function(s.at(first.First)))
	}
	gap := lk.anchor - last.Last
	if first.First > lk.anchor {
		gap = first.First - lk.anchor
	}
	m.both(20, bin(gap), shape)
	m.add(21, function(s.at(lk.anchor+1)), chain.Mix(function(s.at(first.First)), bin(gap)))
	sf, sl := s.at(first.First).Sent, s.at(last.Last-1).Sent
	m.add(22, uint32(sf-a.Sent+8)<<8|uint32(sl-a.Sent+8), shape)
	m.both(23, bin(first.First-s.page.Sents[sf].First), bin(s.page.Sents[sl].Last-last.Last))
	quoted, words, n := 0, 0, uint32(0)
	for _, r := range rs {
		for i := r.First; i < r.Last; i++ {
			words++
			if s.at(i).Mark != page.Outside {
				quoted++
			}
			if s.at(i).Mark == page.Opening {
				n++
			}
		}
	}
	kind := uint32(0)
	switch {
	case quoted == words:
		kind = 2
	case quoted > 0:
		kind = 1
	}
	m.both(24, kind, shape)
	m.both(25, kind<<8|min(n, 3), lk.signs.Marks)
	if len(rs) > 1 {
		second := rs[1]
		g := page.Range{First: first.Last, Last: second.First}
		holds := side(lk.anchor >= g.First && lk.anchor < g.Last)
		m.both(26, bin(g.Len()), holds)
		m.add(27, function(s.at(g.First)), function(s.at(g.Last-1))<<1|holds)
		m.add(28, function(s.at(first.Last-1)), function(s.at(second.First))<<1|holds)
		m.add(29, uint32(s.at(second.First).Sent-s.at(first.Last-1).Sent)+4, holds)
		m.add(30, kind<<8|uint32(s.at(first.Last-1).Mark)<<4|uint32(s.at(second.First).Mark), holds)
		m.add(31, s.at(second.First).Form, holds)
		m.add(32, s.prior(second.First-1, lk, second), holds)
	}
	// what would have come next, and how sure another anchor is of it
	m.add(33, oddsBin(s.outsideCue(last.Last)), function(s.at(last.Last)))
	m.add(34, oddsBin(s.cueBelief(last)), shape)
}

// outsideCue is the strongest belief in a cue in the next few words.
func (s *Set) outsideCue(i int) (top float32) {
	for j := i; j < min(i+5, s.run.Last); j++ {
		top = max(top, s.belief[j].Cue)
	}
	return top
}

// cueBelief is the strongest belief in a cue in the last clause of a range.
func (s *Set) cueBelief(r page.Range) (top float32) {
	at, _ := s.tail(r)
	for j := at; j < r.Last; j++ {
		top = max(top, s.belief[j].Cue)
	}
	return top
}
