package draft

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/document/glyph"
)

// Writer puts a draft together block by block, and keeps the map.
type Writer struct {
	d    Draft
	text []byte
	cp   int // code points of text
	open bool
	from int
	role Role
	last rune
}

// Begin opens a block; what is open is ended.
func (w *Writer) Begin(role Role) {
	w.End()
	w.role = role
}

// Write adds s to the block; its first character is the capture's source-th
// code point. Blanks run together and what cannot be shown is left out, as in
// package glyph.
func (w *Writer) Write(s string, source int) {
	for _, r := range s {
		shown := r
		if glyph.Unclean(r) {
			shown = glyph.Shown(r, w.last, false)
		}
		switch {
		case shown < 0:
		case unicode.IsSpace(shown):
			if w.open && w.last != ' ' && w.last != '\n' {
				w.put(' ', source)
			}
		default:
			w.put(shown, source)
		}
		source++
	}
}

// Break ends a line of the block.
func (w *Writer) Break() {
	if w.open && w.last != '\n' {
		w.text = append(w.text, '\n')
		w.cp++
		w.last = '\n'
	}
}

// Drop takes back the last character of the block, a hyphen at a line's end.
func (w *Writer) Drop() {
	if !w.open {
		return
	}
	_, n := utf8.DecodeLastRune(w.text)
	w.cut(len(w.text) - n)
}

func (w *Writer) cut(to int) {
	w.cp -= utf8.RuneCount(w.text[to:])
	w.text = w.text[:to]
	w.last, _ = utf8.DecodeLastRune(w.text)
	for k := len(w.d.Map) - 1; k >= 0; k-- {
		r := &w.d.Map[k]
		if r.Text+r.Len <= w.cp {
			break
		}
		if r.Len = w.cp - r.Text; r.Len <= 0 {
			w.d.Map = w.d.Map[:k]
		}
	}
}

func (w *Writer) put(r rune, source int) {
	if !w.open {
		w.open = true
		if len(w.text) > 0 {
			w.text = append(w.text, "\n\n"...)
			w.cp += 2
		}
		w.from = len(w.text)
	}
	w.text = utf8.AppendRune(w.text, r)
	if k := len(w.d.Map) - 1; k >= 0 && w.d.Map[k].Text+w.d.Map[k].Len == w.cp && w.d.Map[k].Source+w.d.Map[k].Len == source {
		w.d.Map[k].Len++
	} else {
		w.d.Map = append(w.d.Map, Run{w.cp, source, 1})
	}
	w.cp++
	w.last = r
}

// End ends the block.
func (w *Writer) End() {
	if !w.open {
		return
	}
	if bare := bytes.TrimRight(w.text, " \n"); len(bare) < len(w.text) {
		w.cut(len(bare))
	}
	w.d.Blocks = append(w.d.Blocks, Block{From: w.from, To: len(w.text), Role: w.role, Repeats: -1})
	w.open, w.last = false, 0
}

// Draft is what was written.
func (w *Writer) Draft() Draft {
	w.End()
	w.d.Text = string(w.text)
	return w.d
}
