package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word takes what begins with a letter at i: a word with its clitics, an
// acronym, an address, a name with an apostrophe in it.
func (p *Splitter) word(i int) int {
	if j := p.address(i); j > i {
		return p.emit(i, j, plain)
	}
	if j := p.acronym(i); j > i {
		return p.stopped(i, j)
	}
	j := p.alnum(i)
	for {
		switch c, w := p.inner(j); {
		case w == 0:
			return p.finish(i, j)
		case c == '-':
			if !p.prefixed(i, j) {
				return p.finish(i, j)
			}
			j = p.alnum(j + w)
		default:
			j = p.alnum(j + w)
		}
	}
}

// inner reports a joiner at j that has a letter on its other side, and its
// width; zero where there is none.
func (p *Splitter) inner(j int) (rune, int) {
	if j >= p.to {
		return 0, 0
	}
	switch c := p.s[j]; {
	case c == '&':
		if isUpper(p.byte(j-1)) && isUpper(p.byte(j+1)) {
			return '&', 1
		}
	case c == '-':
		if p.class(j+1) == letter {
			return '-', 1
		}
	case c == '\'' || c >= utf8.RuneSelf:
		if k, w := at(p.s, j); k == apostrophe && p.class(j+w) == letter {
			return '\'', w
		}
	case c == '/': // s/he, w/o, c/o
		if k := p.alnum(j + 1); p.class(j+1) == letter && p.before(j-1) != letter && k <= j+3 && p.byte(k) != '/' {
			return '/', 1
		}
	}
	return 0, 0
}

// prefixed reports whether [i,j) is a prefix that keeps its word across a
// hyphen at j.
func (p *Splitter) prefixed(i, j int) bool {
	return p.before(i) != repeat && lookUp(listed, p.s[i:j]) == "prefix"
}

// finish emits the word [i,j), clitics apart, with the stop of an abbreviation.
func (p *Splitter) finish(i, j int) int {
	if p.byte(j) == '$' && p.class(j+1) != letter && j-i <= 3 && isUpper(p.s[i]) {
		return p.emit(i, j+1, plain) // US$
	}
	if p.byte(j) == '.' {
		if k := p.abbreviation(i, j); k > j {
			return k
		}
	}
	p.clitics(i, j)
	return j
}

// clitics emits [i,j) with 's, n't and their like as tokens of their own.
func (p *Splitter) clitics(i, j int) {
	if cut := joined(p.s[i:j]); cut > 0 {
		p.emit(i, i+cut, plain)
		p.emit(i+cut, j, plain)
		return
	}
	cut := clitic(p.s[i:j])
	if cut <= 0 {
		p.emit(i, j, plain)
		return
	}
	if again := clitic(p.s[i : i+cut]); again > 0 { // could|n't|'ve
		p.emit(i, i+again, plain)
		i, cut = i+again, cut-again
	}
	p.emit(i, i+cut, plain)
	p.emit(i+cut, j, plain)
}

// clitic is the byte at which the clitic of w begins; 0 where it has none.
func clitic(w string) int {
	n := len(w)
	if n < 3 {
		return 0
	}
	at := func(k int) int { // the apostrophe that ends k bytes before the end
		if n > k && w[n-k-1] == '\'' {
			return n - k - 1
		}
		if n > k+2 && strings.HasPrefix(w[n-k-3:], "’") {
			return n - k - 3
		}
		return 0
	}
	switch w[n-1] | 0x20 {
	case 's', 'm', 'd':
		return at(1)
	case 'l', 'e':
		if t := strings.ToLower(w[n-2:]); t == "ll" || t == "ve" || t == "re" {
			return at(2)
		}
	case 't':
		if a := at(1); a > 1 && w[a-1]|0x20 == 'n' {
			return a - 1
		}
	}
	return 0
}

// joined is where a word written as one is two: can|not, gon|na.
func joined(w string) int {
	if len(w) != 5 && len(w) != 6 {
		return 0
	}
	switch w[0] | 0x20 {
	case 'c', 'g', 'w':
	default:
		return 0
	}
	switch strings.ToLower(w) {
	case "cannot", "gonna", "gotta", "wanna":
		return 3
	}
	return 0
}

