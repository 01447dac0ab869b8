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

// Set scores position i from its features' hashes.
func (lat *Lattice) Set(m *Model, i int, node, edge []uint32) {
	if lat.L == 4 {
		lat.SetOn(m, i, &blank, node, edge)
		return
	}
	l := lat.L
	var acc [8]int32
	for _, f := range node {
		row := m.Node[(f&m.nodeMask)*8:][:8:8]
		acc[0] += int32(row[0])
		acc[1] += int32(row[1])
		acc[2] += int32(row[2])
		acc[3] += int32(row[3])
		acc[4] += int32(row[4])
		acc[5] += int32(row[5])
		acc[6] += int32(row[6])
		acc[7] += int32(row[7])
	}
	for y := range l {
		lat.Node[i*l+y] = float32(acc[y]) * m.NodeScale
	}
	out := lat.Edge[i*l*l : (i+1)*l*l]
	pot := lat.edgePot[i*l*l : (i+1)*l*l]
	for k, f := range edge {
		at := int(f&m.edgeMask) * 64
		for x := range l {
			logs, exps := m.edgeLog[at+x*8:][:8], m.edgeExp[at+x*8:][:8]
			for y := range l {
				out[x*l+y] += logs[y]
				if k == 0 {
					pot[x*l+y] = exps[y]
				} else {
					pot[x*l+y] *= exps[y]
				}
			}
		}
	}
}

// Base is the score of features that a position has in several sequences of a
// model of four labels.
type Base struct {
	node     [4]int32
	log, pot [16]float32
}

// Base scores features once for all.
func (m *Model) Base(node, edge []uint32) Base {
	var b Base
	for _, f := range node {
		row := m.Node[(f&m.nodeMask)*4:][:4:4]
		b.node[0] += int32(row[0])
		b.node[1] += int32(row[1])
		b.node[2] += int32(row[2])
		b.node[3] += int32(row[3])
	}
	for j := range b.pot {
		b.pot[j] = 1
	}
	for _, f := range edge {
		at := int(f&m.edgeMask) * 16
		l, e := m.edgeLog[at:][:16:16], m.edgeExp[at:][:16:16]
		for j := range 16 {
			b.log[j] += l[j]
			b.pot[j] *= e[j]
		}
	}
	return b
}

// blank is the base of no features.
var blank = (&Model{}).Base(nil, nil)

// SetOn scores position i from a base and the features' hashes that are not
// in it.
func (lat *Lattice) SetOn(m *Model, i int, b *Base, node, edge []uint32) {
	a0, a1, a2, a3 := b.node[0], b.node[1], b.node[2], b.node[3]
	for _, f := range node {
		row := m.Node[(f&m.nodeMask)*4:][:4:4]
		a0 += int32(row[0])
		a1 += int32(row[1])
		a2 += int32(row[2])
		a3 += int32(row[3])
	}
	out := lat.Node[i*4:][:4]
	out[0], out[1] = float32(a0)*m.NodeScale, float32(a1)*m.NodeScale
	out[2], out[3] = float32(a2)*m.NodeScale, float32(a3)*m.NodeScale
	logs, pot := (*[16]float32)(lat.Edge[i*16:]), (*[16]float32)(lat.edgePot[i*16:])
	*logs, *pot = b.log, b.pot
	for _, f := range edge {
		at := int(f&m.edgeMask) * 16
		l, e := m.edgeLog[at:][:16:16], m.edgeExp[at:][:16:16]
		for j := range 16 {
			logs[j] += l[j]
			pot[j] *= e[j]
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
