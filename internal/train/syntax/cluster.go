package syntax

import (
	"cmp"
	"math"
	"slices"
)

// pair is a neighbour and how often it stands there.
type pair struct {
	w int32
	n int32
}

// company is who stands before and after each word of a vocabulary.
type company struct {
	count      []int32
	next, prev [][]pair
}

// newCompany counts neighbours; sents holds word numbers, -1 for a word
// outside the vocabulary of size v.
func newCompany(sents [][]int32, v int) *company {
	c := &company{count: make([]int32, v), next: make([][]pair, v), prev: make([][]pair, v)}
	var grams []uint64
	for _, s := range sents {
		for i, w := range s {
			if w < 0 {
				continue
			}
			c.count[w]++
			if i > 0 && s[i-1] >= 0 && s[i-1] != w {
				grams = append(grams, uint64(s[i-1])<<32|uint64(w))
			}
		}
	}
	slices.Sort(grams)
	for i := 0; i < len(grams); {
		j := i
		for j < len(grams) && grams[j] == grams[i] {
			j++
		}
		a, b, n := int32(grams[i]>>32), int32(uint32(grams[i])), int32(j-i)
		c.next[a] = append(c.next[a], pair{b, n})
		c.prev[b] = append(c.prev[b], pair{a, n})
		i = j
	}
	return c
}

// entropy is n·ln n in fixed point, so that sums are exact.
type entropy []int64

func newEntropy(size int) entropy {
	e := make(entropy, size)
	for n := 2; n < size; n++ {
		e[n] = fixed(n)
	}
	return e
}

func fixed(n int) int64 {
	return int64(math.Round(float64(n) * math.Log(float64(n)) * (1 << 16)))
}

func (e entropy) of(n int32) int64 {
	if int(n) < len(e) {
		return e[n]
	}
	return fixed(int(n))
}

// cluster sorts the words into k classes so that the class of a word says as
// much as it can of the class of its neighbour (the exchange algorithm of
// Kneser and Ney 1993). It moves one word at a time, the frequent first, for
// as many rounds.
func cluster(c *company, k, rounds int) []uint16 {
	v := len(c.count)
	order := make([]int32, v)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(c.count[b], c.count[a]) })
	x := exchange{k: k, class: make([]uint16, v), out: make([]int32, k*k), in: make([]int32, k*k), size: make([]int32, k), f: newEntropy(1 << 17), gain: make([]int64, k)}
	for rank, w := range order {
		x.class[w] = uint16(rank % k)
		x.size[rank%k] += c.count[w]
	}
	for a := range c.next {
		for _, p := range c.next[a] {
			x.count(x.class[a], x.class[p.w], p.n)
		}
	}
	for range rounds {
		moved := 0
		for _, w := range order {
			if x.move(c, w) {
				moved++
			}
		}
		if moved*1000 < v {
			break
		}
	}
	return x.class
}

// exchange is the state of the algorithm: out[a*k+b] and in[b*k+a] both count
// neighbours of classes a and b.
type exchange struct {
	k       int
	class   []uint16
	out, in []int32
	size    []int32
	f       entropy
	gain    []int64
	row     []int32 // scratch: neighbours by class
	seen    []uint16
}

func (x *exchange) count(a, b uint16, n int32) {
	x.out[int(a)*x.k+int(b)] += n
	x.in[int(b)*x.k+int(a)] += n
}

// shift takes a word's neighbours out of (sign -1) or into (1) its class.
func (x *exchange) shift(c *company, w int32, sign int32) {
	a := x.class[w]
	for _, p := range c.next[w] {
		x.count(a, x.class[p.w], sign*p.n)
	}
	for _, p := range c.prev[w] {
		x.count(x.class[p.w], a, sign*p.n)
	}
	x.size[a] += sign * c.count[w]
}

// move puts w where the gain is greatest and reports whether that is new.
func (x *exchange) move(c *company, w int32) bool {
	x.shift(c, w, -1)
	n := c.count[w]
	for b := range x.gain {
		x.gain[b] = -2 * (x.f.of(x.size[b]+n) - x.f.of(x.size[b]))
	}
	x.add(c.next[w], x.in)
	x.add(c.prev[w], x.out)
	best := int(x.class[w])
	for b, g := range x.gain {
		if g > x.gain[best] {
			best = b
		}
	}
	moved := best != int(x.class[w])
	x.class[w] = uint16(best)
	x.shift(c, w, 1)
	return moved
}

// add gives each class what it would gain by these neighbours.
func (x *exchange) add(ps []pair, table []int32) {
	if x.row == nil {
		x.row = make([]int32, x.k)
	}
	for _, p := range ps {
		cl := x.class[p.w]
		if x.row[cl] == 0 {
			x.seen = append(x.seen, cl)
		}
		x.row[cl] += p.n
	}
	for _, cl := range x.seen {
		n := x.row[cl]
		x.row[cl] = 0
		for b, have := range table[int(cl)*x.k:][:x.k] {
			x.gain[b] += x.f.of(have+n) - x.f.of(have)
		}
	}
	x.seen = x.seen[:0]
}
