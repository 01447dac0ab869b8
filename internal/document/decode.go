package document

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"hearsay/internal/document/glyph"
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

// maxHigh is the share of such bytes that a windows-1252 text may have (see
// high). English has them in foreign names, far below; Cyrillic,
// Chinese or Arabic in an encoding of their own lies far above.
const maxHigh = 0.15

// decode turns bytes into text with line feeds, and names the encoding. A byte
// order mark is dropped and carriage returns become line feeds. Bytes and
// control characters that stand for nothing become U+FFFD and are reported as
// damage later; see package glyph.
func decode(b []byte) (text, encoding string, err error) {
	if len(bytes.TrimSpace(b)) == 0 {
		return "", "", emptyError("the report is empty")
	}
	if what := magic(b); what != "" {
		return "", "", binaryError(what)
	}
	s, encoding, err := characters(b)
	if err != nil {
		return "", "", err
	}
	if what := markup(s); what != "" {
		return "", "", binaryError(what)
	}
	return glyph.Clean(s), encoding, nil
}

// characters decodes b, whose format is no other than text.
func characters(b []byte) (text, encoding string, err error) {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		b = b[3:]
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(b, []byte{0, 0, 0xFE, 0xFF}):
		return "", "", encodingError("this is UTF-32 text")
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return decode16(b[2:], false), utf16leName, nil
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return decode16(b[2:], true), utf16beName, nil
	}
	if big, ok := looksUTF16(b); ok {
		if big {
			return decode16(b, true), utf16beName, nil
		}
		return decode16(b, false), utf16leName, nil
	}
	all := b
	b = bytes.TrimRight(b, "\x00\x1A") // padding of archives, DOS's end of a file
	if len(b) == 0 && len(all) > 0 || controlShare(b) > 0.01 {
		return "", "", binaryError("binary data")
	}
	if bytes.Contains(b, []byte("\x1B$")) || bytes.Contains(b, []byte("\x1B(J")) {
		return "", "", encodingError("this is ISO-2022 text")
	}
	if utf8.Valid(b) {
		return string(b), utf8Name, nil
	}
	if bad := invalidBytes(b); float64(bad) <= maxInvalid*float64(len(b)) && hasMultibyte(b) {
		return strings.ToValidUTF8(string(b), "\uFFFD"), utf8Name, nil
	}
	if high(b) > maxHigh {
		return "", "", encodingError("this is neither UTF-8 nor windows-1252 text")
	}
	s, _ := charmap.Windows1252.NewDecoder().String(string(b)) // it has no error: every byte stands for something
	return s, cp1252Name, nil
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

// high is the share of bytes above 0x7F, but for the euro sign, the ellipsis,
// quotation marks, dashes and the hard blank of windows-1252.
func high(b []byte) float64 {
	n := 0
	for _, c := range b {
		if c > 0x80 && c != 0x85 && (c < 0x91 || c > 0x97) && c != 0xA0 {
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

// magic names formats that are no plain text, by their first bytes.
func magic(b []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(b, []byte(m.head)) {
			return m.what
		}
	}
	return ""
}

// markup names formats that are text, but not a report's own.
func markup(s string) string {
	head := strings.ToLower(strings.TrimSpace(s[:min(len(s), 512)]))
	head = strings.TrimPrefix(head, "\uFEFF")
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
	switch {
	case tagged.MatchString(head) && strings.Contains(s, "</"):
		return "a piece of HTML or XML"
	case strings.HasPrefix(head, "{\"") || strings.HasPrefix(head, "[{"), strings.HasPrefix(head, "{\n"):
		return "JSON"
	}
	return ""
}

// tagged is a text that begins with a tag.
var tagged = regexp.MustCompile(`^<(?:!--|/?[a-z][a-z0-9]*(?:\s[^<>]*)?>)`)

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
	{"RIFF", "a sound, film or image"},
	{"\x00\x00\x00\x18ftyp", "a film"},
	{"\x00\x00\x00\x20ftyp", "a film"},
	{"ID3", "a sound"},
	{"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"},
	{"Rar!", "a RAR archive"},
	{"\x7FELF", "a program"},
	{"MZ\x90", "a program"},
	{"SQLite format 3", "a database"},
	{"\xD0\xCF\x11\xE0", "an old office document"},
	{"{\\rtf", "a rich text file"},
	{"WARC/1.", "a web archive"},
}
