package document

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The encodings a report is decoded from.
const (
	utf8Name    = "utf-8"
	utf16leName = "utf-16le"
	utf16beName = "utf-16be"
	cp1252Name  = "windows-1252"
)

// maxInvalid is the share of bytes that may be no UTF-8 in a text that is
// otherwise UTF-8; above it, windows-1252 is tried. Text cut in the middle of
// a character, or glued from two files, stays far below.
const maxInvalid = 0.001

// decode turns bytes into text with line feeds, and names the encoding. A byte
// order mark is dropped, carriage returns become line feeds, NUL and other
// control characters become spaces, so that every offset counts a character
// that can be shown. Bytes that stand for nothing become U+FFFD and are
// reported as damage later.
func decode(b []byte) (text, encoding string, err error) {
	if len(bytes.TrimSpace(b)) == 0 {
		return "", "", &Error{Kind: Empty, Reason: "the report is empty", Advice: "give a file with text"}
	}
	if what := magic(b); what != "" {
		return "", "", binaryError(what)
	}
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		b = b[3:]
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return clean(decode16(b[2:], false)), utf16leName, nil
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return clean(decode16(b[2:], true)), utf16beName, nil
	}
	if big, ok := looksUTF16(b); ok {
		if big {
			return clean(decode16(b, true)), utf16beName, nil
		}
		return clean(decode16(b, false)), utf16leName, nil
	}
	if controlShare(b) > 0.01 {
		return "", "", binaryError("binary data")
	}
	if utf8.Valid(b) {
		return clean(string(b)), utf8Name, nil
	}
	if bad := invalidBytes(b); float64(bad) <= maxInvalid*float64(len(b)) && hasMultibyte(b) {
		return clean(strings.ToValidUTF8(string(b), "\uFFFD")), utf8Name, nil
	}
	s, _ := charmap.Windows1252.NewDecoder().String(string(b))
	return clean(s), cp1252Name, nil
}

func decode16(b []byte, big bool) string {
	units := make([]uint16, 0, (len(b)+1)/2)
	for i := 0; i+1 < len(b); i += 2 {
		if big {
			units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
		} else {
			units = append(units, uint16(b[i+1])<<8|uint16(b[i]))
		}
	}
	if len(b)%2 == 1 {
		units = append(units, 0xFFFD)
	}
	return string(utf16.Decode(units))
}

// looksUTF16 finds UTF-16 without a mark: English text has a NUL in nearly
// every second byte.
func looksUTF16(b []byte) (big, ok bool) {
	head := b[:min(len(b), 4096)&^1]
	if len(head) < 4 {
		return false, false
	}
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	half := len(head) / 2
	switch {
	case odd*10 > half*7 && even*20 < half:
		return false, true
	case even*10 > half*7 && odd*20 < half:
		return true, true
	}
	return false, false
}

// controlShare is the share of bytes that no text holds.
func controlShare(b []byte) float64 {
	n := 0
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1B {
			n++
		}
	}
	return float64(n) / float64(len(b))
}

func invalidBytes(b []byte) int {
	n := 0
	for len(b) > 0 {
		r, w := utf8.DecodeRune(b)
		if r == utf8.RuneError && w == 1 {
			n++
		}
		b = b[w:]
	}
	return n
}

func hasMultibyte(b []byte) bool {
	for len(b) > 0 {
		r, w := utf8.DecodeRune(b)
		if w > 1 && r != utf8.RuneError {
			return true
		}
		b = b[w:]
	}
	return false
}

// clean normalises line ends and drops what cannot be shown. It allocates only
// where something has to change.
func clean(s string) string {
	if !strings.ContainsFunc(s, unclean) {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i, r := range s {
		switch {
		case r == '\r':
			if !strings.HasPrefix(s[i+1:], "\n") {
				out.WriteByte('\n')
			}
		case r == '\uFEFF' || r == '\u00AD': // a stray mark, a soft hyphen
		case r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			out.WriteByte('\n')
		case unclean(r):
			out.WriteByte(' ')
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

func unclean(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x20 || r == 0x7F:
		return true
	case r < 0x80:
		return false
	}
	return r <= 0x9F || r == '\u00AD' || r == '\uFEFF' || r == '\u2028' || r == '\u2029'
}

// magic names formats that are no plain text, by their first bytes.
func magic(b []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(b, []byte(m.head)) {
			return m.what
		}
	}
	head := strings.ToLower(string(bytes.TrimSpace(b[:min(len(b), 512)])))
	for _, p := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if strings.HasPrefix(head, p) {
			return "an HTML page"
		}
	}
	for _, p := range []string{"<?xml", "<rss", "<feed"} {
		if strings.HasPrefix(head, p) {
			return "an XML file"
		}
	}
	return ""
}

var magics = []struct{ head, what string }{
	{"%PDF-", "a PDF"},
	{"PK\x03\x04", "a zip archive or an office document"},
	{"\x1F\x8B", "a gzip file"},
	{"\x28\xB5\x2F\xFD", "a zstd file"},
	{"BZh", "a bzip2 file"},
	{"\xFD7zXZ", "an xz file"},
	{"\x89PNG", "an image"},
	{"\xFF\xD8\xFF", "an image"},
	{"GIF8", "an image"},
	{"\x7FELF", "a program"},
	{"MZ\x90", "a program"},
	{"SQLite format 3", "a database"},
	{"\xD0\xCF\x11\xE0", "an old office document"},
	{"{\\rtf", "a rich text file"},
	{"WARC/1.", "a web archive"},
}
