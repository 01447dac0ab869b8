package language

import (
	"strings"
	"unicode"
)

// scripts that are no Latin, with the language where the script has but one
// that news is written in.
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

// telling letters belong to one language of a script. Of the first set that
// makes up a share of the letters, its language is named. The shares are well
// below those of running text (і in Ukrainian: 5 in a hundred; the Arabic
// definite article and ة hold apart Arabic from Persian, which has پ چ گ).
var telling = []struct {
	table   *unicode.RangeTable
	letters string
	share   float64
	guess   Guess
}{
	{unicode.Cyrillic, "іїєґІЇЄҐ", 0.02, Guess{"uk", "Ukrainian"}},
	{unicode.Cyrillic, "ыэёЫЭЁ", 0.01, Guess{"ru", "Russian"}},
	{unicode.Cyrillic, "јљњћђџѓќЈЉЊЋЂЏ", 0.01, Guess{"sr", "Serbian or Macedonian"}},
	{unicode.Cyrillic, "ъЪ", 0.008, Guess{"bg", "Bulgarian"}},
	{unicode.Arabic, "ٹڈےہںھ", 0.02, Guess{"ur", "Urdu"}},
	{unicode.Arabic, "ټډړږښڼې", 0.01, Guess{"ps", "Pashto"}},
	{unicode.Arabic, "پچگژ", 0.008, Guess{"fa", "Persian"}},
	{unicode.Arabic, "ةىإأ", 0.01, Guess{"ar", "Arabic"}},
}

// script finds a text of which most letters are no Latin ones.
func script(text string) (Guess, bool) {
	letters, latin := 0, 0
	var counts [32]int // by script
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
			} else if k := scriptOf(r); k >= 0 {
				counts[k]++
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
	return named(text, best, counts[best]), true
}

func scriptOf(r rune) int {
	for i := range scripts {
		if unicode.Is(scripts[i].table, r) {
			return i
		}
	}
	return -1
}

// named tells the languages of one script apart by their letters; n is how
// many letters of it were counted.
func named(text string, k, n int) Guess {
	for _, t := range telling {
		if t.table != scripts[k].table {
			continue
		}
		seen, told := 0, 0
		for _, r := range text {
			if !unicode.Is(t.table, r) {
				continue
			}
			if strings.ContainsRune(t.letters, r) {
				told++
			}
			if seen++; seen >= n {
				break
			}
		}
		if float64(told) >= t.share*float64(seen) && told > 0 {
			return t.guess
		}
	}
	return scripts[k].guess
}
