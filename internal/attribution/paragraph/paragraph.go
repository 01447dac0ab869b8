package paragraph

import (
	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/page"
	"hearsay/internal/syntax"
)

// The labels of a word.
const (
	Out uint8 = iota
	SourceBegin
	SourceIn
	CueBegin
	CueIn
	ContentBegin
	ContentIn
	Labels
)

// Features appends the node and edge feature hashes of word i of run r.
func Features(pg *page.Page, r page.Run, i int, node, edge []uint32) ([]uint32, []uint32) {
	f := features{pg: pg, run: r, node: node}
	w := f.at(i)
	p, n := f.at(i-1), f.at(i+1)
	pp, nn := f.at(i-2), f.at(i+2)

	f.add(1, w.Form)
	f.add(2, p.Form)
	f.add(3, n.Form)
	f.add(4, pp.Form)
	f.add(5, nn.Form)
	f.add2(6, p.Form, w.Form)
	f.add2(7, w.Form, n.Form)
	f.add(8, w.Lemma)
	f.add2(9, w.Lemma, uint32(w.XPOS))
	f.add2(10, p.Lemma, n.Lemma)
	f.add(11, w.Suffix)
	f.add2(12, w.Shape, uint32(p.Mark))
	f.add2(13, uint32(p.XPOS)<<8|uint32(w.XPOS), uint32(n.XPOS))
	f.add2(14, uint32(pp.XPOS)<<8|uint32(p.XPOS), uint32(w.XPOS))
	f.add2(15, uint32(w.XPOS)<<8|uint32(n.XPOS), uint32(nn.XPOS))
	f.add2(16, uint32(w.Class)<<8|uint32(p.Class), uint32(n.Class))
	f.add2(17, uint32(p.Mark)<<8|uint32(w.Mark), uint32(n.Mark))
	f.add2(18, uint32(w.Mark), w.Form)
	f.add2(19, w.Suffix, uint32(w.XPOS))
	f.add2(20, w.Form, uint32(n.XPOS))
	f.add2(21, w.Form, uint32(p.XPOS))
	f.add2(22, uint32(w.Cluster), 0)
	f.add2(23, uint32(p.Cluster), 0)
	f.add2(24, uint32(n.Cluster), 0)
	f.add2(25, uint32(p.Cluster)<<16|uint32(w.Cluster), 0)
	f.add2(26, uint32(w.Cluster)<<16|uint32(n.Cluster), 0)
	f.add2(27, uint32(pp.Coarse)<<24|uint32(p.Coarse)<<16|uint32(w.Coarse)<<8|uint32(n.Coarse), uint32(nn.Coarse))
	kind := uint32(w.Sense.First)<<16 | uint32(w.Sense.Second)<<8 | uint32(w.Sense.Takes)
	f.add2(80, uint32(w.Sense.First)<<8|uint32(p.Sense.First), uint32(n.Sense.First))
	f.add2(81, uint32(w.Sense.Takes), uint32(n.XPOS))
	f.add2(82, kind, 0)
	f.add2(83, uint32(w.Sense.First), function(n))
	f.add2(84, uint32(w.Sense.First), function(p))
	f.add2(85, uint32(w.Sense.Takes), function(n))
	f.syntactic(i, w)
	f.quoted(i, w)

	edge = append(edge,
		chain.Mix(101, 1),
		chain.Mix(102, uint32(p.Mark)<<8|uint32(w.Mark)),
		chain.Mix(103, uint32(w.XPOS)),
		chain.Mix(104, uint32(p.XPOS)<<8|uint32(w.XPOS)),
		chain.Mix(105, function(w)),
		chain.Mix(106, function(p)),
	)
	return f.node, edge
}

// features gathers the hashes of one word.
type features struct {
	pg   *page.Page
	run  page.Run
	node []uint32
}

var none page.Word

func (f *features) at(i int) *page.Word {
	if i < f.run.First || i >= f.run.Last {
		return &none
	}
	return &f.pg.Words[i]
}

func (f *features) add(t, v uint32) { f.node = append(f.node, chain.Mix(t, v)) }

func (f *features) add2(t, v, u uint32) { f.node = append(f.node, chain.Mix(chain.Mix(t, v), u)) }

