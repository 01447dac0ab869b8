package syntax

import (
	"strings"

	"hearsay/internal/syntax"
	"hearsay/internal/syntax/word"
	"hearsay/internal/treebank"
)

// classes numbers the pairs of tags that the tagger gives.
type classes struct {
	pairs [][2]uint8 // UPOS, XPOS
	of    map[[2]uint8]uint8
}

// newClasses takes the pairs seen at least often times, in order of first sight.
func newClasses(sents []treebank.Sentence, often int) *classes {
	c := &classes{of: map[[2]uint8]uint8{}}
	seen := map[[2]uint8]int{}
	for _, s := range sents {
		for _, w := range s.Words {
			p := pairOf(w)
			if seen[p]++; seen[p] == often {
				c.of[p] = uint8(len(c.pairs))
				c.pairs = append(c.pairs, p)
			}
		}
	}
	return c
}

func pairOf(w treebank.Word) [2]uint8 {
	return [2]uint8{uint8(syntax.UPOSOf(w.UPOS)), uint8(syntax.XPOSOf(w.XPOS))}
}

// gold is the class of a word; a rare pair counts as the first class with its
// Penn tag.
func (c *classes) gold(w treebank.Word) uint8 {
	p := pairOf(w)
	if k, ok := c.of[p]; ok {
		return k
	}
	for k, q := range c.pairs {
		if q[1] == p[1] {
			return uint8(k)
		}
	}
	return 0
}

// example is a sentence ready for training.
type example struct {
	words []*word.Word
	sent  treebank.Sentence
	tags  []uint8 // gold classes
}

// lexer makes words of forms.
type lexer struct {
	table *word.Table
	other map[string]*word.Word
}

func (l *lexer) word(form string) *word.Word {
	if w := l.table.Look(form); w != nil {
		return w
	}
	w := l.other[form]
	if w == nil {
		w = &word.Word{}
		l.table.Fill(w, form)
		l.other[form] = w
	}
	return w
}

// capitals is one example in sixteen in capitals, as headlines and wires have
// them.
func (l *lexer) capitals(exs []*example) []*example {
	var out []*example
	for i := 7; i < len(exs); i += 16 {
		e := *exs[i]
		e.words = nil
		for _, w := range exs[i].words {
			e.words = append(e.words, l.word(strings.ToUpper(w.Form)))
		}
		out = append(out, &e)
	}
	return out
}

func (l *lexer) examples(sents []treebank.Sentence, c *classes) []*example {
	out := make([]*example, len(sents))
	for i, s := range sents {
		e := &example{sent: s}
		for _, w := range s.Words {
			e.words = append(e.words, l.word(w.Form))
			e.tags = append(e.tags, c.gold(w))
		}
		out[i] = e
	}
	return out
}
