// Package place turns a phrase that names a place into where that is, as a
// coder writes it down: name, country, division, coordinates, UCDP's
// where_prec. A part of room 7.
//
//	f := place.New(doc, syn, speaks)
//	pl, ok := f.In(k, end)   // “near the town of Lyman”: Lyman, UA, Donetsk, where_prec 2
//
// Always true: a place has a name that the phrase gives, by the word or in the
// gazetteer's spelling; its precision is never finer than the phrase; a name
// that may be of several places has no coordinates.
package place

import (
	"slices"
	"strings"

	"hearsay/internal/calendar"
	"hearsay/internal/document"
	"hearsay/internal/gazetteer"
	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// Place is a place at the precision the text gives.
type Place struct {
	Name      string   `json:"name"`
	Country   string   `json:"country,omitempty"`
	ISO       string   `json:"iso,omitempty"` // ISO 3166-1 alpha-2
	Adm1      string   `json:"adm_1,omitempty"`
	Latitude  *float64 `json:"latitude"`
	Longitude *float64 `json:"longitude"`
	GeoNameID int      `json:"geonameid,omitempty"`
	Prec      int      `json:"where_prec"` // UCDP where_prec 1..7; 0 unknown
}

// Finder knows the places that one report names.
type Finder struct {
	syn    *syntax.Analysis
	tok    []syntax.Token
	speaks func(first, last int) bool
	found  []gazetteer.Mention
	at     []int32 // of each token, the mention that begins there, -1 for none
}

// New looks the places of a report up. Speaks says whether tokens [first, last)
// speak of an event, as headlines write one ("Drone Strike"); it may be nil.
func New(doc *document.Document, syn *syntax.Analysis, speaks func(first, last int) bool) *Finder {
	found, err := gazetteer.Find(syn, gazetteer.Hint{Located: doc.Located.Value, Domain: host(doc.URL.Value)})
	if err != nil {
		panic(err) // the table is embedded: it cannot be missing
	}
	f := &Finder{syn: syn, tok: syn.Tokens, speaks: speaks, found: found, at: make([]int32, len(syn.Tokens))}
	for k := range f.at {
		f.at[k] = -1
	}
	for i := range found {
		f.at[found[i].First] = int32(i)
	}
	return f
}

// is reports whether token k is one of the lower-cased words.
func (f *Finder) is(k int, words ...string) bool {
	return k >= 0 && k < len(f.tok) && slices.Contains(words, f.tok[k].Lower)
}

func (f *Finder) timely(k int) bool {
	return calendar.Timely(f.tok[k].Lower) || f.is(k, "eid", "ramadan", "christmas", "easter", "may", "march")
}

// In finds the place that the phrase behind the preposition at token k
// names: the finest that the gazetteer knows, else the first name that is no
// person, day or organisation, within what the gazetteer knows around it.
func (f *Finder) In(k, last int) (Place, bool) {
	var fine *gazetteer.Mention
	name, nameAt, whose := "", -1, lexicon.Country{}
	for j := k + 1; j < last; j++ {
		if m := f.named(j, last); m != nil && (m.Certainty >= clear || m.Place.Kind == gazetteer.Country) {
			if f.sets(m, last) && (fine == nil || grade(m.Place.Kind) < grade(fine.Place.Kind) && (fine.Place.ISO == "" || fine.Place.ISO == m.Place.ISO)) {
				fine = m
			}
			j = m.Last - 1
			continue
		}
		if f.tok[j].UPOS != syntax.PROPN && !f.demonym(j) {
			continue
		}
		end := f.nameEnd(j, last)
		words := f.syn.Text.Slice(f.tok[j].Span.Cover(f.tok[end-1].Span))
		if strings.HasSuffix(f.tok[j].Lower, "-led") || f.speaks != nil && f.speaks(j, end) {
			return Place{}, false
		}
		if f.timely(j) {
			if j == k+1 {
				return Place{}, false
			}
			j = end - 1
			continue
		}
		c, capital := f.country(words)
		switch {
		case c.Name != "" && f.demonym(j) && end == j+1 && !f.placeNoun(end, last):
		case c.Name != "" && !capital:
			if f.is(end, "-") {
				break // "a US-led invasion"
			}
			whose = c
		case name == "" && fine == nil && !f.organisation(j, end, words) && f.vouched(k, j, end, last):
			name, nameAt = words, j
		}
		j = end - 1
	}
	return f.compose(fine, name, nameAt, whose, k, last)
}

// compose makes the value of a phrase: a name that no gazetteer knows keeps the
// text's words and lies in the finest area that is known.
func (f *Finder) compose(fine *gazetteer.Mention, name string, nameAt int, whose lexicon.Country, k, last int) (Place, bool) {
	switch {
	case name != "" && fine != nil:
		pl := entry(&fine.Place)
		pl.Name, pl.GeoNameID = name, 0
		if pl.Prec >= 5 {
			pl.Latitude, pl.Longitude, pl.Prec = nil, nil, 1
		}
		f.lie(&pl, gazetteer.Town, k, nameAt, nameAt+1, last)
		return pl, true
	case name != "":
		pl := Place{Name: name, Country: whose.Name, ISO: whose.ISO, Prec: 1}
		f.lie(&pl, gazetteer.Town, k, nameAt, nameAt+1, last)
		return pl, true
	case fine != nil:
		pl := entry(&fine.Place)
		if c, ok := f.capital(fine, last); ok && fine.Place.Kind == gazetteer.Country {
			return c, true
		}
		f.lie(&pl, fine.Place.Kind, k, fine.First, fine.Last, last)
		if pl.Country == "" {
			pl.Country, pl.ISO = whose.Name, whose.ISO
		}
		return pl, true
	case whose.Name != "":
		pl := Place{Name: whose.Name, Country: whose.Name, ISO: whose.ISO, Prec: 6}
		f.lie(&pl, gazetteer.Country, k, k+1, k+1, last)
		return pl, true
	}
	return Place{}, false
}

// vouched reports whether the words beside a name that no gazetteer knows make
// it a place: a noun of place, room syntax's names, or a preposition with
// nothing between. Whatever else stands behind "in" may be anything.
func (f *Finder) vouched(k, j, end, last int) bool {
	if f.speaks != nil && end+1 < len(f.tok) && f.speaks(end, end+1) {
		return false // "in the Waberi murder"
	}
	if f.people(end-1) || f.is(end, "'s", "’s") && end+1 < len(f.tok) && f.speaks != nil && f.speaks(end+1, min(end+3, len(f.tok))) {
		return false // "in Edry's murder"
	}
	for i := j; i < end; i++ {
		t := &f.tok[i]
		if _, body := lexicon.BodyNoun(t.Lower); body || len(t.Form) > 1 && strings.ToUpper(t.Form) == t.Form && strings.ToLower(t.Form) != t.Form && f.mixed() {
			return false
		}
		if i > j && isBody(f.syn.Text.Slice(f.tok[j].Span.Cover(t.Span))) {
			return false
		}
	}
	if end < len(f.tok) && f.is(end, placeNouns...) || f.is(j-1, placeNouns...) || f.is(j-1, "of") && f.is(j-2, placeNouns...) {
		return true
	}
	if len(f.syn.Names) > 0 {
		return slices.ContainsFunc(f.syn.Names, func(n syntax.Name) bool {
			return n.First <= j && j < n.Last && (n.Kind == syntax.Place || n.Kind == syntax.Facility)
		})
	}
	if j != k+1 || !f.is(k, "in", "near", "outside", "around") || end-j > 3 {
		return false
	}
	return end >= len(f.tok) || f.tok[end].UPOS != syntax.NOUN && f.tok[end].UPOS != syntax.PROPN && !f.is(end, "'s", "’s", "-")
}

var placeNouns = []string{"town", "towns", "village", "villages", "city", "cities", "district", "districts", "area", "areas", "neighborhood", "neighborhoods", "neighbourhood", "neighbourhoods",
	"province", "region", "camp", "island", "islands", "port", "suburb", "suburbs", "county", "quarter", "crossing", "valley", "mountains", "hamlet", "municipality", "governorate", "locality", "settlement", "enclave", "countryside", "river", "lake"}

// nameEnd is the end of the run of names that begins at token j; it stops
// before a place that is known.
func (f *Finder) nameEnd(j, last int) int {
	end := j
	for end < last && (f.tok[end].UPOS == syntax.PROPN || f.is(end, "-") && end > j && end+1 < last && f.tok[end+1].UPOS == syntax.PROPN) {
		if end > j && f.at[end] >= 0 && !f.half(end-1) {
			break
		}
		end++
	}
	return max(end, j+1)
}

// placeNoun reports whether the noun phrase that goes on at token k is of a
// place, so that an adjective before it gives its country: "the Somali city",
// but not "a French base".
func (f *Finder) placeNoun(k, last int) bool {
	for ; k < min(last, k+4); k++ {
		switch f.tok[k].UPOS {
		case syntax.NOUN:
			return f.is(k, "city", "town", "village", "villages", "towns", "cities", "province", "region", "capital", "coast", "coastline", "waters", "soil", "territory", "state", "district", "island", "port", "airspace", "desert", "countryside", "suburb", "port")
		case syntax.ADJ, syntax.NUM:
		default:
			return false
		}
	}
	return false
}

func (f *Finder) demonym(k int) bool {
	_, ok := lexicon.CountryOf(f.tok[k].Form)
	return ok
}

// country is the country that a name, an adjective or a capital stands for.
func (f *Finder) country(name string) (c lexicon.Country, capital bool) {
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
func (f *Finder) organisation(k, end int, name string) bool {
	if b, ok := lexicon.BodyNamed(name); ok && b.Kind != lexicon.NoBody {
		return true
	}
	if _, ok := lexicon.Title(f.tok[k].Form); ok {
		return true
	}
	for _, n := range f.syn.Names {
		if n.First <= k && k < n.Last {
			return n.Kind == syntax.Person || n.Kind == syntax.Organisation || n.Kind == syntax.Misc
		}
	}
	if end < len(f.tok) && f.is(end, "militants", "militant", "fighters", "rebels", "members", "forces", "troops", "officials", "soldiers", "spokesman", "group", "leader") {
		return true
	}
	if strings.ToUpper(name) == name && len(name) <= 5 && f.mixed() {
		return true
	}
	return false
}

// mixed reports whether the report is written in small and capital letters.
func (f *Finder) mixed() bool {
	n := 0
	for k := 0; k < len(f.tok) && k < 60; k++ {
		if f := f.tok[k].Form; len(f) > 3 && strings.ToLower(f) == f {
			n++
		}
	}
	return n > 5
}

func isBody(name string) bool {
	b, ok := lexicon.BodyNamed(name)
	return ok && b.Kind != lexicon.NoBody
}
