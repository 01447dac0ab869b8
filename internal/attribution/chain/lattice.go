package chain

import "math"

// Lattice holds the scores of one sequence under a model.
type Lattice struct {
	N, L int
	// Node[i*L+y] is the score of label y at i; Edge[(i*L+x)*L+y] the score of
	// y at i after x at i-1. Edge of position 0 is not used.
	Node, Edge []float32
	// Marginal[i*L+y] is the probability of label y at i, after Marginals.
	Marginal []float32
	// LogZ is the log of the sum over all labellings, after Marginals.
	LogZ float64

	pot, edgePot []float32
	alpha, beta  []float32
}

// Reset makes room for n positions of l labels, with all scores zero.
func (lat *Lattice) Reset(n, l int) {
	lat.N, lat.L = n, l
	lat.Node = zeroed(lat.Node, n*l)
	lat.Edge = zeroed(lat.Edge, n*l*l)
	lat.Marginal = sized(lat.Marginal, n*l)
	lat.pot = sized(lat.pot, n*l)
	lat.edgePot = sized(lat.edgePot, n*l*l)
	lat.alpha = sized(lat.alpha, n*l)
	lat.beta = sized(lat.beta, n*l)
}

func sized(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n+n/2)
	}
	return s[:n]
}

func zeroed(s []float32, n int) []float32 {
	s = sized(s, n)
	clear(s)
	return s
}

// Set scores position i from its features' hashes: at most mostNodes and
// mostEdges of them.
func (lat *Lattice) Set(m *Model, i int, node, edge []uint32) {
	if lat.L == 4 {
		lat.SetOn(m, i, &Base{}, node, edge)
		return
	}
	l := lat.L
	var even, odd uint64
	for _, f := range node {
		w := m.packed.node8[f&m.nodeMask]
		even += w & lanes8
		odd += w >> 8 & lanes8
	}
	for y := range l {
		sum := even
		if y&1 == 1 {
			sum = odd
		}
		lat.Node[i*l+y] = float32(lane(sum, y/2)-bias*len(node)) * m.NodeScale
	}
	var evens, odds [8]uint64
	for _, f := range edge {
		row := m.packed.edge[int(f&m.edgeMask)*8:][:8:8]
		for x, w := range row {
			evens[x] += w & lanes8
			odds[x] += w >> 8 & lanes8
		}
	}
	out, pot := lat.Edge[i*l*l:(i+1)*l*l], lat.edgePot[i*l*l:(i+1)*l*l]
	for x := range l {
		for y := range l {
			sum := evens[x]
			if y&1 == 1 {
				sum = odds[x]
			}
			out[x*l+y], pot[x*l+y] = m.edge(lane(sum, y/2) - bias*len(edge))
		}
	}
}

// edge is the score of a sum of edge weights and its exponential.
func (m *Model) edge(sum int) (log, pot float32) {
	return float32(sum) * m.EdgeScale, m.pots[sum+mostEdges*bias]
}

// Base is the score of features that a position has in several sequences of a
// model of four labels.
type Base struct{ sums sums4 }

// Base scores features once for all.
func (m *Model) Base(node, edge []uint32) (b Base) {
	b.sums.add(m, node, edge)
	return b
}

// SetOn scores position i from a base and the features' hashes that are not
// in it.
func (lat *Lattice) SetOn(m *Model, i int, b *Base, node, edge []uint32) {
	s := b.sums
	s.add(m, node, edge)
	out, n := (*[4]float32)(lat.Node[i*4:]), bias*s.nodes
	out[0] = float32(int(s.even&0xffff)-n) * m.NodeScale
	out[1] = float32(int(s.odd&0xffff)-n) * m.NodeScale
	out[2] = float32(int(s.even>>16)-n) * m.NodeScale
	out[3] = float32(int(s.odd>>16)-n) * m.NodeScale
	logs, pot := (*[16]float32)(lat.Edge[i*16:]), (*[16]float32)(lat.edgePot[i*16:])
	n = bias * s.edges
	for w := range 2 { // a word holds the rows of two labels before
		even, odd := s.edge[2*w], s.edge[2*w+1]
		for k := range 4 {
			at := 8*w + 2*k
			logs[at], pot[at] = m.edge(lane(even, k) - n)
			logs[at+1], pot[at+1] = m.edge(lane(odd, k) - n)
		}
	}
}

// Forbid rules out label y at position i.
func (lat *Lattice) Forbid(i, y int) { lat.Node[i*lat.L+y] = float32(math.Inf(-1)) }

