// Package boost grows the forests of attribution/tree: gradient boosting for
// the logistic loss on rows of levels, by histograms, in a seeded order. The
// same rows give the same bytes, on any number of processors: work is shared
// out by feature, and each sum is made by one worker.
package boost

import (
	"math"
	"math/rand/v2"
	"runtime"
	"sync"

	"hearsay/internal/attribution/tree"
)

// Rows are training rows of Width levels each.
type Rows struct {
	Width  int
	Levels []uint8
	Target []float32 // 0..1
	Weight []float32 // nil for all one
}

// Len is the number of rows.
func (r *Rows) Len() int { return len(r.Target) }

// Push adds a row.
func (r *Rows) Push(levels []uint8, target float32) {
	r.Width = len(levels)
	r.Levels = append(r.Levels, levels...)
	r.Target = append(r.Target, target)
}

// Plan says how to grow.
type Plan struct {
	Trees    int
	Depth    int
	Rate     float64
	L2       float64 // added to the denominator of a leaf
	MinChild float64 // least sum of second derivatives in a child
	Rows     float64 // share of rows a tree sees
	Columns  float64 // share of features a tree sees
	Seed     uint64
}

// Train grows a forest.
func Train(p Plan, rows *Rows) *tree.Forest {
	g := newGrower(p, rows)
	for range p.Trees {
		g.grow()
	}
	return g.forest()
}

type grower struct {
	Plan
	rows    *Rows
	columns [][]uint8 // the levels by feature
	score   []float32
	grad    []float32
	hess    []float32
	random  *rand.Rand
	base    float32
	feature []uint16
	cut     []uint8
	leaf    []float32

	sample  []int32  // rows of this tree
	at      []uint16 // node of each sampled row
	chosen  []int    // features of this tree
	workers int
}

// bucket is a histogram's sums.
type bucket struct{ g, h float64 }

func newGrower(p Plan, rows *Rows) *grower {
	n := rows.Len()
	g := &grower{Plan: p, rows: rows, score: make([]float32, n), grad: make([]float32, n), hess: make([]float32, n),
		random: rand.New(rand.NewPCG(p.Seed, 0xb005)), workers: runtime.GOMAXPROCS(0)}
	g.columns = make([][]uint8, rows.Width)
	for f := range g.columns {
		col := make([]uint8, n)
		for i := range col {
			col[i] = rows.Levels[i*rows.Width+f]
		}
		g.columns[f] = col
	}
	mean := 0.0
	for _, y := range rows.Target {
		mean += float64(y)
	}
	mean = min(0.99, max(0.01, mean/float64(max(1, n))))
	g.base = float32(math.Log(mean / (1 - mean)))
	for i := range g.score {
		g.score[i] = g.base
	}
	return g
}

// grow adds one tree.
func (g *grower) grow() {
	g.draw()
	inner := 1<<g.Depth - 1
	start := len(g.feature)
	g.feature = append(g.feature, make([]uint16, inner)...)
	g.cut = append(g.cut, make([]uint8, inner)...)
	feature, cut := g.feature[start:], g.cut[start:]
	for i := range cut {
		cut[i] = 255 // every row goes left where no split helps
	}
	for level := range g.Depth {
		g.split(level, feature, cut)
	}
	leaf := g.leaves()
	g.leaf = append(g.leaf, leaf...)
	for i := range g.score {
		k := 0
		for range g.Depth {
			f := feature[k]
			c := cut[k]
			k = 2*k + 1
			if g.columns[f][i] > c {
				k++
			}
		}
		g.score[i] += leaf[k-inner]
	}
}

