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

// sides of the anchor.
const (
	left uint32 = iota
	right
	centre // the anchor itself
)

func (f *Frame) side(i int) uint32 {
	switch {
	case i < f.Anchor:
		return left
	case i > f.Anchor:
		return right
	}
	return centre
}

// Features appends the node and edge feature hashes of word i.
func (f *Frame) Features(i int, node, edge []uint32) ([]uint32, []uint32) {
	node, edge = f.fixed(i, f.side(i), node, edge)
	return f.seen(i, node, edge)
}

// near is a word's neighbour in the run, whatever the window.
func (f *Frame) near(i int) *page.Word {
	if i < f.run.First || i >= f.run.Last {
		return &none
	}
	return &f.pg.Words[i]
}

func (f *Frame) believed(i int) *Belief {
	if i < f.run.First || i >= f.run.Last {
		return &belief0
	}
	return &f.belief[i]
}

// fixed appends the features that depend on the word and the side of the
// anchor it is on alone: they are scored once for all frames of a run.
func (f *Frame) fixed(i int, side uint32, node, edge []uint32) ([]uint32, []uint32) {
	w, p, n, pp, nn := f.near(i), f.near(i-1), f.near(i+1), f.near(i-2), f.near(i+2)
	bel, pbel, nbel := f.believed(i), f.believed(i-1), f.believed(i+1)
	add := func(t, v, u uint32) { node = append(node, chain.Mix(chain.Mix(t|side<<16, v), u)) }
	tag, marks := uint32(w.XPOS), uint32(p.Mark)<<8|uint32(w.Mark)<<4|uint32(n.Mark)
	trio := level(bel.Source)<<8 | level(bel.Cue)<<4 | level(bel.Content)
	fp, fw, fn := function(p), function(w), function(n)
	sent := &f.pg.Sents[w.Sent]
	place := min(uint32(i-sent.First), 2)<<2 | min(uint32(sent.Last-1-i), 2)

	add(1, w.Form, 0)
	add(3, p.Form, w.Form)
	add(4, w.Form, n.Form)
	add(5, uint32(p.XPOS)<<8|tag, uint32(n.XPOS))
	add(16, marks, place)
	add(18, trio, 0)
	add(19, trio, level(pbel.Source)<<8|level(pbel.Cue)<<4|level(pbel.Content))
	add(20, trio, level(nbel.Source)<<8|level(nbel.Cue)<<4|level(nbel.Content))
	add(21, level(bel.SourceBegin)<<4|level(bel.ContentBegin), level(nbel.SourceBegin)<<4|level(nbel.ContentBegin))
	add(35, w.Lemma, uint32(w.Rel))
	add(36, uint32(p.Class)<<8|uint32(w.Class), uint32(n.Class)<<8|tag)
	add(39, fp, fn)
	add(52, uint32(w.Cluster), 0)
	add(53, uint32(p.Cluster)<<16|uint32(w.Cluster), 1)
	add(54, uint32(w.Cluster)<<16|uint32(n.Cluster), 2)
	add(55, chain.Mix(fp, fw), fn)
	add(56, function(pp), chain.Mix(fp, tag))
	add(57, chain.Mix(fw, fn), uint32(nn.XPOS))
	add(58, trio, chain.Mix(fw, fn))
	add(59, trio, fp)
	add(60, place, trio)
	if bel.Spoke > 0 {
		add(50, steps(int(bel.Spoke+0.5)), tag)
		add(51, steps(int(bel.Spoke+0.5)), trio)
	}
	on := func(t, v, u uint32) { edge = append(edge, chain.Mix(chain.Mix(t|side<<16, v), u)) }
	spot := level(pbel.Content)<<9 | level(bel.Content)<<6 | level(pbel.Source)<<3 | level(bel.Source)
	on(103, fw, 0)
	on(104, fp, 0)
	on(105, marks, 0)
	on(107, spot, 0)
	on(108, level(bel.ContentBegin)<<6|level(bel.SourceBegin)<<3|level(bel.CueBegin), uint32(w.Mark))
	on(109, fp, fw)
	on(110, fw, fn)
	on(111, uint32(p.XPOS)<<8|tag, uint32(n.XPOS))
	on(112, place, marks)
	return node, edge
}

