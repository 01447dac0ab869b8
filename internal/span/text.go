package span

import "unicode/utf8"

// stride is how many code points lie between two marks of a Text. 64 keeps the
// marks at a sixteenth of the text's own size and a look-up at under 64 steps.
const stride = 64

// Text is an immutable UTF-8 string that can be addressed by code point. For
// plain ASCII, which most English news nearly is, an address costs nothing.
type Text struct {
	s     string
	n     int     // length in code points
	marks []int32 // byte offset of code point i*stride; nil where all is ASCII
}

// NewText indexes s, which must be valid UTF-8 (document.Decode sees to that);
// each invalid byte would count as one code point.
func NewText(s string) *Text {
	t := &Text{s: s, n: utf8.RuneCountInString(s)}
	if t.n == len(s) {
		return t
	}
	t.marks = make([]int32, 0, t.n/stride+1)
	i := 0
	for b := range s {
		if i%stride == 0 {
			t.marks = append(t.marks, int32(b))
		}
		i++
	}
	return t
}

// String is the whole text.
func (t *Text) String() string { return t.s }

// Len is the length in code points.
func (t *Text) Len() int { return t.n }

// All is the span of the whole text.
func (t *Text) All() Span { return Span{0, t.n} }

// Byte is the byte offset of code point cp, for 0 <= cp <= Len.
func (t *Text) Byte(cp int) int {
	if t.marks == nil {
		return cp
	}
	if cp >= t.n {
		return len(t.s)
	}
	b := int(t.marks[cp/stride])
	for i := cp - cp%stride; i < cp; i++ {
		if t.s[b] < utf8.RuneSelf {
			b++
			continue
		}
		_, w := utf8.DecodeRuneInString(t.s[b:])
		b += w
	}
	return b
}

// CodePoint is the code point that begins at, or holds, byte offset b.
func (t *Text) CodePoint(b int) int {
	if t.marks == nil {
		return b
	}
	if b >= len(t.s) {
		return t.n
	}
	lo, hi := 0, len(t.marks)
	for lo+1 < hi {
		if m := (lo + hi) / 2; int(t.marks[m]) <= b {
			lo = m
		} else {
			hi = m
		}
	}
	cp, at := lo*stride, int(t.marks[lo])
	for at < b {
		_, w := utf8.DecodeRuneInString(t.s[at:])
		if at+w > b {
			return cp
		}
		at += w
		cp++
	}
	return cp
}

// Slice is the text of a span. It shares the text's memory. A span that lies
// outside the text is a broken invariant and panics.
func (t *Text) Slice(s Span) string { return t.s[t.Byte(s.Start):t.Byte(s.End)] }

// OfBytes is the span of the byte range [from, to).
func (t *Text) OfBytes(from, to int) Span {
	return Span{Start: t.CodePoint(from), End: t.CodePoint(to)}
}

// UTF16 is the offset of code point cp in UTF-16 code units, as browsers count.
func (t *Text) UTF16(cp int) int {
	if t.marks == nil {
		return cp
	}
	units := 0
	for _, r := range t.s[:t.Byte(cp)] {
		units++
		if r > 0xFFFF {
			units++
		}
	}
	return units
}
