// Package parse gives each word of a sentence its tags, its head and its
// relation, by a small network. Part of room 3.
//
// A word is the sum of the rows of its features (feature.go). Layers of a simple
// recurrent unit read the sentence forward and backward (neural.Scan). Tags, one
// class for each pair of a universal and a Penn tag, are scored after the first
// layer, for the layers above, and after the last. What that makes of two words scores the arc between them (Dozat and Manning
// 2017), with how far apart they stand; the best tree is taken (tree.go) and
// each arc gets its relation.
//
// All sums are made in one order and none is fused, so the same sentence gets
// the same tree on every machine.
package parse

import (
	"hearsay/internal/neural"
	"hearsay/internal/syntax/word"
)

// Parser is a network. It is safe for concurrent use, each call on its own
// State.
type Parser struct {
	Size
	Table  []int8    // Rows × Width
	Steps  []float32 // of each column of the table
	Layers []Layer
	// Tags are scored after the first layer; the row of the best is added to
	// what the second reads.
	Tagger, TagBias []float32 // Width × tags, tags
	TagRows         []float32 // tags × Width
	// LateTagger scores the tags again after the last layer, where Late is 1.
	LateTagger, LateBias []float32 // Width × tags, tags
	// Views are what the last layer's numbers are turned into: a word as
	// dependent and as head of an arc, the same for relations.
	Views, ViewBias     []float32 // Width × views, views
	Arcs, ArcBias       []float32 // Arc × Arc, Arc
	Distance, DistBias  []float32 // Arc × Distances, Distances
	RelDistance         []float32 // Distances × Label
	Relations, RelsBias []float32 // Label × rels, rels
}

// Size is the measure of a network. Width, Arc and Label are multiples of 16.
type Size struct {
	Rows, Width, Depth, Arc, Label int
	Tags, Rels                     int
	Root                           int // the relation of the root, which no other word has
	Late                           int // 1 where tags are scored again after the last layer, else 0
}

// Layer is one layer of the recurrent unit, the first half of its channels read
// forward, the second backward. Columns of Weights: candidates, gates that
// forget, gates that show.
type Layer struct {
	Weights []float32 // Width × 3·Width
	State   []float32 // 2 × Width: the state's weight in the two gates
	Bias    []float32 // 2 × Width
}

// views is the number of columns of Views.
func (z *Size) views() int { return 2*z.Arc + 2*z.Label }

// tags is the number of columns of Tagger.
func (z *Size) tags() int { return neural.Pad(z.Tags, neural.TileCols) }

// rels is the number of columns of Relations.
func (z *Size) rels() int { return neural.Pad(z.Rels, neural.TileCols) }

// State is the memory a sentence is parsed in. It may be used again; Heads,
// Rels and Tags hold until then.
type State struct {
	Heads []int32 // of each word; the root's is the number of words
	Rels  []uint8
	Tags  []uint8

	rows       []int32
	sum        []int16
	x, y, u    []float32
	view, tag  []float32
	dep, head  []float32
	arcs, dist []float32
	hidden     []float32
	scores     []float32
	tree       tree
	root       int32 // the first part's
}

// limit is how many words are parsed at once: a longer sentence is parsed in
// parts, so that time stays linear.
const limit = 200

// Run parses a sentence. Of a
// sentence in parts, the roots of the later ones hang on the first root, by
// relation rest.
func (p *Parser) Run(s *State, ws []*word.Word, rest uint8) {
	s.begin()
	for from := 0; from < len(ws); from += limit {
		to := min(from+limit, len(ws))
		m := to - from + 1
		p.weigh(s, ws[from:to])
		s.tree.decode(s.arcs, neural.Pad(m, neural.TileCols), m)
		p.relate(s, m)
		p.choose(s, m)
		s.join(from, len(ws), rest)
	}
}

// begin forgets the sentence before.
func (s *State) begin() { s.Heads, s.Rels, s.Tags, s.root = s.Heads[:0], s.Rels[:0], s.Tags[:0], -1 }

// join adds the tree of a part that begins at word from of n.
func (s *State) join(from, n int, rest uint8) {
	for i, h := range s.tree.heads[1:] {
		rel := s.tree.rels[i+1]
		switch {
		case h > 0:
			h += int32(from) - 1
		case s.root < 0:
			s.root, h = int32(from+i), int32(n)
		default:
			h, rel = s.root, rest
		}
		s.Heads, s.Rels = append(s.Heads, h), append(s.Rels, rel)
		s.Tags = append(s.Tags, s.tree.tags[i+1])
	}
}

// weigh fills in tags and the scores of arcs: item 0 is the root, item i+1 is
// word i.
func (p *Parser) weigh(s *State, ws []*word.Word) {
	m := len(ws) + 1
	rows := neural.Pad(m, neural.TileRows)
	p.look(s, ws, rows)
	for i := range p.Layers {
		p.layer(s, &p.Layers[i], m, rows)
		if i == 0 {
			p.tag(s, m, rows)
		}
	}
	if p.Late > 0 {
		p.again(s, m, rows)
	}
	p.see(s, m, rows)
	p.score(s, m, rows)
}

// room is b with n zeros.
func room(b []float32, n int) []float32 {
	if cap(b) < n {
		return make([]float32, n, n+n/2)
	}
	b = b[:n]
	clear(b)
	return b
}

// look sums up the rows of each item's features.
func (p *Parser) look(s *State, ws []*word.Word, rows int) {
	w := p.Width
	s.x = room(s.x, rows*w)
	if len(s.sum) < w {
		s.sum = make([]int16, w)
	}
	sum := s.sum[:w]
	for i := range len(ws) + 1 {
		s.rows = Features(s.rows[:0], ws, i-1)
		clear(sum)
		for _, r := range s.rows {
			neural.AddBytes(sum, p.Table[int(r)*w:][:w])
		}
		x := s.x[i*w:][:w]
		for j, v := range sum {
			x[j] = float32(float32(v) * p.Steps[j])
		}
	}
}

