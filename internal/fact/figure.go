package fact

import (
	"strconv"
	"strings"

	"hearsay/internal/syntax"
)

// figure is a count in the text: tokens [first, last) from its modifier to the
// number, the noun phrase up to end that says what is counted.
type figure struct {
	first, last, end int
	number           Number
	people           bool // what follows counts people, or nothing follows
	bare             bool // nothing follows
	category         Category
	effect           effect
	event            int
}

// figures finds all counts of the report that may count people.
func (p *page) figures() []figure {
	var out []figure
	for k := 0; k < len(p.tok); k++ {
		f, ok := p.figure(k)
		if !ok {
			continue
		}
		out = append(out, f)
		k = f.last - 1
	}
	return out
}

// figure reads a count that begins at token k.
func (p *page) figure(k int) (figure, bool) {
	f := figure{first: k}
	low, high, n := p.modifier(k)
	at := k + n
	if at >= len(p.tok) || p.sent[at] != p.sent[k] {
		return f, false
	}
	v, word, width := p.cardinal(at)
	if width == 0 {
		if n > 0 || !p.indefinite(k) {
			return f, false
		}
		v, width = 1, 1
	}
	f.last = at + width
	f.number = number(v, low, high, word)
	p.rangeEnd(&f, v)
	p.counted(&f)
	if p.is(k, "a", "an", "one", "another") && f.bare {
		return f, false
	}
	return f, true
}

// number is the range that a modifier makes of v: low and high say how far the
// lower and the upper bound move, 1 for "more than", "fewer than", open for
// none.
func number(v, low, high int, word string) Number {
	num := Number{Word: word}
	if word != "" {
		return num
	}
	if low != open {
		n := v + low
		num.Min = &n
	}
	if high != open {
		n := v + high
		num.Max = &n
	}
	return num
}

const open = -1 << 20

// modifier reads what stands before a number: "at least" leaves the upper
// bound open, "up to" the lower.
func (p *page) modifier(k int) (low, high, n int) {
	two := ""
	if k+1 < len(p.tok) {
		two = p.tok[k+1].Lower
	}
	switch p.tok[k].Lower {
	case "at":
		if two == "least" {
			return 0, open, 2
		}
		if two == "most" {
			return open, 0, 2
		}
	case "more":
		if two == "than" {
			return 1, open, 2
		}
	case "over", "exceeding":
		return 1, open, 1
	case "fewer", "less":
		if two == "than" {
			return open, -1, 2
		}
	case "up":
		if two == "to" {
			return open, 0, 2
		}
	case "as":
		if (two == "many" || two == "few") && p.is(k+2, "as") {
			return open, 0, 3
		}
	case "about", "around", "nearly", "almost", "some", "roughly", "approximately", "all", "another", "the", "other", "an":
		if p.is(k, "the", "an") && !p.is(k+1, "estimated", "other") {
			return 0, 0, 0
		}
		if two == "estimated" || two == "other" || two == "of" || two == "the" {
			return 0, 0, 2
		}
		return 0, 0, 1
	}
	return 0, 0, 0
}

var numberWords = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
	"twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// cardinal reads a number at token k: digits, words, "two dozen", or a word
// that gives none, like "dozens".
func (p *page) cardinal(k int) (v int, word string, width int) {
	l := p.tok[k].Lower
	switch l {
	case "dozens", "scores", "hundreds", "thousands", "several":
		return 0, l, 1
	case "a", "an":
		if p.is(k+1, "dozen") {
			return 12, "", 2
		}
		if p.is(k+1, "hundred") {
			return 100, "", 2
		}
		return 0, "", 0
	case "no", "zero", "none", "nobody":
		return 0, "", 1
	}
	v, ok := simple(l)
	if !ok || p.money(k) {
		return 0, "", 0
	}
	width = 1
	if v >= 20 && v < 100 && v%10 == 0 && p.is(k+1, "-") && k+2 < len(p.tok) {
		if u, ok := numberWords[p.tok[k+2].Lower]; ok && u < 10 {
			v, width = v+u, 3
		}
	}
	for k+width < len(p.tok) {
		switch p.tok[k+width].Lower {
		case "dozen":
			v *= 12
		case "hundred":
			v *= 100
		case "thousand":
			v *= 1000
		case "million":
			return 0, "", 0
		default:
			return v, "", width
		}
		width++
	}
	return v, "", width
}

