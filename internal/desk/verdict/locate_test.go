package verdict

import (
	"testing"

	"hearsay/internal/span"
)

func TestLocate(t *testing.T) {
	const text = "The dock was hit.\nThe  dock\nburned, é said."
	for _, c := range []struct {
		words string
		start int
		at    span.Span
		n     int
	}{
		{"The dock was", -1, span.Of(0, 12), 1},
		{"The dock burned", -1, span.Of(18, 34), 1},
		{" The dock burned ", 17, span.Of(18, 34), 1},
		{"dock", -1, span.Of(4, 8), 2},
		{"dock", 23, span.Of(23, 27), 1},
		{"dock", 3, span.Of(4, 8), 1},
		{"dock", 900, span.Of(4, 8), 2},
		{"é said.", -1, span.Of(36, 43), 1},
		{"quay", -1, span.Span{}, 0},
		{"  ", 0, span.Span{}, 0},
	} {
		if at, n := Locate(text, c.words, c.start); at != c.at || n != c.n {
			t.Errorf("Locate(%q, %d) = %v, %d; want %v, %d", c.words, c.start, at, n, c.at, c.n)
		}
	}
}
