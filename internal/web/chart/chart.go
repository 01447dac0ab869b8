package chart

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"hearsay/internal/caption"
)

// svg gathers markup.
type svg struct{ strings.Builder }

func (b *svg) add(format string, args ...any) { fmt.Fprintf(b, format, args...) }

// words are made harmless and cut to n code points.
func words(s string, n int) string {
	return html.EscapeString(caption.Shorten(caption.Tame(s), n))
}

// link opens a link where there is an address; shut closes it. Pictures are not
// walked through by keyboard: the lists beside them are.
func (b *svg) link(href, label string) {
	if href != "" {
		b.add(`<a href="%s" tabindex="-1" aria-label="%s">`, html.EscapeString(caption.Tame(href)), words(label, 200))
	}
}

func (b *svg) shut(href string) {
	if href != "" {
		b.WriteString("</a>")
	}
}

// text writes words at a place.
func (b *svg) text(x, y int, class, s string, n int) {
	b.add(`<text x="%d" y="%d" class="%s">%s</text>`, x, y, class, words(s, n))
}

// path gathers the commands of a path: whole units, each step from the last.
type path struct {
	strings.Builder
	x, y int
}

func (p *path) num(n int, first bool) {
	if !first && n >= 0 {
		p.WriteByte(' ')
	}
	p.WriteString(strconv.Itoa(n))
}

func (p *path) move(x, y int) {
	p.WriteByte('M')
	p.num(x, true)
	p.num(y, false)
	p.x, p.y = x, y
}

// line goes on to a point; first says that the command is named.
func (p *path) line(x, y int, first bool) {
	if first {
		p.WriteByte('l')
	}
	p.num(x-p.x, first)
	p.num(y-p.y, false)
	p.x, p.y = x, y
}

// plural is a count with its noun.
func plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.FormatInt(n, 10) + " " + noun + "s"
}
