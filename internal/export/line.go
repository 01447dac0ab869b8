package export

import (
	"strconv"
	"unicode"
	"unicode/utf8"
)

// csvLine appends the fields of a line to b, as RFC 4180 has them and package
// encoding/csv writes them.
type csvLine struct {
	b     []byte
	begun bool
}

func (l *csvLine) next() {
	if l.begun {
		l.b = append(l.b, ',')
	}
	l.begun = true
}

func (l *csvLine) end() { l.b, l.begun = append(l.b, '\n'), false }

// text appends words of a report, which are kept from being a formula.
func (l *csvLine) text(v string) {
	l.next()
	v = harmless(v)
	if !quotes(v) {
		l.b = append(l.b, v...)
		return
	}
	l.b = append(l.b, '"')
	for i := range len(v) {
		if v[i] == '"' {
			l.b = append(l.b, '"')
		}
		l.b = append(l.b, v[i])
	}
	l.b = append(l.b, '"')
}

// quotes reports whether a field stands in quotation marks.
func quotes(v string) bool {
	if v == "" {
		return false
	}
	if v == `\.` {
		return true // an end of data for PostgreSQL
	}
	for i := range len(v) {
		switch v[i] {
		case ',', '"', '\n', '\r':
			return true
		}
	}
	r, _ := utf8.DecodeRuneInString(v)
	return unicode.IsSpace(r)
}

func (l *csvLine) int(v int64) { l.next(); l.b = strconv.AppendInt(l.b, v, 10) }

func (l *csvLine) yes(v bool) { l.next(); l.b = strconv.AppendBool(l.b, v) }

func (l *csvLine) real(v float64) { l.next(); l.b = strconv.AppendFloat(l.b, v, 'f', 4, 64) }

func (l *csvLine) optional(v *int64) {
	if l.next(); v != nil {
		l.b = strconv.AppendInt(l.b, *v, 10)
	}
}

// degrees appends a coordinate; nothing where there is none.
func (l *csvLine) degrees(v *float64) {
	if l.next(); v != nil {
		l.b = strconv.AppendFloat(l.b, *v, 'f', -1, 64)
	}
}

// header appends the line of column names.
func (l *csvLine) header(columns []column) {
	for _, c := range columns {
		l.text(c.name)
	}
	l.end()
}

const hex = "0123456789abcdef"

// quote appends a JSON string (RFC 8259); what is no UTF-8 becomes U+FFFD.
func quote(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				b = append(append(b, s[from:i]...), "\ufffd"...)
				from = i + 1
			}
			i += n
			continue
		}
		b = append(b, s[from:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i++
		from = i
	}
	return append(append(b, s[from:]...), '"')
}
