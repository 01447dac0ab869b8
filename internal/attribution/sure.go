package attribution

import (
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// The confidence that the record asks of an attribution, by what its cue is.
// PolNeAR counts deeds toward a fact as attributions ("imposed a blockade"), a
// record of who said what does not: where words are neither quoted nor brought
// in by a cue of the table, only what is nearly certain is written down.
const (
	needQuoted  = 0.30 // words in quotation marks
	needKnown   = 0.40 // a cue of the table
	needWeak    = 0.75 // one that more often does than says
	needUnknown = 0.75 // none, or nobody who asks
	needDeed    = 0.95 // one that does: "signed a truce", "imposed a curfew"
)

// Sure gives the attributions that a record may rest on, in their order, with
// Within set right; those that lie within one that is left out go with it.
func Sure(doc *document.Document, syn *syntax.Analysis, found []Attribution) []Attribution {
	h := hush{syn: syn, tok: syn.Tokens}
	place := make([]int, len(found)) // new index; -1 for left out
	out := make([]Attribution, 0, len(found))
	for i := range found {
		place[i] = -1
		a := &found[i]
		host := a.Within < 0 || h.sure(doc, &found[a.Within])
		if host && h.sure(doc, a) {
			place[i] = len(out)
			out = append(out, *a)
		}
	}
	for i := range out {
		if w := out[i].Within; w >= 0 {
			out[i].Within = place[w]
		}
	}
	return out
}

func (h *hush) sure(doc *document.Document, a *Attribution) bool {
	return a.Scope == Silence || a.Confidence >= h.needed(doc, a)
}

// needed is the confidence that an attribution needs.
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
			switch {
			case deed(t.Lemma):
				return needDeed
			case weak(t.Lemma):
				return needWeak
			case len(a.Source) == 0 && t.Lemma == "ask":
				return needUnknown
			}
			return needKnown
		}
	}
	return needUnknown
}

// deed reports whether a verb of the cue table is a deed wherever no words are
// quoted.
func deed(lemma string) bool {
	switch lemma {
	case "impose", "sign", "file", "enact", "ban", "grant", "suspend", "appoint", "designate", "block":
		return true
	}
	return false
}

// weak reports whether a verb of the cue table is more often a plain deed.
func weak(lemma string) bool {
	switch lemma {
	case "clear", "pass", "offer", "carry", "air", "name", "list", "count", "share", "go", "put", "release", "issue", "respond",
		"target", "prepare", "mean", "back", "hold", "see", "find", "know", "record", "capture", "resolve", "raise", "get", "invite", "order", "support", "love", "hate",
		"call", "address", "approach", "contact", "focus", "compare", "challenge", "direct", "judge", "question", "cheer", "celebrate", "seek",
		"document", "suggest", "feel", "fear", "approve", "identify", "publish", "highlight", "detail", "describe", "refer":
		return true
	}
	return false
}
