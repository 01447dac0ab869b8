package caption

import (
	"strings"
	"unicode"
)

// Tame makes the words of a report safe to show on one line: line ends become
// blanks, control characters U+FFFD, marks that turn the direction of writing
// go.
func Tame(s string) string {
	if plainASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029:
			return ' '
		case unicode.IsControl(r):
			return unicode.ReplacementChar
		case Turns(r):
			return -1
		}
		return r
	}, s)
}

// plainASCII reports whether s is letters, digits, signs and blanks of ASCII alone.
func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// Turns reports whether r has no shape of its own and turns the direction of
// what follows (Unicode Standard Annex 9, 2).
func Turns(r rune) bool { return r >= 0x61C && turning[r] != "" }

// Unseen is what a character without a shape is called.
func Unseen(r rune) string {
	if name := turning[r]; name != "" {
		return name
	}
	return "control character"
}

var turning = map[rune]string{
	0x061C: "Arabic letter mark", 0x200E: "left-to-right mark", 0x200F: "right-to-left mark",
	0x202A: "left-to-right embedding", 0x202B: "right-to-left embedding", 0x202C: "pop directional formatting",
	0x202D: "left-to-right override", 0x202E: "right-to-left override",
	0x2066: "left-to-right isolate", 0x2067: "right-to-left isolate", 0x2068: "first strong isolate", 0x2069: "pop directional isolate",
}
