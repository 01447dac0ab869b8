package network

import (
	"math"
	"slices"
	"testing"

	"hearsay/internal/syntax/parse"
)

// lessons are sentences of a made-up language: the head of a word is the word
// after it, its relation and tag hang on its feature.
func lessons(n int) []*Sentence {
	r := random(5)
	var out []*Sentence
	for range n {
		m := 2 + r.below(5)
		e := &Sentence{Feats: [][]int32{{0}}, Heads: []int32{-1}, Rels: []uint8{0}, Tags: []uint8{0}}
		for i := 1; i <= m; i++ {
			f := int32(1 + r.below(9))
			e.Feats = append(e.Feats, []int32{f, f + 10, f + 20, f + 30})
			e.Heads = append(e.Heads, int32((i+1)%(m+1)))
			e.Rels = append(e.Rels, uint8(1+f%3))
			e.Tags = append(e.Tags, uint8(f%4))
		}
		out = append(out, e)
	}
	return out
}

func small() Config {
	return Config{Size: parse.Size{Rows: 48, Width: 32, Depth: 2, Arc: 16, Label: 16, Tags: 5, Rels: 6, Root: 4, Late: 1}, TagLoss: 1, Rate: 0.01, Batch: 12, Seed: 4}
}

// TestGradient: the gradient is what the loss does when a weight is moved.
func TestGradient(t *testing.T) {
	n := New(small())
	sents := lessons(3)
	words := length(sents) - len(sents)
	s := n.newShard()
	s.random = 1
	loss := func() float64 {
		s.learn(sents, words)
		return s.loss / float64(words)
	}
	loss()
	s.give()
	for k, p := range n.all {
		for i := 0; i < len(p.w); i += 1 + len(p.w)/7 {
			const step = 1e-3
			was, want := p.w[i], float64(p.g[i])
			p.w[i] = was + step
			up := loss()
			p.w[i] = was - step
			down := loss()
			p.w[i] = was
			if got := (up - down) / (2 * step); math.Abs(got-want) > 2e-3+0.05*math.Abs(want) {
				t.Errorf("matrix %d, weight %d: gradient %.5f, the loss moves by %.5f", k, i, want, got)
			}
		}
	}
}

// TestFit: the language is learnt, and twice the same way.
func TestFit(t *testing.T) {
	var tables [2][]int8
	for k := range tables {
		c := small()
		c.DropWord, c.DropIn, c.DropLayer, c.DropView = 0.1, 0.1, 0.1, 0.1
		n := New(c)
		var end float64
		n.Fit(lessons(20), lessons(30)[20:], 2, 40, func(_ int, loss float64) { end = loss })
		if end > 0.5 {
			t.Errorf("loss %.3f at the end", end)
		}
		tables[k] = n.Freeze().Table
	}
	if !slices.Equal(tables[0], tables[1]) {
		t.Error("two trainings differ")
	}
}

// TestStart: what starts with a parser's weights freezes to them, where a row
// was learnt.
func TestStart(t *testing.T) {
	n := New(small())
	n.Fit(lessons(20), nil, 1, 5, func(int, float64) {})
	p := n.Freeze()
	c := small()
	c.Seed = 9
	other := New(c)
	other.Start(p)
	for r := range int32(n.Rows) {
		if n.table.ever[r] {
			other.table.touch(r)
		}
	}
	if q := other.Freeze(); !slices.Equal(p.Table, q.Table) || !slices.Equal(p.Views, q.Views) || !slices.Equal(p.Layers[1].Weights, q.Layers[1].Weights) {
		t.Error("other weights")
	}
}
