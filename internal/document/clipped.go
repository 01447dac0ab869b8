package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/lexicon"
	"hearsay/internal/span"
)

// clipped marks names of countries and regions that lost their end: "in Lati
// further underscores". Such a word stands once, after a preposition and before
// a word in lower case; it begins a name that readers know and is none itself.
// A gazetteer has a place for nearly every string of letters, and would find
// one here.
func clipped(t *span.Text) []Damage {
	s := t.String()
	var out []Damage
	for from := 0; ; {
		at := nextCapital(s, from)
		if at < 0 {
			return out
		}
		end := at
		for end < len(s) && 'a' <= s[end]|0x20 && s[end]|0x20 <= 'z' {
			end++
		}
		from = max(end, at+1)
		if w := s[at:end]; len(w) >= minClipped && follows(s, at) && lowerNext(s, end) && beginsName(w) && once(s, w) {
			out = append(out, Damage{Garbled, t.OfBytes(at, end)})
		}
	}
}

// minClipped is how many letters of a name must be left.
const minClipped = 4

// nextCapital is the byte of the next ASCII capital after a blank, or -1.
func nextCapital(s string, from int) int {
	for i := max(from, 1); i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' && s[i-1] == ' ' {
			return i
		}
	}
	return -1
}

var beforePlace = set("in across throughout within into from to of over around near against between")

// follows reports whether a preposition that places have stands before at.
func follows(s string, at int) bool {
	head := s[max(0, at-12) : at-1]
	return beforePlace[head[strings.LastIndexByte(head, ' ')+1:]]
}

func lowerNext(s string, end int) bool {
	return end+1 < len(s) && s[end] == ' ' && 'a' <= s[end+1] && s[end+1] <= 'z'
}

// regions are the words that names of regions begin with.
var regions = strings.Fields("Caribbean Latin Mediterranean Southeast")

// whole are words of their own that begin a name of lexicon's or of regions.
var whole = set("Arab Austral Chin Europe America Asia Africa Chine Guine Indi Indian Iris Island Islam Japan Malaga Malay Maldi Mali Maur Mexic Papua Philip Port Roma Roman Scots Serb Slav Sloven South Trinidad Turk")

// beginsName reports whether w is the beginning of a known name and no name or
// word itself.
func beginsName(w string) bool {
	if whole[w] || known(w) {
		return false
	}
	names := lexicon.CountryWords()
	i, _ := slices.BinarySearch(names, w)
	return i < len(names) && strings.HasPrefix(names[i], w) ||
		slices.ContainsFunc(regions, func(r string) bool { return strings.HasPrefix(r, w) && r != w })
}

func known(w string) bool {
	if _, ok := lexicon.CountryNamed(w); ok {
		return true
	}
	if _, ok := lexicon.CountryOf(w); ok {
		return true
	}
	if _, ok := lexicon.CountryByCapital(w); ok {
		return true
	}
	_, ok := lexicon.GivenName(strings.ToLower(w))
	return ok
}

// once reports whether the word w stands once in s.
func once(s, w string) bool {
	n := 0
	for from := 0; ; {
		i := strings.Index(s[from:], w)
		if i < 0 {
			return n == 1
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+len(w):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			if n++; n > 1 {
				return false
			}
		}
		from = i + len(w)
	}
}
