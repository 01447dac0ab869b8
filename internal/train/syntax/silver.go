package syntax

import (
	"hearsay/internal/syntax/parse"
	"hearsay/internal/syntax/word"
	"hearsay/internal/train/network"
)

// Sentences of unmarked news that teach the parser are neither a heading nor a
// list.
const shortest, longest = 5, 60

// silver parses the unmarked news by a panel of parsers.
func silver(c *corpus, lex *lexer, panel parse.Panel) []*network.Sentence {
	news := c.raw[len(c.ewt)+len(c.gum)+len(c.partut):]
	states := make([]parse.State, len(panel))
	var out []*network.Sentence
	for _, forms := range news {
		if len(forms) < shortest || len(forms) > longest {
			continue
		}
		ws := make([]*word.Word, len(forms))
		for i, f := range forms {
			ws[i] = lex.word(f)
		}
		if !panel.Run(states, ws) {
			continue
		}
		s := newLesson(ws)
		for _, h := range states[0].Heads {
			head := h + 1
			if int(h) == len(ws) {
				head = 0
			}
			s.Heads = append(s.Heads, head)
		}
		s.Rels = append(s.Rels, states[0].Rels...)
		s.Tags = append(s.Tags, states[0].Tags...)
		out = append(out, s)
	}
	return out
}
