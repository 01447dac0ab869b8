package lineage

import (
	"slices"
	"strings"
	"time"

	"hearsay/internal/document"
	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// Page is a report made ready to be held against others. It does not change, and
// may serve any number of calls of TracePages.
type Page struct {
	id      string
	day     time.Time // of publication; zero where not known
	outlet  string    // as the report gives it
	owner   string    // the outlet, folded
	located bool      // it says where it was filed
	made    []credit  // agencies credited
	sents   []line
	words   []string // of content; sorted, each once
	hash    []uint64 // shingles outside quotation marks; sorted, each once
	seen    sieve    // all shingles
	// people are the family names of those who speak; called, the words of all
	// names in the body. Sorted, each once.
	people, called []string

	tokens   []token
	capitals []int32 // tokens in capitals

	said posts    // by word of content: the lines that have it
	runs []uint64 // all shingles; sorted, each once
	put  posts    // by place in runs: the lines that have it
}

// posts are the lines that have each of some things, in order.
type posts struct {
	first []int32 // of each thing, and the end
	line  []uint16
}

func (p *posts) of(k int) []uint16 { return p.line[p.first[k]:p.first[k+1]] }

// postsOf turns things by line into lines by thing; things are numbers below n, each
// at most once a line.
func postsOf(n int, lines int, things func(line int, do func(thing int))) posts {
	p := posts{first: make([]int32, n+2)}
	for l := range lines {
		things(l, func(k int) { p.first[k+2]++ })
	}
	for k := 2; k < len(p.first); k++ {
		p.first[k] += p.first[k-1]
	}
	p.line = make([]uint16, p.first[n+1])
	for l := range lines {
		things(l, func(k int) {
			p.line[p.first[k+1]] = uint16(l)
			p.first[k+1]++
		})
	}
	p.first = p.first[:n+1]
	return p
}

// token is a word or mark of the text.
type token struct {
	span.Span
	lower   string
	counts  bool // it is a word, and stands behind the dateline
	quoted  bool // it stands inside quotation marks
	capital bool
}

// credit is an outlet that a report names.
type credit struct {
	name string // folded
	at   span.Span
}

// line is one sentence of the body.
type line struct {
	span.Span
	n        int       // words, marks left out
	content  []uint16  // nouns, verbs, adjectives, names and numbers, as places in the page's words; sorted, each once
	shingles []shingle // sorted

	first, last int // tokens, half open
}

// shingle is the hash of three words in a row; its lowest bit says that they are
// quoted.
type shingle uint64

func (s shingle) quoted() bool { return s&1 == 1 }
func (s shingle) hash() uint64 { return uint64(s >> 1) }

// sieve holds a set of shingles with some that are not in it: one in ten.
type sieve [64]uint64

func (v *sieve) add(h uint64)      { v[h>>6&63] |= 1 << (h & 63) }
func (v *sieve) has(h uint64) bool { return v[h>>6&63]>>(h&63)&1 == 1 }

// size is how many words in a row make a shingle: of those, three in ten
// survive a rewrite.
const size = 3

// PageOf makes a report ready.
func PageOf(r Report) *Page {
	p := headOf(r.Document)
	p.located = r.Document.Located.Value != ""
	from, inside := dateline(r.Document), quotedTokens(r.Syntax)
	p.tokens = make([]token, len(r.Syntax.Tokens))
	for k := range r.Syntax.Tokens {
		t := &r.Syntax.Tokens[k]
		p.tokens[k] = token{
			Span: t.Span, lower: t.Lower, quoted: inside[k], capital: t.Form != t.Lower,
			counts: t.UPOS != syntax.PUNCT && t.UPOS != syntax.SYM && t.Span.End > from,
		}
	}
	var content [][]string // of each line, sorted, each once
	for s := range r.Syntax.Sentences {
		sent := &r.Syntax.Sentences[s]
		if sent.Paragraph < len(r.Document.Paragraphs) {
			switch r.Document.Paragraphs[sent.Paragraph].Role {
			case document.Body, document.Correction:
			default:
				continue
			}
		}
		if words, some := p.content(r.Syntax, sent); some {
			p.sents = append(p.sents, line{Span: sent.Span, first: sent.First, last: sent.Last})
			content = append(content, words)
		}
	}
	p.number(content)
	p.name(r.Syntax, r.Speakers)
	p.finish()
	return p
}

// headOf is a page with what the document says of itself.
func headOf(doc *document.Document) *Page {
	p := &Page{id: doc.ID, day: doc.Date.Day, outlet: doc.Outlet.Value, owner: OutletKey(doc.Outlet.Value)}
	for _, c := range doc.Credits {
		if k := OutletKey(c.Value); k != "" && k != p.owner {
			p.made = append(p.made, credit{k, c.Span})
		}
	}
	return p
}

// content are the words of content of a sentence; some is false where it has no
// words at all.
func (p *Page) content(syn *syntax.Analysis, sent *syntax.Sentence) (words []string, some bool) {
	for k := sent.First; k < sent.Last; k++ {
		if !p.tokens[k].counts {
			continue
		}
		some = true
		if w := contentOf(&syn.Tokens[k]); w != "" {
			words = append(words, w)
		}
	}
	return unique(words), some
}

// number lists the words of content and puts their places into the lines.
func (p *Page) number(lines [][]string) {
	for _, l := range lines {
		p.words = append(p.words, l...)
	}
	p.words = unique(p.words)
	p.words = p.words[:min(len(p.words), 1<<16)]
	for i, l := range lines {
		content := make([]uint16, 0, len(l))
		for _, w := range l {
			if k, ok := slices.BinarySearch(p.words, w); ok {
				content = append(content, uint16(k))
			}
		}
		p.sents[i].content = content
	}
}

// finish makes what follows from tokens and lines: shingles, and where capitals
// stand.
func (p *Page) finish() {
	var words []string
	var in []bool
	for i := range p.sents {
		l := &p.sents[i]
		words, in = words[:0], in[:0]
		for _, t := range p.tokens[l.first:l.last] {
			if t.counts {
				words, in = append(words, t.lower), append(in, t.quoted)
			}
		}
		l.n = len(words)
		for i := 0; i+size <= len(words); i++ {
			s := shingle(hashOf(words[i:i+size]) &^ 1)
			p.seen.add(s.hash())
			if in[i] && in[i+size-1] {
				s |= 1
			} else {
				p.hash = append(p.hash, s.hash())
			}
			l.shingles = append(l.shingles, s)
		}
		slices.Sort(l.shingles)
	}
	slices.Sort(p.hash)
	p.hash = slices.Compact(p.hash)
	p.index()
	for k := range p.tokens {
		if p.tokens[k].capital {
			p.capitals = append(p.capitals, int32(k))
		}
	}
}

// index notes which lines have which words and shingles.
func (p *Page) index() {
	p.sents = p.sents[:min(len(p.sents), 1<<16)]
	p.said = postsOf(len(p.words), len(p.sents), func(l int, do func(int)) {
		for _, c := range p.sents[l].content {
			do(int(c))
		}
	})
	for i := range p.sents {
		for _, x := range p.sents[i].shingles {
			p.runs = append(p.runs, x.hash())
		}
	}
	slices.Sort(p.runs)
	p.runs = slices.Clip(slices.Compact(p.runs))
	p.put = postsOf(len(p.runs), len(p.sents), func(l int, do func(int)) {
		last, some := uint64(0), false
		for _, x := range p.sents[l].shingles {
			if h := x.hash(); !some || h != last {
				last, some = h, true
				k, _ := slices.BinarySearch(p.runs, h)
				do(k)
			}
		}
	})
}

// name notes the names in the body: words in capitals that are no sentence's
// first, without countries and days; and who speaks.
func (p *Page) name(syn *syntax.Analysis, speakers []string) {
	for _, l := range p.sents {
		first := true
		for k := l.first; k < l.last; k++ {
			t := &syn.Tokens[k]
			if t.UPOS == syntax.PUNCT {
				continue
			}
			if !first && t.UPOS == syntax.PROPN && t.Form != t.Lower && len(t.Form) > 2 && !common(t.Form) {
				p.called = append(p.called, t.Lower)
			}
			first = false
		}
	}
	for _, s := range speakers {
		if w := strings.Fields(strings.ToLower(s)); len(w) > 0 {
			p.people = append(p.people, w[len(w)-1])
		}
	}
	p.people, p.called = unique(p.people), unique(p.called)
}

// common reports whether a name is of a country, a people, a day or a month.
func common(form string) bool {
	switch form {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March", "April", "June", "July",
		"August", "September", "October", "November", "December":
		return true
	}
	if _, ok := lexicon.CountryNamed(form); ok {
		return true
	}
	_, ok := lexicon.CountryOf(form)
	return ok
}

// dateline is where the place and agency before the first words end.
func dateline(doc *document.Document) int {
	end := doc.Located.Span.End
	for _, c := range doc.Credits {
		if !c.Stated && doc.Located.Span.End > 0 && c.Span.Start >= doc.Located.Span.End && c.Span.Start-doc.Located.Span.End < 60 {
			end = max(end, c.Span.End)
		}
	}
	return end
}

// contentOf is a token as a word of content; "" for small words.
func contentOf(t *syntax.Token) string {
	switch t.UPOS {
	case syntax.NOUN, syntax.PROPN, syntax.VERB, syntax.ADJ:
		w := t.Lemma
		if w == "" {
			w = t.Lower
		}
		w = strings.ToLower(w)
		if len(w) < 3 || plainVerbs[w] {
			return ""
		}
		return w
	case syntax.NUM:
		return numeral(t.Lower)
	}
	return ""
}

// plainVerbs are in every report.
var plainVerbs = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("say tell be have do make take go get come give put use see know people person other day time year official report area") {
		m[w] = true
	}
	return m
}()

