package parse

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/syntax/word"
)

// made is a parser of weights drawn by a small generator.
func made(width, depth int) *Parser {
	seed := uint32(7)
	draw := func() float32 {
		seed = seed*1664525 + 1013904223
		return float32(int32(seed)>>16) / (1 << 16)
	}
	p := &Parser{Size: Size{Rows: Rows(), Width: width, Depth: depth, Arc: 64, Label: 64, Tags: 20, Rels: 9, Root: 5, Late: 1}}
	p.Table = make([]int8, p.Rows*width)
	for i := range p.Table {
		p.Table[i] = int8(draw() * 100)
	}
	p.Layers = make([]Layer, depth)
	for _, d := range p.dense() {
		*d.to = make([]float32, d.n)
		for i := range *d.to {
			(*d.to)[i] = draw() / 8
		}
	}
	return p
}

func sentence(t *rapid.T, most int) []*word.Word {
	table := word.NewTable(nil)
	n := rapid.IntRange(1, most).Draw(t, "words")
	ws := make([]*word.Word, n)
	for i := range ws {
		ws[i] = &word.Word{}
		table.Fill(ws[i], rapid.SampledFrom([]string{"a", ",", "said", "Oslo"}).Draw(t, "word"))
	}
	return ws
}

// TestTree: every word has one head, one word hangs on the root, none on
// itself; a sentence longer than is parsed at once is no exception.
func TestTree(t *testing.T) {
	p := made(16, 1)
	var s State
	rapid.Check(t, func(t *rapid.T) {
		ws := sentence(t, 2*limit+9)
		n := len(ws)
		p.Run(&s, ws, 3)
		if len(s.Heads) != n || len(s.Rels) != n || len(s.Tags) != n {
			t.Fatalf("%d heads, %d relations, %d tags for %d words", len(s.Heads), len(s.Rels), len(s.Tags), n)
		}
		roots := 0
		for i := range n {
			if (int(s.Heads[i]) == n) != (int(s.Rels[i]) == p.Root) {
				t.Fatalf("word %d of %d hangs on %d by relation %d", i, n, s.Heads[i], s.Rels[i])
			}
			steps := 0
			for h := i; h < n; steps++ {
				if h = int(s.Heads[h]); h < 0 || steps > n {
					t.Fatalf("word %d hangs on %d after %d steps", i, h, steps)
				}
			}
			if int(s.Heads[i]) == n {
				roots++
			}
		}
		if roots != 1 {
			t.Fatalf("%d roots", roots)
		}
	})
}

// TestBest: on small sentences no tree scores more than the one chosen.
func TestBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 6).Draw(t, "items")
		score := rapid.SliceOfN(rapid.Float32Range(-9, 9), m*m, m*m).Draw(t, "scores")
		for i := range score {
			score[i] = float32(int(score[i] * 8))
		}
		for i := 1; i < m; i++ {
			score[i*m] -= 1000 // so that the word on the root is chosen by itself
		}
		root := rapid.IntRange(1, m-1).Draw(t, "root")
		score[root*m] += 2000
		sum := func(heads []int32) (n float32) {
			for i := 1; i < m; i++ {
				n += score[i*m+int(heads[i])]
			}
			return n
		}
		best := float32(-1e9)
		heads, mark := make([]int32, m), make([]int32, m)
		heads[0] = -1
		var try func(i int)
		try = func(i int) {
			if i == m {
				if cycle(heads, mark) == nil {
					best = max(best, sum(heads))
				}
				return
			}
			for h := range m {
				if h != i && (h == 0) == (i == root) {
					heads[i] = int32(h)
					try(i + 1)
				}
			}
		}
		try(1)
		kept := append([]float32{}, score...)
		var tr tree
		tr.decode(score, m, m)
		score = kept
		if got := sum(tr.heads); got != best {
			t.Fatalf("tree %v scores %g, another %g", tr.heads, got, best)
		}
	})
}

func TestFile(t *testing.T) {
	p := made(32, 2)
	q, rest, err := Decode(append(p.Append(nil), "rest"...))
	if err != nil || string(rest) != "rest" {
		t.Fatalf("%v, after it %q", err, rest)
	}
	if diff := cmp.Diff(p, q); diff != "" {
		t.Error(diff)
	}
	b := p.Append(nil)
	for _, n := range []int{0, 1, 20, 10000, len(b) - 1} {
		if _, _, err := Decode(b[:n]); err == nil {
			t.Errorf("%d bytes of %d are no parser", n, len(b))
		}
	}
}

func TestFar(t *testing.T) {
	for _, c := range []struct{ d, want int }{{1, 1}, {6, 6}, {8, 7}, {60, 13}, {61, 14}, {5000, 14}, {-1, 17}, {-61, 30}} {
		if got := Far(c.d); got != c.want {
			t.Errorf("Far(%d) = %d, want %d", c.d, got, c.want)
		}
	}
}

func BenchmarkRun(b *testing.B) {
	p := made(128, 3)
	table := word.NewTable(nil)
	var ws []*word.Word
	for i := range 24 {
		w := &word.Word{}
		table.Fill(w, string(rune('a'+i))+"word")
		ws = append(ws, w)
	}
	var s State
	for b.Loop() {
		p.Run(&s, ws, 3)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(ws)), "ns/word")
}

// TestPanel: a parser that judges beside itself judges as it does alone.
func TestPanel(t *testing.T) {
	p := made(16, 1)
	var s State
	states := make([]State, 2)
	rapid.Check(t, func(t *rapid.T) {
		ws := sentence(t, 30)
		p.Run(&s, ws, 3)
		if !(Panel{p, p}).Run(states, ws) {
			t.Fatal("not judged")
		}
		if diff := cmp.Diff([][]uint8{s.Rels, s.Tags}, [][]uint8{states[0].Rels, states[0].Tags}); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(s.Heads, states[0].Heads); diff != "" {
			t.Error(diff)
		}
	})
	if (Panel{p}).Run(states, make([]*word.Word, limit+1)) {
		t.Error("a sentence of more than limit words was judged")
	}
}
