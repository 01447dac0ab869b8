package neural

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestSameBits: the kernel gives the bits of the plain loop.
func TestSameBits(t *testing.T) {
	if !fast {
		t.Skip("this machine has no kernel")
	}
	rapid.Check(t, func(t *rapid.T) {
		m, k, n := TileRows*rapid.IntRange(1, 5).Draw(t, "m"), rapid.IntRange(1, 40).Draw(t, "k"), TileCols*rapid.IntRange(1, 4).Draw(t, "n")
		fill := func(size int, name string) []float32 {
			return rapid.SliceOfN(rapid.Float32Range(-1e3, 1e3), size, size).Draw(t, name)
		}
		a, b, c := fill(m*k, "a"), fill(k*n, "b"), fill(m*n, "c")
		want, got, narrow := slices.Clone(c), slices.Clone(c), slices.Clone(c)
		mulAdd(want, a, b, m, k, n)
		mulAddFast(got, a, b, m, k, n)
		mulAddNarrow(narrow, a, b, m, k, n)
		if !slices.Equal(want, got) || !slices.Equal(want, narrow) {
			t.Fatalf("%v in plain Go, %v by the widest kernel, %v by the other", want, got, narrow)
		}
	})
}

func BenchmarkMulAdd(b *testing.B) {
	const m, k, n = 24, 96, 288
	x, y, z := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
	for b.Loop() {
		MulAdd(z, x, y, m, k, n)
	}
	b.ReportMetric(float64(m*k*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}

func BenchmarkPlain(b *testing.B) {
	const m, k, n = 24, 96, 288
	x, y, z := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
	for b.Loop() {
		mulAdd(z, x, y, m, k, n)
	}
	b.ReportMetric(float64(m*k*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}

func TestAddBytes(t *testing.T) {
	if !fast {
		t.Skip("this machine has no kernel")
	}
	rapid.Check(t, func(t *rapid.T) {
		n := TileCols * rapid.IntRange(1, 9).Draw(t, "n")
		row := rapid.SliceOfN(rapid.Int8(), n, n).Draw(t, "row")
		one := rapid.SliceOfN(rapid.Int16(), n, n).Draw(t, "sum")
		two := slices.Clone(one)
		addBytesPlain(one, row)
		AddBytes(two, row)
		if !slices.Equal(one, two) {
			t.Fatalf("%v in plain Go, %v by the kernel", one, two)
		}
	})
}

func TestScan(t *testing.T) {
	if !fast {
		t.Skip("this machine has no kernel")
	}
	rapid.Check(t, func(t *rapid.T) {
		rows, h, at := rapid.IntRange(1, 9).Draw(t, "rows"), 8*rapid.IntRange(1, 3).Draw(t, "h"), rapid.IntRange(0, 5).Draw(t, "at")
		width := at + h + 3
		back := rapid.Bool().Draw(t, "back")
		fill := func(size int, name string) []float32 {
			return rapid.SliceOfN(rapid.Float32Range(-4, 4), size, size).Draw(t, name)
		}
		u, x := fill(3*rows*width, "u"), fill(rows*width, "x")
		vf, vr, bf, br := fill(h, "vf"), fill(h, "vr"), fill(h, "bf"), fill(h, "br")
		one, two := make([]float32, rows*width), make([]float32, rows*width)
		scanPlain(one, u, x, width, at, rows, back, vf, vr, bf, br)
		Scan(two, u, x, width, at, rows, back, vf, vr, bf, br)
		if !slices.Equal(one, two) {
			t.Fatalf("%v in plain Go, %v by the kernel", one, two)
		}
	})
}