func (p *Parser) layer(s *State, l *Layer, m, rows int) {
	w, h := p.Width, p.Width/2
	s.u = room(s.u, rows*3*w)
	neural.MulAdd(s.u, s.x, l.Weights, rows, w, 3*w)
	s.y = room(s.y, rows*w)
	v, b := l.State, l.Bias
	neural.Scan(s.y, s.u, s.x, w, 0, m, false, v[:h], v[w:w+h], b[:h], b[w:w+h])
	neural.Scan(s.y, s.u, s.x, w, h, m, true, v[h:w], v[w+h:], b[h:w], b[w+h:])
	s.x, s.y = s.y, s.x
}

// Leak is what is left of a number below zero in the views of arcs.
const Leak = 0.1

// see makes the views of each item.
func (p *Parser) see(s *State, m, rows int) {
	n := p.views()
	s.view = room(s.view, rows*n)
	for i := range m {
		copy(s.view[i*n:], p.ViewBias)
	}
	neural.MulAdd(s.view, s.x, p.Views, rows, p.Width, n)
	for i := range m {
		row := s.view[i*n:][:2*p.Arc]
		for j, x := range row {
			if x < 0 {
				row[j] = float32(x * Leak)
			}
		}
	}
}

// score fills s.arcs: a row is a dependent, a column a head.
func (p *Parser) score(s *State, m, rows int) {
	n, a, cols := p.views(), p.Arc, neural.Pad(m, neural.TileCols)
	s.dep, s.head = room(s.dep, 2*rows*a), room(s.head, a*cols)
	own, out := s.dep[:rows*a], s.dep[rows*a:]
	for i := range m {
		view := s.view[i*n:]
		copy(own[i*a:], view[:a])
		copy(out[i*a:], p.ArcBias)
		for j, x := range view[a : 2*a] {
			s.head[j*cols+i] = x
		}
	}
	neural.MulAdd(out, own, p.Arcs, rows, a, a)
	s.arcs = room(s.arcs, rows*cols)
	neural.MulAdd(s.arcs, out, s.head, rows, a, cols)
	s.dist = room(s.dist, rows*Distances)
	for i := range m {
		copy(s.dist[i*Distances:], p.DistBias)
	}
	neural.MulAdd(s.dist, out, p.Distance, rows, a, Distances)
	for i := range m {
		row, d := s.arcs[i*cols:][:m], (*[Distances]float32)(s.dist[i*Distances:])
		for h := range row {
			row[h] += d[Far(h-i)]
		}
	}
}

// relate scores the relations of each arc of the tree.
func (p *Parser) relate(s *State, m int) {
	n, l, k, rows := p.views(), p.Label, p.rels(), neural.Pad(m, neural.TileRows)
	s.hidden, s.scores = room(s.hidden, rows*l), room(s.scores, rows*k)
	for i := 1; i < m; i++ {
		h := int(s.tree.heads[i])
		a := s.view[i*n+2*p.Arc:][:l]
		b := s.view[h*n+2*p.Arc+l:][:l]
		d := p.RelDistance[Far(h-i)*l:][:l]
		row := s.hidden[i*l:][:l]
		for j := range row {
			if x := a[j] + b[j] + d[j]; x > 0 {
				row[j] = x
			}
		}
		copy(s.scores[i*k:], p.RelsBias)
	}
	neural.MulAdd(s.scores, s.hidden, p.Relations, rows, l, k)
}

// choose gives each arc its best relation.
func (p *Parser) choose(s *State, m int) {
	k := p.rels()
	s.tree.rels = append(s.tree.rels[:0], 0)
	for i := 1; i < m; i++ {
		best := p.Root
		if s.tree.heads[i] > 0 {
			row := s.scores[i*k:][:p.Rels]
			row[0], row[p.Root] = never, never
			best = argmax(row)
		}
		s.tree.rels = append(s.tree.rels, uint8(best))
	}
}

// tag scores the tags of each item and adds the row of the best to it.
func (p *Parser) tag(s *State, m, rows int) {
	n, w := p.tags(), p.Width
	p.project(s, p.Tagger, p.TagBias, m, rows)
	s.tree.tags = append(s.tree.tags[:0], 0)
	for i := 1; i < m; i++ {
		best := argmax(s.tag[i*n:][:p.Tags])
		s.tree.tags = append(s.tree.tags, uint8(best))
		x := s.x[i*w:][:w]
		for j, v := range p.TagRows[best*w:][:w] {
			x[j] += v
		}
	}
}

// again chooses the tags by what the last layer made of the sentence.
func (p *Parser) again(s *State, m, rows int) {
	p.project(s, p.LateTagger, p.LateBias, m, rows)
	for i := 1; i < m; i++ {
		s.tree.tags[i] = uint8(argmax(s.tag[i*p.tags():][:p.Tags]))
	}
}

// project fills in scores of tags.
func (p *Parser) project(s *State, weights, bias []float32, m, rows int) {
	n := p.tags()
	s.tag = room(s.tag, rows*n)
	for i := range m {
		copy(s.tag[i*n:], bias)
	}
	neural.MulAdd(s.tag, s.x, weights, rows, p.Width, n)
}

// argmax is the index of the greatest number; the lowest of equals.
func argmax(x []float32) int {
	best := 0
	for j, v := range x {
		if v > x[best] {
			best = j
		}
	}
	return best
}
