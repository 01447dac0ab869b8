package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// keySize bounds a folded name in bytes; longer names are not known.
const keySize = 120

// Fold is the form under which names are compared: lower case, without accents, apostrophes
// and full stops, hyphens as spaces, "saint", "mount" and "fort" as st, mt and
// ft. It is "" for a name that is too long.
func Fold(name string) string {
	var buf [keySize]byte
	return string(fold(buf[:0], name))
}

// fold appends the folded name to dst, which holds what came before it in the
// same name; it is empty where the name is too long or has nothing to compare.
func fold(dst []byte, name string) []byte {
	for i := 0; i < len(name); i++ {
		if name[i] >= utf8.RuneSelf {
			name = norm.NFD.String(name)
			break
		}
	}
	from := len(dst) // of the word at hand
	for _, r := range name {
		var s string
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if len(dst)+1 > keySize {
				return dst[:0]
			}
			dst = append(dst, byte(r))
			continue
		case r >= 'A' && r <= 'Z':
			if len(dst)+1 > keySize {
				return dst[:0]
			}
			dst = append(dst, byte(r)+'a'-'A')
			continue
		case r == '.' || r == ',' || r == '(' || r == ')' || unicode.Is(unicode.Mn, r) || strings.ContainsRune(apostrophes, r):
			continue
		case r == '-' || r == '–' || r == '—' || r == '/' || unicode.IsSpace(r):
			dst = shorten(dst, from)
			if len(dst) > 0 && dst[len(dst)-1] != ' ' {
				dst = append(dst, ' ')
			}
			from = len(dst)
			continue
		default:
			if s = letters[r]; s == "" {
				s = string(unicode.ToLower(r))
			}
		}
		if len(dst)+len(s) > keySize {
			return dst[:0]
		}
		dst = append(dst, s...)
	}
	dst = shorten(dst, from)
	for len(dst) > 0 && dst[len(dst)-1] == ' ' {
		dst = dst[:len(dst)-1]
	}
	return dst
}

// shorten writes the last word as names abbreviate it.
func shorten(dst []byte, from int) []byte {
	switch string(dst[from:]) {
	case "saint", "sainte":
		return append(dst[:from], "st"...)
	case "mount":
		return append(dst[:from], "mt"...)
	case "fort":
		return append(dst[:from], "ft"...)
	}
	return dst
}

const apostrophes = "'’‘`´ʻʼʽʾʿ“”\"ʹʺ"

// letters are those that no accent can be taken from.
var letters = map[rune]string{
	'ł': "l", 'Ł': "l", 'ø': "o", 'Ø': "o", 'ı': "i", 'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe",
	'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ə': "a", 'Ə': "a", 'ħ': "h", 'Ħ': "h", 'ŋ': "ng",
}
