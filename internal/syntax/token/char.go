package token

import (
	"unicode"
	"unicode/utf8"
)

// class sorts characters by what the splitter does with them.
type class uint8

const (
	symbol class = iota // a token of its own
	space
	letter
	digit
	apostrophe // ' and ’, which may stand in a word
	repeat     // marks that form one token when repeated: --, ***, ===, !!
)

var ascii = func() (t [utf8.RuneSelf]class) {
	for c := range t {
		switch {
		case c <= ' ' || c == 0x7f:
			t[c] = space
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_':
			t[c] = letter
		case '0' <= c && c <= '9':
			t[c] = digit
		}
	}
	for _, c := range `-*=~#!?.` {
		t[c] = repeat
	}
	t['\''] = apostrophe
	return t
}()

// at is the class and the width in bytes of the character at s[i].
func at(s string, i int) (class, int) {
	if c := s[i]; c < utf8.RuneSelf {
		return ascii[c], 1
	}
	r, w := utf8.DecodeRuneInString(s[i:])
	switch {
	case r == '’' || r == 'ʼ' || r == 'ʻ':
		return apostrophe, w
	case r == 0xAD || r == 0x200C || r == 0x200D: // soft hyphen and joiners live inside words
		return letter, w
	case unicode.IsLetter(r) || unicode.Is(unicode.M, r):
		return letter, w
	case unicode.IsDigit(r):
		return digit, w
	case unicode.IsSpace(r) || r == 0x200B || r == 0xFEFF || unicode.IsControl(r) || 0x200E <= r && r <= 0x200F || 0x202A <= r && r <= 0x202E || 0x2060 <= r && r <= 0x2069:
		return space, w
	}
	return symbol, w
}

// mark says what a token does to sentences.
type mark uint8

const (
	plain     mark = iota
	stop           // a full stop
	shout          // ! and ?
	dots           // an ellipsis
	opening        // quotation mark or bracket
	closing        // quotation mark or bracket
	straight       // a quotation mark of either side
	bullet         // • and its like
	shortened      // an abbreviation with its stop that may end a sentence
	titled         // an abbreviation with its stop that cannot
	lead           // : ; , and dashes
)

// marks of the symbols outside ASCII.
func markOf(r rune) mark {
	switch r {
	case '“', '‘', '„', '‚', '«', '‹':
		return opening
	case '”', '’', '»', '›':
		return closing
	case '•', '‣', '▪', '●', '◦', '·', '■', '►':
		return bullet
	case '…':
		return dots
	case '。', '！', '？', '‼', '⁉':
		return shout
	case '–', '—', '―':
		return lead
	}
	return plain
}