// seen appends the features that are the anchor's own view of the word.
func (f *Frame) seen(i int, node, edge []uint32) ([]uint32, []uint32) {
	w, p := f.at(i), f.at(i-1)
	side := f.side(i)
	add := func(t, v, u uint32) { node = append(node, chain.Mix(chain.Mix(t|side<<16, v), u)) }

	b, pb, nb := f.branchAt(i), f.branchAt(i-1), f.branchAt(i+1)
	code, sub := f.code(b, side), uint32(b.sub)
	k := i - f.First
	apart := int(w.Sent) - int(f.at(f.Anchor).Sent)
	sd := uint32(max(-2, min(2, apart)) + 2)
	rivals := uint32(f.rivals[k])<<2 | uint32(f.strong[k])
	far := steps(i - f.Anchor)
	bel := &f.belief[i]
	trio := level(bel.Source)<<8 | level(bel.Cue)<<4 | level(bel.Content)
	tag, mark, same := uint32(w.XPOS), uint32(w.Mark), f.same(w)
	fw := function(w)

	add(2, tag, far)
	add(6, code, sd)
	add(7, code, f.code(pb, uint32(pb.sub)))
	add(8, code, f.code(nb, uint32(nb.sub)))
	add(9, code, tag)
	add(10, code, sub)
	add(11, code<<8|sub, fw)
	add(12, sub<<8|uint32(pb.sub), code)
	add(13, code, f.lemma)
	add(14, f.lemma, far)
	add(15, f.tag<<8|mark, sd)
	add(17, mark<<8|same, f.lemma)
	add(22, trio, rivals)
	add(23, trio, code)
	add(24, rivals, far)
	add(25, rivals, code)
	add(26, rivals<<4|mark, sd)
	add(27, uint32(w.Class), code)
	add(28, uint32(f.commas[k])<<8|rivals, tag)
	add(29, code, f.sign)
	add(80, code, f.sense)
	add(81, code, f.takes<<8|uint32(w.Sense.First))
	add(82, trio, f.sense)
	add(30, f.sign<<4|sd, far)
	add(31, f.marks<<4|mark, sd)
	add(32, f.marks<<8|rivals, trio)
	add(33, f.marks, code)
	add(34, uint32(b.depth)<<8|sub, code)
	add(37, f.edgeOf(i), tag)
	add(38, f.edgeOf(i), fw<<2)
	add(61, trio, chain.Mix(f.lemma, sd))
	add(62, same<<8|sd, mark<<16|rivals)
	if d := i - f.Anchor; d >= -4 && d <= 4 {
		add(40, uint32(d+4), w.Form)
		add(41, uint32(d+4)<<8|tag, f.tag)
		add(42, uint32(d+4)<<8|tag, f.lemma)
		add(63, uint32(d+4), chain.Mix(fw, f.lemma))
	}
	if i == f.Anchor {
		add(43, f.lemma, f.sign)
		add(44, f.lemma, f.marks)
		add(45, f.sign, f.tag)
		add(46, level(bel.Cue), f.tag)
		add(47, uint32(w.Rel)<<16|f.sign, uint32(f.at(int(w.Head)).XPOS))
		add(48, uint32(w.Rel), f.lemma)
		add(83, f.sense, f.sign)
		add(84, f.takes, f.sign)
		add(85, f.sense<<8|f.takes, level(bel.Cue))
		add(86, f.sense<<8|uint32(w.Sense.Second), f.marks)
		add(49, uint32(w.Cluster), f.sign)
		add(64, uint32(w.Cluster), f.marks)
		add(65, f.act, f.sign)
		add(66, f.act<<8|f.tag, level(bel.Cue))
	}
	turn := uint32(0)
	if pb.top != b.top || pb.up != b.up {
		turn = 1
	}
	at := side
	if i == f.Anchor+1 {
		at = 3
	}
	on := func(t, v, u uint32) { edge = append(edge, chain.Mix(chain.Mix(t|at<<16, v), u)) }
	on(101, 0, 0)
	on(102, turn<<16|code>>8, 0)
	on(106, turn<<16|sub, 0)
	on(113, f.edgeOf(i)&0xff1f|same<<20, sd)
	on(114, rivals, sd<<4|uint32(p.Mark))
	return node, edge
}

var belief0 Belief

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
