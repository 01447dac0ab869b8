// Package tree scores rows of numbers with boosted decision trees. Part of the
// attribution room; train/boost grows the trees.
//
// A feature value is an integer level of 0..254. A tree node asks whether a
// level is at most a cut, and every tree is a complete binary tree of the
// forest's depth, so that a walk is a fixed number of steps without pointers.
package tree

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Forest is a sum of trees.
type Forest struct {
	Features int
	Depth    int
	Base     float32
	// Feature and Cut have 2^Depth-1 inner nodes a tree, level by level; Leaf
	// has 2^Depth values a tree, in steps of Scale.
	Feature []uint16
	Cut     []uint8
	Leaf    []int16
	Scale   float32

	nodes []node
}

type node struct {
	feature uint16
	cut     uint8
}

// Trees is the number of trees.
func (f *Forest) Trees() int { return len(f.Leaf) >> f.Depth }

// Ready lays the nodes out for scoring; call it once after the trees are set.
func (f *Forest) Ready() {
	f.nodes = make([]node, len(f.Feature))
	for i := range f.nodes {
		f.nodes[i] = node{f.Feature[i], f.Cut[i]}
	}
}

// Score is the sum over all trees for a row of Features levels. Four trees are
// walked at a time and no step branches: the walks wait for memory, not for each
// other, and a sum of whole numbers does not mind the order.
func (f *Forest) Score(row []uint8) float32 {
	inner := 1<<f.Depth - 1
	var sum int32
	at, t := 0, 0
	for ; at+4*inner <= len(f.nodes); at, t = at+4*inner, t+4 {
		n0, n1 := f.nodes[at:][:inner], f.nodes[at+inner:][:inner]
		n2, n3 := f.nodes[at+2*inner:][:inner], f.nodes[at+3*inner:][:inner]
		var k0, k1, k2, k3 int
		for range f.Depth {
			k0, k1 = n0[k0].below(row, k0), n1[k1].below(row, k1)
			k2, k3 = n2[k2].below(row, k2), n3[k3].below(row, k3)
		}
		leaf := f.Leaf[t<<f.Depth:][:4<<f.Depth]
		sum += int32(leaf[k0-inner]) + int32(leaf[1<<f.Depth+k1-inner]) + int32(leaf[2<<f.Depth+k2-inner]) + int32(leaf[3<<f.Depth+k3-inner])
	}
	for ; at < len(f.nodes); at, t = at+inner, t+1 {
		nodes := f.nodes[at:][:inner]
		k := 0
		for range f.Depth {
			k = nodes[k].below(row, k)
		}
		sum += int32(f.Leaf[t<<f.Depth+k-inner])
	}
	return f.Base + float32(sum)*f.Scale
}

// below is the place under node k, which is n, that a row goes on to: the left
// one if the level is at most the cut.
func (n node) below(row []uint8, k int) int {
	return 2*k + 1 + int(uint32(int32(n.cut)-int32(row[n.feature]))>>31)
}

// Probability is the logistic function of Score.
func (f *Forest) Probability(row []uint8) float32 { return Logistic(f.Score(row)) }

// Logistic is 1/(1+e^-x).
func Logistic(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

// Append writes the forest to b.
func (f *Forest) Append(b []byte) []byte {
	for _, v := range []uint32{uint32(f.Features), uint32(f.Depth), math.Float32bits(f.Base), math.Float32bits(f.Scale), uint32(f.Trees())} {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	for _, v := range f.Feature {
		b = binary.LittleEndian.AppendUint16(b, v)
	}
	b = append(b, f.Cut...)
	for _, v := range f.Leaf {
		b = binary.LittleEndian.AppendUint16(b, uint16(v))
	}
	return b
}

// Decode reads what Append wrote and gives back the rest of b.
func Decode(b []byte) (*Forest, []byte, error) {
	const head = 20
	if len(b) < head {
		return nil, nil, fmt.Errorf("forest: %d bytes are too few", len(b))
	}
	u := func(i int) uint32 { return binary.LittleEndian.Uint32(b[4*i:]) }
	f := &Forest{Features: int(u(0)), Depth: int(u(1)), Base: math.Float32frombits(u(2)), Scale: math.Float32frombits(u(3))}
	trees := int(u(4))
	b = b[head:]
	if f.Depth < 1 || f.Depth > 10 || f.Features > 1<<16 || trees > 1<<20 {
		return nil, nil, fmt.Errorf("forest: bad header")
	}
	inner, leaves := trees*(1<<f.Depth-1), trees<<f.Depth
	if len(b) < 3*inner+2*leaves {
		return nil, nil, fmt.Errorf("forest: short table")
	}
	f.Feature, f.Cut, f.Leaf = make([]uint16, inner), make([]uint8, inner), make([]int16, leaves)
	for i := range f.Feature {
		f.Feature[i] = binary.LittleEndian.Uint16(b[2*i:])
		if int(f.Feature[i]) >= f.Features {
			return nil, nil, fmt.Errorf("forest: feature %d of %d", f.Feature[i], f.Features)
		}
	}
	copy(f.Cut, b[2*inner:])
	for i := range f.Leaf {
		f.Leaf[i] = int16(binary.LittleEndian.Uint16(b[3*inner+2*i:]))
	}
	f.Ready()
	return f, b[3*inner+2*leaves:], nil
}
