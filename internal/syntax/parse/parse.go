// Package parse gives each word of a sentence its head and its relation, in
// one pass from left to right. Part of room 3.
package parse

import "hearsay/internal/syntax/linear"

// Parser builds trees by two models: one chooses the moves, one the relations.
// It is safe for concurrent use, each call on its own State.
type Parser struct {
	Moves linear.FewScorer
	Rels  linear.Scorer
	// Classes is the number of relations; Root that of a root, which no other
	// word has.
	Classes int
	Root    uint8
}

// Run makes all moves of the sentence that s was reset to. scores has Classes
// entries.
func (p *Parser) Run(s *State, scores []int32) {
	for !s.Done() {
		move := p.Best(s)
		rel := uint8(0)
		if move != Shift {
			h, d := s.Arc(move)
			rel = p.Relation(s, h, d, scores)
		}
		s.Do(move, rel)
	}
}

// Best is the possible move of the highest score.
func (p *Parser) Best(s *State) int {
	// Where one move only is possible, none need be weighed.
	shift, left, right := s.May(Shift), s.May(Left), s.May(Right)
	switch {
	case !left && !right:
		return Shift
	case !shift && !right:
		return Left
	case !shift && !left:
		return Right
	}
	sc := p.Moves.Score(s.Features())
	best, top := -1, int32(0)
	for m, may := range [Moves]bool{shift, left, right} {
		if may && (best < 0 || sc[m] > top) {
			best, top = m, sc[m]
		}
	}
	return best
}

// Relation is the relation of the highest score for the arc from h to d.
func (p *Parser) Relation(s *State, h, d int32, scores []int32) uint8 {
	if h == s.n {
		return p.Root
	}
	p.Rels.Score(scores[:p.Classes], s.ArcFeatures(h, d))
	scores[p.Root] = -1 << 31
	return uint8(linear.Best(scores[:p.Classes]))
}
