package network

import (
	"math"

	"hearsay/internal/syntax/parse"
)

// dense pairs the matrices, but for the table, with those of a parser of as
// many layers.
func (n *Net) dense(p *parse.Parser) map[*param]*[]float32 {
	all := map[*param]*[]float32{
		n.tag: &p.Tagger, n.tagBias: &p.TagBias, n.tagRows: &p.TagRows,
		n.view: &p.Views, n.viewBias: &p.ViewBias, n.arc: &p.Arcs, n.arcBias: &p.ArcBias,
		n.dist: &p.Distance, n.distBias: &p.DistBias, n.relDist: &p.RelDistance,
		n.rel: &p.Relations, n.relBias: &p.RelsBias,
	}
	if n.late != nil {
		all[n.late], all[n.lateBias] = &p.LateTagger, &p.LateBias
	}
	for i, l := range n.layers {
		to := &p.Layers[i]
		all[l.weights], all[l.state], all[l.bias] = &to.Weights, &to.State, &to.Bias
	}
	return all
}

// Freeze makes the parser of the running means: the rows of the table in bytes,
// with a step for each column. A row that no sentence has is zero.
func (n *Net) Freeze() *parse.Parser {
	d := n.Width
	p := &parse.Parser{Size: n.Size, Table: make([]int8, n.Rows*d), Steps: make([]float32, d), Layers: make([]parse.Layer, n.Depth)}
	for own, to := range n.dense(p) {
		*to = own.mean
	}
	for i, x := range n.table.mean {
		p.Steps[i%d] = max(p.Steps[i%d], x, -x)
	}
	for j := range p.Steps {
		p.Steps[j] /= 127
	}
	for i, x := range n.table.mean {
		if x != 0 {
			p.Table[i] = int8(math.Round(float64(x / p.Steps[i%d])))
		}
	}
	return p
}

// Start puts the weights of a parser of the same size in the place of those
// drawn; a row of the table that is zero there keeps what was drawn.
func (n *Net) Start(p *parse.Parser) {
	for own, from := range n.dense(p) {
		copy(own.w, *from)
		copy(own.mean, *from)
	}
	for r := range n.Rows {
		own, row := n.table.row(n.table.w, int32(r)), p.Table[r*n.Width:][:n.Width]
		for _, x := range row {
			if x == 0 {
				continue
			}
			for j, x := range row {
				own[j] = float32(x) * p.Steps[j]
			}
			break
		}
	}
}
