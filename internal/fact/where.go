package fact

import (
	"hearsay/internal/calendar"
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/fact/trigger"
	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// drawPlaces gives each event the places that the phrases beside it name. A
// phrase is a preposition of place and a noun phrase that holds a name.
func (p *page) drawPlaces() {
	for k := 0; k < len(p.tok); k++ {
		if !p.locates(k) {
			continue
		}
		end := p.phraseEnd(k+1, true)
		place, ok := p.placeIn(k+1, end)
		if !ok || p.damaged(k+1, end) {
			continue
		}
		if p.is(k, "near", "off", "outside", "around", "toward", "between", "along") {
			place.Prec = 2
			if p.is(k, "between") {
				place.Prec = 5
			}
		}
		i := p.near(k)
		if i >= 0 && p.mentions[i].event >= 0 && !p.beyondCue(k, p.mentions[i].first) {
			pl := place
			p.claim(p.mentions[i].event, WherePlace, k+1, end, Norm{Place: &pl})
		}
		k = end - 1
	}
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
		return k > 0 && p.is(k-1, "bombing", "city", "town", "village", "part", "parts", "region", "area", "areas", "outskirts", "siege", "coast", "north", "south", "east", "west", "shelling", "suburb", "neighborhood", "neighbourhood", "capital", "province", "state", "kilometers", "miles", "kilometres")
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

// placeIn finds the place that a phrase names: its first run of names that is
// no person, day or organisation, and the country of any name in it.
func (p *page) placeIn(first, last int) (Place, bool) {
	var pl Place
	for k := first; k < last; k++ {
		if p.tok[k].UPOS != syntax.PROPN && !p.demonym(k) {
			continue
		}
		end := k
		for end < last && (p.tok[end].UPOS == syntax.PROPN || p.is(end, "-") && end > k && end+1 < last && p.tok[end+1].UPOS == syntax.PROPN) {
			end++
		}
		end = max(end, k+1)
		name := p.syn.Text.Slice(p.tok[k].Span.Cover(p.tok[end-1].Span))
		if strings.HasSuffix(p.tok[k].Lower, "-led") || p.speaksOf(k, end) {
			return pl, false
		}
		if p.timely(k) {
			if k == first {
				return pl, false
			}
			k = end - 1
			continue
		}
		c, capital := p.country(name)
		switch {
		case c.Name != "" && capital:
			pl.Country, pl.ISO = c.Name, c.ISO
			if pl.Name == "" {
				pl.Name, pl.Prec = name, 1
			}
		case c.Name != "" && p.demonym(k) && end == k+1:
			if p.placeNoun(end, last) {
				pl.Country, pl.ISO = c.Name, c.ISO
			}
		case c.Name != "":
			pl.Country, pl.ISO = c.Name, c.ISO
		case !p.organisation(k, end, name):
			if pl.Name == "" {
				pl.Name, pl.Prec = name, 1
			}
		}
		k = end - 1
	}
	if pl.Name == "" && pl.Country != "" {
		pl.Name, pl.Prec = pl.Country, 6
	}
	return pl, pl.Name != ""
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

// placeNoun reports whether the noun phrase that goes on at token k is of a
// place, so that an adjective before it gives its country: "the Somali city",
// but not "a French base".
func (p *page) placeNoun(k, last int) bool {
	for ; k < min(last, k+4); k++ {
		switch p.tok[k].UPOS {
		case syntax.NOUN:
			return p.is(k, "city", "town", "village", "villages", "towns", "cities", "province", "region", "capital", "coast", "coastline", "waters", "soil", "territory", "state", "district", "island", "port", "airspace", "desert", "countryside", "suburb", "port")
		case syntax.ADJ, syntax.NUM:
		default:
			return false
		}
	}
	return false
}

func (p *page) timely(k int) bool {
	return calendar.Timely(p.tok[k].Lower) || p.is(k, "eid", "ramadan", "christmas", "easter")
}

func (p *page) demonym(k int) bool {
	_, ok := lexicon.CountryOf(p.tok[k].Form)
	return ok
}

// country is the country that a name, an adjective or a capital stands for.
func (p *page) country(name string) (c lexicon.Country, capital bool) {
	if c, ok := lexicon.CountryNamed(name); ok {
		return c, false
	}
	if c, ok := lexicon.CountryOf(name); ok {
		return c, false
	}
	if c, ok := lexicon.CountryByCapital(name); ok {
		return c, true
	}
	return lexicon.Country{}, false
}

// organisation reports whether a name is a body's, or a person's as its title
// or a noun behind it shows.
func (p *page) organisation(k, end int, name string) bool {
	if b, ok := lexicon.BodyNamed(name); ok && b.Kind != lexicon.NoBody {
		return true
	}
	if _, ok := lexicon.Title(p.tok[k].Form); ok {
		return true
	}
	for _, n := range p.syn.Names {
		if n.First <= k && k < n.Last {
			return n.Kind == syntax.Person || n.Kind == syntax.Organisation || n.Kind == syntax.Misc
		}
	}
	if end < len(p.tok) && p.is(end, "militants", "militant", "fighters", "rebels", "members", "forces", "troops", "officials", "soldiers", "spokesman", "group", "leader") {
		return true
	}
	if strings.ToUpper(name) == name && len(name) <= 5 && p.mixed() {
		return true
	}
	return false
}

// mixed reports whether the report is written in small and capital letters.
func (p *page) mixed() bool {
	n := 0
	for k := 0; k < len(p.tok) && k < 60; k++ {
		if f := p.tok[k].Form; len(f) > 3 && strings.ToLower(f) == f {
			n++
		}
	}
	return n > 5
}
