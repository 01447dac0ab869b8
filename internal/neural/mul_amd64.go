package neural

import "golang.org/x/sys/cpu"

// fast says whether the machine has the registers that the kernel uses. It is
// set once, before anything runs.
var fast = cpu.X86.HasAVX2

// tile adds to four rows of sixteen columns of c the product of four rows of a
// and k rows of b; strides are in bytes.
//
//go:noescape
func tile(c, a, b *float32, k, cStride, aStride, bStride int)

// hasWide says whether there are registers of sixteen lanes.
var hasWide = cpu.X86.HasAVX512F

// wide is tile with one register a row of c; it gives the same bits.
//
//go:noescape
func wide(c, a, b *float32, k, cStride, aStride, bStride int)

func mulAddFast(c, a, b []float32, m, k, n int) {
	if hasWide {
		for j := 0; j < n; j += TileCols {
			for i := 0; i < m; i += TileRows {
				wide(&c[i*n+j], &a[i*k], &b[j], k, 4*n, 4*k, 4*n)
			}
		}
		return
	}
	mulAddNarrow(c, a, b, m, k, n)
}

func mulAddNarrow(c, a, b []float32, m, k, n int) {
	for j := 0; j < n; j += TileCols {
		for i := 0; i < m; i += TileRows {
			tile(&c[i*n+j], &a[i*k], &b[j], k, 4*n, 4*k, 4*n)
		}
	}
}

// addBytes adds n signed bytes to n words of 16 bits, n a multiple of 16.
//
//go:noescape
func addBytes(sum *int16, row *int8, n int)

// scan is Scan for eight channels; width is the bytes of a row of x, step those
// from a row to the next (negative for back).
//
//go:noescape
func scan(y, u, x, vf, vr, bf, br *float32, rows, width, step int)
