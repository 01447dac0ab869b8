package harm

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/harm.tsv
var harmTable string

// harmWords are the words of harm.tsv by what they say.
type harmWords struct {
	word, noun    map[string]Effect // "killed"; "the murder of"
	change, found map[string]bool
}

var harms = sync.OnceValue(func() *harmWords {
	h := &harmWords{word: map[string]Effect{}, noun: map[string]Effect{}, change: map[string]bool{}, found: map[string]bool{}}
	for line := range strings.Lines(harmTable) {
		what, list, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if !ok || strings.HasPrefix(what, "#") {
			continue
		}
		for _, w := range strings.Fields(list) {
			switch what {
			case "dead":
				h.word[w] = Dead
			case "hurt":
				h.word[w] = Hurt
			case "of-dead":
				h.noun[w] = Dead
			case "of-hurt":
				h.noun[w] = Hurt
			case "change":
				h.change[w] = true
			case "found":
				h.found[w] = true
			}
		}
	}
	return h
})

// Word is what a lower-cased word says of those it is said of: "killed",
// "wounding".
func Word(lower string) Effect { return harms().word[lower] }
