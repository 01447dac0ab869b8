package attribution

import (
	"slices"

	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// longestRecipient is how many tokens may stand between a verb of telling and
// its "that": who was told, and when.
const longestRecipient = 6

// clauses adds what a verb of telling brings in with "that" and no attribution
// took: "Sources close to the talks informed the paper that the port was shut."
// The words alone settle it, also where the tagger took the verb for an
// adjective.
func (h *hush) clauses(found []Attribution) []Attribution {
	var out []Attribution
	near := indexOf(found)
	for s := range h.syn.Sentences {
		sent := &h.syn.Sentences[s]
		for v := sent.First + 1; v+3 < sent.Last; v++ {
			if !h.tells(v) {
				continue
			}
			a, ok := h.clause(v, sent)
			if ok && !near.any(a.cover(), func(f Attribution) bool {
				return f.Cue.Overlaps(a.Cue) || slices.ContainsFunc(f.Content, func(c span.Span) bool { return c.Overlaps(a.Cue) || c.Overlaps(a.Content[0]) })
			}) {
				out = append(out, a)
				break
			}
		}
	}
	return out
}

// tells reports whether token i is a verb that tells somebody that something
// is so, whatever its tag.
func (h *hush) tells(i int) bool {
	switch h.tok[i].Lower {
	case "said", "says", "told", "tells", "informed", "informs", "announced", "confirmed", "reported", "stated", "claimed", "warned", "admitted", "acknowledged", "insisted",
		"alleged", "added", "argued", "testified", "notified", "revealed", "disclosed", "denied", "concluded", "indicated", "assured", "estimated", "declared", "explained":
		return true
	}
	return false
}

// clause reads "source told recipient that content" with the verb at v.
func (h *hush) clause(v int, sent *syntax.Sentence) (Attribution, bool) {
	that := v + 1
	for that < sent.Last && that-v <= longestRecipient && !h.is(that, "that") {
		if t := &h.tok[that]; t.UPOS == syntax.PUNCT || t.UPOS == syntax.VERB || t.UPOS == syntax.AUX || t.UPOS == syntax.CCONJ || h.is(that, "by", "of") {
			return Attribution{}, false
		}
		that++
	}
	if !h.is(that, "that") || that+3 > sent.Last {
		return Attribution{}, false
	}
	finite := false // "the day that week" has no verb behind it
	for k := that + 1; k < sent.Last && !finite; k++ {
		finite = h.tok[k].UPOS == syntax.VERB || h.tok[k].UPOS == syntax.AUX
	}
	start := h.group(v, sent.First)
	first, last := h.subject(start, sent)
	if !finite || first >= last || last != start || last-first > longestSource || h.passive(v) {
		return Attribution{}, false
	}
	for k := first; k < last; k++ {
		if t := &h.tok[k]; t.UPOS == syntax.AUX || t.XPOS == syntax.TagVBD || h.is(k, "“", "”", "\"", "that") {
			return Attribution{}, false
		}
	}
	end := that
	for end < sent.Last && !h.is(end, ".", ";", "“", "”", "\"") && !(h.is(end, ",") && h.is(end+1, "but", "while", "although", "and", "though")) {
		end++
	}
	return Attribution{
		Source: []span.Span{h.over(first, last)}, Cue: h.over(start, v+1), Content: []span.Span{h.over(that, end)}, Within: -1, Confidence: sureOfSilence,
	}, true
}
