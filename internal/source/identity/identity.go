// Package identity says by what a source is known from one report to the next,
// and which sources of two reports are one. A step of room source.
//
//	Same("Mohammed Said", "Muhammad Ali Said") = true
//
// It knows names only: what joins sources inside one report is room source's
// own work.
package identity

import (
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/source"
	"hearsay/internal/source/wording"
)

// Key is what a source is known by across reports: a person by the parts of
// the name, a body by its name, an office by its words and body. It is "" for
// unnamed sources, which no key can join.
func Key(s *source.Source) string {
	switch s.Identification {
	case source.Named:
		var p []string
		for w := range strings.FieldsSeq(s.Name) {
			p = append(p, wording.FoldPart(w))
		}
		if len(p) > 2 {
			p = []string{p[0], p[len(p)-1]}
		}
		return "person:" + strings.Join(p, " ")
	case source.Institution:
		if b, ok := lexicon.BodyNamed(s.Name); ok {
			return "body:" + strings.ToLower(b.Name)
		}
		return "body:" + strings.ToLower(wording.FoldName(s.Name))
	case source.NamedOffice:
		return "office:" + strings.ToLower(wording.FoldName(s.Name))
	}
	return ""
}

// Same reports whether sources of two reports are one: spellings, initials and
// family names alone count as the same person.
func Same(a, b *source.Source) bool {
	if a.Identification != b.Identification {
		return false
	}
	if a.Identification == source.Named {
		return wording.SameName(strings.Fields(strings.TrimPrefix(Key(a), "person:")), strings.Fields(strings.TrimPrefix(Key(b), "person:"))) >= 2
	}
	k := Key(a)
	return k != "" && k == Key(b)
}
