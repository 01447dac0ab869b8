package attribution

import (
	"slices"
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// sureOfSilence is the confidence of what silences finds by its fixed words.
const sureOfSilence = 0.9

// silences adds what PolNeAR's rules leave out: parties that did not answer
// ("has yet to provide a statement", "did not respond to requests for
// comment") and parties that were asked ("has sought comment from A, B and
// C": one each). What was found with the same cue gives way to it.
func silences(doc *document.Document, syn *syntax.Analysis, found []Attribution) []Attribution {
	h := hush{syn: syn, tok: syn.Tokens}
	quoted := false
	for s := range syn.Sentences {
		sent := &syn.Sentences[s]
		if p := sent.Paragraph; p < len(doc.Paragraphs) && doc.Paragraphs[p].Role != document.Body {
			continue
		}
		if s == 0 || syn.Sentences[s-1].Paragraph != sent.Paragraph {
			quoted = false
		}
		for i := sent.First; i < sent.Last; i++ {
			switch f := h.tok[i].Form; {
			case f == "“" || f == "\"" && !quoted:
				quoted = true
			case f == "”" || f == "\"":
				quoted = false
			case !quoted:
				h.look(i, sent)
			}
		}
	}
	h.out = append(h.out, h.denials(found)...)
	h.out = append(h.out, h.hearsays(found)...)
	h.out = append(h.out, h.rumours(append(slices.Clone(found), h.out...))...)
	h.out = append(h.out, h.quotes(found)...)
	h.out = append(h.out, h.trails(found)...)
	h.out = append(h.out, h.clauses(append(slices.Clone(found), h.out...))...)
	h.out = append(h.out, h.tolls(append(slices.Clone(found), h.out...))...)
	if len(h.out) == 0 {
		return found
	}
	return join(found, h.out)
}

// join merges two lists, sorted by cue, and keeps Within right.
func join(found, silent []Attribution) []Attribution {
	type entry struct {
		att Attribution
		old int
	}
	var all []entry
	near := indexOf(silent)
	for i, a := range found {
		if !near.any(a.Cue, func(s Attribution) bool { return s.Cue.Overlaps(a.Cue) }) {
			all = append(all, entry{a, i})
		}
	}
	for _, a := range silent {
		all = append(all, entry{a, -1})
	}
	slices.SortStableFunc(all, func(a, b entry) int { return span.Compare(a.att.Cue, b.att.Cue) })
	place := make([]int, len(found))
	for i := range place {
		place[i] = -1
	}
	for i, e := range all {
		if e.old >= 0 {
			place[e.old] = i
		}
	}
	out := make([]Attribution, len(all))
	for i, e := range all {
		out[i] = e.att
		if w := e.att.Within; e.old >= 0 && w >= 0 {
			out[i].Within = place[w]
		}
	}
	return out
}

// hush gathers the silences of a report.
type hush struct {
	syn *syntax.Analysis
	tok []syntax.Token
	out []Attribution
}

func (h *hush) is(i int, words ...string) bool {
	return i >= 0 && i < len(h.tok) && slices.Contains(words, h.tok[i].Lower)
}

func (h *hush) lemma(i int, words ...string) bool {
	return i >= 0 && i < len(h.tok) && slices.Contains(words, h.tok[i].Lemma)
}

// ahead reports whether one of the words stands within n tokens from i on.
func (h *hush) ahead(i, n, limit int, words ...string) bool {
	for k := i; k < min(i+n, limit); k++ {
		if h.is(k, words...) {
			return true
		}
	}
	return false
}

// look reads the silence whose verb is token i.
func (h *hush) look(i int, sent *syntax.Sentence) {
	t := &h.tok[i]
	switch t.Lower {
	case "respond", "responded", "reply", "replied", "comment", "commented", "answer", "answered", "return", "returned":
		if t.UPOS != syntax.VERB || h.is(i-1, "to") && !h.is(i-2, "yet") || !h.denied(i, sent) {
			return
		}
		if !strings.HasPrefix(t.Lower, "comment") && !h.ahead(i+1, 12, sent.Last, "request", "requests", "comment", "comments", "questions", "question", "email", "emails", "e-mail", "message", "messages", "call", "calls", "inquiries", "inquiry", "queries") {
			return
		}
		h.add(i, i+1, sent)
	case "provide", "give", "issue", "make", "release", "offer":
		if h.is(i-1, "to") && h.is(i-2, "yet") && h.ahead(i+1, 6, sent.Last, "statement", "comment", "comments", "response", "reaction") {
			h.add(i, i+1, sent)
		}
	case "reached", "available":
		if h.denied(i, sent) && h.is(i+1, "for") && h.ahead(i+2, 3, sent.Last, "comment", "comments") {
			h.add(i, i+1, sent)
		}
	case "sought", "seeking", "requested":
		if h.ahead(i+1, 2, sent.Last, "comment", "comments", "response", "responses", "reaction", "clarification") {
			for k := i + 2; k < min(i+5, sent.Last); k++ {
				if h.is(k, "from") {
					h.ask(h.group(i, sent.First), k+1, k+1, sent)
					return
				}
			}
		}
	case "contacted", "approached", "asked":
		if h.passive(i) {
			if h.is(i+1, "for") && h.ahead(i+2, 2, sent.Last, "comment", "comments") {
				h.add(i, i+1, sent)
			}
			return
		}
		for k := i + 1; k+1 < min(i+40, sent.Last); k++ {
			if h.is(k, "for") && h.ahead(k+1, 3, sent.Last, "comment", "comments", "a comment") {
				h.askUntil(h.group(i, sent.First), i+1, i+1, k)
				return
			}
		}
	case "out":
		if h.lemma(i-1, "reach") && h.is(i+1, "to") {
			h.ask(h.group(i-1, sent.First), i+2, i+2, sent)
		}
	}
}

// denied reports whether the verb at token i is negated: by a word of its
// group, or by "neither" at its subject.
func (h *hush) denied(i int, sent *syntax.Sentence) bool {
	for k := h.group(i, sent.First); k < i; k++ {
		if h.is(k, "not", "n't", "n’t", "never", "yet") {
			return true
		}
	}
	first, _ := h.subject(h.group(i, sent.First), sent)
	return h.is(first-1, "neither", "none") || h.is(first, "neither", "none", "no")
}

func (h *hush) passive(i int) bool {
	return h.lemma(i-1, "be") || h.is(i-1, "also") && h.lemma(i-2, "be")
}

// group is where the verb group of token i begins.
func (h *hush) group(i, first int) int {
	for i > first {
		t := &h.tok[i-1]
		if t.UPOS != syntax.AUX && !(t.UPOS == syntax.ADV && !h.is(i-1, "however", "meanwhile")) && t.UPOS != syntax.PART && !h.is(i-1, "not", "yet", "to", "has", "have", "had", "did", "does", "could", "was", "were", "immediately") {
			break
		}
		i--
	}
	return i
}

// subject is the range of tokens of the noun phrase that ends before token i.
func (h *hush) subject(i int, sent *syntax.Sentence) (first, last int) {
	last = i
	first = i
	if h.is(first-1, ",") { // an apposition: "its parent, the Ministry of Ports, has"
		first--
		for first > sent.First && !h.is(first-1, ",", ";") {
			first--
		}
		if first > sent.First {
			first--
		}
	}
	for first > sent.First && !h.is(first-1, ",", ";", ":", "but", "while", "although", "though", "because", "that", "neither", "“", "”", "\"", "as", "and") {
		first--
	}
	if h.is(first-1, "and") && first < last && first-2 >= sent.First {
		if p := &h.tok[first-2]; p.UPOS == syntax.PROPN || p.UPOS == syntax.NOUN {
			k := first - 1
			for k > sent.First && (h.tok[k-1].UPOS == syntax.PROPN || h.tok[k-1].UPOS == syntax.NOUN || h.tok[k-1].UPOS == syntax.DET || h.tok[k-1].UPOS == syntax.ADJ) {
				k--
			}
			first = k
		}
	}
	if first >= last { // "denied it and did not respond"
		first, last = sent.First, sent.First
		for last < i && h.tok[last].UPOS != syntax.VERB && h.tok[last].UPOS != syntax.AUX {
			last++
		}
	}
	for first < last && (h.tok[first].UPOS == syntax.PUNCT || h.tok[first].UPOS == syntax.ADV || h.tok[first].UPOS == syntax.CCONJ || h.tok[first].UPOS == syntax.SCONJ) {
		first++
	}
	return first, last
}

// add enters a party that did not answer: subject, verb group, the rest of
// the clause.
func (h *hush) add(i, rest int, sent *syntax.Sentence) {
	start := h.group(i, sent.First)
	first, last := h.subject(start, sent)
	if first >= last || last-first > 30 {
		return
	}
	a := Attribution{Cue: h.over(start, rest), Within: -1, Scope: Silence, Confidence: sureOfSilence}
	a.Source = []span.Span{h.over(first, last)}
	end := rest
	for end < sent.Last && !h.is(end, ",", ".", ";", "while", "but", "“", "—", "–") {
		end++
	}
	if end > rest {
		a.Content = []span.Span{h.over(rest, end)}
	}
	h.out = append(h.out, a)
}

// ask enters the parties listed from token i to the end of the clause.
func (h *hush) ask(start, cueEnd, i int, sent *syntax.Sentence) {
	end := i
	for end < sent.Last && !h.is(end, ".", ";", "but", "while", "about", "on", "regarding", "who", "which", "after", "before") {
		if h.is(end, "for") && h.ahead(end+1, 3, sent.Last, "comment", "comments") {
			break
		}
		if h.tok[end].UPOS == syntax.VERB || h.tok[end].UPOS == syntax.AUX {
			return // not a list
		}
		end++
	}
	h.askUntil(start, cueEnd, i, end)
}

// askUntil enters each party of the list of the tokens [i,end) as asked.
func (h *hush) askUntil(start, cueEnd, i, end int) {
	if cueEnd <= start || end <= i || end-i > 60 {
		return
	}
	from := i
	for k := i; k <= end; k++ {
		if k < end && !h.is(k, ",") && !(h.is(k, "and", "or") && h.parts(from, k, end)) {
			continue
		}
		first := from
		for first < k && h.is(first, "and", "or", "both", "also") {
			first++
		}
		if first < k {
			h.out = append(h.out, Attribution{Cue: h.over(start, cueEnd), Source: []span.Span{h.over(first, k)}, Within: -1, Scope: Silence, Confidence: sureOfSilence})
		}
		from = k + 1
	}
}

// parts reports whether an "and" at token k parts two names: inside "Ministry
// of Health and Labour" it does not.
func (h *hush) parts(from, k, end int) bool {
	for j := from; j < k; j++ {
		if h.is(j, "of", "for") {
			return h.is(k+1, "the") || k+2 < end && h.is(k+2, "of", "for")
		}
	}
	return true
}

func (h *hush) over(first, last int) span.Span {
	return span.Of(h.tok[first].Start, h.tok[last-1].End)
}
