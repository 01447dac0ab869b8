package syntax

import (
	"strings"

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
	given []uint8 // classes given by a tagger that did not see the sentence
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

// sure sets the class of each form that always has one: seen often, and with
// another class in no more than one case of 300.
func sure(entries []word.Entry, sents []treebank.Sentence, c *classes) {
	type count struct {
		n   int
		by  [256]int32
		top uint8
	}
	counts := map[string]*count{}
	for _, s := range sents {
		for _, w := range s.Words {
			k := counts[w.Form]
			if k == nil {
				k = &count{}
				counts[w.Form] = k
			}
			g := c.gold(w)
			k.n++
			if k.by[g]++; k.by[g] > k.by[k.top] {
				k.top = g
			}
		}
	}
	for i := range entries {
		if k := counts[entries[i].Form]; k != nil && k.n >= 20 && (k.n-int(k.by[k.top]))*300 <= k.n {
			entries[i].Sure = k.top + 1
		}
	}
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
			for i, w := range e.words {
				if w.Sure != 0 {
					t1, t2 = uint32(w.Sure), t1
					continue
				}
				f.Extract(e.words, i, t1, t2)
				l.Score(scores, f.List())
				got := linear.Best(scores)
				l.Tick()
				want := int(e.tags[i])
				rival := -1
				for k, sc := range scores {
					if k != want && (rival < 0 || sc > scores[rival]) {
						rival = k
					}
				}
				if scores[want] < scores[rival]+margin {
					l.Update(f.List(), want, 1)
					l.Update(f.List(), rival, -1)
				}
				if got != want {
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
