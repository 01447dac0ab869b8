package tree

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// grown is a forest of chance.
func grown(trees, depth int) *Forest {
	r := rand.New(rand.NewPCG(1, uint64(trees)))
	f := &Forest{Features: 40, Depth: depth, Base: -0.5, Scale: 0.001}
	for range trees * (1<<depth - 1) {
		f.Feature, f.Cut = append(f.Feature, uint16(r.IntN(40))), append(f.Cut, uint8(r.IntN(256)))
	}
	for range trees << depth {
		f.Leaf = append(f.Leaf, int16(r.IntN(4000)-2000))
	}
	f.Ready()
	return f
}

// TestScore holds the walk of several trees at a time to the plain one.
func TestScore(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, trees := range []int{1, 3, 4, 9} {
		f := grown(trees, 5)
		for range 200 {
			row := make([]uint8, f.Features)
			for i := range row {
				row[i] = uint8(r.IntN(255))
			}
			sum, inner := int32(0), 1<<f.Depth-1
			for k := range trees {
				at := 0
				for range f.Depth {
					n := f.nodes[k*inner+at]
					at = 2*at + 1
					if row[n.feature] > n.cut {
						at++
					}
				}
				sum += int32(f.Leaf[k<<f.Depth+at-inner])
			}
			if want, got := f.Base+float32(sum)*f.Scale, f.Score(row); want != got {
				t.Fatalf("%d trees: score %v, want %v", trees, got, want)
			}
		}
	}
}

func TestDecode(t *testing.T) {
	f := grown(5, 4)
	raw := f.Append(nil)
	got, rest, err := Decode(append(raw, 7))
	if err != nil || len(rest) != 1 {
		t.Fatalf("%d bytes left, %v", len(rest), err)
	}
	if d := cmp.Diff(raw, got.Append(nil)); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	for n := range raw {
		if _, _, err := Decode(raw[:n]); err == nil {
			t.Fatalf("%d of %d bytes make a forest", n, len(raw))
		}
	}
}

func BenchmarkScore(b *testing.B) {
	f, row := grown(150, 6), make([]uint8, 40)
	for b.Loop() {
		f.Score(row)
	}
}