// numeral is a number as digits, where it is a word up to twenty.
func numeral(w string) string {
	words := [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
		"fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"}
	for i, n := range words {
		if w == n {
			return "#" + string([]byte{byte('0' + i/10), byte('0' + i%10)})
		}
	}
	if len(w) == 1 {
		return "#0" + w
	}
	return "#" + w
}

// quotedTokens marks the tokens that stand inside quotation marks. A mark that
// is not closed ends with its paragraph.
func quotedTokens(a *syntax.Analysis) []bool {
	in := make([]bool, len(a.Tokens))
	open := false
	para := -1
	for s := range a.Sentences {
		if a.Sentences[s].Paragraph != para {
			para, open = a.Sentences[s].Paragraph, false
		}
		for k := a.Sentences[s].First; k < a.Sentences[s].Last; k++ {
			switch a.Tokens[k].Form {
			case "“", "``":
				open = true
			case "”", "''":
				open = false
			case "\"":
				open = !open
			}
			in[k] = open
		}
	}
	return in
}

func hashOf(words []string) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		for i := 0; i < len(w); i++ {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ ' ') * 1099511628211
	}
	return h
}

// OutletKey is an outlet's one name, folded.
func OutletKey(name string) string {
	if b, ok := lexicon.BodyNamed(name); ok {
		name = b.Name
	}
	return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "the ")
}
