package parse

// tree is what decode fills: heads of items, item 0 being the root.
type tree struct {
	heads []int32
	rels  []uint8
	tags  []uint8
	mark  []int32
}

const never = -1e9

// decode chooses a tree of the scores, which it changes; a row is a dependent
// and has stride numbers. The word that gains most by it hangs on the root;
// each other takes its best head, and where that makes a cycle, the best tree
// is found as Chu, Liu and Edmonds have it.
func (t *tree) decode(score []float32, stride, m int) {
	t.heads = append(t.heads[:0], -1)
	root, gain := 1, float32(2*never)
	for i := 1; i < m; i++ {
		row := score[i*stride:][:m]
		row[i] = never
		best := 1
		for h := 2; h < m; h++ {
			if row[h] > row[best] {
				best = h
			}
		}
		if g := row[0] - row[best]; g > gain {
			root, gain = i, g
		}
		t.heads = append(t.heads, int32(best))
	}
	if m == 1 {
		return
	}
	t.heads[root] = 0
	if t.cycle() == nil {
		return
	}
	s := make([][]float32, m)
	for i := range s {
		s[i] = score[i*stride:][:m]
		if i == root {
			for h := 1; h < m; h++ {
				s[i][h] = never
			}
		} else {
			s[i][0] = never
		}
	}
	copy(t.heads, edmonds(s))
}

// cycle is the items of a cycle, nil where there is none.
func (t *tree) cycle() []int32 {
	if cap(t.mark) < len(t.heads) {
		t.mark = make([]int32, 2*len(t.heads))
	}
	return cycle(t.heads, t.mark[:len(t.heads)])
}

func cycle(heads, mark []int32) []int32 {
	clear(mark)
	for i := int32(1); int(i) < len(heads); i++ {
		j := i
		for j != 0 && mark[j] == 0 {
			mark[j] = i
			j = heads[j]
		}
		if j != 0 && mark[j] == i {
			c := []int32{j}
			for k := heads[j]; k != j; k = heads[k] {
				c = append(c, k)
			}
			return c
		}
	}
	return nil
}

// edmonds is the heads of the best tree.
func edmonds(s [][]float32) []int32 {
	m := len(s)
	heads := make([]int32, m)
	heads[0] = -1
	for i := 1; i < m; i++ {
		best := -1
		for h := range m {
			if h != i && (best < 0 || s[i][h] > s[i][best]) {
				best = h
			}
		}
		heads[i] = int32(best)
	}
	c := cycle(heads, make([]int32, m))
	if c == nil {
		return heads
	}
	inside := make([]bool, m)
	for _, x := range c {
		inside[x] = true
	}
	var old []int // the items outside the cycle
	for i := range m {
		if !inside[i] {
			old = append(old, i)
		}
	}
	small, enter, leave := contract(s, heads, c, old)
	last := len(old)
	sub := edmonds(small)
	for i, a := range old {
		if i == 0 {
			continue
		}
		if h := int(sub[i]); h == last {
			heads[a] = int32(leave[i])
		} else {
			heads[a] = int32(old[h])
		}
	}
	h := int(sub[last])
	heads[enter[h]] = int32(old[h])
	return heads
}

// contract makes the cycle c one item, the last. enter is, for each head
// outside, the item of the cycle it would best take over; leave, for each
// dependent outside, the item of the cycle that would best head it.
func contract(s [][]float32, heads, c []int32, old []int) (small [][]float32, enter, leave []int) {
	last := len(old)
	small = make([][]float32, last+1)
	for i := range small {
		small[i] = make([]float32, last+1)
	}
	enter, leave = make([]int, last), make([]int, last)
	for i, a := range old {
		for j, b := range old {
			small[i][j] = s[a][b]
		}
		best := int(c[0])
		for _, x := range c {
			if s[a][x] > s[a][best] {
				best = int(x)
			}
		}
		small[i][last], leave[i] = s[a][best], best
		in, top := -1, float32(0)
		for _, x := range c {
			if g := s[x][a] - s[x][heads[x]]; in < 0 || g > top {
				in, top = int(x), g
			}
		}
		small[last][i], enter[i] = top, in
	}
	return small, enter, leave
}
