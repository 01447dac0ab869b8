// Package charset decodes the bytes of pages and mails into text.
//
//	s, name := charset.Decode(b, charset.Declared(b))
//
// A mark at the beginning decides; then what is valid UTF-8 beyond ASCII is
// UTF-8, whatever it says it is; then what the page declares, by the names and
// the table of the WHATWG Encoding Standard; else windows-1252. Bytes that
// stand for nothing become U+FFFD.
package charset

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

// declaredBytes is how far a page's declaration is looked for; the standard
// says 1024, and pages with long scripts before it do not keep to that.
const declaredBytes = 8192

var declaration = regexp.MustCompile(`(?i)<meta[^>]{0,400}?charset\s*=\s*["']?\s*([a-z0-9_:.-]+)|^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([a-z0-9_:.-]+)`)

// Declared is the encoding that a page says it is in, "" where it does not.
func Declared(b []byte) string {
	m := declaration.FindSubmatch(b[:min(len(b), declaredBytes)])
	if m == nil {
		return ""
	}
	return string(m[1]) + string(m[2])
}

// maxInvalid is the share of bytes that may be no UTF-8 in a page that says it
// is UTF-8, or says nothing, before it is taken for windows-1252.
const maxInvalid = 0.001

// Decode decodes b, which says it is in the encoding label, and names the
// encoding it was decoded from.
func Decode(b []byte, label string) (text, name string) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return strings.ToValidUTF8(string(b[3:]), "\uFFFD"), "utf-8"
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return wide(b[2:], false), "utf-16le"
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return wide(b[2:], true), "utf-16be"
	case len(b) > 3 && b[0] == '<' && b[1] == 0 && b[2] != 0 && b[3] == 0:
		return wide(b, false), "utf-16le"
	case len(b) > 3 && b[0] == 0 && b[1] == '<' && b[2] == 0 && b[3] != 0:
		return wide(b, true), "utf-16be"
	}
	ascii, bad := survey(b)
	label = strings.ToLower(strings.TrimSpace(label))
	if bad == 0 && (!ascii || !strings.HasPrefix(label, "iso-2022") && !strings.HasPrefix(label, "hz-") && !strings.HasPrefix(label, "utf-7")) {
		return string(b), "utf-8"
	}
	enc, err := htmlindex.Get(label)
	if err == nil {
		name, _ = htmlindex.Name(enc)
	}
	if err != nil || name == "utf-8" || name == "utf-16le" || name == "utf-16be" {
		if float64(bad) <= maxInvalid*float64(len(b)) || name == "utf-8" && float64(bad) <= 0.01*float64(len(b)) {
			return strings.ToValidUTF8(string(b), "\uFFFD"), "utf-8"
		}
		enc, _ = htmlindex.Get("windows-1252")
		name = "windows-1252"
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD"), "utf-8"
	}
	return string(out), name
}

// survey reports whether b is ASCII alone, and how many bytes are no UTF-8.
func survey(b []byte) (ascii bool, bad int) {
	if utf8.Valid(b) {
		return utf8.RuneCount(b) == len(b), 0
	}
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, w := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && w == 1 {
			bad++
		}
		i += w
	}
	return false, bad
}

func wide(b []byte, big bool) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		if big {
			units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
		} else {
			units = append(units, uint16(b[i+1])<<8|uint16(b[i]))
		}
	}
	return string(utf16.Decode(units))
}