// syntactic adds what the parse says: the head, its own head, and what hangs
// below the word.
func (f *features) syntactic(i int, w *page.Word) {
	head, grand := &none, &none
	dir := uint32(0)
	if w.Head >= 0 {
		head = &f.pg.Words[w.Head]
		if int(w.Head) > i {
			dir = 1
		}
		if head.Head >= 0 {
			grand = &f.pg.Words[head.Head]
		}
	}
	rel := uint32(w.Rel)<<1 | dir
	f.add2(30, rel, head.Lemma)
	f.add2(31, rel, uint32(head.XPOS))
	f.add2(86, rel, uint32(head.Sense.First)<<8|uint32(head.Sense.Takes))
	f.add2(87, rel, uint32(head.Sense.First)<<8|uint32(w.Sense.First))
	f.add2(32, rel, w.Lemma)
	f.add2(33, rel<<8|uint32(head.Rel), uint32(grand.XPOS))
	f.add2(34, rel<<8|uint32(head.Rel), grand.Lemma)
	f.add2(35, uint32(head.XPOS)<<8|uint32(w.XPOS), uint32(w.Cluster))
	below, comp := uint32(0), uint32(0)
	for _, k := range f.pg.Children(i) {
		c := &f.pg.Words[k]
		side := uint32(0)
		if int(k) > i {
			side = 1
		}
		switch c.Rel {
		case syntax.RelNsubj, syntax.RelNsubjPass:
			below |= 1 << side
			f.add2(36, w.Lemma, chain.Mix(uint32(c.XPOS), uint32(c.Class)))
		case syntax.RelCcomp:
			below |= 4 << side
			comp = 1
		case syntax.RelXcomp:
			below |= 16 << side
			comp = 2
		case syntax.RelObj, syntax.RelObl:
			below |= 64 << side
		case syntax.RelParataxis:
			below |= 256 << side
		case syntax.RelMark, syntax.RelNmodPoss:
			below |= 1024 << side
		}
	}
	f.add2(37, below, uint32(w.XPOS))
	f.add2(38, below, w.Lemma)
	f.add2(39, comp, w.Lemma)
}

// quoted adds how the quotation around or next to the word is built.
func (f *features) quoted(i int, w *page.Word) {
	q := f.next(i)
	f.add2(40, q, uint32(w.XPOS))
	f.add2(41, q, w.Lemma)
	state := uint32(0)
	if w.Quote >= 0 {
		qt := &f.pg.Quotes[w.Quote]
		state = 1 + bucket(qt.Last-qt.First)<<2
		if qt.Verb {
			state |= 2
		}
	}
	f.add2(42, state, uint32(w.Mark))
	sent := &f.pg.Sents[w.Sent]
	first := uint32(0)
	if i-sent.First < 4 {
		first = uint32(i - sent.First + 1)
	}
	last := uint32(0)
	if sent.Last-i <= 3 {
		last = uint32(sent.Last - i)
	}
	f.add2(43, first, uint32(w.XPOS))
	f.add2(44, last, uint32(w.XPOS))
	if f.run.Headline {
		f.add(45, uint32(w.XPOS))
		f.add(46, w.Form)
	}
}

// next says on which sides of the word, in its sentence, a quotation stands,
// and how near.
func (f *features) next(i int) uint32 {
	out := uint32(0)
	for d := 1; d <= 6; d++ {
		if f.at(i-d).Mark == page.Closing {
			out |= uint32(min(d, 3))
			break
		}
	}
	for d := 1; d <= 6; d++ {
		if f.at(i+d).Mark == page.Opening {
			out |= uint32(min(d, 3)) << 2
			break
		}
	}
	return out
}

func bucket(n int) uint32 {
	switch {
	case n < 4:
		return 0
	case n < 7:
		return 1
	case n < 12:
		return 2
	case n < 30:
		return 3
	}
	return 4
}

// function is the form of a function word or mark, the tag of any other.
func function(w *page.Word) uint32 {
	switch w.UPOS {
	case syntax.ADP, syntax.AUX, syntax.CCONJ, syntax.DET, syntax.PART, syntax.PRON, syntax.PUNCT, syntax.SCONJ:
		return w.Form
	}
	return uint32(w.XPOS)
}

// Label fills lat with the model's scores for a run and computes the label
// probabilities.
func Label(m *chain.Model, pg *page.Page, r page.Run, lat *chain.Lattice, node, edge []uint32) ([]uint32, []uint32) {
	lat.Reset(r.Last-r.First, int(Labels))
	for i := r.First; i < r.Last; i++ {
		node, edge = Features(pg, r, i, node[:0], edge[:0])
		lat.Set(m, i-r.First, node, edge)
	}
	lat.Marginals()
	return node, edge
}
