package attribution

import (
	"slices"

	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// hearsays adds what is said to be so by no one in particular and no model
// found: "a dock believed to be used by smugglers".
func (h *hush) hearsays(found []Attribution) []Attribution {
	var out []Attribution
	near := indexOf(found)
	for s := range h.syn.Sentences {
		sent := &h.syn.Sentences[s]
		for i := sent.First; i+2 < sent.Last; i++ {
			if !h.is(i, "believed", "thought", "suspected", "alleged", "rumored", "rumoured", "reported", "said") || !h.is(i+1, "to") || h.tok[i+2].UPOS != syntax.VERB && h.tok[i+2].UPOS != syntax.AUX {
				continue
			}
			start := h.group(i, sent.First)
			passive := h.passiveGroup(start, i)
			if !passive && (h.is(i, "said") || start == sent.First || h.tok[start-1].UPOS != syntax.NOUN && h.tok[start-1].UPOS != syntax.PROPN && !h.is(start-1, ",")) {
				continue
			}
			end := i + 1
			for end < sent.Last && end-i < 30 && !h.is(end, ",", ".", ";", "“", "—", "–") {
				end++
			}
			a := Attribution{Cue: h.over(start, i+1), Content: []span.Span{h.over(i+1, end)}, Within: -1, Confidence: sureOfSilence}
			if first, last := h.subject(start, sent); passive && first < last && last-first < 20 {
				a.Content = append([]span.Span{h.over(first, last)}, a.Content...)
			}
			if !near.any(a.cover(), func(f Attribution) bool { return touches(f, a) }) {
				out = append(out, a)
			}
		}
	}
	return out
}

// rumours adds what an adverb alone calls hearsay: "The commander was
// reportedly killed near the dam."
func (h *hush) rumours(found []Attribution) []Attribution {
	var out []Attribution
	near := indexOf(found)
	for s := range h.syn.Sentences {
		sent := &h.syn.Sentences[s]
		for i := sent.First + 1; i+1 < sent.Last; i++ {
			if !h.is(i, "reportedly", "allegedly", "purportedly") || h.tok[i+1].UPOS != syntax.VERB && h.tok[i+1].UPOS != syntax.AUX {
				continue
			}
			from := i
			for from > sent.First && i-from < 25 && !h.is(from-1, ",", ";", ":", "“", "”", "\"", "—", "–", "that", "which", "who", "and", "but", "after", "because", "when", "while") {
				from--
			}
			end := i + 1
			for end < sent.Last && end-i < 30 && !h.is(end, ",", ".", ";", "“", "”", "\"", "—", "–", "but", "while", "after", "because") {
				end++
			}
			a := Attribution{Cue: h.over(i, i+1), Content: []span.Span{h.over(i+1, end)}, Within: -1, Confidence: sureOfSilence}
			if from < i {
				a.Content = append([]span.Span{h.over(from, i)}, a.Content...)
			}
			if !near.any(a.cover(), func(f Attribution) bool {
				return touches(f, a) || slices.ContainsFunc(f.Source, a.holds) || slices.ContainsFunc(f.Content, a.holds) || a.holds(f.Cue)
			}) {
				out = append(out, a)
			}
		}
	}
	return out
}

// shortest is how many tokens a quotation must have to be rescued; shorter
// ones are mostly titles and scare quotes.
const shortest = 6

// quotes adds quotations that no attribution holds although a verb of speech
// stands beside them: “…,” said X; “…,” X said; …, adding, “…”.
func (h *hush) quotes(found []Attribution) []Attribution {
	var out []Attribution
	near := indexOf(found)
	open, from := -1, 0 // where a quotation opens, in which sentence
	for s := range h.syn.Sentences {
		sent := &h.syn.Sentences[s]
		if s == 0 || h.syn.Sentences[s-1].Paragraph != sent.Paragraph {
			open = -1
		}
		for i := sent.First; i < sent.Last; i++ {
			f := h.tok[i].Form
			switch {
			case f == "“" || f == "\"" && open < 0:
				open, from = i, s
			case (f == "”" || f == "\"") && open >= 0:
				a, ok := h.spoken(open, i+1, &h.syn.Sentences[from], sent)
				if ok && i-open > shortest && !near.any(a.cover(), func(f Attribution) bool {
					return f.Cue.Overlaps(a.Cue) || slices.ContainsFunc(f.Content, a.Content[0].Overlaps)
				}) {
					out = append(out, a)
				}
				open = -1
			}
		}
	}
	return out
}

// spoken reads the verb and the speaker of the quotation of the tokens
// [open,end), which opens in sentence lead and closes in sentence sent.
func (h *hush) spoken(open, end int, lead, sent *syntax.Sentence) (Attribution, bool) {
	a := Attribution{Content: []span.Span{h.over(open, end)}, Within: -1, Confidence: sureOfSilence}
	next := end
	if h.is(next, ",") {
		next++
	}
	if next < sent.Last && h.speech(next) { // “…,” said X
		last := next + 1
		for last < sent.Last && last-next < 25 && !h.is(last, ".", ";", "“", "\"", "in", "on", "at", "after", "during", "while", "who", "as", "when") || last < sent.Last && h.is(last, "in", "at") && h.tok[last-1].UPOS == syntax.NOUN && last-next < 12 {
			last++
		}
		for last > next+1 && h.is(last-1, ",") {
			last--
		}
		if last > next+1 {
			a.Cue, a.Source = h.over(next, next+1), []span.Span{h.over(next+1, last)}
			return a, true
		}
	}
	for v := next + 1; v < min(next+8, sent.Last); v++ { // “…,” X said
		if h.tok[v-1].UPOS == syntax.PUNCT {
			break
		}
		if h.speech(v) && h.tok[v].XPOS != syntax.TagVBG {
			a.Cue, a.Source = h.over(v, v+1), []span.Span{h.over(next, v)}
			return a, true
		}
	}
	v := open - 1
	if v > lead.First && h.is(v, ",", ":") {
		v--
	}
	if v > lead.First && h.speech(v) { // X said, “…”; …, adding, “…”
		a.Cue = h.over(v, v+1)
		if h.tok[v].XPOS != syntax.TagVBG {
			if first, last := h.subject(h.group(v, lead.First), lead); first < last && last-first < 20 {
				a.Source = []span.Span{h.over(first, last)}
			}
		}
		return a, true
	}
	return a, false
}

// speech reports whether token i is a verb of the cue table that can bring in
// a quotation.
func (h *hush) speech(i int) bool {
	if h.tok[i].UPOS != syntax.VERB {
		return false
	}
	c, ok := lexicon.CueOf(h.tok[i].Lemma)
	return ok && (c.Act == "state" || c.Act == "deny" || c.Act == "confirm" || c.Act == "accuse" || c.Act == "demand" || c.Act == "predict")
}
