// Package network trains the network of package syntax/parse: heads,
// relations and tags of a sentence together, by Adam, over batches of whole
// sentences.
//
// A batch is cut into two shards of fixed make, one a goroutine, whose
// gradients are added in their order, so that the result does not depend on how
// many processors there are. Random numbers are its own.
package network

import (
	"math"

	"hearsay/internal/neural"
	"hearsay/internal/syntax/parse"
)

// Sentence is what the network learns from. Item 0 is the root.
type Sentence struct {
	Feats [][]int32 // rows of the table, of each item (parse.Features)
	Heads []int32   // an item; -1 for the root
	Rels  []uint8   // 0 for one that is not learnt
	Tags  []uint8
}

// Config is what is decided before training.
type Config struct {
	parse.Size
	DropWord  float64 // how often a word's own features are left out
	DropIn    float64 // how often a channel is, of the first layer's input
	DropLayer float64 // of the other layers' input and of the last one's output
	DropView  float64 // of the views
	TagLoss   float64 // what the loss of tags counts, those of arcs and relations being 1
	Rate      float64 // of Adam, at its height
	Batch     int     // items
	Seed      uint64
}

// Standard is the network that is shipped, for so many tags and relations, as it
// learns from the treebanks alone.
func Standard(tags, rels, root int, seed uint64) Config {
	return Config{
		Size:     parse.Size{Rows: parse.Rows(), Width: 128, Depth: 3, Arc: 64, Label: 64, Tags: tags, Rels: rels, Root: root},
		DropWord: 0.2, DropIn: 0.2, DropLayer: 0.3, DropView: 0.3, TagLoss: 1, Rate: 0.003, Batch: 1000, Seed: seed,
	}
}

// Gentle is c with tags scored again at the end, less left out and smaller steps, for a network that knows
// something and reads more than it can learn by heart.
func (c Config) Gentle() Config {
	c.DropWord, c.DropIn, c.DropLayer, c.DropView, c.Rate = 0.15, 0.15, 0.25, 0.25, 0.002
	c.Late = 1
	return c
}

// Net is a network in training.
type Net struct {
	Config
	table          *param
	layers         []*layer
	tag, tagBias   *param
	tagRows        *param
	late, lateBias *param // nil where tags are not scored again
	view, viewBias *param
	arc, arcBias   *param
	dist, distBias *param
	relDist        *param
	rel, relBias   *param
	all            []*param
	views          int // columns of view
	tags, rels     int // columns, whole tiles
	adam           adam
	random         random
}

// layer is one of the recurrent unit (parse.Layer).
type layer struct{ weights, state, bias *param }

// New is a network before its first batch.
func New(c Config) *Net {
	r := random(c.Seed)
	n := &Net{Config: c, tags: neural.Pad(c.Tags, neural.TileCols), rels: neural.Pad(c.Rels, neural.TileCols)}
	d := c.Width
	n.table = newParam(c.Rows, d, 0.1, &r)
	n.table.sparse = true
	n.table.mark, n.table.ever = make([]bool, c.Rows), make([]bool, c.Rows)
	even := func(in int) float64 { return math.Sqrt(3 / float64(in)) }
	for range c.Depth {
		l := &layer{newParam(d, 3*d, even(d), &r), newParam(2, d, 0.5, &r), newParam(2, d, 0, &r)}
		for i := range d {
			l.bias.w[i] = 1 // to forget less at first
		}
		n.layers = append(n.layers, l)
	}
	n.views = 2*c.Arc + 2*c.Label
	n.tag, n.tagBias, n.tagRows = newParam(d, n.tags, even(d), &r), newParam(1, n.tags, 0, &r), newParam(n.tags, d, 0.1, &r)
	n.view, n.viewBias = newParam(d, n.views, even(d), &r), newParam(1, n.views, 0, &r)
	n.arc, n.arcBias = newParam(c.Arc, c.Arc, even(c.Arc), &r), newParam(1, c.Arc, 0, &r)
	n.dist, n.distBias = newParam(c.Arc, parse.Distances, 0.1, &r), newParam(1, parse.Distances, 0, &r)
	n.relDist = newParam(parse.Distances, c.Label, 0.1, &r)
	n.rel, n.relBias = newParam(c.Label, n.rels, even(c.Label), &r), newParam(1, n.rels, 0, &r)
	n.all = []*param{n.table, n.tag, n.tagBias, n.tagRows, n.view, n.viewBias, n.arc, n.arcBias, n.dist, n.distBias, n.relDist, n.rel, n.relBias}
	for _, l := range n.layers {
		n.all = append(n.all, l.weights, l.state, l.bias)
	}
	if c.Late > 0 {
		n.late, n.lateBias = newParam(d, n.tags, even(d), &r), newParam(1, n.tags, 0, &r)
		n.all = append(n.all, n.late, n.lateBias)
	}
	for _, p := range n.all {
		if !p.sparse {
			copy(p.mean, p.w)
		}
	}
	n.adam = adam{first: 0.9, second: 0.98, clip: 5, keep: 0.999}
	n.random = r
	return n
}
