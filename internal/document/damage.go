package document

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/span"
)

// damage finds where the text is not what its author wrote, in text order.
func damage(doc *Document) []Damage {
	out := []Damage{}
	out = append(out, truncated(doc)...)
	out = append(out, garbled(doc.Text)...)
	out = append(out, clipped(doc.Text)...)
	out = append(out, repeated(doc)...)
	for _, p := range doc.Paragraphs {
		if p.Role == Furniture {
			out = append(out, Damage{Kind: BoilerplateSuspected, Span: p.Span})
		}
	}
	slices.SortFunc(out, func(a, b Damage) int {
		return cmp.Or(span.Compare(a.Span, b.Span), strings.Compare(string(a.Kind), string(b.Kind)))
	})
	return out
}

var (
	more = regexp.MustCompile(`(?:\[\+?\d+ (?:chars|more characters)\]|(?i:continue reading|read the full (?:story|article))\s*(?:…|\.\.\.|»|→)?|\[(?:…|\.\.\.)\]|(?i:[\[(](?:to be )?continue[ds]\]?\)?|\(more\)?))\s*$`)
	// closers end a sentence, with the marks that may stand after them.
	closers = ".?!…:"
	after   = "\"'”’»›)]*_ "
)

// truncated marks the last word of a body that ends in mid-sentence.
func truncated(doc *Document) []Damage {
	for i := len(doc.Paragraphs) - 1; i >= 0; i-- {
		p := doc.Paragraphs[i]
		s := doc.Text.Slice(p.Span)
		if m := more.FindStringIndex(s); m != nil && p.Role != Headline {
			return []Damage{{Truncated, within(doc, p, m[0], m[1])}}
		}
		if p.Role != Body {
			continue
		}
		bare := strings.TrimRight(s, after)
		if len(s) < 60 || bare == "" || strings.HasSuffix(strings.TrimSpace(s), "]") || !breaksOff(bare, i > 0) {
			return nil
		}
		from := strings.LastIndexFunc(bare, unicode.IsSpace) + 1
		return []Damage{{Truncated, within(doc, p, from, len(bare))}}
	}
	return nil
}

// open are words that no sentence ends with.
var open = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("the a an of and or but nor if as at by for from into with without than that which who whose when where while because although since until is are was were be been being has have had will would could should may might must can its his her their our my your to in on not") {
		m[w] = true
	}
	return m
}()

// breaksOff reports whether the last words of a body are a sentence without an
// end. Doubtful ones are not: an author's mark after the last stop ("… years.
// MRKDBA"), a signature, a list. A last word that no sentence ends with
// ("asked him to") always tells; a lower-case one, where three words stand
// before it; any other, where eight do and the line is no short one.
func breaksOff(bare string, short bool) bool {
	if strings.ContainsRune(closers, lastRune(bare)) {
		return false
	}
	tail := bare[lastStop(bare):]
	words := strings.Fields(tail)
	if len(words) == 0 || credited.MatchString(strings.TrimSpace(tail)) {
		return false
	}
	last := words[len(words)-1]
	lower := 0
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) {
			lower++
		}
	}
	r, _ := utf8.DecodeRuneInString(last)
	switch {
	case open[last], open[strings.ToLower(last)] && (len(words) == 1 || lower == 0):
		return true
	case unicode.IsLower(r):
		return len(words) > 3 && (!short || len(bare) >= 80)
	}
	// Menus and lists of links have more capitals than sentences do.
	return len(words) > 8 && lower > 3 && 5*lower >= 2*len(words) && (!short || len(bare) >= 120)
}

// credited are the words after a report's last stop that say whence it is.
var credited = regexp.MustCompile(`^(?:\W*(?:Sources?|Agencies|Via|With|Tags?|Topics?|Photo|Photos|Image|Video|Written by|Reported by|Posted|Published|Updated|Copyright|©)\b)`)

