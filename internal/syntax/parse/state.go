package parse

import (
	"hearsay/internal/syntax/linear"
	"hearsay/internal/syntax/word"
)

// The moves of the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta
// 2011). The root stands behind the last word.
const (
	Shift = iota // the next word goes on the stack
	Left         // the top of the stack depends on the next word
	Right        // the top of the stack depends on the one below
	Moves
)

// atom is what the features ask of a word.
type atom struct {
	w, t, p, c uint32 // word, tag, universal part of speech, cluster
	wt         uint32 // word and tag
}

// node is a word's place in the tree as far as it is built. Children are word
// indices; none is len(words)+1.
type node struct {
	head           int32
	l1, l2, r1, r2 int32  // outermost children and those next to them
	lefts, rights  uint64 // sets of relations of the children, one bit each
	vl, vr         uint8
	rel            uint8
}

// State is a sentence on the way to its tree. It may be used again.
type State struct {
	n     int32
	atoms []atom // words, root, none
	nodes []node
	marks []marks // of the words before each word
	stack []int32
	next  int32

	feats [96]uint32
	count int
}

// marks counts what stands before a word in the sentence.
type marks struct{ verbs, commas, conjs, quotes int16 }

// Reset sets the sentence: words, the classes the tagger gave them, and the
// universal part of speech of each class.
func (s *State) Reset(ws []*word.Word, tags []uint8, pos []uint8) {
	n := len(ws)
	s.n, s.next, s.stack = int32(n), 0, s.stack[:0]
	if cap(s.atoms) < n+2 {
		s.atoms, s.nodes, s.marks = make([]atom, 2*n+2), make([]node, 2*n+2), make([]marks, 2*n+2)
	}
	s.atoms, s.nodes, s.marks = s.atoms[:n+2], s.nodes[:n+2], s.marks[:n+2]
	none := int32(n + 1)
	var m marks
	for i, w := range ws {
		p := pos[tags[i]]
		s.atoms[i] = atom{w: w.ID, t: uint32(tags[i]) + 3, p: uint32(p) + 3, c: w.Cluster, wt: linear.Mix(w.ID, uint32(tags[i]))}
		s.marks[i] = m
		switch {
		case p == posVerb || p == posAux:
			m.verbs++
		case p == posConj:
			m.conjs++
		case p == posPunct:
			switch w.Form {
			case ",", ";", ":":
				m.commas++
			default:
				m.quotes++
			}
		}
	}
	s.atoms[n] = atom{w: 2, t: 2, p: 2, c: 1 << 12, wt: 2}
	s.atoms[n+1] = atom{w: 1, t: 1, p: 1, c: 1 << 13, wt: 1}
	s.marks[n], s.marks[n+1] = m, m
	for i := range s.nodes {
		s.nodes[i] = node{head: -1, l1: none, l2: none, r1: none, r2: none}
	}
}

// The universal parts of speech that the marks count, as package syntax
// numbers them.
const (
	posAux   = 4
	posConj  = 5
	posPunct = 13
	posVerb  = 16
)

// Done reports whether every word has its head.
func (s *State) Done() bool { return s.next == s.n && len(s.stack) == 0 }

// May reports whether a move is possible. The root takes one word only.
func (s *State) May(move int) bool {
	switch move {
	case Shift:
		return s.next < s.n
	case Left:
		return len(s.stack) > 0 && (s.next < s.n || len(s.stack) == 1)
	case Right:
		return len(s.stack) > 1
	}
	return false
}

// Arc is the head and the dependent that a move but Shift ties.
func (s *State) Arc(move int) (head, dep int32) {
	dep = s.stack[len(s.stack)-1]
	if move == Left {
		return s.next, dep
	}
	return s.stack[len(s.stack)-2], dep
}

// Do makes a move; rel is the relation of the arc.
func (s *State) Do(move int, rel uint8) {
	if move == Shift {
		s.stack = append(s.stack, s.next)
		s.next++
		return
	}
	h, d := s.Arc(move)
	s.stack = s.stack[:len(s.stack)-1]
	s.nodes[d].head, s.nodes[d].rel = h, rel
	p := &s.nodes[h]
	if d < h {
		p.l1, p.l2 = d, p.l1
		p.lefts |= 1 << (rel & 63)
		p.vl++
	} else {
		p.r1, p.r2 = d, p.r1
		p.rights |= 1 << (rel & 63)
		p.vr++
	}
}

// at is the k-th word from the top of the stack, none where it is not there.
func (s *State) at(k int) int32 {
	if k < len(s.stack) {
		return s.stack[len(s.stack)-1-k]
	}
	return s.n + 1
}

// ahead is the k-th word of those to come; the root behind the last.
func (s *State) ahead(k int32) int32 {
	if i := s.next + k; i <= s.n {
		return i
	}
	return s.n + 1
}

// Head is the head of word i: len(words) for the root.
func (s *State) Head(i int) (head int, rel uint8) { return int(s.nodes[i].head), s.nodes[i].rel }

// Stack is the words on the stack, the top last; Next the first word to come.
// Trainers look at them.
func (s *State) Stack() []int32 { return s.stack }

// Next is the first word to come.
func (s *State) Next() int32 { return s.next }
