package syntax

import (
	"hearsay/internal/syntax"
	"hearsay/internal/syntax/linear"
	"hearsay/internal/syntax/parse"
)

// relations is the number of relations the parser tells apart.
const relations = int(syntax.RelXcomp) + 1

const moveBits, relBits = 20, 18

// parseTrainer makes a parser of trees, by an averaged perceptron that follows
// its own moves and is taught the best way on from wherever it got (dynamic
// oracle, Goldberg and Nivre 2013).
type parseTrainer struct {
	state  parse.State
	moves  *linear.QuadLearner
	rels   *linear.Learner
	parser parse.Parser
	pos    []uint8
	scores []int32
	random random
	heads  []int32 // of the sentence; the root's is its length
}

const parseRounds = 7

// trainParser makes the two models of the parser.
func trainParser(exs []*example, cl *classes, say func(string, ...any)) (*linear.Quad, *linear.Model) {
	t := newParseTrainer(cl)
	for round := range parseRounds {
		explore := 90
		if round == 0 {
			explore = 0 // its own moves are not worth following yet
		}
		wrong, all := 0, 0
		for _, k := range t.random.order(len(exs)) {
			w, a := t.sentence(exs[k], explore)
			wrong, all = wrong+w, all+a
		}
		say("parser: round %d of %d, %.2f %% wrong", round+1, parseRounds, 100*float64(wrong)/float64(all))
	}
	return t.moves.Freeze(2000, 1), t.rels.Freeze(2000, 1)
}

func newParseTrainer(cl *classes) *parseTrainer {
	t := &parseTrainer{moves: linear.NewQuadLearner(moveBits), rels: linear.NewLearner(relations, relBits), scores: make([]int32, relations), random: 20261125}
	t.parser = parse.Parser{Moves: t.moves, Rels: t.rels, Classes: relations, Root: uint8(syntax.RelRoot)}
	for _, p := range cl.pairs {
		t.pos = append(t.pos, p[0])
	}
	return t
}

// margin is by how much the right choice should beat the others.
const margin = 8

// sentence trains on one sentence. explore is in how many of a hundred cases
// the parser's own wrong move is followed.
func (t *parseTrainer) sentence(e *example, explore int) (wrong, all int) {
	s := &t.state
	n := len(e.words)
	s.Reset(e.words, e.given, t.pos)
	t.heads = t.heads[:0]
	for _, w := range e.sent.Words {
		h := int32(w.Head)
		if h < 0 {
			h = int32(n)
		}
		t.heads = append(t.heads, h)
	}
	for !s.Done() {
		may := [parse.Moves]bool{s.May(parse.Shift), s.May(parse.Left), s.May(parse.Right)}
		cost := t.costs(may)
		least := 1 << 30
		for m := range cost {
			if may[m] {
				least = min(least, cost[m])
			}
		}
		feats := s.Features()
		sc := t.moves.Score(feats)
		got, want, rival := -1, -1, -1
		for m := range cost {
			if !may[m] {
				continue
			}
			if got < 0 || sc[m] > sc[got] {
				got = m
			}
			if cost[m] == least {
				if want < 0 || sc[m] > sc[want] {
					want = m
				}
			} else if rival < 0 || sc[m] > sc[rival] {
				rival = m
			}
		}
		t.moves.Tick()
		all++
		if rival >= 0 && sc[want] < sc[rival]+margin {
			t.moves.Update(feats, want, 1)
			t.moves.Update(feats, rival, -1)
		}
		move := want
		if cost[got] > least {
			wrong++
			if t.random.below(100) < explore {
				move = got
			}
		}
		rel := uint8(0)
		if move != parse.Shift {
			rel = t.relation(e, move)
		}
		s.Do(move, rel)
	}
	return wrong, all
}

// relation gives the arc of a move its relation, and learns from it where the
// arc is right.
func (t *parseTrainer) relation(e *example, move int) uint8 {
	h, d := t.state.Arc(move)
	got := t.parser.Relation(&t.state, h, d, t.scores)
	if int(h) == len(e.words) || t.heads[d] != h {
		return got
	}
	want := uint8(syntax.RelOf(e.sent.Words[d].Rel))
	if want == 0 || want == t.parser.Root {
		return got
	}
	rival := -1
	for k, sc := range t.scores[:relations] {
		if k != int(want) && (rival < 0 || sc > t.scores[rival]) {
			rival = k
		}
	}
	t.rels.Tick()
	if t.scores[want] < t.scores[rival]+margin {
		feats := t.state.ArcFeatures(h, d)
		t.rels.Update(feats, int(want), 1)
		t.rels.Update(feats, rival, -1)
	}
	if t.random.below(100) < 50 {
		return got
	}
	return want
}

// costs counts, for each move, the arcs of the gold tree that it puts out of
// reach.
func (t *parseTrainer) costs(may [parse.Moves]bool) (cost [parse.Moves]int) {
	stack, next := t.state.Stack(), t.state.Next()
	n := int32(len(t.heads))
	if may[parse.Shift] {
		for k, i := range stack {
			if t.heads[i] == next {
				cost[parse.Shift]++
			}
			if k+1 < len(stack) && t.heads[next] == i {
				cost[parse.Shift]++
			}
		}
	}
	if len(stack) == 0 {
		return cost
	}
	top := stack[len(stack)-1]
	lost := 0 // dependents of the top that lie ahead
	for d := next; d < n; d++ {
		if t.heads[d] == top {
			lost++
		}
	}
	h := t.heads[top]
	cost[parse.Left], cost[parse.Right] = lost, lost
	if h > next || len(stack) > 1 && h == stack[len(stack)-2] {
		cost[parse.Left]++
	}
	if h >= next {
		cost[parse.Right]++
	}
	return cost
}
