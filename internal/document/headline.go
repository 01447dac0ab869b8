package document

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// headlinese reports whether s, which is followed by the paragraphs of rest, is
// worded as a headline. One without a stop is, unless it is as long and as rich
// in small words as a lead. One with a stop, as archives add it, is where it is
// in title case, where a dateline follows, where it has none of the small words
// that sentences have and headlines leave out, or few and the body says it
// again.
func headlinese(s string, rest []string) bool {
	if strings.HasSuffix(s, ":") || strings.HasSuffix(s, ",") || strings.HasPrefix(s, "(") || transcript.MatchString(s) || strings.Contains(s, "://") || strings.Contains(s, "www.") {
		return false
	}
	w := weigh(s)
	title := w.words >= 4 && w.long >= 3 && 5*w.capital >= 4*w.long
	if len(rest) > 0 && startsSmall(rest[0]) {
		return false // a sentence that goes on
	}
	if !stopped(s) {
		if sentence.MatchString(s) && !title {
			return false
		}
		return title || (w.words <= 16 || w.small < 3) && (w.words <= 8 || !day.MatchString(s))
	}
	if title {
		return true
	}
	longest := 0
	for _, next := range rest {
		longest = max(longest, len(next))
		if start := next[:min(len(next), 160)]; w.words <= 18 && (datelineStart.MatchString(start) || mixedStart.MatchString(start)) {
			return true
		}
	}
	if w.words < 4 || w.words > 14 || 2*longest < 3*len(s) || day.MatchString(s) || strings.HasPrefix(s, "\"") || strings.HasPrefix(s, "“") {
		return false
	}
	return w.small == 0 || w.small == 1 && w.verbs == 0 && saidAgain(s, rest)
}

// sentence is a sentence that ends inside a line, as captions have.
var sentence = regexp.MustCompile(`\p{Ll}{3}\. [\p{Lu}(]`)

// day is a day of the week, which leads name and headlines do not.
var day = regexp.MustCompile(`\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b`)

// weight counts the words of a line: all, the small ones, the verbs of these,
// the words of four letters and more, and the capital ones of those.
type weight struct{ words, small, verbs, long, capital int }

func weigh(s string) (n weight) {
	for w := range strings.FieldsSeq(s) {
		n.words++
		w = bare(w)
		if articles[strings.ToLower(w)] {
			n.small++
		}
		if auxiliary[strings.ToLower(w)] {
			n.verbs++
		}
		if utf8.RuneCountInString(w) >= 4 {
			n.long++
			if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
				n.capital++
			}
		}
	}
	return n
}

func bare(w string) string {
	return strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
}

// saidAgain reports whether half of the longer words of s stand in the body's
// first paragraphs; their first five letters are compared, so that "pushes"
// meets "pushing".
func saidAgain(s string, rest []string) bool {
	stems := map[string]bool{}
	for _, next := range rest {
		for w := range strings.FieldsSeq(next[:min(len(next), 1000)]) {
			stems[stem(w)] = true
		}
	}
	n, again := 0, 0
	for w := range strings.FieldsSeq(s) {
		if t := stem(w); utf8.RuneCountInString(t) >= 4 && !articles[t] {
			n++
			if stems[t] {
				again++
			}
		}
	}
	return n >= 3 && 2*again >= n
}

func startsSmall(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func stem(w string) string {
	r := []rune(strings.ToLower(bare(w)))
	return string(r[:min(len(r), 5)])
}

// articles are the small words that headlines leave out, auxiliary the verbs
// among them.
var (
	articles  = set("a an the was were been have had has is are am this that these those there it he she they we i you his her their our its my your and but said")
	auxiliary = set("was were been have had has is are am said")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// stopped reports whether s ends as a sentence does.
func stopped(s string) bool {
	s = strings.TrimRight(s, "\"'”’)")
	return strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "U.S.") && !strings.HasSuffix(s, "...")
}
