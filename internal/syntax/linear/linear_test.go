package linear

import (
	"testing"

	"pgregory.net/rapid"
)

// TestLearn: what was learnt survives freezing and the file.
func TestLearn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		many := NewLearner(9, 10)
		feats := rapid.SliceOfN(rapid.Uint32(), 1, 8)
		var seen [][]uint32
		for range rapid.IntRange(1, 30).Draw(t, "examples") {
			f := feats.Draw(t, "features")
			seen = append(seen, f)
			many.Tick()
			k := rapid.IntRange(0, 3).Draw(t, "class")
			many.Update(f, k+5, 1)
			many.Update(f, k, -1)
		}
		b := many.Freeze(100, 1)
		rest := []byte("rest")
		b2, r2, err := Decode(append(b.Append(nil), rest...))
		if err != nil || string(r2) != "rest" {
			t.Fatalf("%v, after them %q", err, r2)
		}
		x, y := make([]int32, 9), make([]int32, 9)
		for _, f := range seen {
			b.Score(x, f)
			b2.Score(y, f)
			if Best(x) != Best(y) {
				t.Fatalf("scores %v, decoded %v", x, y)
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	l := NewLearner(3, 4)
	l.Update([]uint32{1, 7}, 2, 1)
	f.Add(l.Freeze(10, 1).Append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<12 {
			return
		}
		if m, _, err := Decode(b); err == nil {
			m.Score(make([]int32, m.Classes), []uint32{1, 2, 3})
		}
	})
}
