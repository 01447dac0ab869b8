package hypothesis

import (
	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/page"
	"hearsay/internal/syntax"
)

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
