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

// Score is the sum over all trees for a row of Features levels.
func (f *Forest) Score(row []uint8) float32 {
	inner := 1<<f.Depth - 1
	var sum int32
	for t, at := 0, 0; at < len(f.nodes); t, at = t+1, at+inner {
		nodes := f.nodes[at : at+inner]
		k := 0
		for range f.Depth {
			n := nodes[k]
			k = 2*k + 1
			if row[n.feature] > n.cut {
				k++
			}
		}
		sum += int32(f.Leaf[t<<f.Depth+k-inner])
	}
	return f.Base + float32(sum)*f.Scale
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
