package network

import (
	"hearsay/internal/neural"
	"hearsay/internal/syntax/parse"
)

// shard is a part of a batch on its way through the network and back. Matrices
// have a row an item, the sentences one after the other.
type shard struct {
	n      *Net
	grad   map[*param][]float32 // of all but the table
	random random
	loss   float64

	sents   []*Sentence
	at      []int  // first item of each sentence
	items   int    // in whole tiles
	without []bool // items whose own features are left out
	in      []input
	tag     []float32 // scores of tags, then their gradients
	best    []int32   // tag of each item, -1 for a root
	plain   []float32 // what the tags are scored from
	view    []float32
	slope   []float32 // of the views of arcs and relations, dropout and all
	dx      []float32 // gradient of the sums of the table's rows

	arena []float32
	used  int
}

// input is what stands before layer k, or behind the last.
type input struct {
	x, kept []float32 // as it is, and as dropout leaves it
	mask    []float32 // one row a sentence; nil where all is kept
	u, c    []float32 // what the layer made of it: its product, its states
}

func (n *Net) newShard() *shard {
	s := &shard{n: n, grad: map[*param][]float32{}, in: make([]input, n.Depth+1)}
	for _, p := range n.all {
		if !p.sparse {
			s.grad[p] = make([]float32, len(p.w))
		}
	}
	return s
}

// zeros is memory until the end of the batch.
func (s *shard) zeros(n int) []float32 {
	if s.used+n > len(s.arena) {
		s.arena, s.used = make([]float32, max(2*len(s.arena), n, 1<<20)), 0
	}
	out := s.arena[s.used:][:n:n]
	s.used += n
	clear(out)
	return out
}

// forward takes the sentences through the network up to the views.
func (s *shard) forward(sents []*Sentence) {
	n, d := s.n, s.n.Width
	s.used, s.sents, s.at, s.without = 0, sents, s.at[:0], s.without[:0]
	s.items = 0
	for _, e := range sents {
		s.at = append(s.at, s.items)
		s.items += len(e.Feats)
	}
	s.items = neural.Pad(s.items, neural.TileRows)
	s.in[0].x = s.zeros(s.items * d)
	for k, e := range sents {
		for i, rows := range e.Feats {
			without := i > 0 && s.random.share() < n.DropWord
			s.without = append(s.without, without)
			if without {
				rows = rows[parse.Own:]
			}
			x := s.in[0].x[(s.at[k]+i)*d:][:d]
			for _, r := range rows {
				for j, w := range n.table.row(n.table.w, r) {
					x[j] += w
				}
			}
		}
	}
	for l, layer := range n.layers {
		in := &s.in[l]
		s.drop(in, s.rate(l))
		if l == 1 {
			s.tags()
		}
		in.u, in.c = s.zeros(s.items*3*d), s.zeros(s.items*d)
		neural.MulAdd(in.u, in.kept, layer.weights.w, s.items, d, 3*d)
		s.in[l+1].x = s.zeros(s.items * d)
		for k, e := range sents {
			s.scan(l, s.at[k], len(e.Feats))
		}
	}
	s.drop(&s.in[n.Depth], s.rate(n.Depth))
	s.see()
}

func (s *shard) rate(l int) float64 {
	if l == 0 {
		return s.n.DropIn
	}
	return s.n.DropLayer
}

// drop leaves channels out, the same ones through a sentence, and makes the
// others larger by as much.
func (s *shard) drop(in *input, rate float64) {
	d := s.n.Width
	if rate == 0 {
		in.kept, in.mask = in.x, nil
		return
	}
	in.kept, in.mask = s.zeros(s.items*d), s.zeros(len(s.sents)*d)
	for k, e := range s.sents {
		m := in.mask[k*d:][:d]
		s.fill(m, rate)
		for i := range e.Feats {
			at := (s.at[k] + i) * d
			x, y := in.x[at:][:d], in.kept[at:][:d]
			for j := range y {
				y[j] = x[j] * m[j]
			}
		}
	}
}

// fill draws a mask of a sentence.
func (s *shard) fill(mask []float32, rate float64) {
	keep := float32(1 / (1 - rate))
	for j := range mask {
		mask[j] = 0
		if s.random.share() >= rate {
			mask[j] = keep
		}
	}
}

