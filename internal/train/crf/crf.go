// Package crf trains the linear-chain models of attribution/chain by maximum
// conditional likelihood: AdaGrad over sequences in a seeded order, weights
// rounded to int8. The same sequences in the same
// order give the same bytes.
package crf

import (
	"math"
	"math/rand/v2"

	"hearsay/internal/attribution/chain"
)

// Sequence is one labelled training sequence. Node and Edge hold each
// position's feature hashes one after another; NodeEnd[i] and EdgeEnd[i] say
// where those of position i end.
type Sequence struct {
	Node, Edge       []uint32
	NodeEnd, EdgeEnd []int32
	Label            []uint8
	// Forbid, if set, rules out labels and label pairs before the sums.
	Forbid func(*chain.Lattice)
	// Weight scales the sequence's gradient; 0 stands for 1.
	Weight float32
}

// Features gives the hashes of position i.
func (s *Sequence) Features(i int) (node, edge []uint32) {
	var n, e int32
	if i > 0 {
		n, e = s.NodeEnd[i-1], s.EdgeEnd[i-1]
	}
	return s.Node[n:s.NodeEnd[i]], s.Edge[e:s.EdgeEnd[i]]
}

// Push adds a position.
func (s *Sequence) Push(node, edge []uint32, label uint8) {
	s.Node = append(s.Node, node...)
	s.Edge = append(s.Edge, edge...)
	s.NodeEnd = append(s.NodeEnd, int32(len(s.Node)))
	s.EdgeEnd = append(s.EdgeEnd, int32(len(s.Edge)))
	s.Label = append(s.Label, label)
}

// Plan says how to train.
type Plan struct {
	Labels   int
	NodeBits int // log2 of the rows of the node table
	EdgeBits int
	Epochs   int
	Rate     float64
	L2       float64
	Drop     float64 // share of node features left out at random in training
	Average  int     // the weights are the mean over so many last epochs; 0 for the last state
	Seed     uint64
}

// Train fits a model to the sequences.
func Train(p Plan, seqs []*Sequence, progress func(epoch int, loss float64)) *chain.Model {
	t := newTrainer(p, seqs)
	order := make([]int, len(seqs))
	for i := range order {
		order[i] = i
	}
	for epoch := range p.Epochs {
		t.random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		// the rate falls so that the last sequences do not leave their mark
		t.rate = float32(p.Rate * (1 - 0.8*float64(epoch)/float64(p.Epochs)))
		loss := 0.0
		for k, i := range order {
			loss += t.learn(seqs[i])
			if p.Epochs-epoch <= p.Average && (k+1)*snapshots/len(order) > k*snapshots/len(order) {
				t.remember()
			}
		}
		if progress != nil {
			progress(epoch+1, loss)
		}
	}
	return t.model()
}

// settled is how little a word's probabilities must be off to be let be.
const settled = 2e-3

// snapshots is how often an epoch the weights enter their mean.
const snapshots = 8

type trainer struct {
	Plan
	stride, edgeStride int
	mask, edgeMask     uint32
	// a row of node holds its weights, then the sums of their squared gradients
	node        []float32
	edge, edgeG []float32
	random      *rand.Rand
	rate        float32
	lat         chain.Lattice
	kept        []uint32
	keptEnd     []int32
	pair        []float32
	nodeSum     []float32 // of the remembered states
	edgeSum     []float32
	remembered  int
}

func newTrainer(p Plan, seqs []*Sequence) *trainer {
	t := &trainer{Plan: p, stride: chain.Stride(p.Labels), edgeStride: chain.EdgeStride(p.Labels)}
	rows, edgeRows := 1<<p.NodeBits, 1<<p.EdgeBits
	t.mask, t.edgeMask = uint32(rows-1), uint32(edgeRows-1)
	t.node = make([]float32, 2*rows*t.stride)
	t.edge, t.edgeG = make([]float32, edgeRows*t.edgeStride), make([]float32, edgeRows*t.edgeStride)
	t.pair = make([]float32, p.Labels*p.Labels)
	t.random = rand.New(rand.NewPCG(p.Seed, 0x5eed))
	return t
}

// learn takes one gradient step and returns the negative log likelihood.
func (t *trainer) learn(s *Sequence) float64 {
	n, l := len(s.Label), t.Labels
	if n == 0 {
		return 0
	}
	t.score(s)
	if s.Forbid != nil {
		s.Forbid(&t.lat)
	}
	t.lat.Marginals()
	weight := s.Weight
	if weight == 0 {
		weight = 1
	}
	loss := t.lat.LogZ
	for i, y := range s.Label {
		loss -= float64(t.lat.Node[i*l+int(y)])
		if i > 0 {
			loss -= float64(t.lat.Edge[(i*l+int(s.Label[i-1]))*l+int(y)])
		}
	}
	for i, y := range s.Label {
		t.stepNode(i, int(y), weight)
		if i > 0 {
			t.stepEdge(s, i, weight)
		}
	}
	return loss
}