// money reports whether the number at token k counts no people: a year, an
// age, a sum, a percentage, a clock time, a part of a name or a score.
func (p *page) money(k int) bool {
	if p.is(k-1, "$", "€", "£", "#", "no.", "aged", "age", "flight", "article", "chapter", "route", "-", "/") || p.is(k+1, "%", "percent", "per", "million", "billion", "p.m.", "a.m.", "-year", "years", "year", "/", ":", "km", "kilometers", "miles", "kilometres", "meters", "months", "days", "hours", "minutes", "weeks", "times") {
		return true
	}
	t := &p.tok[k]
	if len(t.Form) == 4 && t.Form[0] >= '1' && t.Form[0] <= '2' && t.Form[0] <= '9' {
		if v, err := strconv.Atoi(t.Form); err == nil && v >= 1900 && v < 2100 {
			return true
		}
	}
	return k > 0 && monthOf(p.tok[k-1].Lower) > 0 || k+1 < len(p.tok) && monthOf(p.tok[k+1].Lower) > 0
}

func simple(l string) (int, bool) {
	if v, ok := numberWords[l]; ok {
		return v, true
	}
	if a, b, ok := strings.Cut(l, "-"); ok {
		x, y := numberWords[a], numberWords[b]
		return x + y, x >= 20 && y > 0 && y < 10
	}
	if l == "" || l[0] < '0' || l[0] > '9' {
		return 0, false
	}
	v, err := strconv.Atoi(strings.ReplaceAll(l, ",", ""))
	return v, err == nil && v < 10_000_000
}

// rangeEnd widens a figure by what follows: "8 to 10", "between 8 and 10".
func (p *page) rangeEnd(f *figure, v int) {
	joined := p.is(f.last, "to", "-", "–") || p.is(f.first-1, "between") && p.is(f.last, "and")
	if !joined || f.last+1 >= len(p.tok) || p.is(f.first-1, "from") || f.number.Word != "" {
		return
	}
	if w, ok := simple(p.tok[f.last+1].Lower); ok && w > v && !p.money(f.last+1) {
		f.number.Min, f.number.Max = &v, &w
		f.last += 2
		if p.is(f.first-1, "between") {
			f.first--
		}
	}
}

// indefinite reports whether token k is an article that counts one person: a
// short phrase that ends on a noun for people.
func (p *page) indefinite(k int) bool {
	if !p.is(k, "a", "an") {
		return false
	}
	for j := k + 1; j < len(p.tok) && j < k+6 && p.sent[j] == p.sent[k]; j++ {
		switch p.tok[j].UPOS {
		case syntax.ADJ, syntax.NUM:
		case syntax.NOUN, syntax.PROPN:
			if next := j + 1; next < len(p.tok) && (p.tok[next].UPOS == syntax.NOUN || p.is(next, "'s", "’s", "-")) {
				continue
			}
			_, ok := personNoun(p.tok[j].Lower)
			return ok
		default:
			if p.is(j, "-") {
				continue
			}
			return false
		}
	}
	return false
}

// counted reads the noun phrase after a number: where it ends, and whether it
// counts people and of what category.
func (p *page) counted(f *figure) {
	k := f.last
	if p.is(k, "of") && p.is(k+1, "the", "them", "those", "whom", "our", "their", "his", "its") || p.number(f) && p.is(k, "of") {
		k++
	}
	f.end, f.bare, f.category = k, true, Unspecified
	for ; k < len(p.tok) && k < f.last+9 && p.sent[k] == p.sent[f.first]; k++ {
		t := &p.tok[k]
		if t.Lower == "killed" || t.Lower == "wounded" || t.Lower == "injured" || t.Lower == "dead" || t.Lower == "missing" {
			break
		}
		quoted := t.UPOS == syntax.PUNCT && (t.Lower == "-" || strings.ContainsAny(t.Lower, "“”\"’‘"))
		switch {
		case quoted, t.UPOS == syntax.DET, t.UPOS == syntax.ADJ, t.XPOS == syntax.TagVBN, t.UPOS == syntax.PART && t.Lower != "to" && t.Lower != "not", t.UPOS == syntax.ADV, t.UPOS == syntax.PRON && p.is(k, "them", "our", "their", "whom"):
			if p.is(k, "others", "other") {
				f.people, f.end = true, k+1
			}
			continue
		case t.UPOS == syntax.NOUN, t.UPOS == syntax.PROPN:
			f.bare, f.end = false, k+1
			cat, ok := personNoun(t.Lower)
			f.people = ok
			if ok && cat != Unspecified {
				f.category = cat
			}
			continue
		}
		break
	}
	f.people = f.people || f.bare
}

// number reports whether the figure is a word like "dozens", which takes "of".
func (p *page) number(f *figure) bool { return f.number.Word != "" && f.number.Word != "several" }
