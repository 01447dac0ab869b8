package fact

import (
	"hearsay/internal/calendar"
	"hearsay/internal/document"
	"hearsay/internal/fact/place"
	"hearsay/internal/fact/trigger"
	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// drawPlaces gives each event the places that the phrases beside it name. A
// phrase is a preposition of place and a noun phrase that holds a name.
func (p *page) drawPlaces() {
	if len(p.mentions) == 0 {
		return
	}
	places := place.New(p.doc, p.syn, p.speaksOf)
	for k := 0; k < len(p.tok); k++ {
		if !p.locates(k) {
			continue
		}
		end := p.placeEnd(k+1, p.phraseEnd(k+1, true))
		if p.deedFirst(k+1, end) {
			continue // "in a weekend attack in the north": the place comes after
		}
		pl, ok := places.In(k, end)
		if !ok || p.damaged(k+1, end) {
			continue
		}
		i := p.near(k)
		if i >= 0 && p.mentions[i].event >= 0 && !p.beyondCue(k, p.mentions[i].first) && !p.gathered(k, &p.mentions[i]) {
			p.claim(p.mentions[i].event, WherePlace, k+1, end, Norm{Place: &pl})
		}
		k = end - 1
	}
}

// placeEnd cuts the words of time off a place's phrase: "the capital of Mali last
// night".
func (p *page) placeEnd(first, end int) int {
	for end > first+1 && (p.timely(end-1) || p.is(end-1, "last", "this", "next", "early", "late", "night", "morning", "afternoon", "evening", "week", "month", "year")) {
		end--
	}
	for end > first+1 && (p.tok[end-1].UPOS == syntax.ADP || p.tok[end-1].UPOS == syntax.DET || p.is(end-1, ",")) {
		end--
	}
	return end
}

// deedFirst reports whether the phrase in tokens [first, end) names a deed and
// goes on to where it was.
func (p *page) deedFirst(first, end int) bool {
	for k := first; k+1 < end; k++ {
		if p.tok[k].UPOS == syntax.NOUN && p.is(k+1, "in", "at", "near", "outside", "on") && trigger.Noun(p.syn, k, k+1) {
			return true
		}
	}
	return false
}

// gathered reports whether the place at token k belongs to another verb than the
// event's: to one of what people do after it, "funerals for the victims of the
// attack were held in the temple".
func (p *page) gathered(k int, m *mention) bool {
	first, _ := p.bounds(k)
	for j := k - 1; j >= max(first, k-4); j-- {
		if j >= m.first && j < m.last || p.tok[j].UPOS == syntax.PUNCT {
			return false
		}
		if l := p.lemma(j); p.tok[j].UPOS == syntax.VERB && (aftermath[l] || l == "hold" || l == "attend" || l == "gather" || l == "cremate" || l == "live" || l == "work") {
			return true
		}
	}
	return false
}

// damaged reports whether the text is broken between two tokens, so that what
// stands there may be the rest of a word.
func (p *page) damaged(first, last int) bool {
	s := p.tok[first].Span.Cover(p.tok[last-1].Span)
	for _, d := range p.doc.Damage {
		if d.Kind == document.Garbled && d.Span.Overlaps(s) {
			return true
		}
	}
	return false
}

// beyondCue reports whether a cue or the end of a content lies between two
// tokens: "told reporters in Geneva that …".
func (p *page) beyondCue(a, b int) bool {
	if p.of[a] != p.of[b] && (p.of[a] < 0) != (p.of[b] < 0) {
		for k := min(a, b); k < max(a, b); k++ {
			if p.cue[k] {
				return true
			}
		}
	}
	return false
}

// locates reports whether token k is a preposition that can lead to a place.
func (p *page) locates(k int) bool {
	if k+1 >= len(p.tok) || p.sent[k] != p.sent[k+1] {
		return false
	}
	switch p.tok[k].Lower {
	case "in", "at", "near", "outside", "inside", "across", "along", "off", "between", "around", "throughout", "over":
		return true
	case "on":
		return true
	case "of":
		return k > 0 && p.is(k-1, "bombing", "invasion", "occupation", "city", "town", "village", "part", "parts", "region", "area", "areas", "outskirts", "siege", "coast", "north", "south", "east", "west", "shelling", "suburb", "neighborhood", "neighbourhood", "capital", "province", "state", "kilometers", "miles", "kilometres")
	case "into":
		return k > 0 && p.is(k-1, "strikes", "airstrikes", "strike", "attack", "attacks", "raid", "raids", "incursion", "incursions", "missiles", "rockets", "shells", "fire")
	case "to":
		return k > 0 && p.is(k-1, "laid", "close", "flown", "taken")
	}
	return false
}

// phraseEnd is the end of the noun phrase that begins at token k; with of, it
// goes on over "of" and "in" to names.
func (p *page) phraseEnd(k int, of bool) int {
	_, last := p.bounds(k)
	noun := false
	for j := k; j < last && j < k+14; j++ {
		t := &p.tok[j]
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
			if p.is(j, "'s", "’s", "'", "’") {
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
			if of && p.is(j, "located", "called", "named") {
				noun = false
				continue
			}
		case syntax.PUNCT:
			if (t.Lower == "-" || t.Lower == "’" || t.Lower == "‘" || t.Lower == "“" || t.Lower == "\"") && j+1 < last && p.tok[j+1].UPOS != syntax.PUNCT {
				continue
			}
		case syntax.ADP:
			if of && noun && j+1 < last && p.is(j, "of", "in", "along", "between") && p.namesAhead(j+1, last) {
				noun = false
				continue
			}
			if of && !noun && p.is(j, "along", "of") {
				continue
			}
		case syntax.CCONJ:
			if of && noun && j+1 < last && p.is(j, "and") && (p.tok[j+1].UPOS == syntax.PROPN || p.tok[j+1].UPOS == syntax.ADJ) && p.tok[j-1].UPOS == syntax.PROPN {
				continue
			}
		}
		return p.commaCountry(max(j, min(k+1, last)), last, of)
	}
	return min(last, k+14)
}

// commaCountry goes on over ", Cuba" after a place.
func (p *page) commaCountry(k, last int, of bool) int {
	if !of || !p.is(k, ",") {
		return k
	}
	for n := min(4, last-k-1); n > 0; n-- {
		if _, ok := lexicon.CountryNamed(p.syn.Text.Slice(p.tok[k+1].Span.Cover(p.tok[k+n].Span))); ok {
			if next := k + 1 + n; next >= last || p.tok[next].UPOS == syntax.PUNCT || p.tok[next].UPOS == syntax.VERB || p.tok[next].UPOS == syntax.ADP {
				return next
			}
		}
	}
	return k
}

func (p *page) namesAhead(k, last int) bool {
	for j := k; j < min(last, k+6); j++ {
		switch p.tok[j].UPOS {
		case syntax.PROPN:
			return true
		case syntax.DET, syntax.ADJ, syntax.NOUN, syntax.PUNCT, syntax.ADP:
		default:
			return false
		}
	}
	return false
}

// speaksOf reports whether a name holds a trigger, as headlines write it: "in
// Drone Strike".
func (p *page) speaksOf(first, last int) bool {
	for k := first; k < last; k++ {
		if trigger.Noun(p.syn, k, last) {
			return true
		}
	}
	return false
}

func (p *page) timely(k int) bool {
	return calendar.Timely(p.tok[k].Lower) || p.is(k, "eid", "ramadan", "christmas", "easter")
}
