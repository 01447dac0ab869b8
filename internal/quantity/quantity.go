package quantity

import (
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/syntax"
)

// Count is a number in the text: tokens [First, Last) from its modifier to the
// number itself, the noun phrase up to End that says what is counted.
type Count struct {
	First, Last, End int
	// Min and Max are nil where the text sets no bound; Word keeps "dozens".
	Min, Max *int
	Word     string
	People   bool // what follows counts people, or nothing follows
	Bare     bool // nothing follows
	Category Category
}

// Category is whom a count counts.
type Category string

// The categories.
const (
	Unspecified  Category = "unspecified"
	Civilian     Category = "civilian"
	Children     Category = "children"
	Combatant    Category = "combatant"
	Perpetrators Category = "perpetrator"
)

// reader is one report as this room reads it.
type reader struct {
	tok  []syntax.Token
	last int // end of the sentence being read
}

// Find reads the counts of a report.
func Find(syn *syntax.Analysis) []Count {
	r := &reader{tok: syn.Tokens}
	var out []Count
	for _, sent := range syn.Sentences {
		r.last = sent.Last
		for k := sent.First; k < sent.Last; k++ {
			c, ok := r.count(k)
			if !ok {
				continue
			}
			out = append(out, c)
			k = c.Last - 1
		}
	}
	return out
}

// At reads the number that begins at token k of syn, up to token last; false
// where there is none.
func At(syn *syntax.Analysis, k, last int) bool {
	r := &reader{tok: syn.Tokens, last: last}
	_, _, n := r.modifier(k)
	if k+n >= last {
		return false
	}
	_, _, w := r.cardinal(k + n)
	return w > 0
}

// Modifier is how many tokens from k on only bound a number: "at least".
func Modifier(syn *syntax.Analysis, k, last int) int {
	_, _, n := (&reader{tok: syn.Tokens, last: last}).modifier(k)
	return n
}

func (r *reader) is(k int, words ...string) bool {
	return k >= 0 && k < r.last && slices.Contains(words, r.tok[k].Lower)
}

var months = map[string]bool{
	"january": true, "february": true, "march": true, "april": true, "june": true, "july": true, "august": true,
	"september": true, "october": true, "november": true, "december": true, "jan.": true, "feb.": true, "aug.": true,
	"sept.": true, "oct.": true, "nov.": true, "dec.": true,
}

// count reads a count that begins at token k.
func (r *reader) count(k int) (Count, bool) {
	f := Count{First: k}
	low, high, n := r.modifier(k)
	at := k + n
	if at >= r.last {
		return f, false
	}
	v, word, width := r.cardinal(at)
	if width == 0 {
		if n > 0 || !r.indefinite(k) {
			return f, false
		}
		v, width = 1, 1
	}
	f.Last = at + width
	f.bound(v, low, high, word)
	r.rangeEnd(&f, v)
	r.counted(&f)
	if r.is(k, "a", "an", "one", "another") && f.Bare {
		return f, false
	}
	return f, true
}

// bound sets the range that a modifier makes of v: low and high say how far the
// lower and the upper bound move, 1 for "more than", "fewer than", open for
// none.
func (c *Count) bound(v, low, high int, word string) {
	c.Word = word
	if word != "" {
		return
	}
	if low != open {
		n := v + low
		c.Min = &n
	}
	if high != open {
		n := v + high
		c.Max = &n
	}
}

const open = -1 << 20

