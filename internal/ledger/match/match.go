// Package match finds the words of a search in a text, as every store finds them.
package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hearsay/internal/ledger"
)

// Words are the words of a text as search sees them: runs of letters and digits
// in lower case, without the marks on letters.
func Words(s string) []string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] < utf8.RuneSelf
	}
	if plain {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.FieldsFunc(b.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Co, r) })
}

// count is how often the words of a text match; 0 where they do not.
func count(m *ledger.Match, text []string) int {
	switch m.Kind {
	case ledger.Phrase:
		return len(places(m, text))
	case ledger.NearBy:
		return near(m, text)
	case ledger.Any:
		n := 0
		for _, p := range m.Parts {
			n += count(p, text)
		}
		return n
	case ledger.All:
		n := 0
		for _, p := range m.Parts {
			k := 0
			if p.Kind == ledger.Not {
				if count(p.Parts[0], text) > 0 {
					return 0
				}
				continue
			}
			if k = count(p, text); k == 0 {
				return 0
			}
			n += k
		}
		return n
	}
	return 0
}

// Rank is how well a text matches, less for better: how often, for its length;
// ok is false where it does not.
func Rank(m *ledger.Match, text string) (rank float64, ok bool) {
	words := Words(text)
	n := count(m, words)
	return -float64(n) / float64(len(words)+10), n > 0
}

// places are where a phrase begins and ends, in words.
func places(m *ledger.Match, text []string) [][2]int {
	phrase := Words(strings.Join(m.Words, " "))
	var out [][2]int
	for i := 0; i+len(phrase) <= len(text) && len(phrase) > 0; i++ {
		ok := true
		for j, w := range phrase {
			if m.Prefix && j == len(phrase)-1 {
				ok = ok && strings.HasPrefix(text[i+j], w)
			} else {
				ok = ok && text[i+j] == w
			}
		}
		if ok {
			out = append(out, [2]int{i, i + len(phrase)})
		}
	}
	return out
}

// near is 1 where all parts stand so that no more than Within words lie between
// the end of the first and the start of the last, whatever their order.
func near(m *ledger.Match, text []string) int {
	var all []struct{ part, start, end int }
	for i, p := range m.Parts {
		at := places(p, text)
		if len(at) == 0 {
			return 0
		}
		for _, s := range at {
			all = append(all, struct{ part, start, end int }{i, s[0], s[1]})
		}
	}
	slices.SortFunc(all, func(a, b struct{ part, start, end int }) int { return a.start - b.start })
	for i := range all {
		seen := map[int]bool{}
		for j := i; j < len(all) && all[j].start-all[i].end <= m.Within; j++ {
			seen[all[j].part] = true
		}
		if len(seen) == len(m.Parts) {
			return 1
		}
	}
	return 0
}

// Places are the ranges of a text, in code points and in order, whose words a
// search names.
func Places(m *ledger.Match, text string) [][2]int {
	var words []string
	var at [][2]int // of each word
	runes := []rune(text)
	word := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Mn, r)
	}
	for i := 0; i < len(runes); {
		if !word(runes[i]) {
			i++
			continue
		}
		j := i
		for j < len(runes) && word(runes[j]) {
			j++
		}
		if w := Words(string(runes[i:j])); len(w) == 1 {
			words, at = append(words, w[0]), append(at, [2]int{i, j})
		}
		i = j
	}
	out := [][2]int{}
	var walk func(m *ledger.Match)
	walk = func(m *ledger.Match) {
		if m.Kind == ledger.Phrase {
			for _, p := range places(m, words) {
				out = append(out, [2]int{at[p[0]][0], at[p[1]-1][1]})
			}
		}
		for _, p := range m.Parts {
			if p.Kind != ledger.Not {
				walk(p)
			}
		}
	}
	walk(m)
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	return slices.CompactFunc(out, func(a, b [2]int) bool { return a == b })
}
