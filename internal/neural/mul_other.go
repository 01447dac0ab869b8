//go:build !amd64

package neural

const fast = false

func mulAddFast(c, a, b []float32, m, k, n int) { mulAdd(c, a, b, m, k, n) }

func mulAddNarrow(c, a, b []float32, m, k, n int) { mulAdd(c, a, b, m, k, n) }

func addBytes(*int16, *int8, int) {}

func scan(y, u, x, vf, vr, bf, br *float32, rows, width, step int) {}
