package network

import "math"

// param is a matrix that is learnt: its values, the gradient of the batch,
// Adam's two means, and the running mean of the values, which is what is kept.
type param struct {
	cols             int
	w, g, m, v, mean []float32
	// sparse: only the rows touched in a batch are changed by it.
	sparse     bool
	touched    []int32
	mark, ever []bool // touched in this batch; in any
}

// newParam draws the values from -scale to scale.
func newParam(rows, cols int, scale float64, r *random) *param {
	n := rows * cols
	p := &param{cols: cols, w: make([]float32, n), g: make([]float32, n), m: make([]float32, n), v: make([]float32, n), mean: make([]float32, n)}
	if scale > 0 {
		for i := range p.w {
			p.w[i] = float32((r.share()*2 - 1) * scale)
		}
	}
	return p
}

func (p *param) row(b []float32, r int32) []float32 { return b[int(r)*p.cols:][:p.cols] }

// touch says that a row has a gradient.
func (p *param) touch(r int32) {
	if p.mark[r] {
		return
	}
	p.mark[r] = true
	p.touched = append(p.touched, r)
	if !p.ever[r] {
		p.ever[r] = true
		copy(p.row(p.mean, r), p.row(p.w, r))
	}
}

// adam is the optimiser (Kingma and Ba 2015), gradients clipped by their norm;
// a sparse matrix's rows are stepped only where they have a gradient.
type adam struct {
	rate          float64
	first, second float64 // how much of the two means is kept
	clip          float64
	keep          float64 // how much of the running mean is kept, a step
	step          int
}

// tiny keeps a division from one by zero.
const tiny = 1e-8

func (a *adam) norm(ps []*param) float64 {
	sum := 0.0
	for _, p := range ps {
		p.each(func(from, to int) {
			for _, g := range p.g[from:to] {
				sum += float64(g) * float64(g)
			}
		})
	}
	return math.Sqrt(sum)
}

// each calls do for the stretches that have a gradient.
func (p *param) each(do func(from, to int)) {
	if !p.sparse {
		do(0, len(p.w))
		return
	}
	for _, r := range p.touched {
		do(int(r)*p.cols, int(r+1)*p.cols)
	}
}

// apply makes one step and clears the gradients.
func (a *adam) apply(ps []*param) {
	a.step++
	scale := float32(1)
	if n := a.norm(ps); n > a.clip {
		scale = float32(a.clip / n)
	}
	rate := float32(a.rate / (1 - math.Pow(a.first, float64(a.step))))
	root := float32(1 / math.Sqrt(1-math.Pow(a.second, float64(a.step))))
	for _, p := range ps {
		p.each(func(from, to int) { a.stretch(p, from, to, scale, rate, root) })
		for _, r := range p.touched {
			p.mark[r] = false
		}
		p.touched = p.touched[:0]
	}
}

func (a *adam) stretch(p *param, from, to int, scale, rate, root float32) {
	w, g, m, v := p.w[from:to], p.g[from:to], p.m[from:to], p.v[from:to]
	b1, b2 := float32(a.first), float32(a.second)
	for i, x := range g {
		x *= scale
		m[i] = b1*m[i] + (1-b1)*x
		v[i] = b2*v[i] + (1-b2)*x*x
		w[i] -= rate * m[i] / (float32(math.Sqrt(float64(v[i])))*root + tiny)
		g[i] = 0
	}
}

// every is after how many steps the running means are moved.
const every = 8

// average moves the running means towards the values.
func (a *adam) average(ps []*param) {
	if a.step%every != 0 {
		return
	}
	k := float32(1 - min(math.Pow(a.keep, every), (1+float64(a.step))/(30+float64(a.step))))
	toward := func(mean, w []float32) {
		for i, x := range w {
			mean[i] += k * (x - mean[i])
		}
	}
	for _, p := range ps {
		if !p.sparse {
			toward(p.mean, p.w)
			continue
		}
		for r, ever := range p.ever {
			if ever {
				toward(p.row(p.mean, int32(r)), p.row(p.w, int32(r)))
			}
		}
	}
}
