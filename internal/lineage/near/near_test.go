package near

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// story makes an invented report of n sentences.
func story(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]string, n)
	for i := range out {
		var b strings.Builder
		for range 14 {
			fmt.Fprintf(&b, "w%d ", r.IntN(3000))
		}
		out[i] = b.String()
	}
	return out
}

func TestFind(t *testing.T) {
	x := New()
	for i := range uint64(3000) {
		x.Add(Of(story(i, 20)))
	}
	whole := story(700, 20)
	edited := slices.Clone(whole)
	edited[3], edited[9] = "The desk wrote this sentence anew, with other words in it.", edited[9]+" it added."
	for name, c := range map[string][]string{"the same": whole, "edited": edited, "shuffled": append(slices.Clone(whole[10:]), whole[:10]...)} {
		got := x.Find(Of(c), 0.5)
		if len(got) != 1 || got[0].ID != 700 {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := x.Find(Of(story(99_999, 20)), 0.3); len(got) != 0 {
		t.Errorf("another story: %v", got)
	}
	if got := x.Find(Of([]string{"Two died."}), 0); len(got) != 0 {
		t.Errorf("a text of two words: %v", got)
	}
}

// TestQuoted: what stands inside quotation marks makes no copy.
func TestQuoted(t *testing.T) {
	said := strings.Join(story(1, 10), " ")
	a := Of(append(story(2, 3), "“"+said+"”"))
	b := Of(append(story(3, 3), "\""+said+"\""))
	if l := Likeness(&a, &b); l > 0.1 {
		t.Errorf("likeness %.2f", l)
	}
}

// TestCopies: a text printed ten thousand times is found at once, by its first
// printings.
func TestCopies(t *testing.T) {
	x := New()
	s := Of(story(1, 20))
	for range 10_000 {
		x.Add(s)
	}
	got := x.Find(s, 0.9)
	if len(got) != postings || got[0].ID != 0 {
		t.Errorf("%v", got)
	}
}

// TestLikeness: the estimate is near the true share.
func TestLikeness(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		same := rapid.IntRange(0, 40).Draw(t, "same")
		seed := rapid.Uint64Range(1, 1<<40).Draw(t, "seed")
		a, b := story(seed, 40), story(seed+1<<41, 40)
		copy(b, a[:same])
		x, y := Of(a), Of(b)
		want := float64(same) / float64(80-same)
		if got := Likeness(&x, &y); got < want-0.3 || got > want+0.3 {
			t.Fatalf("likeness %.2f, true %.2f", got, want)
		}
	})
}

// filled is an index of n reports whose sketches are drawn at random, every
// tenth a copy of an earlier one.
func filled(n int) *Index {
	x := New()
	r := rand.New(rand.NewPCG(1, 1))
	var s Sketch
	for i := range n {
		if i%10 != 9 {
			s = Sketch{has: true}
			for k := range s.low {
				s.low[k] = uint16(r.Uint32())
			}
		}
		x.Add(s)
	}
	return x
}

// TestMemory: a report takes the same memory, however many there are.
func TestMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := filled(1 << 17)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if each := (after.HeapAlloc - before.HeapAlloc) / uint64(x.Len()); each > 700 {
		t.Errorf("%d bytes a report", each)
	}
}

// BenchmarkFind looks up a report among a million.
func BenchmarkFind(b *testing.B) {
	x := filled(1_000_000)
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	r := rand.New(rand.NewPCG(2, 2))
	for b.Loop() {
		if len(x.Find(x.sketches[r.IntN(x.Len())], 0.5)) == 0 {
			b.Fatal("not found")
		}
	}
	b.ReportMetric(float64(m.HeapAlloc)/float64(x.Len()), "B/report")
}

func BenchmarkOf(b *testing.B) {
	s := story(1, 40)
	for b.Loop() {
		Of(s)
	}
}

// TestStored: what is kept as bytes is the same again, and meets what it met.
func TestStored(t *testing.T) {
	a, b := story(1, 20), story(2, 20)
	copy(b, a[:17])
	x, y, z := Of(a), Of(b), Of(story(3, 20))
	meet := func(p, q *Sketch) bool {
		return slices.ContainsFunc(p.Bands(), func(m uint64) bool { return slices.Contains(q.Bands(), m) })
	}
	if !meet(&x, &y) || meet(&x, &z) {
		t.Errorf("near %v, far %v", meet(&x, &y), meet(&x, &z))
	}
	raw, _ := x.MarshalBinary()
	var back Sketch
	if err := back.UnmarshalBinary(raw); err != nil || back != x {
		t.Errorf("%v", err)
	}
	if err := back.UnmarshalBinary(raw[1:]); err == nil {
		t.Error("a sketch that is cut is taken")
	}
	if short := Of([]string{"Two died."}); short.Bands() != nil {
		t.Error("a text of two words has marks")
	}
}

// TestCompare: what two texts share is measured and shown in code points.
func TestCompare(t *testing.T) {
	a := "Über the hill the convoy of aid trucks came to the gate of the town.\nNobody said “the convoy of aid trucks came to the gate” there."
	b := "Here too the convoy of aid trucks came to the gate of the other town."
	o := Compare(a, b)
	if got := string([]rune(a)[o.Longest.Start:o.Longest.End]); got != "the convoy of aid trucks came to the gate of the" || o.Words != 11 {
		t.Errorf("%q, %d words", got, o.Words)
	}
	if o.Copy() {
		t.Error("one sentence makes no copy")
	}
	rapid.Check(t, func(t *rapid.T) {
		x := strings.Join(story(rapid.Uint64Range(1, 1<<40).Draw(t, "seed"), 12), "\n")
		if o := Compare(x, x); o.Of != 1 || o.From != 1 || !o.Copy() {
			t.Fatalf("%+v", o)
		}
	})
}