// see makes the views of each item; those of arcs below zero are kept by a
// tenth.
func (s *shard) see() {
	n, v := s.n, s.n.views
	s.view, s.slope = s.zeros(s.items*n.views), s.zeros(s.items*v)
	neural.MulAdd(s.view, s.in[n.Depth].kept, n.view.w, s.items, n.Width, n.views)
	mask := s.zeros(v)
	for k, e := range s.sents {
		s.fill(mask, n.DropView)
		for i := range e.Feats {
			row, slope := s.view[(s.at[k]+i)*n.views:][:n.views], s.slope[(s.at[k]+i)*v:][:v]
			for j, b := range n.viewBias.w {
				row[j] += b
				slope[j] = mask[j]
				if j < 2*n.Arc && row[j] <= 0 {
					slope[j] *= parse.Leak
				}
				row[j] *= slope[j]
			}
		}
	}
}

// learn goes forward and back; the gradients are added to s.grad and s.dx.
// words is how many the batch has.
func (s *shard) learn(sents []*Sentence, words int) {
	n := s.n
	s.forward(sents)
	s.loss = 0
	dview := s.zeros(s.items * n.views)
	scale := 1 / float32(words)
	for k := range sents {
		s.arcs(dview, k, scale)
	}
	s.relations(dview, scale)
	s.blameTags(s.tag, n.tagBias, scale*float32(n.TagLoss))
	s.back(dview, scale*float32(n.TagLoss))
}

// back goes from the views to the table.
func (s *shard) back(dview []float32, tagScale float32) {
	n, d, v := s.n, s.n.Width, s.n.views
	bias := s.grad[n.viewBias]
	for i := range s.items {
		row := dview[i*n.views:][:n.views]
		for j, x := range s.slope[i*v:][:v] {
			row[j] *= x
		}
		for j, x := range row {
			bias[j] += x
		}
	}
	s.outer(s.grad[n.view], s.in[n.Depth].kept, dview, s.items, d, n.views)
	dx := s.zeros(s.items * d)
	s.through(dx, dview, n.view.w, s.items, d, n.views)
	s.lateTags(dx, tagScale)
	s.mask(&s.in[n.Depth], dx)
	for l := n.Depth - 1; l >= 0; l-- {
		du, below := s.zeros(s.items*3*d), s.zeros(s.items*d)
		for k, e := range s.sents {
			s.backScan(l, s.at[k], len(e.Feats), dx, du, below)
		}
		s.outer(s.grad[n.layers[l].weights], s.in[l].kept, du, s.items, d, 3*d)
		kept := s.zeros(s.items * d)
		s.through(kept, du, n.layers[l].weights.w, s.items, d, 3*d)
		s.mask(&s.in[l], kept)
		for i, x := range kept {
			below[i] += x
		}
		if l == 1 {
			s.backTags(below)
		}
		dx = below
	}
	s.dx = dx
}

// mask takes a gradient back through drop.
func (s *shard) mask(in *input, dx []float32) {
	if in.mask == nil {
		return
	}
	d := s.n.Width
	for k, e := range s.sents {
		m := in.mask[k*d:][:d]
		for i := range e.Feats {
			row := dx[(s.at[k]+i)*d:][:d]
			for j, x := range m {
				row[j] *= x
			}
		}
	}
}

// outer adds xᵀ·y to g: x is rows×a, y is rows×b.
func (s *shard) outer(g, x, y []float32, rows, a, b int) {
	neural.MulAdd(g, s.transpose(x, rows, a), y, a, rows, b)
}

// through adds y·wᵀ to dx: y is rows×b, w is a×b.
func (s *shard) through(dx, y, w []float32, rows, a, b int) {
	neural.MulAdd(dx, y, s.transpose(w, a, b), rows, b, a)
}

func (s *shard) transpose(x []float32, rows, cols int) []float32 {
	out := s.zeros(rows * cols)
	for i := range rows {
		for j, v := range x[i*cols:][:cols] {
			out[j*rows+i] = v
		}
	}
	return out
}
