package phrase

import (
	"slices"
	"strings"

	"hearsay/internal/calendar"
	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// Text is the tokens of one report and the sentence of each. Token positions
// are indices into Tok; ranges are half open.
type Text struct {
	Syn  *syntax.Analysis
	Tok  []syntax.Token
	Sent []int32
}

// New numbers the sentences of a report's tokens.
func New(syn *syntax.Analysis) Text {
	t := Text{Syn: syn, Tok: syn.Tokens, Sent: make([]int32, len(syn.Tokens))}
	for s, sent := range syn.Sentences {
		for k := sent.First; k < sent.Last; k++ {
			t.Sent[k] = int32(s)
		}
	}
	return t
}

// Lemma is the lemma of token k in lower case, its form where it has none.
func (p *Text) Lemma(k int) string {
	if t := &p.Tok[k]; t.Lemma != "" && t.Lemma != "_" {
		return strings.ToLower(t.Lemma)
	}
	return p.Tok[k].Lower
}

// Is reports whether token k of the same text is one of the lower-cased words.
func (p *Text) Is(k int, words ...string) bool {
	return k >= 0 && k < len(p.Tok) && slices.Contains(words, p.Tok[k].Lower)
}

// Bounds are the tokens of the sentence of token k.
func (p *Text) Bounds(k int) (first, last int) {
	s := &p.Syn.Sentences[p.Sent[k]]
	return s.First, s.Last
}

// Timely reports whether token k is a word of time.
func (p *Text) Timely(k int) bool {
	return calendar.Timely(p.Tok[k].Lower) || p.Is(k, "eid", "ramadan", "christmas", "easter")
}

// End is the end of the noun phrase that begins at token k; with of, it
// goes on over "of" and "in" to names.
func (p *Text) End(k int, of bool) int {
	_, last := p.Bounds(k)
	noun := false
	for j := k; j < last && j < k+14; j++ {
		t := &p.Tok[j]
		switch t.UPOS {
		case syntax.NOUN, syntax.PROPN, syntax.NUM, syntax.SYM:
			noun = true
			continue
		case syntax.DET, syntax.ADJ:
			if noun && t.UPOS == syntax.DET {
				return j
			}
			continue
		case syntax.ADV:
			if !noun {
				continue
			}
		case syntax.PART:
			if p.Is(j, "'s", "’s", "'", "’") {
				noun = false
				continue
			}
		case syntax.PRON:
			if t.XPOS == syntax.TagPRPS && !noun {
				continue
			}
		case syntax.VERB:
			if t.XPOS == syntax.TagVBN && !noun || t.XPOS == syntax.TagVBG && !noun {
				continue
			}
			if of && p.Is(j, "located", "called", "named") {
				noun = false
				continue
			}
		case syntax.PUNCT:
			if (t.Lower == "-" || t.Lower == "’" || t.Lower == "‘" || t.Lower == "“" || t.Lower == "\"") && j+1 < last && p.Tok[j+1].UPOS != syntax.PUNCT {
				continue
			}
		case syntax.ADP:
			if of && noun && j+1 < last && p.Is(j, "of", "in", "along", "between") && p.namesAhead(j+1, last) {
				noun = false
				continue
			}
			if of && !noun && p.Is(j, "along", "of") {
				continue
			}
		case syntax.CCONJ:
			if of && noun && j+1 < last && p.Is(j, "and") && (p.Tok[j+1].UPOS == syntax.PROPN || p.Tok[j+1].UPOS == syntax.ADJ) && p.Tok[j-1].UPOS == syntax.PROPN {
				continue
			}
		}
		return p.commaCountry(max(j, min(k+1, last)), last, of)
	}
	return min(last, k+14)
}

// commaCountry goes on over ", Cuba" after a place.
func (p *Text) commaCountry(k, last int, of bool) int {
	if !of || !p.Is(k, ",") {
		return k
	}
	for n := min(4, last-k-1); n > 0; n-- {
		if _, ok := lexicon.CountryNamed(p.Syn.Text.Slice(p.Tok[k+1].Span.Cover(p.Tok[k+n].Span))); ok {
			if next := k + 1 + n; next >= last || p.Tok[next].UPOS == syntax.PUNCT || p.Tok[next].UPOS == syntax.VERB || p.Tok[next].UPOS == syntax.ADP {
				return next
			}
		}
	}
	return k
}

func (p *Text) namesAhead(k, last int) bool {
	for j := k; j < min(last, k+6); j++ {
		switch p.Tok[j].UPOS {
		case syntax.PROPN:
			return true
		case syntax.DET, syntax.ADJ, syntax.NOUN, syntax.PUNCT, syntax.ADP:
		default:
			return false
		}
	}
	return false
}

// PlaceEnd cuts the words of time off a place's phrase: "the capital of Mali last
// night".
func (p *Text) PlaceEnd(first, end int) int {
	for end > first+1 && (p.Timely(end-1) || p.Is(end-1, "last", "this", "next", "early", "late", "night", "morning", "afternoon", "evening", "week", "month", "year")) {
		end--
	}
	for end > first+1 && (p.Tok[end-1].UPOS == syntax.ADP || p.Tok[end-1].UPOS == syntax.DET || p.Is(end-1, ",")) {
		end--
	}
	return end
}
