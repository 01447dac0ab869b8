// Package country finds the country of an incident where no phrase beside it
// places it. A part of room 8.
//
//	f := country.New(doc, syn)
//	f.Around([]int{3})   // the countries of the places that sentences 2 and 3 name
//
// Always true: a country is one that a place, a dateline or an adjective of
// the report names; an answer is a country's name as the lexicon has it.
package country

import (
	"slices"
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/gazetteer"
	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// sure is the certainty from which a place counts for its country.
const sure = 0.5

// Finder knows the places of one report; it looks them up when first asked.
type Finder struct {
	doc    *document.Document
	syn    *syntax.Analysis
	found  []gazetteer.Mention
	sought bool
}

// New prepares a Finder for a report.
func New(doc *document.Document, syn *syntax.Analysis) *Finder {
	return &Finder{doc: doc, syn: syn}
}

func (f *Finder) places() []gazetteer.Mention {
	if !f.sought {
		found, err := gazetteer.Find(f.syn, gazetteer.Hint{Located: f.doc.Located.Value})
		if err != nil {
			panic(err) // the table is embedded: it cannot be missing
		}
		f.found, f.sought = found, true
	}
	return f.found
}

// Best is the country that most speaks for: the places named in the given
// sentences and those before them, else in the whole report, else the
// dateline, else what the report speaks of most; "" for none.
func (f *Finder) Best(sentences []int) string {
	for _, votes := range [][]string{f.Around(sentences), f.inAll(), f.dateline()} {
		if c := most(votes); c != "" {
			return c
		}
	}
	return f.commonest()
}

// most is the country named most often, the first of equals.
func most(votes []string) string {
	best, n := "", 0
	for _, c := range votes {
		m := 0
		for _, o := range votes {
			if o == c {
				m++
			}
		}
		if m > n {
			best, n = c, m
		}
	}
	return best
}

// Around lists the countries of the places that the sentences, and for each the
// one before, name as a place.
func (f *Finder) Around(sentences []int) []string {
	var out []string
	for _, s := range sentences {
		for i := max(0, s-1); i <= s; i++ {
			out = append(out, f.in(f.syn.Sentences[i])...)
		}
	}
	return out
}

func (f *Finder) inAll() []string {
	var out []string
	for _, s := range f.syn.Sentences {
		out = append(out, f.in(s)...)
	}
	return out
}

var (
	placeNouns = []string{"waters", "coast", "coastline", "city", "town", "village", "capital", "province", "region", "soil", "territory", "port", "airspace", "island"}
	leads      = []string{"in", "of", "across", "inside", "near", "outside", "throughout", "at"}
	directions = []string{"the", "northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern", "southwestern"}
)

// in lists the countries of the places that a sentence names after a
// preposition of place, as an owner, or as the adjective of a place.
func (f *Finder) in(s syntax.Sentence) []string {
	var out []string
	tok := f.syn.Tokens
	all := f.places()
	at, _ := slices.BinarySearchFunc(all, s.First, func(m gazetteer.Mention, first int) int { return m.First - first })
	for ; at < len(all) && all[at].First < s.Last; at++ {
		m := &all[at]
		if m.Place.Country == "" || m.Certainty < sure {
			continue
		}
		k := m.First - 1
		for k >= s.First && slices.Contains(directions, tok[k].Lower) {
			k--
		}
		after := ""
		if m.Last < s.Last {
			after = tok[m.Last].Lower
		}
		led := k >= s.First && slices.Contains(leads, tok[k].Lower)
		switch {
		case m.Role == gazetteer.Adjective:
			led = slices.Contains(placeNouns, after)
		case after == "'s" || after == "’s":
			led = true
		case m.Role == gazetteer.Modifier && m.Place.Kind == gazetteer.Country:
			led = slices.Contains(placeNouns, after)
		}
		if led {
			out = append(out, m.Place.Country)
		}
	}
	return out
}

// dateline is the country of the dateline's place.
func (f *Finder) dateline() []string {
	var out []string
	for part := range strings.SplitSeq(f.doc.Located.Value, ",") {
		part = strings.TrimSpace(part)
		if c, ok := lexicon.CountryNamed(part); ok && len(c.ISO) == 2 {
			out = append(out, c.Name)
		} else if c, ok := lexicon.CountryByCapital(part); ok {
			out = append(out, c.Name)
		}
	}
	return out
}

// commonest is the country that the report's places and adjectives speak of at
// least twice, and twice as often as of any other; "" for none.
func (f *Finder) commonest() string {
	n := map[string]int{}
	var order []string
	for _, m := range f.places() {
		c := m.Place.Country
		if c == "" || m.Certainty < sure {
			continue
		}
		if n[c] == 0 {
			order = append(order, c)
		}
		n[c]++
	}
	slices.SortStableFunc(order, func(a, b string) int { return n[b] - n[a] })
	if len(order) == 0 || n[order[0]] < 2 || len(order) > 1 && n[order[0]] < 2*n[order[1]] {
		return ""
	}
	return order[0]
}