// draw computes derivatives and chooses the rows and features of a tree.
func (g *grower) draw() {
	g.sample = g.sample[:0]
	for i, s := range g.score {
		p := tree.Logistic(s)
		w := float32(1)
		if g.rows.Weight != nil {
			w = g.rows.Weight[i]
		}
		g.grad[i] = (p - g.rows.Target[i]) * w
		g.hess[i] = max(p*(1-p), 1e-6) * w
		if g.random.Float64() < g.Rows {
			g.sample = append(g.sample, int32(i))
		}
	}
	if cap(g.at) < len(g.sample) {
		g.at = make([]uint16, len(g.score))
	}
	g.at = g.at[:len(g.sample)]
	clear(g.at)
	g.chosen = g.chosen[:0]
	for f := range g.columns {
		if g.random.Float64() < g.Columns {
			g.chosen = append(g.chosen, f)
		}
	}
}

// best is the best split of a node by one feature.
type best struct {
	gain    float64
	feature int
	cut     uint8
}

// split finds and applies the splits of one level.
func (g *grower) split(level int, feature []uint16, cut []uint8) {
	nodes := 1 << level
	found := make([][]best, len(g.chosen))
	var wg sync.WaitGroup
	for w := range g.workers {
		wg.Go(func() {
			hist := make([]bucket, nodes*256)
			for c := w; c < len(g.chosen); c += g.workers {
				found[c] = g.search(g.chosen[c], nodes, hist)
			}
		})
	}
	wg.Wait()
	first := nodes - 1
	for k := range nodes {
		var top best
		for _, byNode := range found {
			if byNode[k].gain > top.gain {
				top = byNode[k]
			}
		}
		if top.gain > 0 {
			feature[first+k], cut[first+k] = uint16(top.feature), top.cut
		}
	}
	for j, i := range g.sample {
		k := int(g.at[j])
		right := uint16(0)
		if g.columns[feature[first+k]][i] > cut[first+k] {
			right = 1
		}
		g.at[j] = uint16(2*k) + right
	}
}

// search builds the histogram of one feature and finds each node's best cut.
func (g *grower) search(f, nodes int, hist []bucket) []best {
	clear(hist)
	col := g.columns[f]
	for j, i := range g.sample {
		b := &hist[int(g.at[j])<<8|int(col[i])]
		b.g += float64(g.grad[i])
		b.h += float64(g.hess[i])
	}
	out := make([]best, nodes)
	for k := range nodes {
		h := hist[k<<8 : (k+1)<<8]
		var total bucket
		for _, b := range h {
			total.g += b.g
			total.h += b.h
		}
		if total.h < 2*g.MinChild {
			continue
		}
		whole := total.g * total.g / (total.h + g.L2)
		var left bucket
		for c := range 255 {
			if h[c].h == 0 {
				continue
			}
			left.g += h[c].g
			left.h += h[c].h
			rg, rh := total.g-left.g, total.h-left.h
			if left.h < g.MinChild {
				continue
			}
			if rh < g.MinChild {
				break
			}
			if gain := left.g*left.g/(left.h+g.L2) + rg*rg/(rh+g.L2) - whole; gain > out[k].gain+1e-9 {
				out[k] = best{gain, f, uint8(c)}
			}
		}
	}
	return out
}

func (g *grower) leaves() []float32 {
	sums := make([]bucket, 1<<g.Depth)
	for j, i := range g.sample {
		b := &sums[g.at[j]]
		b.g += float64(g.grad[i])
		b.h += float64(g.hess[i])
	}
	out := make([]float32, len(sums))
	for k, b := range sums {
		out[k] = float32(-b.g / (b.h + g.L2) * g.Rate)
	}
	return out
}

// forest rounds the leaves to 16 bits.
func (g *grower) forest() *tree.Forest {
	f := &tree.Forest{Features: g.rows.Width, Depth: g.Depth, Base: g.base, Feature: g.feature, Cut: g.cut}
	var top float32
	for _, x := range g.leaf {
		top = max(top, x, -x)
	}
	f.Scale = max(top, 1e-6) / 32000
	f.Leaf = make([]int16, len(g.leaf))
	for i, x := range g.leaf {
		f.Leaf[i] = int16(math.Round(float64(x / f.Scale)))
	}
	f.Ready()
	return f
}
