package attribution

import (
	"slices"

	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// mend sets right what the models are known to miss by a rule that holds of any
// text: the subject of a passive of opinion ("Lima was accused of …") is
// content, not source.
func mend(syn *syntax.Analysis, found []Attribution) []Attribution {
	h := hush{syn: syn, tok: syn.Tokens}
	for i := range found {
		h.turn(&found[i])
	}
	return found
}

// tokens is the range of tokens that lie in s.
func (h *hush) tokens(s span.Span) (first, last int) {
	first, _ = slices.BinarySearchFunc(h.tok, s.Start, func(t syntax.Token, at int) int {
		if t.End <= at {
			return -1
		}
		return 1
	})
	last = first
	for last < len(h.tok) && h.tok[last].Start < s.End {
		last++
	}
	return first, last
}

// turn makes the subject of a passive of opinion content.
func (h *hush) turn(a *Attribution) {
	if len(a.Source) != 1 || len(a.Content) == 0 || a.Source[0].End > a.Cue.Start {
		return
	}
	first, last := h.tokens(a.Cue)
	passive := false
	for k := first; k < last; k++ {
		if h.lemma(k, "be", "stand") {
			passive = true
		}
		if !passive || h.tok[k].XPOS != syntax.TagVBN {
			continue
		}
		switch h.tok[k].Lemma {
		case "accuse", "believe", "suspect", "expect", "allege", "report", "rumor", "rumour", "suppose", "presume", "fear", "blame", "know", "say", "think", "estimate":
			a.Content = append([]span.Span{a.Source[0]}, a.Content...)
			a.Source = nil
			return
		}
	}
}
