package chain

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestSet: packed sums are the sums of the weights, for four labels and for six,
// with a base and without.
func TestSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		labels := rapid.SampledFrom([]int{4, 6}).Draw(t, "labels")
		stride := Stride(labels)
		weights := func(name string, n int) []int8 { return rapid.SliceOfN(rapid.Int8(), n, n).Draw(t, name) }
		m := &Model{Labels: labels, Node: weights("node", 8*stride), NodeScale: 0.25, Edge: weights("edge", 4*stride*stride), EdgeScale: 1.0 / 1024}
		m.Ready()
		hashes := func(name string) []uint32 { return rapid.SliceOfN(rapid.Uint32(), 0, 12).Draw(t, name) }
		node, edge, node2, edge2 := hashes("n"), hashes("e"), hashes("n2"), hashes("e2")
		var lat Lattice
		lat.Reset(2, labels)
		if labels == 4 {
			b := m.Base(node, edge)
			lat.SetOn(m, 1, &b, node2, edge2)
		} else {
			lat.Set(m, 1, append(append([]uint32{}, node...), node2...), append(append([]uint32{}, edge...), edge2...))
		}
		for y := range labels {
			want := 0
			for _, f := range append(append([]uint32{}, node...), node2...) {
				want += int(m.Node[int(f%8)*stride+y])
			}
			if got := lat.Node[labels+y]; got != float32(want)*m.NodeScale {
				t.Fatalf("node %d: %v, want %v", y, got, float32(want)*m.NodeScale)
			}
			for x := range labels {
				sum := 0
				for _, f := range append(append([]uint32{}, edge...), edge2...) {
					sum += int(m.Edge[int(f%4)*stride*stride+x*stride+y])
				}
				at := (labels+x)*labels + y
				log := float32(sum) * m.EdgeScale
				if lat.Edge[at] != log || math.Abs(float64(lat.edgePot[at])-math.Exp(float64(log))) > 1e-4 {
					t.Fatalf("edge %d %d: %v %v, want %v", x, y, lat.Edge[at], lat.edgePot[at], log)
				}
			}
		}
	})
}
