package syntax

import (
	"hearsay/internal/syntax"
	"hearsay/internal/syntax/parse"
	"hearsay/internal/syntax/word"
	"hearsay/internal/train/network"
)

// relations is the number of relations the parser tells apart.
const relations = int(syntax.RelXcomp) + 1

// Teachers read the treebanks alone, the parser in each round a part of the
// unmarked news as well.
const (
	teachers, teacherRounds = 2, 12
	parserRounds, newsParts = 7, 4
)

// trainParser makes the network of the parser: teachers learn from the
// treebanks, together they mark unmarked news, and the first of them
// learns on from both. n is the number of classes.
func trainParser(c *corpus, lex *lexer, exs []*example, n int, say func(string, ...any)) *parse.Parser {
	gold := make([]*network.Sentence, len(exs))
	for i, e := range exs {
		gold[i] = lesson(e)
	}
	var panel parse.Panel
	for k := range teachers {
		net := network.New(network.Standard(n, relations, int(syntax.RelRoot), uint64(k+1)))
		net.Fit(gold, nil, 1, teacherRounds, func(round int, loss float64) {
			say("teacher %d: round %d of %d, loss %.4f", k+1, round, teacherRounds, loss)
		})
		panel = append(panel, net.Freeze())
	}
	news := silver(c, lex, panel)
	say("news: %d sentences marked", len(news))
	net := network.New(network.Standard(n, relations, int(syntax.RelRoot), teachers+1).Gentle())
	net.Start(panel[0])
	net.Fit(gold, news, newsParts, parserRounds, func(round int, loss float64) {
		say("parser: round %d of %d, loss %.4f", round, parserRounds, loss)
	})
	return net.Freeze()
}

// newLesson is a sentence for the network that has its features and its root.
func newLesson(ws []*word.Word) *network.Sentence {
	s := &network.Sentence{Heads: []int32{-1}, Rels: []uint8{0}, Tags: []uint8{0}}
	for i := -1; i < len(ws); i++ {
		s.Feats = append(s.Feats, parse.Features(nil, ws, i))
	}
	return s
}

// lesson is an example as the network learns from it.
func lesson(e *example) *network.Sentence {
	s := newLesson(e.words)
	for i, w := range e.sent.Words {
		s.Heads = append(s.Heads, int32(w.Head+1))
		s.Rels = append(s.Rels, uint8(syntax.RelOf(w.Rel)))
		s.Tags = append(s.Tags, e.tags[i])
	}
	return s
}
