package frame

import (
	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/page"
	"hearsay/internal/syntax"
)

var none page.Word

var nowhere = branch{up: 5, top: -1, mid: -1}

func (f *Frame) at(i int) *page.Word {
	if i < f.First || i >= f.Last {
		return &none
	}
	return &f.pg.Words[i]
}

func (f *Frame) branchAt(i int) *branch {
	if i < f.First || i >= f.Last {
		return &nowhere
	}
	return &f.branch[i-f.First]
}

// code is a branch in one number: turn, relation, side, second step.
func (f *Frame) code(b *branch, side uint32) uint32 {
	return uint32(b.up)<<16 | uint32(b.rel)<<8 | side
}

// level sorts a probability into eight.
func level(p float32) uint32 {
	switch {
	case p < 0.01:
		return 0
	case p < 0.05:
		return 1
	case p < 0.15:
		return 2
	case p < 0.35:
		return 3
	case p < 0.65:
		return 4
	case p < 0.85:
		return 5
	case p < 0.97:
		return 6
	}
	return 7
}

func steps(d int) uint32 {
	if d < 0 {
		d = -d
	}
	switch {
	case d <= 4:
		return uint32(d)
	case d <= 6:
		return 5
	case d <= 9:
		return 6
	case d <= 15:
		return 7
	case d <= 25:
		return 8
	case d <= 50:
		return 9
	}
	return 10
}

// Features appends the node and edge feature hashes of word i.
func (f *Frame) Features(i int, node, edge []uint32) ([]uint32, []uint32) {
	w, p, n := f.at(i), f.at(i-1), f.at(i+1)
	side := uint32(0)
	if i > f.Anchor {
		side = 1
	} else if i == f.Anchor {
		side = 2
	}
	add := func(t, v uint32) { node = append(node, chain.Mix(t|side<<16, v)) }
	add2 := func(t, v, u uint32) { node = append(node, chain.Mix(chain.Mix(t|side<<16, v), u)) }

	b, pb, nb := f.branchAt(i), f.branchAt(i-1), f.branchAt(i+1)
	code, sub := f.code(b, side), uint32(b.sub)
	k := i - f.First
	apart := int(w.Sent) - int(f.at(f.Anchor).Sent)
	sd := uint32(max(-2, min(2, apart)) + 2)
	rivals := uint32(f.rivals[k])<<2 | uint32(f.strong[k])
	far := steps(i - f.Anchor)
	bel := &f.belief[i]
	tag := uint32(w.XPOS)

	add(1, w.Form)
	add2(2, tag, far)
	add2(3, p.Form, w.Form)
	add2(4, w.Form, n.Form)
	add2(5, uint32(p.XPOS)<<8|tag, uint32(n.XPOS))
	add2(6, code, sd)
	add2(7, code, f.code(pb, sub))
	add2(8, code, f.code(nb, sub))
	add2(9, code, tag)
	add2(10, code, sub)
	add2(11, code<<8|sub, function(w))
	add2(12, sub<<8|uint32(pb.sub), code)
	add2(13, code, f.lemma)
	add2(14, f.lemma, far)
	add2(15, f.tag<<8|uint32(w.Mark), sd)
	add2(16, uint32(p.Mark)<<8|uint32(w.Mark)<<4|uint32(n.Mark), f.same(w))
	add2(17, uint32(w.Mark)<<8|f.same(w), f.lemma)

	pbel, nbel := belief0, belief0
	if i > f.First {
		pbel = &f.belief[i-1]
	}
	if i+1 < f.Last {
		nbel = &f.belief[i+1]
	}
	trio := level(bel.Source)<<8 | level(bel.Cue)<<4 | level(bel.Content)
	add(18, trio)
	add2(19, trio, level(pbel.Source)<<8|level(pbel.Cue)<<4|level(pbel.Content))
	add2(20, trio, level(nbel.Source)<<8|level(nbel.Cue)<<4|level(nbel.Content))
	add2(21, level(bel.SourceBegin)<<4|level(bel.ContentBegin), level(nbel.SourceBegin)<<4|level(nbel.ContentBegin))
	add2(22, trio, rivals)
	add2(23, trio, code)
	add2(24, rivals, far)
	add2(25, rivals, code)
	add2(26, rivals<<4|uint32(w.Mark), sd)
	add2(27, uint32(w.Class), code)
	add2(28, uint32(f.commas[k])<<8|rivals, tag)
	add2(29, code, f.sign)
	add2(30, f.sign<<4|sd, far)
	add2(31, f.marks<<4|uint32(w.Mark), sd)
	add2(32, f.marks<<8|rivals, trio)
	add2(33, f.marks, code)
	add2(34, uint32(b.depth)<<8|sub, code)
	add2(35, w.Lemma, uint32(w.Rel))
	add2(36, uint32(p.Class)<<8|uint32(w.Class), uint32(n.Class)<<8|tag)
	add2(37, f.edgeOf(i), tag)
	add2(38, f.edgeOf(i), function(w)<<2)
	add2(39, function(p), function(n))
	if d := i - f.Anchor; d >= -4 && d <= 4 {
		add2(40, uint32(d+4), w.Form)
		add2(41, uint32(d+4)<<8|tag, f.tag)
		add2(42, uint32(d+4)<<8|tag, f.lemma)
	}
	if i == f.Anchor {
		add2(43, f.lemma, f.sign)
		add2(44, f.lemma, f.marks)
		add2(45, f.sign, f.tag)
		add2(46, level(bel.Cue), f.tag)
		add2(47, uint32(w.Rel)<<16|f.sign, uint32(f.at(int(w.Head)).XPOS))
		add2(48, uint32(w.Rel), f.lemma)
		add2(49, w.Group, f.sign)
	}
	turn := uint32(0)
	if pb.top != b.top || pb.up != b.up {
		turn = 1
	}
	at := side
	if i == f.Anchor+1 {
		at = 3
	}
	edge = append(edge,
		chain.Mix(101, at),
		chain.Mix(chain.Mix(102, at), turn<<16|code>>8),
		chain.Mix(chain.Mix(103, at), function(w)),
		chain.Mix(chain.Mix(104, at), function(p)),
		chain.Mix(chain.Mix(105, at), uint32(p.Mark)<<4|uint32(w.Mark)),
		chain.Mix(chain.Mix(106, at), turn<<16|sub),
	)
	return node, edge
}

var belief0 = &Belief{}

// same says whether a word shares the anchor's quotation, or stands in another.
func (f *Frame) same(w *page.Word) uint32 {
	a := f.pg.Words[f.Anchor].Quote
	switch {
	case w.Quote < 0:
		return 0
	case w.Quote == a:
		return 1
	}
	return 2
}

// edgeOf says which boundaries of dependency branches fall on either side of
// word i.
func (f *Frame) edgeOf(i int) uint32 {
	b, pb, nb := f.branchAt(i), f.branchAt(i-1), f.branchAt(i+1)
	out := uint32(b.up)<<12 | uint32(b.rel)<<4
	if pb.top != b.top {
		out |= 1
	} else if pb.mid != b.mid {
		out |= 2
	}
	if nb.top != b.top {
		out |= 4
	} else if nb.mid != b.mid {
		out |= 8
	}
	return out
}

// function is the form of a function word or mark, the tag of any other.
func function(w *page.Word) uint32 {
	switch w.UPOS {
	case syntax.ADP, syntax.AUX, syntax.CCONJ, syntax.DET, syntax.PART, syntax.PRON, syntax.PUNCT, syntax.SCONJ:
		return w.Form
	}
	return uint32(w.XPOS)
}
