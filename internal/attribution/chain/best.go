package chain

import "math"

// Best holds the scratch of the search for the best labellings.
type Best struct {
	score []float32
	back  []int32
}

// Find returns up to k best labellings of lat with their scores, best first.
// out is reused: labelling j is out[j*N:(j+1)*N].
func (b *Best) Find(lat *Lattice, k int, labels []uint8, scores []float32) ([]uint8, []float32) {
	n, l := lat.N, lat.L
	labels, scores = labels[:0], scores[:0]
	if n == 0 {
		return labels, scores
	}
	// state (i, y, r) is the r-th best way to reach y at i; back holds x*k+r'.
	size := n * l * k
	b.score = sized(b.score, size)
	if cap(b.back) < size {
		b.back = make([]int32, size, size+size/2)
	}
	b.back = b.back[:size]
	low := float32(math.Inf(-1))
	for y := range l {
		for r := range k {
			b.score[y*k+r] = low
		}
		b.score[y*k] = lat.Node[y]
	}
	for i := 1; i < n; i++ {
		for y := range l {
			b.step(lat, i, y, k)
		}
	}
	b.finish(lat, k, &labels, &scores)
	return labels, scores
}

// step fills the k best ways to reach label y at position i by merging the
// sorted lists of all labels before.
func (b *Best) step(lat *Lattice, i, y, k int) {
	l := lat.L
	cur := b.score[(i*l+y)*k:][:k]
	back := b.back[(i*l+y)*k:][:k]
	prev := b.score[(i-1)*l*k:][:l*k]
	node := lat.Node[i*l+y]
	var at [8]int
	low := float32(math.Inf(-1))
	for r := range k {
		best, from := low, -1
		for x := range l {
			if at[x] >= k {
				continue
			}
			if s := prev[x*k+at[x]] + lat.Edge[(i*l+x)*l+y]; s > best {
				best, from = s, x
			}
		}
		if from < 0 || node == low {
			for ; r < k; r++ {
				cur[r] = low
			}
			return
		}
		cur[r], back[r] = best+node, int32(from*k+at[from])
		at[from]++
	}
}

func (b *Best) finish(lat *Lattice, k int, labels *[]uint8, scores *[]float32) {
	n, l := lat.N, lat.L
	last := b.score[(n-1)*l*k:][:l*k]
	var at [8]int
	for range k {
		best, from := float32(math.Inf(-1)), -1
		for x := range l {
			if at[x] < k && last[x*k+at[x]] > best {
				best, from = last[x*k+at[x]], x
			}
		}
		if from < 0 {
			return
		}
		state := int32(from*k + at[from])
		at[from]++
		start := len(*labels)
		*labels = append(*labels, make([]uint8, n)...)
		for i := n - 1; i >= 0; i-- {
			(*labels)[start+i] = uint8(int(state) / k)
			state = b.back[i*l*k+int(state)]
		}
		*scores = append(*scores, best)
	}
}
