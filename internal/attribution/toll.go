package attribution

import (
	"slices"

	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// tolls adds figures that somebody gives without a verb of speech: "It put the
// number of wounded at eight", "Officials raised the toll to 63." Left out, the
// report would be said to count them itself.
func (h *hush) tolls(found []Attribution) []Attribution {
	var out []Attribution
	near := indexOf(found)
	for s := range h.syn.Sentences {
		sent := &h.syn.Sentences[s]
		for v := sent.First + 1; v+4 < sent.Last; v++ {
			to := "at"
			switch h.tok[v].Lemma {
			case "put", "place":
			case "raise", "revise", "lower", "update", "increase", "cut":
				to = "to"
			default:
				continue
			}
			if h.tok[v].UPOS != syntax.VERB || h.passive(v) {
				continue
			}
			end := h.figure(v+1, to, sent)
			start := h.group(v, sent.First)
			first, last := h.subject(start, sent)
			if to == "to" && !h.teller(first, last) {
				continue // "the second blast raised the toll to nine"
			}
			if end == 0 || first >= last || last != start || last-first > longestSource {
				continue
			}
			a := Attribution{Cue: h.over(start, v+1), Within: -1, Confidence: sureOfSilence}
			a.Source = append(a.Source, h.over(first, last))
			a.Content = append(a.Content, h.over(v+1, end))
			if !near.any(a.cover(), func(f Attribution) bool {
				return touches(f, a) || slices.ContainsFunc(f.Content, a.Cue.Overlaps)
			}) {
				out = append(out, a)
			}
		}
	}
	return out
}

// teller reports whether the tokens [first,last) are people or a body, or stand
// for some.
func (h *hush) teller(first, last int) bool {
	for k := first; k < last; k++ {
		t := &h.tok[k]
		_, role := lexicon.RoleNoun(t.Lower)
		_, body := lexicon.BodyNoun(t.Lower)
		switch {
		case role, body, t.UPOS == syntax.PRON && !h.is(k, "it", "this", "that", "which"):
			return true
		case t.UPOS == syntax.ADP:
			return false
		}
	}
	return false
}

// figure is the end of "the number of wounded at eight" that begins at token
// i: a noun for a count, then the preposition to and a number; 0 where it is
// none.
func (h *hush) figure(i int, to string, sent *syntax.Sentence) int {
	counts := false
	for k := i; k < min(i+12, sent.Last-1); k++ {
		switch {
		case h.is(k, "toll", "number", "numbers", "figure", "tally", "count", "total", "dead", "injured", "wounded", "deaths", "casualties"):
			counts = true
		case h.is(k, to) && counts:
			end := k + 1
			for end < sent.Last && end-k < 8 && (h.tok[end].UPOS == syntax.NUM || h.is(end, "least", "more", "than", "about", "around", "some", "up", "to", "between", "and", "over", "nearly", "at", "only")) {
				end++
			}
			if end == k+1 || h.tok[end-1].UPOS != syntax.NUM {
				return 0
			}
			for end < sent.Last && (h.tok[end].UPOS == syntax.NOUN || h.tok[end].UPOS == syntax.ADJ) {
				end++
			}
			return end
		case h.tok[k].UPOS == syntax.PUNCT || h.tok[k].UPOS == syntax.VERB && !h.is(k, "wounded", "injured", "killed", "missing", "detained", "arrested"):
			return 0
		}
	}
	return 0
}
