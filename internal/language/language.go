// Package language tells whether a text is English, and else in which
// language it seems to be written. Side room of document.
//
//	language.Of("The port was hit, officials said on Monday.") // en, English
//
// It counts function words (words.txt, 30 languages in Latin script), and
// letters of other scripts, where a letter that one language has and its
// neighbours lack names it. A text too short to tell counts as English: a
// report is refused for a reason, never for want of one.
package language

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed words.txt
var list string

// Guess is the language of a text.
type Guess struct {
	Code string // ISO 639-1; "und" for a script whose language is not told apart
	Name string
}

// English is what every report that is read is written in.
var english = Guess{Code: "en", Name: "English"}

const (
	// sample is how many words are looked at; the first few hundred decide.
	sample = 2000
	// enough words to tell one language from another.
	enough = 12
	// foreign text has at least this share of another language's function
	// words (running text has 30 to 50 in a hundred)…
	share = 0.15
	// …and this many times English's own.
	lead = 1.6
	// Languages that say by endings what others say by words (Turkish, Finnish)
	// have fewer: this share, this many times English's own.
	thin     = 0.08
	thinLead = 3
	// sure is how many function words of another language, beside none of
	// English, tell in a text that has fewer words than enough.
	sure = 3
)

type table struct {
	guesses []Guess
	of      map[string]uint64 // word -> bit set of languages
}

var words = sync.OnceValue(func() table {
	t := table{of: map[string]uint64{}}
	for line := range strings.Lines(list) {
		head, body, ok := strings.Cut(strings.TrimSpace(line), ":")
		code, name, named := strings.Cut(head, " ")
		if !ok || !named || strings.HasPrefix(line, "#") {
			continue
		}
		bit := uint64(1) << len(t.guesses)
		t.guesses = append(t.guesses, Guess{Code: code, Name: name})
		for w := range strings.FieldsSeq(body) {
			t.of[w] |= bit
		}
	}
	return t
})

// Of guesses the language of text. Time is bounded by the sample it reads.
func Of(text string) Guess {
	if g, ok := script(text); ok {
		return g
	}
	t := words()
	counts := make([]int, len(t.guesses))
	n := 0
	for w := range strings.FieldsFuncSeq(text, notLetter) {
		if n++; n > sample {
			break
		}
		if len(w) == 1 {
			continue // initials, "v" between two teams
		}
		for bits, i := t.of[strings.ToLower(w)], 0; bits != 0; bits, i = bits>>1, i+1 {
			counts[i] += int(bits & 1)
		}
	}
	best := 0
	for i, c := range counts {
		if c > counts[best] {
			best = i
		}
	}
	if n < enough {
		if counts[0] == 0 && counts[best] >= sure && 3*counts[best] >= n {
			return t.guesses[best]
		}
		return english
	}
	c, en := float64(counts[best]), float64(counts[0])
	if c >= share*float64(n) && c >= lead*en || c >= thin*float64(n) && c >= sure && c >= thinLead*en {
		return t.guesses[best]
	}
	return english
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }
