package attribution

import (
	"slices"
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// mend sets right what the models are known to miss by rules that hold of any
// text: cues no table knows need more confidence than others, and the subject
// of a passive of opinion ("Lima was accused of …") is content, not source.
func mend(doc *document.Document, syn *syntax.Analysis, found []Attribution) []Attribution {
	h := hush{syn: syn, tok: syn.Tokens}
	kept := make([]int, len(found)) // old index: new index, -1 for dropped
	out := found[:0]
	for i := range found {
		a := found[i]
		kept[i] = -1
		if a.Scope == Speech && a.Confidence < h.needed(doc, &a) {
			continue
		}
		h.turn(&a)
		kept[i] = len(out)
		out = append(out, a)
	}
	for i := range out {
		if w := out[i].Within; w >= 0 && w < len(kept) {
			out[i].Within = kept[w]
		}
	}
	return out
}

// The confidence that a cue needs, by what is known of it. The models' figures
// run high: of those at 0.8 fewer than half are right.
const (
	needKnown   = 0.60 // a verb of the cue table
	needQuoted  = 0.50 // words in quotation marks beside it
	needWeak    = 0.88 // one that more often does than says
	needUnknown = 0.96
)

func (h *hush) needed(doc *document.Document, a *Attribution) float64 {
	for _, c := range a.Content {
		if strings.ContainsAny(doc.Text.Slice(c), "“”\"") {
			return needQuoted
		}
	}
	first, last := h.tokens(a.Cue)
	for k := first; k < last; k++ {
		t := &h.tok[k]
		if h.is(k, "believed", "suspected", "alleged", "reportedly", "allegedly", "according") && last-first <= 3 {
			return 0
		}
		if t.UPOS == syntax.PUNCT {
			return needKnown
		}
		if _, ok := lexicon.CueOf(t.Lemma); ok && t.UPOS != syntax.ADP {
			if weak(t.Lemma) {
				return needWeak
			}
			return needKnown
		}
	}
	return needUnknown
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

// weak reports whether a verb of the cue table is more often a plain deed.
func weak(lemma string) bool {
	switch lemma {
	case "clear", "pass", "suspend", "designate", "appoint", "offer", "carry", "air", "name", "list", "count", "share", "go", "put", "release", "issue", "respond",
		"target", "prepare", "mean", "back", "hold", "see", "find", "know", "record", "capture", "resolve", "raise", "get", "invite", "order", "support", "love", "hate",
		"call", "address", "approach", "contact", "focus", "compare", "challenge", "direct", "judge", "question", "cheer", "celebrate", "block", "ban", "grant", "enact", "seek", "document", "suggest", "feel", "fear", "approve", "identify", "publish", "highlight", "detail", "describe":
		return true
	}
	return false
}
