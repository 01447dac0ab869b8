package attribution

import (
	"slices"

	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// longestSource is how many tokens a speaker behind the content may have.
const longestSource = 18

// trails adds what is said before its speaker, where no attribution was found:
// "Five people were hurt, the police said on Tuesday." Without quotation marks
// nothing but the order of the sentence shows it.
func (h *hush) trails(found []Attribution) []Attribution {
	var out []Attribution
	near := indexOf(found)
	for s := range h.syn.Sentences {
		sent := &h.syn.Sentences[s]
		for v := sent.Last - 1; v > sent.First+4; v-- {
			if !h.is(v, "said", "says") || h.tok[v].UPOS != syntax.VERB || !h.closes(v+1, sent.Last) {
				continue
			}
			a, ok := h.trail(v, sent)
			if ok && !near.any(a.cover(), func(f Attribution) bool {
				return f.Cue.Overlaps(a.Cue) || slices.ContainsFunc(f.Source, a.Source[0].Overlaps) || slices.ContainsFunc(f.Content, a.Cue.Overlaps)
			}) {
				out = append(out, a)
			}
			break
		}
	}
	return out
}

// closes reports whether the tokens [i,end) after a verb of speech only say
// when or where it was said.
func (h *hush) closes(i, end int) bool {
	if i >= end || h.is(i, ".") {
		return true
	}
	if !h.is(i, "on", "in", "at", "late", "early", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday") || end-i > 8 {
		return false
	}
	for ; i < end; i++ {
		if t := &h.tok[i]; t.UPOS == syntax.VERB || t.UPOS == syntax.SCONJ || h.is(i, ",", ";", ":", "“", "\"", "that") {
			return false
		}
	}
	return true
}

// trail reads "content, source said" with the verb at v.
func (h *hush) trail(v int, sent *syntax.Sentence) (Attribution, bool) {
	from, inner := v, false
	if h.is(v-1, ",") { // "the governor, Salim Harb, said"
		from, inner = v-1, true
	}
	for from > sent.First && v-from <= longestSource && !h.is(from-1, ";", ":", "—", "–") {
		if h.is(from-1, ",") {
			if !inner || from == v-1 {
				break
			}
			inner = false
		}
		switch t := &h.tok[from-1]; {
		case t.UPOS == syntax.VERB, t.UPOS == syntax.AUX, t.UPOS == syntax.SCONJ, h.is(from-1, "“", "”", "\"", "that", "who", "which", "and", "but", "as"):
			return Attribution{}, false
		}
		from--
	}
	comma := from - 1
	if from == v || inner || comma <= sent.First+1 || !h.is(comma, ",") {
		return Attribution{}, false
	}
	verb := false
	for k := sent.First; k < comma; k++ {
		if h.is(k, "“", "”", "\"") || h.tok[k].Lower == "according" {
			return Attribution{}, false
		}
		verb = verb || h.tok[k].XPOS == syntax.TagVBD || h.tok[k].XPOS == syntax.TagVBZ || h.tok[k].UPOS == syntax.AUX
	}
	if !verb || h.is(sent.First, "when", "while", "after", "before", "if", "although", "though", "as", "in", "on", "at", "for", "since", "because", "with", "asked", "speaking", "but", "and") {
		return Attribution{}, false
	}
	return Attribution{
		Source: []span.Span{h.over(from, v)}, Cue: h.over(v, v+1), Content: []span.Span{h.over(sent.First, comma)}, Within: -1, Confidence: sureOfSilence,
	}, true
}
