package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

// Cue is what a cue word does by itself, in the words of the record
// (docs/format.md): an act and how certain it leaves the content.
type Cue struct {
	Act       string
	Certainty string
}

//go:embed data/cue.tsv
var cueData string

var cues = sync.OnceValue(func() map[string]Cue {
	m := map[string]Cue{}
	rows(cueData, func(col []string) {
		act := col[0]
		if act == "warn" {
			act = "state"
		}
		for l := range strings.FieldsSeq(column(col, 2)) {
			l = strings.ReplaceAll(l, "-", " ")
			if _, there := m[l]; !there {
				m[l] = Cue{Act: act, Certainty: column(col, 1)}
			}
		}
	})
	return m
})

// CueOf says what a cue does by its lemma: "deny", "claim responsibility".
func CueOf(lemma string) (Cue, bool) {
	c, ok := cues()[lemma]
	return c, ok
}
