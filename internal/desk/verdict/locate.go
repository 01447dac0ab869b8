package verdict

import (
	"strings"
	"unicode"

	"hearsay/internal/span"
)

// Locate finds words in a text, whatever blanks stand between them: those that
// begin at code point start where it is not negative, else the only ones there
// are. n is how many there are, 1 where they are found.
func Locate(text, words string, start int) (at span.Span, n int) {
	want := []rune(strings.Join(strings.Fields(words), " "))
	if len(want) == 0 {
		return at, 0
	}
	r := []rune(text)
	match := func(from int) (int, bool) {
		i := from
		for k := 0; k < len(want); k++ {
			if want[k] == ' ' {
				from := i
				for i < len(r) && unicode.IsSpace(r[i]) {
					i++
				}
				if i == from {
					return 0, false
				}
				continue
			}
			if i >= len(r) || r[i] != want[k] {
				return 0, false
			}
			i++
		}
		return i, true
	}
	if start >= 0 && start < len(r) {
		for start < len(r) && unicode.IsSpace(r[start]) {
			start++
		}
		if end, ok := match(start); ok {
			return span.Of(start, end), 1
		}
	}
	for i := range r {
		if r[i] != want[0] {
			continue
		}
		if end, ok := match(i); ok {
			if n++; n == 1 {
				at = span.Of(i, end)
			}
		}
	}
	return at, n
}