// modifier reads what stands before a number: "at least" leaves the upper
// bound open, "up to" the lower.
func (r *reader) modifier(k int) (low, high, n int) {
	two := ""
	if k+1 < r.last {
		two = r.tok[k+1].Lower
	}
	switch r.tok[k].Lower {
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
		if (two == "many" || two == "few") && r.is(k+2, "as") {
			return open, 0, 3
		}
	case "about", "around", "nearly", "almost", "some", "roughly", "approximately", "all", "another", "the", "other", "an":
		if r.is(k, "the", "an") && !r.is(k+1, "estimated", "other") {
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
func (r *reader) cardinal(k int) (v int, word string, width int) {
	l := r.tok[k].Lower
	switch l {
	case "dozens", "scores", "hundreds", "thousands", "several":
		return 0, l, 1
	case "a", "an":
		if r.is(k+1, "dozen") {
			return 12, "", 2
		}
		if r.is(k+1, "hundred") {
			return 100, "", 2
		}
		return 0, "", 0
	case "no", "zero", "none", "nobody":
		return 0, "", 1
	}
	v, ok := simple(l)
	if !ok || r.money(k) {
		return 0, "", 0
	}
	width = 1
	if v >= 20 && v < 100 && v%10 == 0 && r.is(k+1, "-") && k+2 < r.last {
		if u, ok := numberWords[r.tok[k+2].Lower]; ok && u < 10 {
			v, width = v+u, 3
		}
	}
	for k+width < r.last {
		switch r.tok[k+width].Lower {
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
func (r *reader) money(k int) bool {
	if r.is(k-1, "$", "€", "£", "#", "no.", "aged", "age", "flight", "article", "chapter", "route", "-", "/") || r.is(k+1, "%", "percent", "per", "million", "billion", "r.m.", "a.m.", "-year", "years", "year", "/", ":", "km", "kilometers", "miles", "kilometres", "meters", "months", "days", "hours", "minutes", "weeks", "times") {
		return true
	}
	t := &r.tok[k]
	if len(t.Form) == 4 && t.Form[0] >= '1' && t.Form[0] <= '2' && t.Form[0] <= '9' {
		if v, err := strconv.Atoi(t.Form); err == nil && v >= 1900 && v < 2100 {
			return true
		}
	}
	return k > 0 && months[r.tok[k-1].Lower] || k+1 < r.last && months[r.tok[k+1].Lower]
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
func (r *reader) rangeEnd(f *Count, v int) {
	joined := r.is(f.Last, "to", "-", "–") || r.is(f.First-1, "between") && r.is(f.Last, "and")
	if !joined || f.Last+1 >= r.last || r.is(f.First-1, "from") || f.Word != "" {
		return
	}
	if w, ok := simple(r.tok[f.Last+1].Lower); ok && w > v && !r.money(f.Last+1) {
		f.Min, f.Max = &v, &w
		f.Last += 2
		if r.is(f.First-1, "between") {
			f.First--
		}
	}
}

// indefinite reports whether token k is an article that counts one person: a
// short phrase that ends on a noun for people.
func (r *reader) indefinite(k int) bool {
	if !r.is(k, "a", "an") {
		return false
	}
	for j := k + 1; j < r.last && j < k+6; j++ {
		switch r.tok[j].UPOS {
		case syntax.ADJ, syntax.NUM:
		case syntax.NOUN, syntax.PROPN:
			if next := j + 1; next < r.last && (r.tok[next].UPOS == syntax.NOUN || r.is(next, "'s", "’s", "-")) {
				continue
			}
			_, ok := Person(r.tok[j].Lower)
			return ok
		default:
			if r.is(j, "-") {
				continue
			}
			return false
		}
	}
	return false
}

// counted reads the noun phrase after a number: where it ends, and whether it
// counts people and of what category.
func (r *reader) counted(f *Count) {
	k := f.Last
	if r.is(k, "of") && r.is(k+1, "the", "them", "those", "whom", "our", "their", "his", "its") || r.vague(f) && r.is(k, "of") {
		k++
	}
	f.End, f.Bare, f.Category = k, true, Unspecified
	for ; k < r.last && k < f.Last+9; k++ {
		t := &r.tok[k]
		if t.Lower == "killed" || t.Lower == "wounded" || t.Lower == "injured" || t.Lower == "dead" || t.Lower == "missing" {
			break
		}
		quoted := t.UPOS == syntax.PUNCT && (t.Lower == "-" || strings.ContainsAny(t.Lower, "“”\"’‘"))
		switch {
		case quoted, t.UPOS == syntax.DET, t.UPOS == syntax.ADJ, t.XPOS == syntax.TagVBN, t.UPOS == syntax.PART && t.Lower != "to" && t.Lower != "not", t.UPOS == syntax.ADV, t.UPOS == syntax.PRON && r.is(k, "them", "our", "their", "whom"):
			if r.is(k, "others", "other") {
				f.People, f.End = true, k+1
			}
			continue
		case t.UPOS == syntax.NOUN, t.UPOS == syntax.PROPN:
			f.Bare, f.End = false, k+1
			cat, ok := Person(t.Lower)
			f.People = ok
			if ok && cat != Unspecified {
				f.Category = cat
			}
			continue
		}
		break
	}
	f.People = f.People || f.Bare
}

// vague reports whether the figure is a word like "dozens", which takes "of".
func (r *reader) vague(f *Count) bool { return f.Word != "" && f.Word != "several" }
