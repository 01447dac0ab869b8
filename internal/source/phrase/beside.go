package phrase

import (
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/source/wording"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// What stands beside a name and says what it is.

// InsideName reports whether a single known word is but a part of a longer
// name: "Fox" in "Vicente Fox", "Time" in "Time Warner Center".
func (d *Page) InsideName(i, limit int) bool {
	prev := i > 0 && d.Tok[i-1].UPOS == syntax.PROPN && Capital(&d.Tok[i-1])
	if prev {
		if _, title := lexicon.Title(d.Tok[i-1].Form); title {
			return true
		}
		_, nation := lexicon.CountryOf(d.Tok[i-1].Form)
		_, country := lexicon.CountryNamed(d.Tok[i-1].Form)
		return !nation && !country && d.Owner[i-1] == 0
	}
	if i+1 >= limit || !Capital(&d.Tok[i+1]) || d.Tok[i+1].UPOS != syntax.PROPN {
		return false
	}
	if strings.ToUpper(d.Tok[i].Form) == d.Tok[i].Form {
		return false
	}
	n, ok := lexicon.BodyNoun(d.Tok[i+1].Lower)
	return ok && n.Kind != lexicon.DocumentBody && n.Kind != lexicon.Group
}

// NewsAgency reports whether the words before token end are "news agency": at
// the end of a name, or before it.
func (d *Page) NewsAgency(end int) bool {
	return d.Is(end-1, "agency", "service") && d.Is(end-2, "news", "press")
}

// Possessor is the country whose possessive stands before token i, with its
// span.
func (d *Page) Possessor(i int) (string, span.Span) {
	if i > 1 && d.Possessive(i-1) {
		for n := min(4, i-1); n > 0; n-- {
			if c, ok := lexicon.CountryNamed(d.Words(i-1-n, i-1)); ok {
				return c.Name, d.Over(i-1-n, i-1)
			}
		}
	}
	return "", span.Span{}
}

// CountryEnding is the country whose name ends before token i.
func (d *Page) CountryEnding(i int) (lexicon.Country, bool) {
	for n := min(4, i); n > 0; n-- {
		if c, ok := lexicon.CountryNamed(d.Words(i-n, i)); ok {
			return c, true
		}
	}
	return lexicon.CountryOf(d.Tok[i-1].Form)
}

// ApposedBody is the kind of body that a description behind a name says it is:
// ", a weekly newspaper in the north".
func (d *Page) ApposedBody(end, limit int) lexicon.BodyKind {
	if !d.Is(end, ",") || end+2 >= limit || d.Tok[end+1].UPOS != syntax.DET {
		return lexicon.NoBody
	}
	kind := lexicon.NoBody
	for i := end + 2; i < min(end+9, limit); i++ {
		switch t := &d.Tok[i]; t.UPOS {
		case syntax.NOUN, syntax.ADJ, syntax.PROPN, syntax.NUM:
			kind = lexicon.NoBody
			if n, ok := lexicon.RoleNoun(t.Lower); ok && !n.Plural {
				return lexicon.NoBody
			}
			if n, ok := lexicon.BodyNoun(t.Lower); ok && !n.Plural && n.Kind != lexicon.DocumentBody {
				kind = n.Kind
			}
		default:
			if t.Form == "-" || d.Possessive(i) {
				continue
			}
			return kind
		}
	}
	return kind
}

// Apposed reports whether a description of a person follows a name.
func (d *Page) Apposed(end, limit int) bool {
	if !d.Is(end, ",") || end+1 >= limit {
		return false
	}
	if d.Tok[end+1].UPOS == syntax.NUM {
		return true
	}
	if d.Is(end+1, "who", "whose") {
		return true
	}
	for i := end + 1; i < min(end+9, limit); i++ {
		if d.Tok[i].UPOS == syntax.PUNCT || d.Tok[i].UPOS == syntax.VERB {
			return false
		}
		if n, ok := lexicon.RoleNoun(d.Tok[i].Lower); ok && !n.Plural && n.Kind != lexicon.Media {
			return true
		}
		if d.Tok[i].UPOS == syntax.ADP {
			return false
		}
	}
	return false
}

// NationBefore is the country of an adjective or possessive before token i.
func (d *Page) NationBefore(i int) string {
	if i > 0 {
		if c, ok := lexicon.CountryOf(d.Tok[i-1].Form); ok {
			return c.ISO
		}
		if c, ok := lexicon.CountryNamed(d.Tok[i-1].Form); ok {
			return c.ISO
		}
	}
	if i > 1 && d.Is(i-1, "and") && d.Owner[i-2] > 0 { // "Chad's Ministry of Ports and Ministry of Trade"
		if _, iso, ok := d.Body(int(d.Owner[i-2]) - 1); ok && iso != "" {
			return iso
		}
	}
	if i > 1 && d.Possessive(i-1) {
		if c, ok := d.CountryEnding(i - 1); ok {
			return c.ISO
		}
	}
	return ""
}

// Parts are the words of a name, folded as they are compared.
func (d *Page) Parts(first, end int) []string {
	var p []string
	for i := first; i < end; i++ {
		if t := &d.Tok[i]; t.UPOS != syntax.PUNCT && !d.Possessive(i) {
			p = append(p, wording.FoldPart(t.Form))
		}
	}
	return p
}

// PartOfRole reports whether token i can belong to the title before a name,
// outside quotation marks.
func (d *Page) PartOfRole(i int, quoted []bool) bool {
	t := &d.Tok[i]
	switch t.UPOS {
	case syntax.NOUN, syntax.PROPN, syntax.ADJ, syntax.X:
		return !t.Span.Empty() && !quoted[i]
	case syntax.PART:
		return d.Possessive(i)
	case syntax.PUNCT:
		return t.Form == "-" || t.Form == "."
	case syntax.ADP:
		return t.Lower == "of" && i+1 < len(d.Tok) && Capital(&d.Tok[i+1]) && i > 0 && Capital(&d.Tok[i-1])
	}
	return false
}
