package attribution

import (
	"slices"

	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// whole lets a speaker be the people that the words before the cue describe, not
// the last noun of the description: of "two officials familiar with the
// operation told" not "the operation" speaks.
func (h *hush) whole(a *Attribution) {
	if len(a.Source) != 1 || a.Source[0].End > a.Cue.Start {
		return
	}
	first, last := h.tokens(a.Source[0])
	k := first - 3 // people, a word of how they know, a preposition
	if k < 0 || last == first || h.tok[first-1].UPOS != syntax.ADP || h.sentence(first) > k {
		return
	}
	if how := &h.tok[first-2]; how.UPOS != syntax.ADJ && how.XPOS != syntax.TagVBN {
		return
	}
	if _, role := lexicon.RoleNoun(h.tok[k].Lower); !role && !h.is(k, "people", "person", "sources", "source", "individuals", "those") {
		return
	}
	from := k
	for from > h.sentence(k) {
		switch h.tok[from-1].UPOS {
		case syntax.DET, syntax.NUM, syntax.ADJ, syntax.NOUN, syntax.PROPN:
			from--
			continue
		}
		break
	}
	a.Source[0] = h.over(from, last)
}

// days are words that say when something was said, and are never all that was.
var days = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"}

// day takes a day behind a cue for when the words were said, where what was said
// stands before its speaker: "Djibouti has asked for the records, the ministry
// said on Friday."
func (h *hush) day(a *Attribution, found []Attribution) {
	if len(a.Content) != 1 || len(a.Source) != 1 || a.Content[0].Start < a.Cue.End || a.Source[0].End > a.Cue.Start {
		return
	}
	first, last := h.tokens(a.Content[0])
	for k := first; k < last; k++ {
		if !slices.Contains(days, h.tok[k].Lower) && !h.is(k, "on", ".") {
			return
		}
	}
	comma, _ := h.tokens(a.Source[0])
	comma--
	if comma < 2 || !h.is(comma, ",") {
		return
	}
	from := h.sentence(comma)
	for j := from; j < min(from+14, comma); j++ {
		if h.is(j, "—", "–", "--") {
			from = j + 1
			break
		}
	}
	lead := h.over(from, comma)
	free := func(s span.Span) bool {
		for i := range found {
			o := &found[i]
			if o == a || s.Contains(o.Cue) {
				continue // what is said may tell of others' words
			}
			if slices.ContainsFunc(o.Content, s.Overlaps) {
				return false
			}
		}
		return true
	}
	if comma-from >= 3 && free(lead) {
		a.Content[0] = lead
	}
}
