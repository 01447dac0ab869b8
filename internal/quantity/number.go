package quantity

import (
	"strconv"
	"strings"

	"hearsay/internal/syntax"
)

// value is a number as it stands, without what bounds it.
type value struct {
	n     int
	word  string // of a number that the text leaves open: "dozens"
	width int    // tokens; 0 where there is no number
}

var small = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
	"twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scales = map[string]int{"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}

// open are the words that say many and set no number.
var open = map[string]bool{
	"dozens": true, "scores": true, "hundreds": true, "thousands": true, "millions": true, "several": true, "tens": true,
}

// number reads a number at token k.
func (r *reader) number(k int) value {
	if k >= r.last {
		return value{}
	}
	l := r.tok[k].Lower
	switch {
	case open[l]:
		return r.vague(k)
	case l == "no" || l == "zero" || l == "none" || l == "nobody":
		if l == "no" && (r.is(k+1, ".", "longer", "more", "doubt", "matter") || k+1 < r.last && isDigit(r.tok[k+1].Form[0])) {
			return value{}
		}
		return value{width: 1}
	case l == "a" || l == "an":
		return r.article(k)
	case l == "half" && r.is(k+1, "a") && r.is(k+2, "million"):
		return value{n: 500_000, width: 3}
	case l == "half" && r.is(k+1, "a") && r.is(k+2, "dozen"):
		return value{n: 6, width: 3}
	case l == "handful" && r.is(k-1, "a"):
		return value{}
	case l == "million" || l == "dozen" || l == "hundred" || l == "thousand":
		return value{}
	}
	return r.cardinal(k)
}

// vague is "dozens", "hundreds of thousands", "several dozen".
func (r *reader) vague(k int) value {
	l := r.tok[k].Lower
	if l == "tens" {
		if r.is(k+1, "of") && r.is(k+2, "thousands", "millions") {
			return value{word: r.tok[k+2].Lower, width: 3}
		}
		if r.is(k+1, "of") {
			return value{word: l, width: 1}
		}
		return value{}
	}
	if (l == "hundreds" || l == "thousands") && r.is(k+1, "of") && r.is(k+2, "thousands", "millions") {
		return value{word: r.tok[k+2].Lower, width: 3}
	}
	if l == "several" && k+1 < r.last && scales[r.tok[k+1].Lower] > 0 {
		return value{word: r.tok[k+1].Lower + "s", width: 2}
	}
	return value{word: l, width: 1}
}

// article is "a dozen", "a hundred and five", "a few", "a couple of".
func (r *reader) article(k int) value {
	switch {
	case r.is(k+1, "quarter") && r.is(k+2, "of") && r.is(k+3, "a") && r.is(k+4, "million"):
		return value{n: 250_000, width: 5}
	case r.is(k+1, "dozen"):
		return value{n: 12, width: 2}
	case r.is(k+1, "hundred", "thousand", "million"):
		v := r.scaled(k+1, 1)
		v.width += 1
		return v
	case r.is(k+1, "few", "handful", "number", "couple"):
		v := value{word: r.tok[k+1].Lower, width: 2}
		if v.word == "few" && k+2 < r.last && scales[r.tok[k+2].Lower] > 0 {
			return value{word: r.tok[k+2].Lower + "s", width: 3}
		}
		if v.word == "number" || v.word == "handful" || v.word == "couple" {
			if !r.is(k+2, "of") {
				return value{}
			}
			if v.word == "couple" {
				return value{n: 2, width: 3}
			}
			v.word, v.width = "several", 3
		}
		return v
	case r.is(k+1, "pair") && r.is(k+2, "of"):
		return value{n: 2, width: 3}
	}
	return value{}
}

// cardinal is a number in words or digits, with its scale: "twenty-two",
// "two dozen", "one hundred and five", "1.5 million".
func (r *reader) cardinal(k int) value {
	l := r.tok[k].Lower
	if r.other(k) {
		return value{}
	}
	if whole, part, ok := decimal(l); ok {
		if s := r.scale(k + 1); s >= 1000 {
			return value{n: whole*s + part*(s/1000), width: 2}
		}
		return value{}
	}
	n, ok := simple(l)
	if !ok {
		return value{}
	}
	width := 1
	if n >= 20 && n < 100 && n%10 == 0 && !isDigit(l[0]) {
		j := k + 1
		if r.is(j, "-") {
			j++
		}
		if j < r.last {
			if u, ok := small[r.tok[j].Lower]; ok && u < 10 {
				n, width = n+u, j+1-k
			}
		}
	}
	v := r.scaled(k+width, n)
	v.width += width
	return v
}

func (r *reader) scale(k int) int {
	if k >= r.last {
		return 0
	}
	return scales[r.tok[k].Lower]
}

// scaled multiplies n by the scales from token k on and adds what follows
// them: "hundred and five".
func (r *reader) scaled(k, n int) value {
	at := k
	for ; r.scale(at) > 0 && n < 1_000_000; at++ {
		n *= r.scale(at)
	}
	if at > k && !r.is(at-1, "dozen") {
		j := at
		if r.is(j, "and") {
			j++
		}
		if j < r.last {
			if u, ok := small[r.tok[j].Lower]; ok && u < 100 && (j > at || !isDigit(r.tok[j].Form[0])) && u < n {
				if w := r.cardinal(j); w.width > 0 && w.n < 1000 && w.n < n {
					return value{n: n + w.n, width: j + w.width - k}
				}
			}
		}
	}
	return value{n: n, width: at - k}
}