// acronym is the end of "U.S.", "a.m.", "Ph.D." at i, the last stop included
// where it is one of the acronym's; i where none begins there.
func (p *Splitter) acronym(i int) int {
	j := i
	for {
		c, w := at1(p.s, j, p.to)
		if c != letter || p.byte(j+w) != '.' {
			break
		}
		j += w + 1
		if p.class(j) != letter {
			break
		}
	}
	if p.before(j) == repeat && j-i >= 4 && p.class(j) != letter && p.class(j) != digit {
		return j
	}
	if j > i && p.class(j) == letter { // U.S.A, v.Smith
		if k := p.alnum(j); j-i >= 4 && k == j+1 || strings.EqualFold(p.s[i:j], "m.") && k == j+2 && p.byte(k) == '.' {
			if p.byte(k) == '.' {
				k++
			}
			return k
		}
	}
	if k := p.alnum(i); k-i <= 3 && p.byte(k) == '.' && isUpper(p.byte(k+1)) && p.byte(k+2) == '.' && p.class(k+3) != letter && isLower(p.byte(k-1)) {
		return k + 3 // Ph.D.
	}
	return i
}

// stopped emits the acronym [i,j).
func (p *Splitter) stopped(i, j int) int {
	w := strings.TrimSuffix(p.s[i:j], ".")
	if lookUp(abbreviations, w) == "title" {
		return p.emit(i, j, titled)
	}
	m := shortened
	if w == p.s[i:j] {
		m = plain
	}
	if k := p.possessive(j); k > j {
		p.emit(i, j, plain)
		return p.emit(j, k, plain)
	}
	return p.emit(i, j, m)
}

// possessive is the end of a 's at j; j where there is none.
func (p *Splitter) possessive(j int) int {
	if c, w := at1(p.s, j, p.to); c == apostrophe && p.byte(j+w)|0x20 == 's' && p.class(j+w+1) != letter {
		return j + w + 1
	}
	return j
}

// abbreviation emits the word [i,j) with the stop at j where it is one, and
// returns the end; j where the stop ends a sentence.
func (p *Splitter) abbreviation(i, j int) int {
	if p.byte(j+1) == '.' {
		return j
	}
	next, far := p.next(j + 1)
	w := p.s[i:j]
	kind := lookUp(abbreviations, w)
	if w == "may" || w == "mar" || w == "sun" || w == "sat" || w == "no" && next != '(' && !isDigit(next) {
		kind = "" // in lower case, words
	}
	if j-i == 1 && isUpper(w[0]) || utf8.RuneCountInString(w) == 1 && len(w) > 1 && len(w) < 4 && !isLowerWord(w) {
		if p.initial(i, next, far) {
			return p.emit(i, j+1, titled)
		}
		return j
	}
	switch kind {
	case "title":
		if next == 0 || far && !isLetter(next) && next != '\'' && next != '"' {
			return j
		}
		return p.emit(i, j+1, titled)
	case "number":
		if isDigit(next) {
			return p.emit(i, j+1, titled)
		}
	case "either":
		if ascii[w[0]&0x7f] == letter && isLower(w[0]) && len(w) <= 3 && (w == "fri" || w == "mon" || w == "ore" || w == "ill" || w == "ind" || w == "pa" || w == "la" || w == "mo" || w == "md" || w == "va" || w == "est" || w == "wed") {
			return j
		}
		return p.emit(i, j+1, shortened)
	}
	return j
}

// initial reports whether the capital at i is the initial of a name rather
// than the end of a sentence: what follows is a name.
func (p *Splitter) initial(i int, next byte, far bool) bool {
	if !isUpper(next) && !(next == ',' && !far) && next < utf8.RuneSelf && next != '-' {
		return false
	}
	if p.s[i] == 'I' { // "as did I. He": only between two names
		n := len(p.Tokens)
		if n == 0 {
			return false
		}
		t := p.Tokens[n-1]
		return isUpper(p.s[t.Start]) && t.End-t.Start > 1
	}
	return true
}

// next is the first byte after white space from i, and whether there was any;
// 0 at the end of the paragraph. It looks at most 8 bytes ahead.
func (p *Splitter) next(i int) (b byte, far bool) {
	for k := i; k < p.to && k < i+8; {
		c, w := at(p.s, k)
		if c != space {
			return p.s[k], k > i
		}
		k += w
	}
	return 0, true
}

func isLowerWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLower(r)
}

func at1(s string, i, to int) (class, int) {
	if i >= to {
		return space, 0
	}
	return at(s, i)
}

func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool  { return 'a' <= c && c <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return isUpper(c) || isLower(c) || c >= utf8.RuneSelf }
