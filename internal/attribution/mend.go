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
		h.pare(&found[i])
		h.whole(&found[i])
	}
	for i := range found {
		h.widen(&found[i], found)
		h.around(&found[i], found)
		h.reach(&found[i], found)
		h.day(&found[i], found)
	}
	return found
}

// pare takes a quotation mark or a label before a source and the time behind it
// off: of "the bank just this month announced" the bank announced.
func (h *hush) pare(a *Attribution) {
	for i := range a.Source {
		first, last := h.tokens(a.Source[i])
		from, to := first, last
		for from+1 < to && h.is(from, "\"", "“", "”", "‘") {
			from++
		}
		if from+2 < to && h.is(from+1, ":") && h.sentence(from) == from {
			from += 2 // "Correction: An earlier version of this story"
		}
		switch {
		case to-2 > from && h.is(to-2, "this", "last") && h.is(to-1, "week", "month", "year", "weekend", "summer", "spring", "fall", "winter", "morning", "afternoon", "evening"):
			to -= 2
		case to-2 > from-1 && h.is(to-2, "in") && len(h.tok[to-1].Form) == 4 && h.tok[to-1].UPOS == syntax.NUM && to-2 > from:
			to -= 2
		case to-1 > from && h.is(to-1, "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"):
			to--
		}
		if to < last {
			for to-1 > from && h.is(to-1, "just", "late", "early", "on", "earlier", ",") {
				to--
			}
		}
		if from != first || to != last {
			a.Source[i] = h.over(from, to)
		}
	}
}

// widen lets what is said before its speaker begin where its sentence does, or
// behind a dateline, when a verb right before it governs it: of "a drone struck
// a dock, killing four people, officials said" not only "four people" is said.
func (h *hush) widen(a *Attribution, found []Attribution) {
	if len(a.Content) != 1 || a.Content[0].End > a.Cue.Start || len(a.Source) > 0 && a.Source[0].Start < a.Content[0].End {
		return
	}
	first, _ := h.tokens(a.Content[0])
	k := first - 1
	if k < 0 || h.tok[k].UPOS != syntax.VERB && h.tok[k].UPOS != syntax.AUX {
		return
	}
	from := h.sentence(first)
	for j := from; j < min(from+14, k); j++ {
		if h.is(j, "—", "–", "--") {
			from = j + 1
			break
		}
	}
	wide := h.over(from, first).Cover(a.Content[0])
	for i := range found {
		if o := &found[i]; o != a && (wide.Overlaps(o.Cue) || slices.ContainsFunc(o.Content, wide.Overlaps) || slices.ContainsFunc(o.Source, wide.Overlaps)) {
			return
		}
	}
	for j := from; j < first; j++ {
		if h.is(j, "“", "”", "\"", ";", ":") {
			return
		}
	}
	a.Content[0] = wide
}

// reach lets what is said before its speaker run on to the comma before the
// speaker, where a verb stands in between: of "a drone struck a dock, killing
// four people, officials said" not only the stroke is said.
func (h *hush) reach(a *Attribution, found []Attribution) {
	k := len(a.Content) - 1
	if k < 0 || len(a.Source) != 1 || a.Content[k].End > a.Source[0].Start || a.Source[0].End > a.Cue.Start {
		return
	}
	_, from := h.tokens(a.Content[k])
	to, _ := h.tokens(a.Source[0])
	to--
	if to-from < 2 || !h.is(to, ",") || !h.is(from, ",") || h.sentence(to) > from {
		return
	}
	for j := from + 1; j < to; j++ {
		if h.is(j, "“", "”", "\"", ";", ":", "—", "–") {
			return
		}
	}
	if rest := h.over(from, to); h.tok[from+1].XPOS == syntax.TagVBG && !slices.ContainsFunc(found, func(f Attribution) bool { return f.holds(rest) || f.Cue.Overlaps(rest) }) {
		a.Content[k] = a.Content[k].Cover(rest)
	}
}

// around gives the content of a speaker between two commas what stands before
// the first: "The truce, the envoy said, would begin at noon."
func (h *hush) around(a *Attribution, found []Attribution) {
	if len(a.Content) != 1 || len(a.Source) != 1 || a.Content[0].Start < a.Cue.End || a.Source[0].End > a.Cue.Start {
		return
	}
	comma, _ := h.tokens(a.Source[0])
	comma--
	_, after := h.tokens(a.Cue)
	if comma < 1 || !h.is(comma, ",") || !h.is(after, ",") {
		return
	}
	from := max(h.sentence(comma), comma-20)
	for from < comma && (h.tok[from].UPOS == syntax.CCONJ || h.tok[from].UPOS == syntax.ADV || h.tok[from].UPOS == syntax.PUNCT) {
		from++
	}
	for k := from; k < comma; k++ {
		if h.is(k, "“", "”", "\"", ";", ":") {
			return
		}
	}
	if _, last := h.tokens(a.Source[0]); comma-from < 2 || !h.tok[last].Overlaps(a.Cue) {
		return
	}
	lead := h.over(from, comma)
	if !slices.ContainsFunc(found, func(f Attribution) bool { return f.holds(lead) }) {
		a.Content = append([]span.Span{lead}, a.Content...)
	}
}

// sentence is the first token of the sentence of token i; i if it is in none.
func (h *hush) sentence(i int) int {
	k, ok := slices.BinarySearchFunc(h.syn.Sentences, i, func(s syntax.Sentence, i int) int {
		switch {
		case s.Last <= i:
			return -1
		case s.First > i:
			return 1
		}
		return 0
	})
	if !ok {
		return i
	}
	return h.syn.Sentences[k].First
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
