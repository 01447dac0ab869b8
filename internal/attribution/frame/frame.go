package frame

import (
	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/page"
	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// The labels of a word, seen from one anchor.
const (
	Out uint8 = iota
	Source
	Cue
	Content
	Labels
)

// How far a frame looks, in words.
const (
	before = 110
	after  = 180
)

// Frame is a run seen from one anchor. It is scratch: Enter sets the run, Look
// the anchor.
type Frame struct {
	First, Last int // the window
	Anchor      int

	pg     *page.Page
	run    page.Run
	rival  []int32      // the anchors of the run
	base   []chain.Base // by word of the run and side
	based  []bool
	belief []Belief
	branch []branch // per word of the window
	rivals []uint8  // stronger rival anchors between the word and the anchor
	strong []uint8  // of them, those that are cues by more than half
	commas []uint8
	known  []uint8 // branch computed

	lemma, tag   uint32 // of the anchor
	sense, takes uint32
	act          uint32 // what the cue table knows of it
	sign         uint32 // what hangs below the anchor
	marks        uint32 // quotation marks next to the anchor
	up           [4]int // the anchor and its ancestors
	ups          int
}

// branch says how a word hangs together with the anchor: how many steps up
// from the anchor (4: not at all) the dependency path turns, through which
// relation it comes down, and what the second step down is.
type branch struct {
	up       uint8
	rel, sub syntax.Rel
	top      int32 // the word at the first step down
	mid      int32 // the word at the second
	depth    uint8
}

// Enter sets the run that is looked at. belief is indexed by word of the page,
// anchors are those of the run.
func (f *Frame) Enter(pg *page.Page, r page.Run, belief []Belief, anchors []int32) {
	f.pg, f.run, f.belief, f.rival = pg, r, belief, anchors
	n := 2 * (r.Last - r.First)
	f.base, f.based = sized(f.base, n), sized(f.based, n)
	clear(f.based)
}

// Look fills the frame from an anchor of the run.
func (f *Frame) Look(anchor int) {
	pg, r := f.pg, f.run
	f.Anchor = anchor
	f.First, f.Last = max(r.First, anchor-before), min(r.Last, anchor+after)
	n := f.Last - f.First
	f.branch = sized(f.branch, n)
	f.rivals, f.strong, f.commas = sized(f.rivals, n), sized(f.strong, n), sized(f.commas, n)
	f.known = sized(f.known, n)
	clear(f.known)
	w := &pg.Words[anchor]
	f.lemma, f.tag = w.Lemma, uint32(w.XPOS)
	f.act = 0
	f.sense, f.takes = uint32(w.Sense.First), uint32(w.Sense.Takes)
	if c, ok := lexicon.CueOf(pg.Syn.Tokens[anchor].Lemma); ok {
		f.act = chain.Text(c.Act)
	}
	f.climb(anchor)
	for i := f.First; i < f.Last; i++ {
		f.walk(i, 0)
	}
	f.between(f.rival)
	f.sign = f.signature()
	f.marks = f.surroundings()
}

func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// climb notes the anchor's ancestors, three steps up.
func (f *Frame) climb(anchor int) {
	f.ups = 0
	for at := anchor; at >= 0 && f.ups < len(f.up); at = int(f.pg.Words[at].Head) {
		f.up[f.ups] = at
		f.ups++
	}
}

const maxSteps = 40

// walk computes the branch of word i from that of its head.
func (f *Frame) walk(i, steps int) branch {
	k := i - f.First
	if f.known[k] == 1 {
		return f.branch[k]
	}
	b := branch{up: 4, top: -1, mid: -1}
	for u := range f.ups {
		if f.up[u] == i {
			b = branch{up: uint8(u), top: -1, mid: -1}
			f.branch[k], f.known[k] = b, 1
			return b
		}
	}
	h := int(f.pg.Words[i].Head)
	if h >= f.First && h < f.Last && steps < maxSteps {
		hb := f.walk(h, steps+1)
		b = hb
		w := &f.pg.Words[i]
		switch {
		case hb.top < 0:
			b.top, b.rel = int32(i), w.Rel
		case hb.mid < 0:
			b.mid, b.sub = int32(i), w.Rel
		}
		if b.depth < 20 {
			b.depth++
		}
	}
	f.branch[k], f.known[k] = b, 1
	return b
}

// between counts rival anchors and commas from the anchor outwards.
func (f *Frame) between(anchors []int32) {
	n := f.Last - f.First
	clear(f.rivals[:n])
	clear(f.strong[:n])
	for _, a := range anchors {
		if i := int(a) - f.First; i >= 0 && i < n && int(a) != f.Anchor {
			f.rivals[i] = 1
			if f.belief[a].Cue > 0.5 {
				f.strong[i] = 1
			}
		}
	}
	at := f.Anchor - f.First
	sweep := func(from, to, step int) {
		var rivals, strong, commas uint8
		for i := from; i != to; i += step {
			r, s := f.rivals[i], f.strong[i]
			f.rivals[i], f.strong[i], f.commas[i] = rivals, strong, commas
			if r > 0 && rivals < 3 {
				rivals++
			}
			if s > 0 && strong < 3 {
				strong++
			}
			if f.pg.Words[f.First+i].XPOS == syntax.TagComma && commas < 3 {
				commas++
			}
		}
	}
	sweep(at, n, 1)
	sweep(at, -1, -1)
}

// signature is the set of relations that hang below the anchor, by side.
func (f *Frame) signature() uint32 {
	s := uint32(0)
	for _, k := range f.pg.Children(f.Anchor) {
		bit := -1
		switch f.pg.Words[k].Rel {
		case syntax.RelNsubj, syntax.RelNsubjPass:
			bit = 0
		case syntax.RelCcomp:
			bit = 2
		case syntax.RelXcomp:
			bit = 4
		case syntax.RelObj:
			bit = 6
		case syntax.RelParataxis:
			bit = 8
		case syntax.RelObl, syntax.RelNmod:
			bit = 10
		case syntax.RelNmodPoss:
			bit = 12
		case syntax.RelAuxPass:
			bit = 14
		}
		if bit >= 0 {
			if int(k) > f.Anchor {
				bit++
			}
			s |= 1 << bit
		}
	}
	return s
}

// Signs is what stands at an anchor, as sets of bits.
type Signs struct {
	Below uint32 // the relations that hang below it, by side
	Marks uint32 // quotation marks near it
}

// Signs gives the signs of the anchor looked at.
func (f *Frame) Signs() Signs { return Signs{Below: f.sign, Marks: f.marks} }

// surroundings says where the nearest quotations stand: whether the anchor is
// inside one, and whether one ends before or begins after it in its sentence
// or the neighbouring ones, and how near.
func (f *Frame) surroundings() uint32 {
	words := f.pg.Words
	out := uint32(words[f.Anchor].Mark) & 3
	for d, i := 0, f.Anchor-1; i >= f.First && d < 14; i, d = i-1, d+1 {
		if words[i].Mark == page.Closing {
			out |= (1 + min(uint32(d/3), 2)) << 2
			break
		}
	}
	for d, i := 0, f.Anchor+1; i < f.Last && d < 14; i, d = i+1, d+1 {
		if words[i].Mark == page.Opening {
			out |= (1 + min(uint32(d/3), 2)) << 4
			break
		}
	}
	return out
}

// Forbid keeps the labels of a lattice to what a frame can be: the cue one
// stretch around the anchor, or nothing at all.
func Forbid(lat *chain.Lattice, anchor int) {
	for i := 1; i < lat.N; i++ {
		if i <= anchor {
			// a cue that has begun goes on to the anchor
			for _, y := range []int{int(Out), int(Source), int(Content)} {
				lat.ForbidEdge(i, int(Cue), y)
			}
		}
		if i > anchor {
			for _, x := range []int{int(Out), int(Source), int(Content)} {
				lat.ForbidEdge(i, x, int(Cue))
			}
		}
	}
	lat.Forbid(anchor, int(Source))
	lat.Forbid(anchor, int(Content))
}

// Label scores the window under the model and computes probabilities. node and
// edge are scratch, given back for the next call.
func (f *Frame) Label(m *chain.Model, lat *chain.Lattice, node, edge []uint32) ([]uint32, []uint32) {
	lat.Reset(f.Last-f.First, int(Labels))
	for i := f.First; i < f.Last; i++ {
		if i == f.Anchor {
			node, edge = f.Features(i, node[:0], edge[:0])
			lat.Set(m, i-f.First, node, edge)
			continue
		}
		side := f.side(i)
		k := 2*(i-f.run.First) + int(side)
		if !f.based[k] {
			node, edge = f.fixed(i, side, node[:0], edge[:0])
			f.base[k], f.based[k] = m.Base(node, edge), true
		}
		node, edge = f.seen(i, node[:0], edge[:0])
		lat.SetOn(m, i-f.First, &f.base[k], node, edge)
	}
	Forbid(lat, f.Anchor-f.First)
	lat.Marginals()
	return node, edge
}
