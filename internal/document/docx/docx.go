// Package docx reads the paragraphs of a Word document (Office Open XML).
//
//	d, err := docx.Open(b)
//	d.Blocks[0].Role // Headline, for a paragraph in the style Title
//
// What was deleted with changes tracked is left out, what was inserted is in.
// Headers, footers, notes and comments are not of the text. Source of the map
// counts code points of the paragraphs' text, with a line feed between two.
//
// It refuses what is no document and what would unpack to more than it is worth.
package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"hearsay/internal/document/draft"
)

// The errors of Open.
var (
	ErrBomb   = errors.New("this Word document unpacks to more than it can hold")
	ErrBroken = errors.New("this Word document is damaged")
)

// A document's text part may unpack to mostBytes, and to mostTimes its packed
// size where that is over a megabyte: text packs ten to one, a bomb a thousand.
const (
	mostBytes = 64 << 20
	mostTimes = 200
	mostFiles = 20_000
)

// Open reads a document.
func Open(b []byte) (draft.Draft, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return draft.Draft{}, ErrBroken
	}
	if len(z.File) > mostFiles {
		return draft.Draft{}, ErrBomb
	}
	for _, f := range z.File {
		if f.Name == "word/document.xml" {
			return read(f)
		}
	}
	return draft.Draft{}, ErrBroken
}

func read(f *zip.File) (draft.Draft, error) {
	limit := uint64(mostBytes)
	if packed := f.CompressedSize64; packed < mostBytes/mostTimes {
		limit = max(packed*mostTimes, 1<<20)
	}
	if f.UncompressedSize64 > limit {
		return draft.Draft{}, ErrBomb
	}
	r, err := f.Open()
	if err != nil {
		return draft.Draft{}, ErrBroken
	}
	defer r.Close()
	// What the archive says of its size may be wrong.
	b, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return draft.Draft{}, ErrBroken
	}
	if uint64(len(b)) > limit {
		return draft.Draft{}, ErrBomb
	}
	return paragraphs(b)
}

// maxDepth is how deep elements may be nested.
const maxDepth = 2000

func paragraphs(b []byte) (draft.Draft, error) {
	dec := xml.NewDecoder(bytes.NewReader(b))
	dec.Strict = false
	w := &draft.Writer{}
	source, depth, deleted, inText := 0, 0, 0, false
	titled := false
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return draft.Draft{}, ErrBroken
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return draft.Draft{}, ErrBroken
			}
			switch tok.Name.Local {
			case "p":
				w.Begin(draft.Body)
			case "pStyle":
				role := roleOf(value(tok))
				if role == draft.Headline {
					if titled {
						role = draft.Subhead
					}
					titled = true
				}
				w.Begin(role)
			case "t":
				inText = deleted == 0
			case "del", "moveFrom":
				deleted++
			case "tab":
				w.Write(" ", source)
				source++
			case "br", "cr":
				w.Break()
				source++
			case "noBreakHyphen":
				w.Write("-", source)
				source++
			}
		case xml.EndElement:
			depth--
			switch tok.Name.Local {
			case "p":
				w.End()
				source++
			case "t":
				inText = false
			case "del", "moveFrom":
				deleted--
			}
		case xml.CharData:
			if inText {
				s := strings.ToValidUTF8(string(tok), "\uFFFD")
				w.Write(s, source)
				source += utf8.RuneCountInString(s)
			}
		}
	}
	d := w.Draft()
	d.Encoding = "utf-8"
	return d, nil
}

func value(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "val" {
			return a.Value
		}
	}
	return ""
}

// roleOf is what a paragraph in a style is; the names are Word's own, which it
// keeps in English in every language.
func roleOf(style string) draft.Role {
	s := strings.ToLower(style)
	switch {
	case s == "title":
		return draft.Headline
	case strings.HasPrefix(s, "heading"), s == "subtitle":
		return draft.Subhead
	case s == "caption":
		return draft.Caption
	case strings.Contains(s, "quote"):
		return draft.Quote
	case strings.HasPrefix(s, "list"):
		return draft.Item
	}
	return draft.Body
}
