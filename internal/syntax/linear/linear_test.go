package linear

import (
	"testing"

	"pgregory.net/rapid"
)

// TestLearn: what was learnt survives freezing and the file.
func TestLearn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		few, many := NewQuadLearner(10), NewLearner(9, 10)
		feats := rapid.SliceOfN(rapid.Uint32(), 1, 8)
		var seen [][]uint32
		for range rapid.IntRange(1, 30).Draw(t, "examples") {
			f := feats.Draw(t, "features")
			seen = append(seen, f)
			few.Tick()
			many.Tick()
			k := rapid.IntRange(0, 3).Draw(t, "class")
			few.Update(f, k, 1)
			few.Update(f, (k+1)%4, -1)
			many.Update(f, k+5, 1)
			many.Update(f, k, -1)
		}
		a, b := few.Freeze(100, 1), many.Freeze(100, 1)
		rest := []byte("rest")
		a2, r1, err1 := DecodeQuad(append(a.Append(nil), rest...))
		b2, r2, err2 := Decode(append(b.Append(nil), rest...))
		if err1 != nil || err2 != nil || string(r1) != "rest" || string(r2) != "rest" {
			t.Fatalf("%v %v, after them %q %q", err1, err2, r1, r2)
		}
		x, y := make([]int32, 9), make([]int32, 9)
		for _, f := range seen {
			if a.Score(f) != a2.Score(f) {
				t.Fatalf("scores %v, decoded %v", a.Score(f), a2.Score(f))
			}
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
	q := NewQuadLearner(4)
	q.Update([]uint32{1, 7}, 2, 1)
	f.Add(q.Freeze(10, 1).Append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<12 {
			return
		}
		if m, _, err := Decode(b); err == nil {
			m.Score(make([]int32, m.Classes), []uint32{1, 2, 3})
		}
		if m, _, err := DecodeQuad(b); err == nil {
			m.Score([]uint32{1, 2, 3})
		}
	})
}