// lastStop is the byte after the last stop that has a blank or a closing mark
// after it.
func lastStop(s string) int {
	for i := len(s) - 1; i > 0; i-- {
		if c := s[i-1]; (c == '.' || c == '?' || c == '!') && (s[i] == ' ' || s[i] == '-' || s[i] == '\n' || s[i] == '"' || s[i] == ')' || s[i] >= 0x80) {
			return i
		}
	}
	return 0
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func within(doc *Document, p Paragraph, from, to int) span.Span {
	base := doc.Text.Byte(p.Start)
	return doc.Text.OfBytes(base+from, base+to)
}

// mojibake are what UTF-8 punctuation and accents become when they are read as
// windows-1252 and written again.
var mojibake = regexp.MustCompile(`^(?:\x{FFFD}+|â€[\x{2122}\x{0153}\x{02DC}\x{201C}\x{201D}\x{00A6}\x{FFFD}]?|Ã[\x{00A0}-\x{00BF}\x{20AC}\x{FFFD}\x{0160}\x{0161}\x{0178}\x{017D}\x{017E}\x{0152}\x{0153}\x{2018}-\x{2022}\x{2030}]|Â[\x{00A0}-\x{00BF}]|&(?:amp|quot|nbsp|lt|gt|#\d{2,5});)`)

// garbled looks at the few characters that such marks begin with.
func garbled(t *span.Text) []Damage {
	s := t.String()
	var out []Damage
	for i := 0; i < len(s); i++ {
		// The first bytes of "&", "Â", "Ã" and "â", U+FFFD.
		if c := s[i]; c != '&' && c != 0xC3 && c != 0xEF {
			continue
		}
		if m := mojibake.FindStringIndex(s[i:min(len(s), i+24)]); m != nil {
			out = append(out, Damage{Garbled, t.OfBytes(i, i+m[1])})
			i += m[1] - 1
		}
	}
	return out
}

// window is how many words must stand twice before a passage counts as
// repeated: long enough that titles, names and set phrases do not.
const window = 8

// long is how many words are a passage wherever they begin and end. Shorter
// ones have to begin and end at a quotation mark, a stop or a line's end, as
// pull quotes do: "between the Gaza Strip and the West Bank" comes twice in
// many a report that nothing happened to.
const long = 16

// single is the size in bytes up to which a text is one report. In a longer
// one, which holds many, passages repeat by nature.
const single = 4 << 20

// repeated marks each later occurrence of a passage, in one pass over the
// words. A headline that the body repeats is none.
func repeated(doc *Document) []Damage {
	s := doc.Text.String()
	if len(s) > single {
		return nil
	}
	words := wordsOf(s)
	if h := doc.Headline.Span; !h.Empty() {
		end := doc.Text.Byte(h.End)
		n, _ := slices.BinarySearchFunc(words, end, func(w word, at int) int { return cmp.Compare(w.from, at) })
		words = words[n:]
	}
	if len(words) < 2*window {
		return nil
	}
	first := make(map[uint64]int32, len(words))
	var out []Damage
	for i := 0; i+window <= len(words); i++ {
		h := hash(words[i : i+window])
		j, seen := first[h]
		if !seen {
			first[h] = int32(i)
			continue
		}
		n := 0
		for i+n < len(words) && int(j)+n < i && words[int(j)+n].hash == words[i+n].hash {
			n++
		}
		if n < window || n < long && !(bounded(s, words, int(j), n) && bounded(s, words, i, n)) {
			continue
		}
		out = append(out, Damage{RepeatedPassage, doc.Text.OfBytes(words[i].from, words[i+n-1].to)})
		i += n - 1
	}
	return out
}

// bounded reports whether the n words from i stand between marks.
func bounded(s string, words []word, i, n int) bool {
	const marks = ".,:;?!\"“”‘’«»—\n"
	before := i == 0 || strings.ContainsAny(s[words[i-1].to:words[i].from], marks)
	after := i+n == len(words) || strings.ContainsAny(s[words[i+n-1].to:words[i+n].from], marks)
	return before && after
}

// word is a word's place in bytes and a hash of its lower-cased letters.
type word struct {
	hash     uint64
	from, to int
}

func wordsOf(s string) []word {
	words := make([]word, 0, len(s)/6)
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	h, from := uint64(offset), -1
	for i, r := range s {
		if r < utf8.RuneSelf && ascii[r] != 0 || r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if from < 0 {
				from, h = i, offset
			}
			if r < utf8.RuneSelf {
				r = rune(ascii[r])
			} else {
				r = unicode.ToLower(r)
			}
			h = (h ^ uint64(r)) * prime
		} else if from >= 0 {
			words = append(words, word{h, from, i})
			from = -1
		}
	}
	if from >= 0 {
		words = append(words, word{h, from, len(s)})
	}
	return words
}

// ascii holds the lower-case form of each ASCII letter and digit, else 0.
var ascii = func() (t [utf8.RuneSelf]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-0x20] = c, c
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	return t
}()

func hash(ws []word) uint64 {
	h := uint64(0x9E3779B97F4A7C15)
	for _, w := range ws {
		h = (h ^ w.hash) * 0xBF58476D1CE4E5B9
		h ^= h >> 31
	}
	return h
}
