package fact

import (
	"hearsay/internal/fact/stage"
	"hearsay/internal/statement"
)

// stage reads from the words around a trigger whether the event happened.
func (p *page) stage(m mention) Stage {
	var act statement.Act
	if st := p.of[m.first]; st >= 0 {
		act = p.sts[st].Act
	}
	s := p.clause(m.first)
	return s.Of(m.first, m.verb, act)
}

// clause is the sentence of token k as package stage reads it.
func (p *page) clause(k int) stage.Sentence {
	first, last := p.Bounds(k)
	return stage.Sentence{Tok: p.Tok, First: first, Last: last}
}

// undone reports whether the verb at k is negated, by itself or through its
// subject.
func (p *page) undone(k int) bool {
	s := p.clause(k)
	return s.Undone(k)
}

// did reports whether the verb before an infinitive makes it a thing done.
func (p *page) did(k int) bool {
	if k < 0 {
		return false
	}
	s := p.clause(k)
	return s.Did(k)
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
