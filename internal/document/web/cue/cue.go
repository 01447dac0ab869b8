// Package cue says what the names that a page gives its elements tell of them:
// that one holds comments, links to other stories, a caption, the article.
//
//	cue.Of("c-article__pull-quote pullQuote--left") // Pull | Article
//
// Names are split into words at hyphens, underscores and capitals, and words
// and pairs of words are looked up in cues.txt. What follows "has", "no",
// "with" or "is" says something about a page's state and is passed over. A cue
// is a hint: package block drops one that most of a page's text stands under.
package cue

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// Cue is a set of hints.
type Cue uint32

// The hints, as in cues.txt.
const (
	Comment Cue = 1 << iota
	Related
	Share
	Newsletter
	Ad
	Menu
	Footer
	Sidebar
	Bio
	Caption
	Tags
	Consent
	Pull
	Meta
	Correction
	Wall
	Media
	Live
	Body
	Article
	Hidden // by an attribute or a style, not by a name
	Quote  // a blockquote, by its tag
)

// Away are the hints at what is not of the article.
const Away = Comment | Related | Share | Newsletter | Ad | Menu | Footer | Sidebar | Bio | Tags | Consent | Media | Hidden

var names = strings.Fields("comment related share newsletter ad menu footer sidebar bio caption tags consent pull meta correction wall media live body article")

//go:embed cues.txt
var list string

// table maps words, and pairs joined by "+", to hints. A word that begins a
// pair has pairs set.
var table = sync.OnceValue(func() map[string]entry {
	m := map[string]entry{}
	for l := range strings.Lines(list) {
		if strings.HasPrefix(l, "#") {
			continue
		}
		name, words, _ := strings.Cut(l, ":")
		c := Cue(0)
		for i, n := range names {
			if n == name {
				c = 1 << i
			}
		}
		if c == 0 {
			panic(fmt.Sprintf("cues.txt: %q is no cue", name))
		}
		for w := range strings.FieldsSeq(words) {
			first, _, pair := strings.Cut(w, "+")
			e := m[w]
			e.cue |= c
			m[w] = e
			if pair {
				e := m[first]
				e.pairs = true
				m[first] = e
				if parts := strings.Split(w, "+"); len(parts) == 3 {
					e := m[parts[0]+"+"+parts[1]]
					e.pairs = true
					m[parts[0]+"+"+parts[1]] = e
				}
			}
		}
	}
	return m
})

type entry struct {
	cue   Cue
	pairs bool
}

// state words are followed by what is so of the whole page.
func state(w string) bool {
	switch w {
	case "has", "no", "with", "is", "without", "non", "not", "hide", "js", "single":
		return true
	}
	return false
}

// maxNames bounds how much of an element's names is looked at.
const maxNames = 400

// Of is what the names say.
func Of(names string) Cue {
	if names == "" {
		return 0
	}
	names = names[:min(len(names), maxNames)]
	m := table()
	var out Cue
	var buf [64]byte
	last := 0 // length of the words that may begin a pair, in buf
	passed := false
	for i := 0; i < len(names); {
		c := names[i]
		if !letter(c) {
			if c == ' ' || c == '\t' || c == '\n' {
				last, passed = 0, false
			}
			i++
			continue
		}
		j := i + 1
		for j < len(names) && letter(names[j]) && !(capital(names[j]) && !capital(names[j-1])) {
			j++
		}
		w := names[i:j]
		i = j
		hash := len(w) <= 3 && (i < len(names) && digit(names[i]) || i > len(w) && digit(names[i-len(w)-1]))
		if len(w) > 30 || hash { // "css-1ad7f" is no advertisement
			last = 0
			continue
		}
		start := 0
		if last > 0 && last+1+len(w) <= len(buf) {
			buf[last] = '+'
			start = last + 1
			n := lower(buf[start:], w)
			if e, ok := m[string(buf[:start+n])]; ok && !passed {
				out |= e.cue
				if e.pairs {
					last = start + n
					continue
				}
			}
			copy(buf[:], buf[start:start+n])
		} else {
			lower(buf[:], w)
		}
		word := buf[:len(w)]
		if passed {
			last, passed = 0, false
			continue
		}
		passed = state(string(word))
		e, ok := m[string(word)]
		if last = 0; ok {
			out |= e.cue
			if e.pairs {
				last = len(w)
			}
		}
	}
	return out
}

func digit(c byte) bool   { return '0' <= c && c <= '9' }
func letter(c byte) bool  { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func capital(c byte) bool { return 'A' <= c && c <= 'Z' }

func lower(dst []byte, w string) int {
	for i := 0; i < len(w); i++ {
		dst[i] = w[i] | 0x20
	}
	return len(w)
}
