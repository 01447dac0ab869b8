package fact

import (
	"hearsay/internal/document"
	"hearsay/internal/fact/place"
	"hearsay/internal/fact/trigger"
	"hearsay/internal/syntax"
)

// drawPlaces gives each event the places that the phrases beside it name. A
// phrase is a preposition of place and a noun phrase that holds a name.
func (p *page) drawPlaces() {
	if len(p.mentions) == 0 {
		return
	}
	places := place.New(p.doc, p.Syn, p.speaksOf)
	for k := 0; k < len(p.Tok); k++ {
		if !p.locates(k) {
			continue
		}
		end := p.PlaceEnd(k+1, p.End(k+1, true))
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

// deedFirst reports whether the phrase in tokens [first, end) names a deed and
// goes on to where it was.
func (p *page) deedFirst(first, end int) bool {
	for k := first; k+1 < end; k++ {
		if p.Tok[k].UPOS == syntax.NOUN && p.Is(k+1, "in", "at", "near", "outside", "on") && trigger.Noun(p.Syn, k, k+1) {
			return true
		}
	}
	return false
}

// gathered reports whether the place at token k belongs to another verb than the
// event's: to one of what people do after it, "funerals for the victims of the
// attack were held in the temple".
func (p *page) gathered(k int, m *mention) bool {
	first, _ := p.Bounds(k)
	for j := k - 1; j >= max(first, k-4); j-- {
		if j >= m.first && j < m.last || p.Tok[j].UPOS == syntax.PUNCT {
			return false
		}
		if l := p.Lemma(j); p.Tok[j].UPOS == syntax.VERB && (aftermath[l] || l == "hold" || l == "attend" || l == "gather" || l == "cremate" || l == "live" || l == "work") {
			return true
		}
	}
	return false
}

// damaged reports whether the text is broken between two tokens, so that what
// stands there may be the rest of a word.
func (p *page) damaged(first, last int) bool {
	s := p.Tok[first].Span.Cover(p.Tok[last-1].Span)
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
	if k+1 >= len(p.Tok) || p.Sent[k] != p.Sent[k+1] {
		return false
	}
	if p.Is(k, "over", "around", "at", "near") && (p.Tok[k+1].UPOS == syntax.NUM || p.Is(k+1, "least", "most")) {
		return false // "over 20 others", "at least 57 people"
	}
	if p.Is(k, "in") && (p.Is(k+1, "early", "late", "mid", "mid-") || p.Timely(k+1)) {
		return false // "in early March, Mali …"
	}
	switch p.Tok[k].Lower {
	case "in", "at", "near", "outside", "inside", "across", "along", "off", "between", "around", "throughout", "over":
		return true
	case "on":
		return !p.Is(k+1, "suspicion", "charges", "behalf", "condition", "allegations", "grounds", "trial", "orders")
	case "of":
		if p.Is(k-1, "capital") && p.Is(k-2, "the") && p.Is(k-3, ",") && p.Tok[k-4].UPOS == syntax.PROPN {
			return false // "in Lanby, the capital of Mali"
		}
		return k > 0 && p.Is(k-1, "bombing", "invasion", "occupation", "city", "town", "village", "part", "parts", "region", "area", "areas", "outskirts", "siege", "coast", "north", "south", "east", "west", "shelling", "suburb", "neighborhood", "neighbourhood", "capital", "province", "state", "kilometers", "miles", "kilometres")
	case "into":
		return k > 0 && p.Is(k-1, "strikes", "airstrikes", "strike", "attack", "attacks", "raid", "raids", "incursion", "incursions", "missiles", "rockets", "shells", "fire")
	case "to":
		return k > 0 && p.Is(k-1, "laid", "close", "flown", "taken")
	}
	return false
}

// speaksOf reports whether a name holds a trigger, as headlines write it: "in
// Drone Strike".
func (p *page) speaksOf(first, last int) bool {
	for k := first; k < last; k++ {
		if trigger.Noun(p.Syn, k, last) {
			return true
		}
	}
	return false
}
