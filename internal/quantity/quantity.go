package quantity

import (
	"slices"

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
	// Unknown says that what follows is a noun of which nobody knows whether
	// it counts people: "four pensionados".
	Unknown  bool
	Category Category
}

// reader is one report as this room reads it.
type reader struct {
	tok   []syntax.Token
	first int // the sentence being read: [first, last)
	last  int
}

// Find reads the counts of a report.
func Find(syn *syntax.Analysis) []Count {
	r := &reader{tok: syn.Tokens}
	var out []Count
	for _, sent := range syn.Sentences {
		r.first, r.last = sent.First, sent.Last
		for k := sent.First; k < sent.Last; k++ {
			if !opens(&r.tok[k]) {
				continue
			}
			c, ok := r.count(k)
			if !ok {
				continue
			}
			out = append(out, c)
			k = c.Last - 1
			if r.partitive(&c) {
				k = c.End - 1
			}
		}
	}
	return out
}

// opens reports whether a count can begin at t: it saves the look at most
// words.
func opens(t *syntax.Token) bool {
	l := t.Lower
	if l == "" {
		return false
	}
	if isDigit(l[0]) {
		return true
	}
	if len(l) > 13 || l[0] < 'a' || l[0] > 'z' {
		return false
	}
	_, ok := openers[l]
	return ok
}

// openers are the words, besides numbers, that a count begins with.
var openers = func() map[string]struct{} {
	m := map[string]struct{}{}
	for _, w := range []string{
		"a", "an", "the", "at", "more", "greater", "higher", "over", "exceeding", "upwards", "fewer", "less", "under", "no", "not", "up", "as", "about",
		"around", "nearly", "almost", "some", "roughly", "approximately", "all", "another", "other", "only", "just", "exactly", "both", "circa",
		"zero", "none", "nobody", "half",
	} {
		m[w] = struct{}{}
	}
	for w := range open {
		m[w] = struct{}{}
	}
	for w := range small {
		m[w] = struct{}{}
	}
	return m
}()

// At reports whether a number begins at token k of syn, up to token last.
func At(syn *syntax.Analysis, k, last int) bool {
	r := &reader{tok: syn.Tokens, first: max(0, k-2), last: last}
	_, _, n := r.modifier(k)
	return r.number(k+n).width > 0
}

// Whole is the count that c is a part of, "16 people" of "five of the 16 people";
// false where the text gives no number for it.
func Whole(syn *syntax.Analysis, c Count) (Count, bool) {
	k := c.Last
	if k+2 >= c.End || syn.Tokens[k].Lower != "of" {
		return Count{}, false
	}
	if syn.Tokens[k+1].Lower == "the" {
		k++
	}
	r := &reader{tok: syn.Tokens, first: k, last: c.End}
	if w, ok := r.count(k + 1); ok && w.Min != nil {
		return w, true
	}
	return Count{}, false
}

// Modifier is how many tokens from k on only bound a number: "at least".
func Modifier(syn *syntax.Analysis, k, last int) int {
	_, _, n := (&reader{tok: syn.Tokens, first: max(0, k-2), last: last}).modifier(k)
	return n
}

func (r *reader) is(k int, words ...string) bool {
	return k >= r.first && k < r.last && slices.Contains(words, r.tok[k].Lower)
}

// count reads a count that begins at token k.
func (r *reader) count(k int) (Count, bool) {
	c := Count{First: k}
	low, high, n := r.modifier(k)
	if n > 0 && low == 0 && high == 0 { // "some at least 20", "another more than 20"
		if l2, h2, n2 := r.modifier(k + n); n2 > 0 {
			low, high, n = l2, h2, n+n2
		}
	}
	at := k + n
	if at >= r.last {
		return c, false
	}
	v := r.number(at)
	if v.width == 0 {
		switch {
		case n > 0 && r.is(k, "another") && n == 1:
			v, at = value{n: 1, width: 0}, k+1
		case n == 0 && r.indefinite(k):
			v = value{n: 1, width: 1}
		default:
			return c, false
		}
	}
	c.Last = at + v.width
	c.bound(v, low, high)
	r.widen(&c, v)
	r.counted(&c)
	if r.is(k, "a", "an") && c.Bare && v.width == 1 {
		return c, false
	}
	return c, true
}
