package parse

import (
	"hearsay/internal/neural"
	"hearsay/internal/syntax/word"
)

// Panel is several parsers of one size that judge together: their scores are
// added. Trainers use it to mark text that nobody has marked.
type Panel []*Parser

// Run parses a sentence of at most limit words; it reports false for a longer
// one. states are one a parser; the first holds the result.
func (p Panel) Run(states []State, ws []*word.Word) bool {
	if len(ws) == 0 || len(ws) > limit {
		return false
	}
	m, lead := len(ws)+1, &states[0]
	for k := range p {
		p[k].weigh(&states[k], ws)
		if k > 0 {
			add(lead.arcs, states[k].arcs)
			add(lead.tag, states[k].tag)
		}
	}
	lead.tree.decode(lead.arcs, neural.Pad(m, neural.TileCols), m)
	for k := range p {
		s := &states[k]
		if k > 0 {
			s.tree.heads = append(s.tree.heads[:0], lead.tree.heads...)
		}
		p[k].relate(s, m)
		if k > 0 {
			add(lead.scores, s.scores)
		}
	}
	p[0].choose(lead, m)
	for i := 1; i < m; i++ {
		lead.tree.tags[i] = uint8(argmax(lead.tag[i*p[0].tags():][:p[0].Tags]))
	}
	lead.begin()
	lead.join(0, len(ws), 0)
	return true
}

func add(sum, x []float32) {
	for i, v := range x {
		sum[i] += v
	}
}
