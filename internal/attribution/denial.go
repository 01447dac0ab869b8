package attribution

import (
	"slices"

	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// denials adds denials and claims of responsibility in words that leave no
// doubt and that no model found: "denied involvement", "contested this", "was
// claimed by the Front". What a record of contested events is for should not
// hang on a tagger that took "denied" for an adjective. One that was found is made
// as certain as these are.
func (h *hush) denials(found []Attribution) []Attribution {
	var out []Attribution
	near := indexOf(found)
	for s := range h.syn.Sentences {
		sent := &h.syn.Sentences[s]
		for i := sent.First; i < sent.Last; i++ {
			a, ok := h.denial(i, sent)
			if !ok {
				a, ok = h.deniedBy(i, sent)
			}
			if !ok {
				a, ok = h.claimed(i, sent)
			}
			switch {
			case !ok:
			case !near.any(a.cover(), func(f Attribution) bool { return touches(f, a) }):
				out = append(out, a)
			default:
				for k := range found {
					if f := &found[k]; f.Cue.Overlaps(a.Cue) && f.Within == a.Within {
						f.Confidence = max(f.Confidence, sureOfSilence)
					}
				}
			}
		}
	}
	return out
}

// touches reports whether what was found speaks of the same words.
func touches(f, a Attribution) bool {
	if f.Cue.Overlaps(a.Cue) {
		return true
	}
	return slices.ContainsFunc(f.Content, a.Cue.Overlaps)
}

// denial reads a verb of denial with an object that can be denied.
func (h *hush) denial(i int, sent *syntax.Sentence) (Attribution, bool) {
	switch h.tok[i].Lower {
	case "denied", "denies", "deny", "rejected", "rejects", "dismissed", "dismisses", "contested", "contests", "disputed", "disputes", "refuted", "refutes":
	default:
		return Attribution{}, false
	}
	end := i + 1
	object := false
	for end < sent.Last && end-i < 16 && !h.is(end, ",", ".", ";", "saying", "while", "but", "and", "“", "\"", "—", "–") {
		object = object || h.is(end, "this", "it", "that", "allegation", "allegations", "accusation", "accusations", "claim", "claims", "report", "reports", "charge", "charges",
			"suggestion", "suggestions", "involvement", "responsibility", "wrongdoing", "having", "any", "being")
		end++
	}
	start := h.group(i, sent.First)
	first, last := h.subject(start, sent)
	if !object || first >= last || last-first > 25 || h.passiveGroup(start, i) {
		return Attribution{}, false
	}
	return Attribution{
		Source: []span.Span{h.over(first, last)}, Cue: h.over(start, i+1), Content: []span.Span{h.over(i+1, end)},
		Within: -1, Confidence: sureOfSilence,
	}, true
}

// told are words for what somebody else has said.
var told = []string{"allegation", "allegations", "accusation", "accusations", "claim", "claims", "report", "reports", "charge", "charges", "suggestion", "suggestions", "account", "accounts",
	"version", "hypothesis", "theory", "assertion", "assertions", "rumor", "rumors", "rumour", "rumours"}

// deniedBy reads "an allegation denied by the army", "It is a theory, but was
// dismissed by the mayor": a verb of denial behind what others have said.
func (h *hush) deniedBy(i int, sent *syntax.Sentence) (Attribution, bool) {
	if !h.is(i, "denied", "rejected", "dismissed", "contested", "disputed", "refuted") || !h.is(i+1, "by") {
		return Attribution{}, false
	}
	end := i + 2
	for end < sent.Last && end-i < 14 && h.tok[end].UPOS != syntax.PUNCT && h.tok[end].UPOS != syntax.VERB && h.tok[end].UPOS != syntax.AUX && !h.is(end, "as", "who", "which", "that", "but", "when", "while", "in", "on", "at") {
		end++
	}
	at := -1
	for k := i - 1; k >= max(sent.First, i-16) && at < 0; k-- {
		if h.is(k, told...) {
			at = k
		}
	}
	if at < 0 || end == i+2 {
		return Attribution{}, false
	}
	first := at
	for first > sent.First && (h.tok[first-1].UPOS == syntax.DET || h.tok[first-1].UPOS == syntax.ADJ || h.tok[first-1].UPOS == syntax.NOUN) {
		first--
	}
	a := Attribution{Source: []span.Span{h.over(i+2, end)}, Cue: h.over(i, i+1), Content: []span.Span{h.over(first, at+1)}, Within: -1, Confidence: sureOfSilence}
	if s := sent.First; h.is(s, "it", "this", "that") && (h.tok[s+1].Lemma == "be" || h.tok[s+1].UPOS == syntax.AUX) {
		a.Content[0] = h.over(s, s+1)
	}
	if h.is(end, "as") {
		last := end
		for last < sent.Last && h.tok[last].UPOS != syntax.PUNCT {
			last++
		}
		a.Content = append(a.Content, h.over(end, last))
	}
	return a, true
}

// claimed reads "[attacks] were claimed by X", "X claimed responsibility for
// Y".
func (h *hush) claimed(i int, sent *syntax.Sentence) (Attribution, bool) {
	if !h.is(i, "claimed", "claims", "claim") {
		return Attribution{}, false
	}
	start := h.group(i, sent.First)
	first, last := h.subject(start, sent)
	if first >= last || last-first > 25 {
		return Attribution{}, false
	}
	a := Attribution{Within: -1, Confidence: sureOfSilence}
	switch {
	case h.is(i+1, "by") && h.passiveGroup(start, i):
		end := i + 2
		for end < sent.Last && end-i < 12 && (h.tok[end].UPOS == syntax.PROPN || h.tok[end].UPOS == syntax.NOUN || h.tok[end].UPOS == syntax.ADJ || h.tok[end].UPOS == syntax.DET || h.is(end, "-")) {
			end++
		}
		if end == i+2 {
			return a, false
		}
		a.Source, a.Cue, a.Content = []span.Span{h.over(i+2, end)}, h.over(start, i+1), []span.Span{h.over(first, last)}
		return a, true
	case h.is(i+1, "responsibility") && h.is(i+2, "for"):
		end := i + 3
		for end < sent.Last && end-i < 25 && !h.is(end, ",", ".", ";", "saying", "but", "“", "\"") {
			end++
		}
		if end == i+3 || h.is(first, "no", "nobody") {
			return a, false
		}
		a.Source, a.Cue, a.Content = []span.Span{h.over(first, last)}, h.over(start, i+3), []span.Span{h.over(i+3, end)}
		return a, true
	}
	return a, false
}

func (h *hush) passiveGroup(start, i int) bool {
	for k := start; k < i; k++ {
		if h.lemma(k, "be") {
			return true
		}
	}
	return false
}
