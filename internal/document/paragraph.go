package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/span"
)

// line is a line of the text without its white space; offsets are bytes.
type line struct{ from, to int }

// maxWrapped is the width in bytes up to which a block's line ends are taken
// for wraps, made by a mail program or a terminal, and not for paragraphs.
const maxWrapped = 120

// paragraphs groups the lines of a text. Blank lines part paragraphs; inside a
// block, each line is a paragraph of its own unless the block is hard-wrapped.
func paragraphs(t *span.Text) []Paragraph {
	var out []Paragraph
	var block []line
	flush := func() {
		for _, g := range group(t.String(), block) {
			out = append(out, Paragraph{Span: span.Span{Start: g.from, End: g.to}})
		}
		block = block[:0]
	}
	s := t.String()
	for from := 0; from < len(s); {
		to := strings.IndexByte(s[from:], '\n')
		if to < 0 {
			to = len(s)
		} else {
			to += from
		}
		if l := trim(s, from, to); l.from < l.to {
			block = append(block, l)
		} else {
			flush()
		}
		from = to + 1
	}
	flush()
	return inCodePoints(t, out)
}

func trim(s string, from, to int) line {
	for from < to {
		r, w := utf8.DecodeRuneInString(s[from:to])
		if !unicode.IsSpace(r) {
			break
		}
		from += w
	}
	for from < to {
		r, w := utf8.DecodeLastRuneInString(s[from:to])
		if !unicode.IsSpace(r) {
			break
		}
		to -= w
	}
	return line{from, to}
}

// group joins wrapped lines. A line end is a wrap where the next line's first
// word would not have fitted within the block's width.
func group(s string, block []line) []line {
	if len(block) < 2 {
		return block
	}
	width := 0
	for _, l := range block {
		width = max(width, l.to-l.from)
	}
	if width > maxWrapped || width < 40 || len(block) == 2 && width < 60 {
		return block // two short lines are a byline above a masthead
	}
	wraps := 0
	for i := range block[:len(block)-1] {
		if full(s, block[i], block[i+1], width) {
			wraps++
		}
	}
	if wraps*5 < (len(block)-1)*4 {
		return block
	}
	return []line{{block[0].from, block[len(block)-1].to}}
}

// full reports whether l could not have taken next's first word. Ten columns
// of slack allow for words that were cut or edited after the wrap.
func full(s string, l, next line, width int) bool {
	word := strings.IndexByte(s[next.from:next.to], ' ')
	if word < 0 {
		word = next.to - next.from
	}
	return l.to-l.from+1+word > width-10
}

// inCodePoints turns byte paragraphs into code points in one pass.
func inCodePoints(t *span.Text, ps []Paragraph) []Paragraph {
	if t.Len() == len(t.String()) {
		return ps
	}
	at, cp := 0, 0
	s := t.String()
	to := func(b int) int {
		cp += utf8.RuneCountInString(s[at:b])
		at = b
		return cp
	}
	for i := range ps {
		ps[i].Start = to(ps[i].Start)
		ps[i].End = to(ps[i].End)
	}
	return ps
}
