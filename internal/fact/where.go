package fact

import (
	"strings"

	"hearsay/internal/calendar"
	"hearsay/internal/document"
	"hearsay/internal/fact/trigger"
	"hearsay/internal/gazetteer"
	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// drawPlaces gives each event the places that the phrases beside it name. A
// phrase is a preposition of place and a noun phrase that holds a name.
func (p *page) drawPlaces() {
	if len(p.mentions) == 0 {
		return
	}
	a := p.chart()
	for k := 0; k < len(p.tok); k++ {
		if !p.locates(k) {
			continue
		}
		end := p.phraseEnd(k+1, true)
		place, ok := p.placeIn(&a, k, end)
		if !ok || p.damaged(k+1, end) {
			continue
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

// placeIn finds the place that the phrase behind the preposition at token k
// names: the finest that the gazetteer knows, else the first name that is no
// person, day or organisation, within what the gazetteer knows around it.
func (p *page) placeIn(a *atlas, k, last int) (Place, bool) {
	var fine *gazetteer.Mention
	name, nameAt, whose := "", -1, lexicon.Country{}
	for j := k + 1; j < last; j++ {
		if m := p.named(a, j, last); m != nil && (m.Certainty >= clear || m.Place.Kind == gazetteer.Country) {
			if p.sets(m, last) && (fine == nil || grade(m.Place.Kind) < grade(fine.Place.Kind) && (fine.Place.ISO == "" || fine.Place.ISO == m.Place.ISO)) {
				fine = m
			}
			j = m.Last - 1
			continue
		}
		if p.tok[j].UPOS != syntax.PROPN && !p.demonym(j) {
			continue
		}
		end := p.nameEnd(a, j, last)
		words := p.syn.Text.Slice(p.tok[j].Span.Cover(p.tok[end-1].Span))
		if strings.HasSuffix(p.tok[j].Lower, "-led") || p.speaksOf(j, end) {
			return Place{}, false
		}
		if p.timely(j) {
			if j == k+1 {
				return Place{}, false
			}
			j = end - 1
			continue
		}
		c, capital := p.country(words)
		switch {
		case c.Name != "" && p.demonym(j) && end == j+1 && !p.placeNoun(end, last):
		case c.Name != "" && !capital:
			whose = c
		case name == "" && fine == nil && !p.people(end-1) && !p.organisation(j, end, words):
			name, nameAt = words, j
		}
		j = end - 1
	}
	return p.compose(fine, name, nameAt, whose, k, last)
}

// compose makes the value of a phrase: a name that no gazetteer knows keeps the
// text's words and lies in the finest area that is known.
func (p *page) compose(fine *gazetteer.Mention, name string, nameAt int, whose lexicon.Country, k, last int) (Place, bool) {
	switch {
	case name != "" && fine != nil:
		pl := entry(&fine.Place)
		pl.Name, pl.GeoNameID = name, 0
		if pl.Prec >= 5 {
			pl.Latitude, pl.Longitude, pl.Prec = nil, nil, 1
		}
		p.lie(&pl, gazetteer.Town, k, nameAt, nameAt+1, last)
		return pl, true
	case name != "":
		pl := Place{Name: name, Country: whose.Name, ISO: whose.ISO, Prec: 1}
		p.lie(&pl, gazetteer.Town, k, nameAt, nameAt+1, last)
		return pl, true
	case fine != nil:
		pl := entry(&fine.Place)
		if c, ok := p.capital(fine, last); ok && fine.Place.Kind == gazetteer.Country {
			return c, true
		}
		p.lie(&pl, fine.Place.Kind, k, fine.First, fine.Last, last)
		if pl.Country == "" {
			pl.Country, pl.ISO = whose.Name, whose.ISO
		}
		return pl, true
	case whose.Name != "":
		pl := Place{Name: whose.Name, Country: whose.Name, ISO: whose.ISO, Prec: 6}
		p.lie(&pl, gazetteer.Country, k, k+1, k+1, last)
		return pl, true
	}
	return Place{}, false
}

// nameEnd is the end of the run of names that begins at token j; it stops
// before a place that is known.
func (p *page) nameEnd(a *atlas, j, last int) int {
	end := j
	for end < last && (p.tok[end].UPOS == syntax.PROPN || p.is(end, "-") && end > j && end+1 < last && p.tok[end+1].UPOS == syntax.PROPN) {
		if end > j && a.at[end] >= 0 {
			break
		}
		end++
	}
	return max(end, j+1)
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
