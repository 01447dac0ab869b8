// Package lemma gives a word its dictionary form, by its Penn tag: endings are
// taken off by rule, checked against the verbs and nouns known, and what no
// rule gets right is looked up. Part of room 3.
package lemma

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
)

// Exception is a word whose lemma no rule gives.
type Exception struct{ Tag, Lower, Lemma string }

// Book holds the known base forms and the exceptions. It is safe for
// concurrent use.
type Book struct {
	bases map[string]string // base form to itself, so that a lemma need not be allocated
	odd   map[string]map[string]string
}

// NewBook makes a book of base forms and exceptions.
func NewBook(bases []string, odd []Exception) *Book {
	b := &Book{bases: make(map[string]string, len(bases)), odd: map[string]map[string]string{}}
	for _, w := range bases {
		b.bases[w] = w
	}
	for _, e := range odd {
		if b.odd[e.Tag] == nil {
			b.odd[e.Tag] = map[string]string{}
		}
		b.odd[e.Tag][e.Lower] = e.Lemma
	}
	return b
}

// Of is the lemma of a form with its Penn tag. A proper name keeps its
// capitals.
func (b *Book) Of(form, lower, tag string) string {
	if odd := b.odd[tag]; odd != nil {
		if l, ok := odd[lower]; ok {
			return l
		}
	}
	switch tag {
	case "NNP", "NNPS", "ADD", "FW", "GW", "SYM", "LS", "CD":
		return form
	case "NNS", "VBZ":
		return b.plural(lower)
	case "VBG":
		return b.strip(lower, "ing")
	case "VBD", "VBN":
		return b.strip(lower, "ed")
	case "JJR", "RBR":
		return b.strip(lower, "er")
	case "JJS", "RBS":
		return b.strip(lower, "est")
	}
	return lower
}

// plural takes -s off.
func (b *Book) plural(w string) string {
	n := len(w)
	if n < 3 || w[n-1] != 's' || w[n-2] == 's' {
		return w
	}
	switch {
	case strings.HasSuffix(w, "ies") && n > 4:
		if base, ok := b.bases[w[:n-3]+"y"]; ok {
			return base
		}
		return w[:n-3] + "y"
	case w[n-2] == 'e':
		if base, ok := b.bases[w[:n-1]]; ok {
			return base
		}
		stem := w[:n-2]
		if strings.HasSuffix(stem, "ss") || strings.HasSuffix(stem, "sh") || strings.HasSuffix(stem, "ch") || strings.HasSuffix(stem, "x") || strings.HasSuffix(stem, "zz") {
			return stem
		}
		if base, ok := b.bases[stem]; ok {
			return base
		}
	}
	return w[:n-1]
}

// strip takes -ing, -ed, -er or -est off and mends the stem.
func (b *Book) strip(w, ending string) string {
	stem, ok := strings.CutSuffix(w, ending)
	if !ok || len(stem) < 2 || !strings.ContainsAny(stem, "aeiouy") {
		return w
	}
	n := len(stem)
	doubled := n > 2 && stem[n-1] == stem[n-2] && !vowel(stem[n-1])
	if doubled {
		if base, ok := b.bases[stem]; ok {
			return base
		}
		if base, ok := b.bases[stem[:n-1]]; ok {
			return base
		}
	}
	if ending != "ing" && stem[n-1] == 'i' {
		return stem[:n-1] + "y"
	}
	if base, ok := b.bases[stem+"e"]; ok {
		if other, ok := b.bases[stem]; ok && !mute(stem) {
			return other
		}
		return base
	}
	if base, ok := b.bases[stem]; ok {
		return base
	}
	switch {
	case doubled && strings.IndexByte("lsz", stem[n-1]) < 0:
		return stem[:n-1]
	case mute(stem):
		return stem + "e"
	}
	return stem
}

// mute reports whether a stem so ended takes a mute e.
func mute(stem string) bool {
	n := len(stem)
	switch stem[n-1] {
	case 'v', 'c', 'u', 'g':
		return !strings.HasSuffix(stem, "ng") || strings.HasSuffix(stem, "ang")
	case 's', 'z':
		return n > 2 && stem[n-2] != stem[n-1]
	case 't':
		return n > 3 && stem[n-2] == 'a' && !vowel(stem[n-3])
	case 'l':
		return n > 2 && !vowel(stem[n-2]) && stem[n-2] != 'l' && stem[n-2] != 'r' && stem[n-2] != 'w'
	case 'r':
		return n > 2 && stem[n-2] == 'u'
	}
	return false
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// Append encodes a book's words after b, sorted.
func Append(b []byte, bases []string, odd []Exception) []byte {
	bases, odd = slices.Clone(bases), slices.Clone(odd)
	slices.Sort(bases)
	slices.SortFunc(odd, func(x, y Exception) int {
		return cmp.Or(cmp.Compare(x.Tag, y.Tag), cmp.Compare(x.Lower, y.Lower))
	})
	var text strings.Builder
	for _, w := range bases {
		text.WriteString(w + "\n")
	}
	text.WriteString("\n")
	for _, e := range odd {
		text.WriteString(e.Tag + "\t" + e.Lower + "\t" + e.Lemma + "\n")
	}
	b = binary.AppendUvarint(b, uint64(text.Len()))
	return append(b, text.String()...)
}

// Decode reads what Append wrote and returns the bytes after it.
func Decode(b []byte) (*Book, []byte, error) {
	n, w := binary.Uvarint(b)
	if w <= 0 || n > uint64(len(b)-w) {
		return nil, nil, errors.New("broken lemma book")
	}
	text := string(b[w : w+int(n)])
	first, second, _ := strings.Cut(text, "\n\n")
	var odd []Exception
	for line := range strings.Lines(second) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) == 3 {
			odd = append(odd, Exception{f[0], f[1], f[2]})
		}
	}
	return NewBook(strings.Split(first, "\n"), odd), b[w+int(n):], nil
}
