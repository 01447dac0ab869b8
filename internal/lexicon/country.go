package lexicon

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// Country is a country or territory as an actor.
type Country struct {
	ISO  string // ISO 3166-1 alpha-2; longer for parts of countries
	Name string
}

//go:embed data/country.tsv
var countryData string

type countryBooks struct{ name, adjective, capital book[Country] }

var countries = sync.OnceValue(func() countryBooks {
	b := countryBooks{newBook[Country](), newBook[Country](), newBook[Country]()}
	rows(countryData, func(col []string) {
		c := Country{ISO: col[0], Name: column(col, 1)}
		b.name.add(c.Name, c)
		each(column(col, 2), func(s string) { b.name.add(s, c) })
		each(column(col, 3), func(s string) { b.adjective.add(s, c) })
		each(column(col, 4), func(s string) { b.capital.add(s, c) })
	})
	return b
})

func each(list string, do func(string)) {
	for s := range strings.SplitSeq(list, "|") {
		if s != "" {
			do(s)
		}
	}
}

// CountryWords lists the names and adjectives of countries that are one word,
// sorted. The caller must not change it.
func CountryWords() []string { return countryWords() }

var countryWords = sync.OnceValue(func() []string {
	var out []string
	rows(countryData, func(col []string) {
		for _, list := range []string{column(col, 1), column(col, 2), column(col, 3)} {
			each(list, func(s string) {
				if !strings.ContainsAny(s, " .-") {
					out = append(out, s)
				}
			})
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
})

// CountryNamed finds a country by name: "U.S.", "Ivory Coast".
func CountryNamed(name string) (Country, bool) { return countries().name.named(name) }

// CountryOf finds the country of an adjective or demonym: "Somali".
func CountryOf(adjective string) (Country, bool) { return countries().adjective.named(adjective) }

// CountryByCapital finds the country whose capital stands for it: "Kyiv".
func CountryByCapital(city string) (Country, bool) { return countries().capital.named(city) }

// EachCountry yields the table's countries in its order, each with its other
// names and its adjectives and demonyms.
func EachCountry(yield func(c Country, names, adjectives []string)) {
	rows(countryData, func(col []string) {
		var names, adjectives []string
		each(column(col, 2), func(s string) { names = append(names, s) })
		each(column(col, 3), func(s string) { adjectives = append(adjectives, s) })
		yield(Country{ISO: col[0], Name: column(col, 1)}, names, adjectives)
	})
}

var adjectives = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	rows(countryData, func(col []string) {
		adj, _, _ := strings.Cut(column(col, 3), "|")
		m[col[0]] = adj
	})
	return m
})

// AdjectiveOf is the adjective of a country by its code, "" where the table
// has none.
func AdjectiveOf(iso string) string { return adjectives()[iso] }

var countryByISO = sync.OnceValue(func() map[string]Country {
	m := map[string]Country{}
	rows(countryData, func(col []string) { m[col[0]] = Country{ISO: col[0], Name: column(col, 1)} })
	return m
})

// CountryCoded finds a country by its code.
func CountryCoded(iso string) (Country, bool) {
	c, ok := countryByISO()[iso]
	return c, ok
}

// Government is what the country is called when it speaks.
func (c Country) Government() string {
	if c.ISO == "EU" {
		return c.Name
	}
	return c.Name + " government"
}
