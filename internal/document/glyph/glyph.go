// Package glyph says what stands for a character in a clean text: line feeds for
// every line end, U+FFFD for what was lost, nothing for what only steers how a
// text is set (docs/decisions/0006-refusals.md).
//
//	glyph.Clean("har\u00ADbour\r\n") // "harbour\n"
package glyph

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// Clean normalises line ends and takes out what cannot be shown. What stands
// for a character that was lost becomes U+FFFD; what only steers how a text is
// set (soft hyphens, byte order marks, direction marks) is dropped. It
// allocates only where something has to change.
func Clean(s string) string {
	if !strings.ContainsFunc(s, Unclean) {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	latin := strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 && r <= 0x9F && r != '\u0085' })
	last := rune(0)
	for i, r := range s {
		if r = Shown(r, last, latin); r == '\r' {
			if strings.HasPrefix(s[i+1:], "\n") {
				continue
			}
			r = '\n'
		}
		if r >= 0 {
			out.WriteRune(r)
			last = r
		}
	}
	return out.String()
}

// Shown is the character that stands for r in a clean text, after last; -1 is
// none. In a text where latin is set, windows-1252 was once read as Latin-1:
// what look like control characters are its quotation marks and dashes.
func Shown(r, last rune, latin bool) rune {
	switch {
	case !Unclean(r), r == '\r':
		return r
	case r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029', r == '\u0085' && !latin:
		return '\n'
	case r >= 0x80 && r <= 0x9F:
		return charmap.Windows1252.DecodeByte(byte(r)) // U+FFFD for five of them
	case r == '\u202D' || r == '\u202E':
		// An override shows letters in another order than they are written in;
		// nobody who sets English needs one.
		return unicode.ReplacementChar
	case r == '\u200C' || r == '\u200D':
		// Joiners spell words in Persian and Indian scripts, and glue emoji.
		if last >= 0x0590 {
			return r
		}
		return -1
	case r < 0x80:
		return unicode.ReplacementChar
	}
	return -1
}

// Unclean reports whether Shown may change r.
func Unclean(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x20 || r == 0x7F:
		return true
	case r < 0x80:
		return false
	case r <= 0x9F || r == '\u00AD':
		return true
	case r < 0x061C:
		return false
	}
	return r == '\u061C' || r == '\u180E' || r >= '\u200B' && r <= '\u200F' || r >= '\u2028' && r <= '\u202E' ||
		r >= '\u2060' && r <= '\u206F' || r == '\uFEFF' || r >= '\uFFF9' && r <= '\uFFFB' || r >= 0xE0000 && r <= 0xE007F
}
