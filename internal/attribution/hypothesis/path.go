package hypothesis

import (
	"hearsay/internal/attribution/frame"
	"hearsay/internal/attribution/page"
)

// accumulate adds the scores of the window's labels up, so that the score of a
// labelling is a few differences. The anchor counts for a cue alone.
func (s *Set) accumulate(anchor, first int) {
	lat := &s.lattice
	l := lat.L
	s.runs = append(s.runs[:0], make([]float32, (lat.N+1)*l)...)
	for i := range lat.N {
		for y := range l {
			x := s.runs[i*l+y]
			if i != anchor-first || y == int(frame.Cue) {
				x += lat.Node[i*l+y]
				if i > 0 && i-1 != anchor-first || y == int(frame.Cue) && i > 0 {
					x += lat.Edge[(i*l+y)*l+y]
				}
			}
			s.runs[(i+1)*l+y] = x
		}
	}
}

// stretch is a run of one label.
type stretch struct {
	page.Range
	label uint8
}

// path is the score of a hypothesis as a labelling of the lattice's window.
func (s *Set) path(h *Hypothesis, first int) (sum float32) {
	lat := &s.lattice
	var list [12]stretch
	n := 0
	put := func(r page.Range, y uint8) {
		r.First, r.Last = max(0, r.First-first), min(lat.N, r.Last-first)
		if r.First >= r.Last || n == len(list) {
			return
		}
		k := n
		for k > 0 && list[k-1].First > r.First {
			list[k] = list[k-1]
			k--
		}
		list[k] = stretch{r, y}
		n++
	}
	put(h.Cue, frame.Cue)
	for _, r := range h.Source {
		put(r, frame.Source)
	}
	for _, r := range h.Content {
		put(r, frame.Content)
	}
	at, last := 0, -1
	run := func(to int, y uint8) {
		if at >= to {
			return
		}
		l, v := lat.L, int(y)
		sum += lat.Node[at*l+v]
		if last >= 0 {
			sum += lat.Edge[(at*l+last)*l+v]
		}
		sum += s.runs[to*l+v] - s.runs[(at+1)*l+v]
		at, last = to, v
	}
	for _, x := range list[:n] {
		run(x.First, frame.Out)
		run(x.Last, x.label)
	}
	run(lat.N, frame.Out)
	return sum
}
