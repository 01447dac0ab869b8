package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// rows yields the columns of a table's lines, without comments.
func rows(data string, yield func(col []string)) {
	for l := range strings.Lines(data) {
		l = strings.TrimRight(l, "\r\n")
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		yield(strings.Split(l, "\t"))
	}
}

// column is the i-th column, "" where a line is shorter.
func column(col []string, i int) string {
	if i < len(col) {
		return col[i]
	}
	return ""
}

// keySize bounds the names that are looked up; none in the tables is longer.
const keySize = 96

// fold writes s into buf without full stops, a leading article and a final
// possessive, with straight apostrophes, single spaces and, where lower, in
// lower case. It reports false for a name that is too long to be known.
func fold(buf *[keySize]byte, s string, lower bool) ([]byte, bool) {
	if len(s) > keySize-utf8.UTFMax {
		return nil, false
	}
	if len(s) > 4 && (s[:4] == "the " || s[:4] == "The ") {
		s = s[4:]
	}
	s = strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
	out, blank := buf[:0], false
	for _, r := range s {
		switch {
		case r == '.':
			continue
		case r == '’' || r == '‘':
			r = '\''
		case unicode.IsSpace(r):
			blank = len(out) > 0
			continue
		}
		if blank {
			out, blank = append(out, ' '), false
		}
		if lower {
			r = unicode.ToLower(r)
		}
		if len(out)+utf8.UTFMax >= keySize {
			return nil, false
		}
		out = utf8.AppendRune(out, r)
	}
	return out, len(out) > 0
}

// book is a table of names. A short name, or one in capitals alone, is only
// itself in the case it is written in ("IS", "WHO", "Time"); a longer one may
// stand in any, but for a name all in lower case.
type book[T any] struct {
	exact, loose map[string]T
}

func newBook[T any]() book[T] {
	return book[T]{exact: map[string]T{}, loose: map[string]T{}}
}

// add enters a spelling; the first entry of a spelling stands.
func (b book[T]) add(name string, v T) {
	if strings.HasPrefix(name, "The ") && strings.Count(name, " ") == 1 {
		b.exact[name] = v // "The Hill" is not any Hill
		return
	}
	var buf [keySize]byte
	if k, ok := fold(&buf, name, false); ok {
		if _, there := b.exact[string(k)]; !there {
			b.exact[string(k)] = v
		}
	}
	if len(name) < 6 || strings.ToUpper(name) == name {
		return
	}
	if k, ok := fold(&buf, name, true); ok {
		if _, there := b.loose[string(k)]; !there {
			b.loose[string(k)] = v
		}
	}
}

// named looks a spelling up.
func (b book[T]) named(name string) (v T, ok bool) {
	if v, ok = b.exact[name]; ok {
		return v, true
	}
	var buf [keySize]byte
	k, ok := fold(&buf, name, false)
	if !ok {
		return v, false
	}
	if v, ok = b.exact[string(k)]; ok {
		return v, true
	}
	if strings.ToLower(name) == name {
		return v, false
	}
	if k, ok = fold(&buf, name, true); ok {
		v, ok = b.loose[string(k)]
	}
	return v, ok
}

// plural is the regular plural of a noun.
func plural(noun string) string {
	switch {
	case strings.HasSuffix(noun, "y") && !strings.HasSuffix(noun, "ay") && !strings.HasSuffix(noun, "ey"):
		return noun[:len(noun)-1] + "ies"
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "ch"), strings.HasSuffix(noun, "sh"):
		return noun + "es"
	}
	return noun + "s"
}

// Noun is what a common noun for people or bodies says.
type Noun[K any] struct {
	Kind   K
	Plural bool
}

// nouns reads a table of "kind, nouns" lines; "child/children" gives a plural
// that is not regular. The first entry of a noun stands.
func nouns[K any](data string, kindOf func(string) K) map[string]Noun[K] {
	m := map[string]Noun[K]{}
	put := func(noun string, n Noun[K]) {
		noun = strings.ReplaceAll(noun, "-", " ")
		if _, there := m[noun]; !there {
			m[noun] = n
		}
	}
	rows(data, func(col []string) {
		kind := kindOf(col[0])
		for _, f := range strings.Fields(column(col, 1)) {
			one, many, irregular := strings.Cut(f, "/")
			if !irregular {
				many = plural(one)
			}
			put(one, Noun[K]{Kind: kind})
			put(many, Noun[K]{Kind: kind, Plural: true})
		}
	})
	return m
}
