package network

// gate is that of neural.Scan.
func gate(x float32) float32 { return min(max(0.2*x+0.5, 0), 1) }

// strand is one direction of a layer over one sentence.
type strand struct {
	first, step, lo, h int
	vf, vr, bf, br     []float32
}

// strands are the forward and the backward half of a layer's channels, over m
// items from at on; v and b are the two rows of its state and bias, or of their
// gradients.
func strands(v, b []float32, d, at, m int) [2]strand {
	var out [2]strand
	h := d / 2
	for dir := range out {
		lo := dir * h
		out[dir] = strand{at, 1, lo, h, v[lo : lo+h], v[d+lo : d+lo+h], b[lo : lo+h], b[d+lo : d+lo+h]}
	}
	out[1].first, out[1].step = at+m-1, -1
	return out
}

// scan runs layer l over one sentence and keeps its states.
func (s *shard) scan(l, at, m int) {
	n, d := s.n, s.n.Width
	in, y := &s.in[l], s.in[l+1].x
	for _, t := range strands(n.layers[l].state.w, n.layers[l].bias.w, d, at, m) {
		c := s.zeros(t.h)
		for step := range m {
			i := t.first + step*t.step
			u := in.u[i*3*d+t.lo:]
			u0, uf, ur := u[:t.h], u[d:][:t.h], u[2*d:][:t.h]
			x, out, states := in.x[i*d+t.lo:][:t.h], y[i*d+t.lo:][:t.h], in.c[i*d+t.lo:][:t.h]
			for j := range c {
				f := gate(uf[j] + t.vf[j]*c[j] + t.bf[j])
				r := gate(ur[j] + t.vr[j]*c[j] + t.br[j])
				c[j] = u0[j] + f*(c[j]-u0[j])
				states[j] = c[j]
				out[j] = x[j] + r*(c[j]-x[j])
			}
		}
	}
}

// backScan goes back through scan: of dy, the gradient of its output, it makes
// du, that of the product, and adds to dx what went past the unit.
func (s *shard) backScan(l, at, m int, dy, du, dx []float32) {
	n, d := s.n, s.n.Width
	in, layer := &s.in[l], n.layers[l]
	grads := strands(s.grad[layer.state], s.grad[layer.bias], d, at, m)
	for dir, t := range strands(layer.state.w, layer.bias.w, d, at, m) {
		g := grads[dir]
		dc, none := s.zeros(t.h), s.zeros(t.h)
		for step := m - 1; step >= 0; step-- {
			i := t.first + step*t.step
			before := none
			if step > 0 {
				before = in.c[(i-t.step)*d+t.lo:][:t.h]
			}
			u, gu := in.u[i*3*d+t.lo:], du[i*3*d+t.lo:]
			u0, uf, ur := u[:t.h], u[d:][:t.h], u[2*d:][:t.h]
			g0, gf, gr := gu[:t.h], gu[d:][:t.h], gu[2*d:][:t.h]
			x, states := in.x[i*d+t.lo:][:t.h], in.c[i*d+t.lo:][:t.h]
			dyi, dxi := dy[i*d+t.lo:][:t.h], dx[i*d+t.lo:][:t.h]
			for j := range dc {
				f := gate(uf[j] + t.vf[j]*before[j] + t.bf[j])
				r := gate(ur[j] + t.vr[j]*before[j] + t.br[j])
				dr := dyi[j] * (states[j] - x[j])
				dxi[j] += dyi[j] * (1 - r)
				own := dc[j] + dyi[j]*r
				df := own * (before[j] - u0[j])
				g0[j] = own * (1 - f)
				if f > 0 && f < 1 {
					gf[j] = df * 0.2
				}
				if r > 0 && r < 1 {
					gr[j] = dr * 0.2
				}
				g.vf[j] += gf[j] * before[j]
				g.vr[j] += gr[j] * before[j]
				g.bf[j] += gf[j]
				g.br[j] += gr[j]
				dc[j] = own*f + gf[j]*t.vf[j] + gr[j]*t.vr[j]
			}
		}
	}
}