// ForbidEdge rules out label y at position i after label x.
func (lat *Lattice) ForbidEdge(i, x, y int) {
	at := (i*lat.L+x)*lat.L + y
	lat.Edge[at] = float32(math.Inf(-1))
	lat.edgePot[at] = 0
}

// Marginals computes Marginal and LogZ by the forward-backward sums, scaled
// at every position so that no length overflows.
func (lat *Lattice) Marginals() {
	n, l := lat.N, lat.L
	lat.LogZ = 0
	if n == 0 {
		return
	}
	for i := range n {
		node := lat.Node[i*l : (i+1)*l]
		top := node[0]
		for _, s := range node[1:] {
			top = max(top, s)
		}
		lat.LogZ += float64(top)
		for y, s := range node {
			lat.pot[i*l+y] = exp(s - top)
		}
	}
	lat.forward()
	lat.backward()
	for i := range n {
		a, b, out := lat.alpha[i*l:(i+1)*l], lat.beta[i*l:(i+1)*l], lat.Marginal[i*l:(i+1)*l]
		var sum float32
		for y := range out {
			out[y] = a[y] * b[y]
			sum += out[y]
		}
		for y := range out {
			out[y] /= sum
		}
	}
}

func (lat *Lattice) forward() {
	l := lat.L
	for i := range lat.N {
		cur := lat.alpha[i*l : (i+1)*l]
		pot := lat.pot[i*l : (i+1)*l]
		if i == 0 {
			copy(cur, pot)
		} else {
			prev := lat.alpha[(i-1)*l : i*l]
			clear(cur)
			for x, a := range prev {
				row := lat.edgePot[(i*l+x)*l:][:l]
				for y, e := range row {
					cur[y] += a * e
				}
			}
			for y := range cur {
				cur[y] *= pot[y]
			}
		}
		lat.LogZ += math.Log(float64(normalise(cur)))
	}
}

func (lat *Lattice) backward() {
	n, l := lat.N, lat.L
	last := lat.beta[(n-1)*l : n*l]
	for y := range last {
		last[y] = 1
	}
	var next [8]float32
	for i := n - 1; i > 0; i-- {
		b, pot := lat.beta[i*l:(i+1)*l], lat.pot[i*l:(i+1)*l]
		for y := range b {
			next[y] = b[y] * pot[y]
		}
		cur := lat.beta[(i-1)*l : i*l]
		for x := range cur {
			row := lat.edgePot[(i*l+x)*l:][:l]
			var sum float32
			for y, e := range row {
				sum += e * next[y]
			}
			cur[x] = sum
		}
		normalise(cur)
	}
}

// EdgeMarginals writes the probability of each pair (x at i-1, y at i) to out,
// which has L*L places. Call it after Marginals, for i > 0.
func (lat *Lattice) EdgeMarginals(i int, out []float32) {
	l := lat.L
	a, b, pot := lat.alpha[(i-1)*l:i*l], lat.beta[i*l:(i+1)*l], lat.pot[i*l:(i+1)*l]
	var sum float32
	for x := range l {
		for y := range l {
			p := a[x] * lat.edgePot[(i*l+x)*l+y] * pot[y] * b[y]
			out[x*l+y] = p
			sum += p
		}
	}
	for j := range out {
		out[j] /= sum
	}
}

func normalise(v []float32) float32 {
	var sum float32
	for _, x := range v {
		sum += x
	}
	if sum <= 0 {
		for i := range v {
			v[i] = 1 / float32(len(v))
		}
		return 1
	}
	inv := 1 / sum
	for i := range v {
		v[i] *= inv
	}
	return sum
}

// powers holds e^-(i/64); between its entries exp draws lines, which errs by
// less than one part in thirty thousand.
var powers = func() (t [64*powersTo + 2]float32) {
	for i := range t {
		t[i] = float32(math.Exp(-float64(i) / 64))
	}
	return t
}()

const powersTo = 24

// exp is e^x for x of 0 or less.
func exp(x float32) float32 {
	x *= -64
	if !(x < 64*powersTo) {
		return 0
	}
	i := int(x)
	lo := powers[i]
	return lo + (powers[i+1]-lo)*(x-float32(i))
}

// Exponentiate prepares the sums after Edge was filled by hand rather than by
// Set.
func (lat *Lattice) Exponentiate() {
	for i, s := range lat.Edge {
		switch {
		case s <= 0:
			lat.edgePot[i] = exp(s)
		case s < 20:
			lat.edgePot[i] = 1 / exp(-s)
		default:
			lat.edgePot[i] = float32(math.Exp(float64(s)))
		}
	}
}