// score fills the lattice from the float weights with this step's features.
func (t *trainer) score(s *Sequence) {
	n, l := len(s.Label), t.Labels
	t.lat.Reset(n, l)
	t.kept, t.keptEnd = t.kept[:0], t.keptEnd[:0]
	cut := uint32(t.Drop * (1 << 32))
	for i := range n {
		node, edge := s.Features(i)
		out := t.lat.Node[i*l : (i+1)*l]
		for _, f := range node {
			row := f & t.mask
			if cut > 0 && t.random.Uint32() < cut {
				continue
			}
			t.kept = append(t.kept, row)
			w := t.node[2*int(row)*t.stride:][:l]
			for y := range out {
				out[y] += w[y]
			}
		}
		t.keptEnd = append(t.keptEnd, int32(len(t.kept)))
		if i > 0 {
			st := t.edgeStride / t.stride
			for _, f := range edge {
				w := t.edge[int(f&t.edgeMask)*t.edgeStride:][:t.edgeStride]
				for x := range l {
					for y := range l {
						t.lat.Edge[(i*l+x)*l+y] += w[x*st+y]
					}
				}
			}
		}
	}
	t.lat.Exponentiate()
}

func (t *trainer) stepNode(i, gold int, weight float32) {
	var from int32
	if i > 0 {
		from = t.keptEnd[i-1]
	}
	l := t.Labels
	var g [8]float32
	for y := range l {
		g[y] = -t.lat.Marginal[i*l+y] * weight
	}
	g[gold] += weight
	if g[gold] < settled*weight {
		return
	}
	for _, row := range t.kept[from:t.keptEnd[i]] {
		at := 2 * int(row) * t.stride
		w, sum := t.node[at:][:l], t.node[at+t.stride:][:l]
		for y := range l {
			t.update(&w[y], &sum[y], g[y])
		}
	}
}

func (t *trainer) stepEdge(s *Sequence, i int, weight float32) {
	l := t.Labels
	if t.lat.Marginal[i*l+int(s.Label[i])] > 1-settled && t.lat.Marginal[(i-1)*l+int(s.Label[i-1])] > 1-settled {
		return
	}
	t.lat.EdgeMarginals(i, t.pair)
	_, edge := s.Features(i)
	gold := int(s.Label[i-1])*l + int(s.Label[i])
	st := t.edgeStride / t.stride
	for _, f := range edge {
		at := int(f&t.edgeMask) * t.edgeStride
		for x := range l {
			for y := range l {
				g := -t.pair[x*l+y] * weight
				if x*l+y == gold {
					g += weight
				}
				t.update(&t.edge[at+x*st+y], &t.edgeG[at+x*st+y], g)
			}
		}
	}
}

func (t *trainer) update(w, sum *float32, g float32) {
	g -= float32(t.L2) * *w
	if g > -1e-4 && g < 1e-4 {
		return
	}
	*sum += g * g
	*w += t.rate * g / float32(math.Sqrt(float64(*sum)+1e-2))
}

// remember adds the weights to those that are averaged.
func (t *trainer) remember() {
	if t.nodeSum == nil {
		t.nodeSum, t.edgeSum = make([]float32, len(t.node)/2), make([]float32, len(t.edge))
	}
	for i := range t.nodeSum {
		t.nodeSum[i] += t.node[t.place(i)]
	}
	for i, w := range t.edge {
		t.edgeSum[i] += w
	}
	t.remembered++
}

// place is where weight i of the node table stands in node.
func (t *trainer) place(i int) int { return i/t.stride*2*t.stride + i%t.stride }

// model rounds the weights, or their mean, to int8.
func (t *trainer) model() *chain.Model {
	if t.remembered == 0 {
		t.remember()
	}
	node, edge := t.nodeSum, t.edgeSum
	for i := range node {
		node[i] /= float32(t.remembered)
	}
	for i := range edge {
		edge[i] /= float32(t.remembered)
	}
	m := &chain.Model{Labels: t.Labels}
	m.Node, m.NodeScale = round(node)
	// in training a part of the features was missing: with all of them there,
	// the sums are to be as large as they were then
	m.NodeScale *= float32(1 - t.Drop)
	m.Edge, m.EdgeScale = round(edge)
	m.Ready()
	return m
}

func round(w []float32) ([]int8, float32) {
	var top float32
	for _, x := range w {
		top = max(top, x, -x)
	}
	// weights beyond four are few: clip them to keep the steps of the rest fine
	top = min(top, 4)
	scale := top / 127
	if scale == 0 {
		scale = 1
	}
	out := make([]int8, len(w))
	for i, x := range w {
		out[i] = int8(max(-127, min(127, math.Round(float64(x/scale)))))
	}
	return out, scale
}

// Prune takes the node features out of the sequences that occur fewer than
// least times in all of them, by their rows in a table of 2^bits.
func Prune(seqs []*Sequence, bits, least int) {
	mask := uint32(1)<<bits - 1
	times := make([]uint8, mask+1)
	for _, s := range seqs {
		for _, f := range s.Node {
			if c := &times[f&mask]; *c < 255 {
				*c++
			}
		}
	}
	for _, s := range seqs {
		kept, from := 0, int32(0)
		for i, end := range s.NodeEnd {
			for _, f := range s.Node[from:end] {
				if int(times[f&mask]) >= least {
					s.Node[kept] = f & mask
					kept++
				}
			}
			from, s.NodeEnd[i] = end, int32(kept)
		}
		s.Node = s.Node[:kept:kept]
	}
}
