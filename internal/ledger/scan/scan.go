package scan

import (
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// Scan walks over JSON. The first error stays, and all that follows it is empty.
// Strings are parts of what it walks over where nothing is escaped in them.
type Scan struct {
	s   string
	i   int
	err error
}

// Of walks over b.
func Of(b []byte) *Scan { return &Scan{s: string(b)} }

// End is the first error, or one where more follows than white space.
func (x *Scan) End() error {
	if x.space(); x.err == nil && x.i < len(x.s) {
		x.fail("the end")
	}
	return x.err
}

func (x *Scan) fail(want string) {
	if x.err == nil {
		x.err = fmt.Errorf("at byte %d: %s is missing", x.i, want)
		x.i = len(x.s)
	}
}

// space passes over white space and returns the byte that follows; 0 at the end.
func (x *Scan) space() byte {
	for x.i < len(x.s) {
		switch c := x.s[x.i]; c {
		case ' ', '\t', '\n', '\r':
			x.i++
		default:
			return c
		}
	}
	return 0
}

// Null passes over null, and reports whether it stood there.
func (x *Scan) Null() bool {
	if x.space() == 'n' && len(x.s)-x.i >= 4 && x.s[x.i:x.i+4] == "null" {
		x.i += 4
		return true
	}
	return false
}

// Object calls field with each name, before its value, which field takes or skips;
// null has no fields.
func (x *Scan) Object(field func(name string)) {
	if x.Null() {
		return
	}
	if x.space() != '{' {
		x.fail("an object")
		return
	}
	x.i++
	if x.space() == '}' {
		x.i++
		return
	}
	for x.err == nil {
		name := x.Text()
		if x.space() != ':' {
			x.fail("a colon")
			return
		}
		x.i++
		field(name)
		if !x.more('}') {
			return
		}
	}
}

// Array calls item before each value; null has none.
func (x *Scan) Array(item func()) {
	if x.Null() {
		return
	}
	if x.space() != '[' {
		x.fail("a list")
		return
	}
	x.i++
	if x.space() == ']' {
		x.i++
		return
	}
	for x.err == nil {
		item()
		if !x.more(']') {
			return
		}
	}
}

// more passes over a comma, or over what ends an object or list.
func (x *Scan) more(end byte) bool {
	switch c := x.space(); {
	case c == ',':
		x.i++
		return true
	case c == end && c != 0:
		x.i++
	default:
		x.fail("a comma or an end")
	}
	return false
}

// Text is a string; null is "".
func (x *Scan) Text() string {
	if x.Null() {
		return ""
	}
	if x.space() != '"' {
		x.fail("a string")
		return ""
	}
	from := x.i + 1
	for i := from; i < len(x.s); i++ {
		switch c := x.s[i]; {
		case c == '"':
			x.i = i + 1
			return x.s[from:i]
		case c == '\\':
			return x.escaped(from, i)
		}
	}
	x.fail("the end of a string")
	return ""
}

// escaped is the string from byte from on, which has its first escape at i.
func (x *Scan) escaped(from, i int) string {
	b := append(make([]byte, 0, 2*(i-from)+32), x.s[from:i]...)
	for i < len(x.s) {
		c := x.s[i]
		switch {
		case c == '"':
			x.i = i + 1
			return string(b)
		case c != '\\':
			b = append(b, c)
			i++
			continue
		case i+1 == len(x.s):
			x.fail("the end of a string")
			return ""
		}
		i += 2
		switch c := x.s[i-1]; c {
		case 'n':
			b = append(b, '\n')
		case 't':
			b = append(b, '\t')
		case 'r':
			b = append(b, '\r')
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'u':
			r, ok := x.rune(i)
			if !ok {
				x.fail("four digits")
				return ""
			}
			i += 4
			if utf16.IsSurrogate(r) {
				low, ok := rune(0), false
				if i+1 < len(x.s) && x.s[i] == '\\' && x.s[i+1] == 'u' {
					low, ok = x.rune(i + 2)
				}
				if r = utf16.DecodeRune(r, low); ok && r != utf8.RuneError {
					i += 6
				}
			}
			b = utf8.AppendRune(b, r)
		case '"', '\\', '/':
			b = append(b, c)
		default:
			x.fail("an escape that JSON knows")
			return ""
		}
	}
	x.fail("the end of a string")
	return ""
}

// rune is the four hexadecimal digits at i.
func (x *Scan) rune(i int) (rune, bool) {
	if i+4 > len(x.s) {
		return 0, false
	}
	n, err := strconv.ParseUint(x.s[i:i+4], 16, 16)
	return rune(n), err == nil
}

// word is a number, true or false as it stands; null is "".
func (x *Scan) word() string {
	if x.Null() {
		return ""
	}
	x.space()
	from := x.i
	for x.i < len(x.s) {
		if c := x.s[x.i]; c <= ' ' || c == ',' || c == '}' || c == ']' || c == '"' || c == '{' || c == '[' || c == ':' {
			break
		}
		x.i++
	}
	if x.i == from {
		x.fail("a value")
	}
	return x.s[from:x.i]
}

// Int is a whole number; null is 0.
func (x *Scan) Int() int {
	w := x.word()
	if w == "" {
		return 0
	}
	n, err := strconv.Atoi(w)
	if err != nil {
		x.fail("a whole number")
	}
	return n
}

// OptionalInt is a number; nil for null.
func (x *Scan) OptionalInt() *int {
	if x.Null() {
		return nil
	}
	n := x.Int()
	return &n
}

// Real is a number; null is 0.
func (x *Scan) Real() float64 {
	w := x.word()
	if w == "" {
		return 0
	}
	v, err := strconv.ParseFloat(w, 64)
	if err != nil {
		x.fail("a number")
	}
	return v
}

// OptionalReal is a number; nil for null.
func (x *Scan) OptionalReal() *float64 {
	if x.Null() {
		return nil
	}
	v := x.Real()
	return &v
}

// Bool is true or false; null is false.
func (x *Scan) Bool() bool {
	switch x.word() {
	case "true":
		return true
	case "false", "":
	default:
		x.fail("true or false")
	}
	return false
}

// Skip passes over a value. Of what stands in it no more is looked at than strings
// and brackets.
func (x *Scan) Skip() {
	x.space()
	from, depth := x.i, 0
	for x.i < len(x.s) {
		switch x.s[x.i] {
		case '"':
			x.pass()
		case '{', '[':
			depth++
			x.i++
			continue
		case '}', ']':
			depth--
			x.i++
		default:
			if depth > 0 {
				x.i++
				continue
			}
			x.word()
		}
		if depth <= 0 {
			break
		}
	}
	if depth != 0 || x.i == from {
		x.fail("a value")
	}
}

// Raw is a value as it stands.
func (x *Scan) Raw() string {
	x.space()
	from := x.i
	x.Skip()
	if x.err != nil {
		return ""
	}
	return x.s[from:x.i]
}

// pass passes over a string.
func (x *Scan) pass() {
	for i := x.i + 1; i < len(x.s); i++ {
		switch x.s[i] {
		case '"':
			x.i = i + 1
			return
		case '\\':
			i++
		}
	}
	x.fail("the end of a string")
}
