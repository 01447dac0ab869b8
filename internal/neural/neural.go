// Package neural multiplies matrices of single-precision numbers, the same
// bits on every machine. Side room: it knows no layer and no word.
//
// Every element of a product is summed in the order of the inner index, each
// product rounded before it is added (never fused), so that a kernel in wide
// registers, whose lanes are columns, gives exactly what the plain loop gives.
package neural

// Rows and columns of the matrices that MulAdd multiplies come in whole tiles.
const (
	TileRows = 4
	TileCols = 16
)

// MulAdd adds the product of a, m×k, and b, k×n, to c, m×n; all lie row by row
// without gaps. m is a multiple of TileRows, n of TileCols.
func MulAdd(c, a, b []float32, m, k, n int) {
	if m%TileRows != 0 || n%TileCols != 0 {
		panic("neural: matrix is not in whole tiles")
	}
	if m == 0 || k == 0 || n == 0 {
		return
	}
	_, _, _ = c[m*n-1], a[m*k-1], b[k*n-1]
	if fast {
		mulAddFast(c, a, b, m, k, n)
		return
	}
	mulAdd(c, a, b, m, k, n)
}

// mulAdd is MulAdd in plain Go, four rows of b at a time.
func mulAdd(c, a, b []float32, m, k, n int) {
	for i := range m {
		row, own := c[i*n:][:n], a[i*k:][:k]
		x := 0
		for ; x+4 <= k; x += 4 {
			f0, f1, f2, f3 := own[x], own[x+1], own[x+2], own[x+3]
			b0, b1, b2, b3 := b[x*n:][:len(row)], b[(x+1)*n:][:len(row)], b[(x+2)*n:][:len(row)], b[(x+3)*n:][:len(row)]
			for j, s := range row {
				s += float32(f0 * b0[j])
				s += float32(f1 * b1[j])
				s += float32(f2 * b2[j])
				s += float32(f3 * b3[j])
				row[j] = s
			}
		}
		for ; x < k; x++ {
			f := own[x]
			for j, w := range b[x*n:][:len(row)] {
				row[j] += float32(f * w)
			}
		}
	}
}

// Pad is the least multiple of tile that is not below n.
func Pad(n, tile int) int { return (n + tile - 1) / tile * tile }

// AddBytes adds the numbers of row to those of sum, which is as long: a
// multiple of TileCols.
func AddBytes(sum []int16, row []int8) {
	if len(sum) != len(row) || len(sum)%TileCols != 0 {
		panic("neural: rows of two lengths")
	}
	if len(sum) == 0 {
		return
	}
	if fast {
		addBytes(&sum[0], &row[0], len(sum))
		return
	}
	addBytesPlain(sum, row)
}

func addBytesPlain(sum []int16, row []int8) {
	for i, x := range row {
		sum[i] += int16(x)
	}
}

// Scan runs a simple recurrent unit (Lei and others 2018) over the rows of u
// and x and fills the rows of y: from the first row to the last, or back. A row
// of u is 3·width, one of x and y width; the unit is the run of channels that
// vf, vr, bf, br are as long as (a multiple of 8), from channel at on.
//
//	f = gate(u[1] + vf·c + bf)    how much of the state is kept
//	r = gate(u[2] + vr·c + br)    how much of it is shown
//	c = u[0] + f·(c - u[0])
//	y = x + r·(c - x)
//
// where c in the gates is the state before, and gate(z) is z/5 + 1/2 held
// between 0 and 1.
func Scan(y, u, x []float32, width, at, rows int, back bool, vf, vr, bf, br []float32) {
	h := len(vf)
	if h%8 != 0 || at+h > width || len(vr) != h || len(bf) != h || len(br) != h {
		panic("neural: channels that do not fit")
	}
	if rows == 0 || h == 0 {
		return
	}
	_, _, _ = y[rows*width-1], u[3*rows*width-1], x[rows*width-1]
	if !fast {
		scanPlain(y, u, x, width, at, rows, back, vf, vr, bf, br)
		return
	}
	first, step := 0, 1
	if back {
		first, step = rows-1, -1
	}
	for j := 0; j < h; j += 8 {
		k := first*width + at + j
		scan(&y[k], &u[3*first*width+at+j], &x[k], &vf[j], &vr[j], &bf[j], &br[j], rows, 4*width, 4*width*step)
	}
}

func scanPlain(y, u, x []float32, width, at, rows int, back bool, vf, vr, bf, br []float32) {
	for j := range vf {
		c := float32(0)
		for s := range rows {
			i := s
			if back {
				i = rows - 1 - s
			}
			row := u[3*i*width+at+j:]
			u0 := row[0]
			f := gate(row[width] + float32(vf[j]*c) + bf[j])
			r := gate(row[2*width] + float32(vr[j]*c) + br[j])
			c = u0 + float32(f*(c-u0))
			xi := x[i*width+at+j]
			y[i*width+at+j] = xi + float32(r*(c-xi))
		}
	}
}

func gate(z float32) float32 {
	z = float32(z*0.2) + 0.5
	if !(z > 0) {
		return 0
	}
	if !(z < 1) {
		return 1
	}
	return z
}
