package gazetteer

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/word.tsv
var wordData string

// class is what a word beside a name says of it; a word may be of several.
type class uint16

const (
	leads class = 1 << iota // "in", "near"
	mayLead
	denies // "by", "told"
	compass
	kindWord
	divisionWord
	districtWord
	townWord
	roadWord
	bodyWord
	speechVerb
	peopleNoun
)

var classNames = map[string]class{"in": leads, "to": mayLead, "not": denies, "compass": compass, "kind": kindWord, "division": divisionWord,
	"district": districtWord, "town": townWord, "road": roadWord, "body": bodyWord, "speech": speechVerb, "people": peopleNoun}

var words = sync.OnceValue(func() map[string]class {
	m := map[string]class{}
	rows(wordData, func(col []string) {
		for w := range strings.FieldsSeq(col[1]) {
			m[w] |= classNames[col[0]]
		}
	})
	return m
})
