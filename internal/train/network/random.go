package network

// random is a small generator of its own (xorshift64*), so that a training run
// never depends on a library's.
type random uint64

func (r *random) next() uint64 {
	x := uint64(*r)
	x ^= x >> 12
	x ^= x << 25
	x ^= x >> 27
	*r = random(x)
	return x * 0x2545F4914F6CDD1D
}

func (r *random) below(n int) int { return int((r.next() >> 33) % uint64(n)) }

// share is a number from 0 to below 1.
func (r *random) share() float64 { return float64(r.next()>>11) / (1 << 53) }

// order is a fresh order of n things.
func (r *random) order(n int) []int {
	o := make([]int, n)
	for i := range o {
		j := r.below(i + 1)
		o[i], o[j] = o[j], i
	}
	return o
}
