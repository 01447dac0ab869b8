package syntax

import (
	"hearsay/internal/syntax"
	"hearsay/internal/syntax/linear"
	"hearsay/internal/syntax/tag"
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

const tagBits, tagRounds = 21, 8

// trainTagger runs an averaged perceptron over the examples.
func trainTagger(exs []*example, n int, say func(string, ...any)) *linear.Model {
	l := linear.NewLearner(n, tagBits)
	scores := make([]int32, n)
	var f tag.Features
	r := random(20261124)
	for round := range tagRounds {
		wrong, all := 0, 0
		for _, k := range r.order(len(exs)) {
			e := exs[k]
			t1, t2 := uint32(0), uint32(0)
			for i := range e.words {
				f.Extract(e.words, i, t1, t2)
				l.Score(scores, f.List())
				got := linear.Best(scores)
				l.Tick()
				if want := int(e.tags[i]); got != want {
					l.Update(f.List(), want, 1)
					l.Update(f.List(), got, -1)
					wrong++
				}
				all++
				t1, t2 = uint32(got)+1, t1
			}
		}
		say("tags: round %d of %d, %.2f %% wrong", round+1, tagRounds, 100*float64(wrong)/float64(all))
	}
	return l.Freeze(2000, 1)
}