// decimal is "1.5" as its whole part and its thousandths.
func decimal(l string) (whole, thousandths int, ok bool) {
	a, b, ok := strings.Cut(l, ".")
	if !ok || a == "" || b == "" || len(b) > 3 || !isDigit(a[0]) {
		return 0, 0, false
	}
	whole, err := strconv.Atoi(strings.ReplaceAll(a, ",", ""))
	if err != nil {
		return 0, 0, false
	}
	thousandths, err = strconv.Atoi((b + "000")[:3])
	return whole, thousandths, err == nil
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// simple is a number of one token.
func simple(l string) (int, bool) {
	if v, ok := small[l]; ok {
		return v, true
	}
	if l == "" {
		return 0, false
	}
	if !isDigit(l[0]) {
		a, b, ok := strings.Cut(l, "-")
		if !ok {
			return 0, false
		}
		x, y := small[a], small[b]
		return x + y, x >= 20 && y > 0 && y < 10
	}
	if i := strings.IndexByte(l, ','); i >= 0 && (i > 3 || len(l)%4 != i%4) {
		return 0, false // "1,20" is no number
	}
	v, err := strconv.Atoi(strings.ReplaceAll(l, ",", ""))
	return v, err == nil && v < 1_000_000_000
}

// other reports whether the number at token k counts no things: a year, an
// age, a sum, a share, a clock time, a day of a month, a part of a name.
func (r *reader) other(k int) bool {
	if k > r.first && r.before(k) {
		return true
	}
	t := &r.tok[k]
	digit := isDigit(t.Form[0])
	if k+1 < r.last {
		next := &r.tok[k+1]
		switch next.Lower {
		case "%", "percent", "per", "r.m.", "a.m.", "p.m.", "am", "pm", "/", ":", "°", "gmt", "utc", "o'clock", "o’clock", "year-old", "years-old", "st", "$":
			return true
		case "-", "‑":
			// "two-day", "10-year-old", "12-member" are no counts; "8-10" is one.
			if k+2 < r.last && r.tok[k+2].Span.Start == next.End && r.tok[k+2].UPOS != syntax.NUM {
				if _, ok := simple(r.tok[k+2].Lower); !ok && next.Span.Start == t.End {
					return true
				}
			}
		}
		if digit && len(t.Form) <= 2 && months[next.Lower] {
			return true
		}
	}
	if digit && len(t.Form) == 4 && k-2 >= r.first && isDigit(r.tok[k-1].Form[0]) && len(r.tok[k-1].Form) <= 2 && months[r.tok[k-2].Lower] {
		return true // "August 21 2013"
	}
	if digit && len(t.Form) == 4 && (t.Form[0] == '1' && t.Form[1] >= '8' || t.Form[0] == '2' && t.Form[1] == '0') && !r.peopled(k+1) {
		return true // a year
	}
	return digit && t.Form[0] == '0' && len(t.Form) > 1
}

// before reports whether what stands before token k makes its number no count.
func (r *reader) before(k int) bool {
	p := r.tok[k-1].Lower
	if (p == "between" || p == "from") && r.is(k-2, "aged", "ages", "age") || p == "no" && r.is(k, "one") {
		return true
	}
	if p == "," && r.is(k+1, ",") && k-2 >= r.first && r.tok[k-2].UPOS == syntax.PROPN && isDigit(r.tok[k].Form[0]) && len(r.tok[k].Form) <= 2 {
		return true // "Ana Ruiz, 40, was shot"
	}
	if p == "," || p == "and" { // "aged three, six and 17"
		for j := k - 1; j > r.first && j > k-10; j-- {
			if r.is(j, "aged", "ages") {
				return true
			}
			if r.tok[j].UPOS != syntax.NUM && !r.is(j, ",", "and") {
				break
			}
		}
	}
	switch p {
	case "$", "€", "£", "#", "no.", "aged", "age", "ages", "flight", "article", "chapter", "route", "section", "resolution", "unit", "room", "highway", "channel", "boeing", "airbus", "mi", "su", "mig", "number":
		return p != "number" || !r.is(k-2, "the")
	case "-", "/", "‑":
		// what is glued to a name or a number: "MI-17", "F-16", "9/11"
		if k-2 >= r.first && r.tok[k-2].End == r.tok[k-1].Start && r.tok[k-1].End == r.tok[k].Start {
			_, n := simple(r.tok[k-2].Lower)
			return !n || p == "/"
		}
	}
	return months[p] && isDigit(r.tok[k].Form[0])
}

// peopled reports whether a noun for people stands at k or after one
// adjective.
func (r *reader) peopled(k int) bool {
	for j := k; j < min(r.last, k+3); j++ {
		if _, ok := Person(r.tok[j].Lower); ok {
			return true
		}
		if r.tok[j].UPOS != syntax.ADJ {
			return false
		}
	}
	return false
}

var months = map[string]bool{
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true,
	"september": true, "october": true, "november": true, "december": true, "jan.": true, "feb.": true, "aug.": true,
	"sept.": true, "oct.": true, "nov.": true, "dec.": true, "jan": true, "feb": true, "mar": true, "apr": true, "jun": true,
	"jul": true, "aug": true, "sep": true, "oct": true, "nov": true, "dec": true,
}
