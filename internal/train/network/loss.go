package network

import (
	"math"

	"hearsay/internal/neural"
	"hearsay/internal/syntax/parse"
)

// softmax turns scores into probabilities.
func softmax(x []float32) {
	top := x[0]
	for _, v := range x {
		top = max(top, v)
	}
	sum := float32(0)
	for i, v := range x {
		x[i] = float32(math.Exp(float64(v - top)))
		sum += x[i]
	}
	for i := range x {
		x[i] /= sum
	}
}

// blame turns scores into the gradient of the loss where want is right.
func (s *shard) blame(x []float32, want int, scale float32) {
	softmax(x)
	s.loss -= math.Log(float64(x[want]) + 1e-9)
	x[want]--
	for j := range x {
		x[j] *= scale
	}
}

// arcs scores all arcs of sentence k (as parse.Parser does) and adds to dview
// the gradients of its views.
func (s *shard) arcs(dview []float32, k int, scale float32) {
	n, e, a := s.n, s.sents[k], s.n.Arc
	m := len(e.Feats)
	w := neural.Pad(m, neural.TileCols)
	dep, head, out := s.zeros(w*a), s.zeros(w*a), s.zeros(w*a)
	dist := s.zeros(w * parse.Distances)
	for i := range m {
		row := s.view[(s.at[k]+i)*n.views:]
		copy(dep[i*a:], row[:a])
		copy(head[i*a:], row[a:2*a])
		copy(out[i*a:], n.arcBias.w)
		copy(dist[i*parse.Distances:], n.distBias.w)
	}
	neural.MulAdd(out, dep, n.arc.w, w, a, a)
	score := s.zeros(w * w)
	neural.MulAdd(score, out, s.transpose(head, w, a), w, a, w)
	neural.MulAdd(dist, out, n.dist.w, w, a, parse.Distances)

	ddist := s.zeros(w * parse.Distances)
	for i := range w {
		row, far := score[i*w:][:w], i*parse.Distances
		if i == 0 || i >= m {
			clear(row)
			continue
		}
		for h := range m {
			row[h] += dist[far+parse.Far(h-i)]
		}
		row[i] = -1e9
		clear(row[m:])
		s.blame(row[:m], int(e.Heads[i]), scale)
		for h, x := range row[:m] {
			ddist[far+parse.Far(h-i)] += x
		}
	}
	dout, dhead, ddep := s.zeros(w*a), s.zeros(w*a), s.zeros(w*a)
	neural.MulAdd(dout, score, head, w, w, a)
	s.through(dout, ddist, n.dist.w, w, a, parse.Distances)
	s.outer(s.grad[n.dist], out, ddist, w, a, parse.Distances)
	s.outer(dhead, score, out, w, w, a)
	s.outer(s.grad[n.arc], dep, dout, w, a, a)
	s.through(ddep, dout, n.arc.w, w, a, a)
	for i := range m {
		add(s.grad[n.distBias], ddist[i*parse.Distances:])
		add(s.grad[n.arcBias], dout[i*a:])
		row := dview[(s.at[k]+i)*n.views:]
		copy(row[:a], ddep[i*a:])
		copy(row[a:2*a], dhead[i*a:])
	}
}

// add adds the first numbers of x to all of sum.
func add(sum, x []float32) {
	for j, v := range x[:len(sum)] {
		sum[j] += v
	}
}

// ends are the views, for relations, of a word and of its head, and the row of
// their distance.
func (s *shard) ends(view, far []float32, k, i int) (dep, head, dist []float32) {
	n := s.n
	h := int(s.sents[k].Heads[i])
	dep = view[(s.at[k]+i)*n.views+2*n.Arc:][:n.Label]
	head = view[(s.at[k]+h)*n.views+2*n.Arc+n.Label:][:n.Label]
	return dep, head, far[parse.Far(h-i)*n.Label:][:n.Label]
}

// relations scores the relations of the right arcs and adds to dview.
func (s *shard) relations(dview []float32, scale float32) {
	n := s.n
	hidden, out := s.zeros(s.items*n.Label), s.zeros(s.items*n.rels)
	for k, e := range s.sents {
		for i := 1; i < len(e.Feats); i++ {
			a, b, d := s.ends(s.view, n.relDist.w, k, i)
			row := hidden[(s.at[k]+i)*n.Label:][:n.Label]
			for j := range row {
				row[j] = max(a[j]+b[j]+d[j], 0)
			}
			copy(out[(s.at[k]+i)*n.rels:], n.relBias.w)
		}
	}
	neural.MulAdd(out, hidden, n.rel.w, s.items, n.Label, n.rels)
	for k, e := range s.sents {
		for i := range e.Feats {
			row := out[(s.at[k]+i)*n.rels:][:n.rels]
			if i == 0 || e.Rels[i] == 0 {
				clear(row)
				continue
			}
			clear(row[n.Rels:])
			s.blame(row[:n.Rels], int(e.Rels[i]), scale)
			add(s.grad[n.relBias], row)
		}
	}
	s.outer(s.grad[n.rel], hidden, out, s.items, n.Label, n.rels)
	dhidden := s.zeros(s.items * n.Label)
	s.through(dhidden, out, n.rel.w, s.items, n.Label, n.rels)
	for k, e := range s.sents {
		for i := 1; i < len(e.Feats); i++ {
			a, b, d := s.ends(dview, s.grad[n.relDist], k, i)
			at := (s.at[k] + i) * n.Label
			for j, x := range dhidden[at:][:n.Label] {
				if hidden[at+j] > 0 {
					a[j] += x
					b[j] += x
					d[j] += x
				}
			}
		}
	}
}
