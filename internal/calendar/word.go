package calendar

import (
	_ "embed"
	"strconv"
	"strings"

	"hearsay/internal/syntax"
)

// class is what a word does in a time expression.
type class uint8

// The classes of data/words.tsv, then those that are read from digits.
const (
	none class = iota
	weekday
	month
	unit
	number
	scale
	ordinal
	vague
	part
	season
	near
	tonight
	noon
	reference
	state
	every
	article
	which
	edge
	limit
	bound
	filler
	away
	zone
	meridiem
	ahead
	holiday
	hyphen
	clock  // "9:30", n in minutes
	year   // "1998", "'98" is none
	decade // "1990s", "'90s": n its first year
	date   // "1998-10-26", "10/26/98": n days since 1900
)

var classNames = strings.Fields("none weekday month unit number scale ordinal vague part season near tonight noon reference state every article which edge limit bound filler away zone meridiem ahead holiday hyphen clock year decade")

// word is a class with its value: the number that the table gives, or an
// index into names.
type word struct {
	class  class
	plural bool
	n      int32
}

//go:embed data/words.tsv
var wordTable string

var words, names = readWords(wordTable)

// readWords reads the table: the words, and the values that are no numbers.
func readWords(table string) (map[string]word, []string) {
	m := map[string]word{}
	var values []string
	index := map[string]int{}
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		col := strings.Split(line, "\t")
		w := word{class: classOf(col[0])}
		if n, err := strconv.Atoi(col[1]); err == nil {
			w.n = int32(n)
		} else {
			i, ok := index[col[1]]
			if !ok {
				i = len(values)
				index[col[1]] = i
				values = append(values, col[1])
			}
			w.n = int32(i)
			if w.class == unit {
				w.n = int32(unitOf(col[1]))
			}
		}
		for _, s := range strings.Fields(col[2]) {
			w.plural = len(s) > 2 && s[len(s)-1] == 's' && (w.class == unit || w.class == weekday || w.class == part || w.class == season)
			if w.class == unit && strings.HasSuffix(s, "centuries") {
				w.plural = true
			}
			if _, there := m[s]; !there {
				m[s] = w
			}
		}
	}
	return m, values
}

func classOf(name string) class {
	for i, n := range classNames {
		if n == name {
			return class(i)
		}
	}
	return none
}

// name is the value of a word whose value is no number.
func (w word) name() string { return names[w.n] }

// look is the word that token t is, none for most.
func look(t *syntax.Token) word {
	l := t.Lower
	if len(l) == 0 || len(l) > 16 {
		return word{}
	}
	switch c := l[0]; {
	case c >= '0' && c <= '9', c == '\'' && len(l) > 2, c == 0xe2 && len(l) > 4:
		return digits(l)
	case c == '-' && len(l) == 1, l == "–", l == "‑":
		return word{class: hyphen}
	case c < 'a' || c > 'z':
		return word{}
	}
	w, ok := words[l]
	if !ok {
		if len(l) > 5 && l[:4] == "mid-" {
			return words[l[4:]]
		}
		return word{}
	}
	if w.class == month && (len(l) == 3 && w.n != 5 || (w.n == 5 || w.n == 3 || w.n == 8) && !capital(t)) {
		w.plural = true // may be no month: the caller wants a number beside it
	}
	if (w.class == weekday || w.class == month) && l == "sun." && !capital(t) {
		return word{}
	}
	return w
}

func capital(t *syntax.Token) bool { return t.Form[0] >= 'A' && t.Form[0] <= 'Z' }

// digits reads a token that begins with a figure or an apostrophe.
func digits(l string) word {
	short := false
	for _, q := range []string{"'", "’", "‘"} {
		if strings.HasPrefix(l, q) {
			l, short = l[len(q):], true
		}
	}
	n, i := 0, 0
	for i < len(l) && l[i] >= '0' && l[i] <= '9' && i < 8 {
		n = n*10 + int(l[i]-'0')
		i++
	}
	rest := l[i:]
	switch {
	case i == 0:
		return word{}
	case rest == "" && short:
		return word{}
	case rest == "" && i == 4 && n >= 1500 && n < 2100:
		return word{class: year, n: int32(n)}
	case rest == "":
		return word{class: number, n: int32(n)}
	case rest == "s" || rest == "'s" || rest == "’s":
		if i == 4 && n%10 == 0 && n >= 1500 && n < 2100 {
			return word{class: decade, n: int32(n)}
		}
		if short && i == 2 && n%10 == 0 && n > 0 {
			return word{class: decade, n: int32(1900 + n)}
		}
	case (rest == "st" || rest == "nd" || rest == "rd" || rest == "th") && i <= 2:
		return word{class: ordinal, n: int32(n)}
	case rest[0] == ':' && i <= 2 && len(rest) >= 3 && isDigit(rest[1]) && isDigit(rest[2]):
		if m := int(rest[1]-'0')*10 + int(rest[2]-'0'); n <= 24 && m < 60 {
			return word{class: clock, n: int32(n*60 + m)}
		}
	case rest[0] == '-' || rest[0] == '/':
		return numeric(n, i, rest)
	}
	return word{}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// numeric reads "1998-10-26" and the American "10/26/98"; a first number over
// twelve makes it day/month/year.
func numeric(n, width int, rest string) word {
	sep := rest[0]
	b, c, ok := strings.Cut(rest[1:], string(sep))
	if !ok {
		return word{}
	}
	x, err1 := strconv.Atoi(b)
	z, err2 := strconv.Atoi(c)
	if err1 != nil || err2 != nil {
		return word{}
	}
	y, m, d := z, n, x
	switch {
	case width == 4:
		y, m, d = n, x, z
	case sep == '-':
		return word{}
	case n > 12:
		m, d = x, n
	}
	if y < 100 && len(c) == 2 {
		y += 1900
		if y < 1940 {
			y += 100
		}
	}
	if y < 1500 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31 {
		return word{}
	}
	return word{class: date, n: int32(y*10000 + m*100 + d)}
}
