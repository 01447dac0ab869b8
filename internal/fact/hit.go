package fact

import (
	"strings"

	"hearsay/internal/fact/trigger"
	"hearsay/internal/lexicon"
	"hearsay/internal/quantity"
	"hearsay/internal/syntax"
)

// hit records what was hit.
func (p *page) hit(m *mention, lo, hi int) {
	hi = p.PlaceEnd(lo, hi)
	for hi > lo && (p.Tok[hi-1].UPOS != syntax.NOUN && p.Tok[hi-1].UPOS != syntax.PROPN) {
		hi--
	}
	for lo < hi && (p.Tok[lo].UPOS == syntax.PUNCT || p.Tok[lo].UPOS == syntax.ADV && !p.Is(lo, "over", "nearly", "about", "more", "at", "almost")) {
		lo++
	}
	if hi > lo && p.events[m.event].Outcome && p.counts(lo, hi) {
		return // a toll, not a target
	}
	for p.Is(lo, "both") && lo < hi-1 {
		lo++
	}
	if hi-lo == 1 && hi+1 < len(p.Tok) && p.Is(hi, "of") && p.Is(lo, "scores", "hundreds", "thousands", "dozens") {
		hi = p.End(hi+1, false)
	}
	if hi <= lo || p.noTarget(m, lo, hi) || p.Timely(lo) || p.Is(lo, "all", "every", "any") || p.Is(hi-1, "responsibility", "people", "morning", "afternoon", "evening", "dawn", "day", "days", "week", "others", "attack", "time") {
		return
	}
	if hi-lo == 1 && p.Is(lo, "land", "sea", "foot", "ground", "soil", "ammunition", "fuel", "water", "air", "behalf", "sight") {
		return // "an attack on land"
	}
	_, people := quantity.Person(p.Tok[hi-1].Lower)
	switch {
	case people && p.taken(m):
		p.claim(m.event, Detained, lo, hi, Norm{})
		return
	case people && p.tolled(lo, hi):
		return
	}
	name := p.Syn.Text.Slice(p.Tok[lo].Span.Cover(p.Tok[hi-1].Span))
	p.claim(m.event, Target, lo, hi, Norm{Name: flat(name)})
}

// noTarget reports whether a phrase names nothing that can be hit: an hour, a bare
// number, a country or continent by itself, the deed that a crowd protests at,
// the one who strikes.
func (p *page) noTarget(m *mention, lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if p.Is(k, "a.m.", "p.m.", "gmt", "a.m", "p.m") {
			return true
		}
	}
	if hi-lo == 1 && (p.Is(lo, "scores", "hundreds", "thousands", "dozens", "africa", "asia", "europe", "america", "o'clock", "everyone", "anyone", "one", "some", "many", "others", "him", "it", "them", "himself", "themselves", "herself") || p.Tok[lo].UPOS == syntax.NUM) {
		return true
	}
	if p.Weapon(hi-1) && !p.Is(hi-1, "drone", "drones") {
		return true
	}
	words := p.Syn.Text.Slice(p.Tok[lo].Span.Cover(p.Tok[hi-1].Span))
	if c, ok := lexicon.CountryNamed(strings.TrimPrefix(words, "the ")); ok && c.Name != "" && hi < len(p.Tok) && p.Sent[hi] == p.Sent[lo] && (p.Tok[hi].UPOS == syntax.NOUN || p.Tok[hi].UPOS == syntax.PROPN || p.Tok[hi].UPOS == syntax.CCONJ) {
		return true
	}
	if hi-lo <= 2 && hi < len(p.Tok) && p.Is(hi, "of") && p.Is(hi-1, "total", "number", "majority", "rest", "toll") {
		return true
	}
	switch p.events[m.event].Type {
	case "Protests", "Riots", "Strategic developments":
		return trigger.Noun(p.Syn, hi-1, hi)
	}
	return p.Is(lo, "unidentified", "unknown") && p.Is(hi-1, "attackers", "assailants", "gunmen", "men", "bombers", "people") || p.Is(m.last-1, "bomber", "bombers") && p.Is(lo-1, "of", "from")
}

// taken reports whether the event is of people held or moved against their
// will.
func (p *page) taken(m *mention) bool {
	switch p.events[m.event].SubType {
	case "Arrests":
		return true
	case "Other":
		switch p.Lemma(m.first) {
		case "deport", "deportation", "fly", "flown", "transfer", "repatriate", "clear", "expel", "evacuate":
			return true
		}
	}
	return false
}

// tolled reports whether a toll has been read from these tokens.
func (p *page) tolled(lo, hi int) bool {
	at := p.Tok[lo].Span.Cover(p.Tok[hi-1].Span)
	for i := range p.claims {
		if c := &p.claims[i]; (c.Slot == Killed || c.Slot == Injured) && c.Span.Overlaps(at) {
			return true
		}
	}
	return false
}
