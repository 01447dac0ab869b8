package parse

import (
	"testing"

	"pgregory.net/rapid"

	"hearsay/internal/syntax/word"
)

// TestTree: whatever moves are made, as long as each is possible, every word
// gets one head, one word hangs on the root, and none on itself.
func TestTree(t *testing.T) {
	var s State
	table := word.NewTable(nil)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "words")
		ws, tags := make([]*word.Word, n), make([]uint8, n)
		for i := range ws {
			ws[i] = &word.Word{}
			table.Fill(ws[i], rapid.SampledFrom([]string{"a", ",", "said", "Oslo"}).Draw(t, "word"))
		}
		s.Reset(ws, tags, []uint8{posVerb})
		for steps := 0; !s.Done(); steps++ {
			var may []int
			for m := range Moves {
				if s.May(m) {
					may = append(may, m)
				}
			}
			if len(may) == 0 || steps > 2*n {
				t.Fatalf("stuck after %d moves with %d words", steps, n)
			}
			if len(s.Features()) > len(s.feats) {
				t.Fatal("too many features")
			}
			m := may[rapid.IntRange(0, len(may)-1).Draw(t, "move")]
			if m != Shift {
				s.ArcFeatures(s.Arc(m))
			}
			s.Do(m, 7)
		}
		roots := 0
		for i := range ws {
			steps := 0
			for h := i; h < n; steps++ {
				if h, _ = s.Head(h); h < 0 || steps > n {
					t.Fatalf("word %d hangs on %d after %d steps", i, h, steps)
				}
			}
			if h, _ := s.Head(i); h == n {
				roots++
			}
		}
		if roots != 1 {
			t.Fatalf("%d roots", roots)
		}
	})
}
