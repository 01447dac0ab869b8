// Package language tells whether a text is English, and else in which
// language it seems to be written. Side room of document.
//
//	language.Of("The port was hit, officials said on Monday.") // en, English
//
// It counts function words (words.txt, 30 languages in Latin script), and
// letters of other scripts. A text too short to tell counts as English: a
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
	if n < enough || float64(counts[best]) < share*float64(n) || float64(counts[best]) < lead*float64(counts[0]) {
		return english
	}
	return t.guesses[best]
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// scripts that are no Latin, with the language where the script has but one.
var scripts = []struct {
	table *unicode.RangeTable
	guess Guess
}{
	{unicode.Cyrillic, Guess{"und", "a language in Cyrillic script"}},
	{unicode.Arabic, Guess{"und", "a language in Arabic script"}},
	{unicode.Hangul, Guess{"ko", "Korean"}},
	{unicode.Hiragana, Guess{"ja", "Japanese"}},
	{unicode.Katakana, Guess{"ja", "Japanese"}},
	{unicode.Han, Guess{"zh", "Chinese"}},
	{unicode.Devanagari, Guess{"und", "a language in Devanagari script"}},
	{unicode.Bengali, Guess{"bn", "Bengali"}},
	{unicode.Greek, Guess{"el", "Greek"}},
	{unicode.Hebrew, Guess{"he", "Hebrew"}},
	{unicode.Thai, Guess{"th", "Thai"}},
	{unicode.Ethiopic, Guess{"und", "a language in Ethiopic script"}},
	{unicode.Georgian, Guess{"ka", "Georgian"}},
	{unicode.Armenian, Guess{"hy", "Armenian"}},
	{unicode.Tamil, Guess{"ta", "Tamil"}},
	{unicode.Telugu, Guess{"te", "Telugu"}},
	{unicode.Myanmar, Guess{"my", "Burmese"}},
	{unicode.Khmer, Guess{"km", "Khmer"}},
}

// script finds a text of which most letters are no Latin ones.
func script(text string) (Guess, bool) {
	letters, latin := 0, 0
	counts := make([]int, len(scripts))
	for _, r := range text {
		if r < unicode.MaxASCII {
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				letters++
				latin++
			}
		} else if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Latin, r) {
				latin++
				continue
			}
			for i := range scripts {
				if unicode.Is(scripts[i].table, r) {
					counts[i]++
					break
				}
			}
		}
		if letters > 8*sample {
			break
		}
	}
	if letters == 0 || latin*2 >= letters {
		return Guess{}, false
	}
	best := 0
	for i, c := range counts {
		if c > counts[best] {
			best = i
		}
	}
	if counts[best]*3 < letters {
		return Guess{"und", "a language in a script that is not Latin"}, true
	}
	// Japanese mixes Han with its own letters, which are then the rarer.
	if scripts[best].guess.Code == "zh" && (counts[3]+counts[4])*8 > letters {
		return scripts[3].guess, true
	}
	return scripts[best].guess, true
}
