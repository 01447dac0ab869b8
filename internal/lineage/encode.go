package lineage

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/span"
)

// errPage is bytes that are no page of this document.
var errPage = errors.New("what was kept of a report's words is damaged, or of another report")

// Encode writes down what PageOf took from the analysis of a report; Decode makes
// the page again from that and the document. All numbers are varints; spans are
// the way from the end of the one before, and a length.
func (p *Page) Encode() []byte {
	e := encoder{}
	e.flag(p.located)
	e.n(len(p.tokens))
	last := 0
	for _, t := range p.tokens {
		f := 0
		for i, set := range []bool{t.counts, t.quoted, t.capital} {
			if set {
				f |= 1 << i
			}
		}
		e.n(t.Start - last)
		e.n((t.End-t.Start)<<3 | f)
		last = t.End
	}
	e.list(p.words)
	e.list(p.people)
	e.list(p.called)
	e.n(len(p.sents))
	at, last := 0, 0
	for i := range p.sents {
		l := &p.sents[i]
		e.n(l.Start - at)
		e.n(l.End - l.Start)
		e.n(l.first - last)
		e.n(l.last - l.first)
		e.n(len(l.content))
		for k, c := range l.content {
			if k > 0 {
				c -= l.content[k-1]
			}
			e.n(int(c))
		}
		at, last = l.End, l.last
	}
	return e.b
}

type encoder struct{ b []byte }

func (e *encoder) n(v int) { e.b = binary.AppendVarint(e.b, int64(v)) }

func (e *encoder) flag(v bool) {
	if v {
		e.n(1)
	} else {
		e.n(0)
	}
}

// list writes sorted words: of each, how much of the one before it begins with.
func (e *encoder) list(words []string) {
	e.n(len(words))
	last := ""
	for _, w := range words {
		k := 0
		for k < len(w) && k < len(last) && w[k] == last[k] {
			k++
		}
		e.n(k)
		e.n(len(w) - k)
		e.b = append(e.b, w[k:]...)
		last = w
	}
}

// Decode is the page that Encode wrote down, of the same document.
func Decode(doc *document.Document, b []byte) (*Page, error) {
	p := headOf(doc)
	d := decoder{b: b}
	p.located = d.n(1) == 1
	length := doc.Text.Len()
	p.tokens = make([]token, d.n(length))
	last := 0
	for k := range p.tokens {
		start := last + d.n(length-last)
		f := d.n(length<<3 | 7)
		last = start + f>>3
		if d.bad = d.bad || last > length; d.bad {
			return nil, errPage
		}
		s := span.Of(start, last)
		p.tokens[k] = token{Span: s, lower: doc.Text.Slice(s), counts: f&1 > 0, quoted: f&2 > 0, capital: f&4 > 0}
		if p.tokens[k].capital {
			p.tokens[k].lower = strings.ToLower(p.tokens[k].lower)
		}
	}
	p.words, p.people, p.called = d.list(), d.list(), d.list()
	p.sents = make([]line, d.n(len(p.tokens)))
	at, last := 0, 0
	for i := range p.sents {
		l := &p.sents[i]
		l.Start = at + d.n(length)
		l.End = l.Start + d.n(length)
		l.first = last + d.n(len(p.tokens))
		l.last = l.first + d.n(len(p.tokens))
		l.content = make([]uint16, d.n(len(p.words)))
		c := 0
		for k := range l.content {
			if c += d.n(len(p.words)); c >= len(p.words) {
				return nil, errPage
			}
			l.content[k] = uint16(c)
		}
		at, last = l.End, l.last
		if d.bad = d.bad || l.last > len(p.tokens) || l.End > length; d.bad {
			return nil, errPage
		}
	}
	if d.bad || len(d.b) > 0 {
		return nil, errPage
	}
	p.finish()
	return p, nil
}

type decoder struct {
	b   []byte
	bad bool
}

// n is the next number, which lies between 0 and most; 0 where it does not.
func (d *decoder) n(most int) int {
	v, n := binary.Varint(d.b)
	if n <= 0 || v < 0 || v > int64(most) {
		d.bad = true
		return 0
	}
	d.b = d.b[n:]
	return int(v)
}

func (d *decoder) list() []string {
	out := make([]string, d.n(len(d.b)))
	last := ""
	for i := range out {
		k := d.n(len(last))
		n := d.n(len(d.b))
		if d.bad || n > len(d.b) {
			d.bad = true
			return nil
		}
		out[i] = last[:k] + string(d.b[:n])
		d.b, last = d.b[n:], out[i]
	}
	return slices.Clip(out)
}
