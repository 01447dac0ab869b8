package lineage

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// page is a report as it is compared: its body, sentence by sentence.
type page struct {
	doc   *document.Document
	syn   *syntax.Analysis
	sents []line
	words []int32  // of content, as numbers of the vocabulary; sorted, each once
	hash  []uint64 // shingles outside quotation marks; sorted, each once
	// people are the family names of those who speak; called, the words of all
	// names in the body. Sorted, each once.
	people, called []string
	owner          string   // the outlet, folded
	heard          bool     // it says that someone spoke to it
	made           []credit // agencies credited
	cites          []credit // outlets named in the text
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
	lemmas   []string  // of nouns, verbs, adjectives, names and numbers; sorted, each once
	content  []int32   // the same, as numbers of the vocabulary; sorted
	weight   float64   // of the content together
	shingles []shingle // sorted by hash

	first, last int // tokens, half open
}

// shingle is the hash of three words in a row.
type shingle struct {
	hash   uint64
	quoted bool
}

// size is how many words in a row make a shingle: of those, three in ten
// survive a rewrite.
const size = 3

func pageOf(r Report) page {
	p := page{doc: r.Document, syn: r.Syntax, owner: OutletKey(r.Document.Outlet.Value)}
	for _, c := range r.Document.Credits {
		if k := OutletKey(c.Value); k != "" && k != p.owner {
			p.made = append(p.made, credit{k, c.Span})
		}
	}
	inside := quotedTokens(r.Syntax)
	for s := range r.Syntax.Sentences {
		sent := &r.Syntax.Sentences[s]
		if sent.Paragraph < len(r.Document.Paragraphs) {
			switch r.Document.Paragraphs[sent.Paragraph].Role {
			case document.Body, document.Correction:
			default:
				continue
			}
		}
		p.read(sent, inside)
	}
	p.name(r.Speakers)
	slices.Sort(p.hash)
	p.hash = slices.Compact(p.hash)
	return p
}

// read adds a sentence.
func (p *page) read(sent *syntax.Sentence, inside []bool) {
	l := line{Span: sent.Span, first: sent.First, last: sent.Last}
	words := make([]string, 0, sent.Last-sent.First)
	in := make([]bool, 0, sent.Last-sent.First)
	from := p.dateline()
	for k := sent.First; k < sent.Last; k++ {
		t := &p.syn.Tokens[k]
		if t.UPOS == syntax.PUNCT || t.UPOS == syntax.SYM || t.Span.End <= from {
			continue
		}
		words = append(words, t.Lower)
		in = append(in, inside[k])
		if w := contentOf(t); w != "" {
			l.lemmas = append(l.lemmas, w)
		}
	}
	if len(words) == 0 {
		return
	}
	l.n = len(words)
	l.lemmas = unique(l.lemmas)
	for i := 0; i+size <= len(words); i++ {
		s := shingle{hash: hashOf(words[i : i+size]), quoted: in[i] && in[i+size-1]}
		l.shingles = append(l.shingles, s)
		if !s.quoted {
			p.hash = append(p.hash, s.hash)
		}
	}
	slices.SortFunc(l.shingles, func(a, b shingle) int { return cmp.Compare(a.hash, b.hash) })
	p.sents = append(p.sents, l)
}

// name notes the names in the body: words in capitals that are no sentence's
// first, without countries and days; and who speaks.
func (p *page) name(speakers []string) {
	for _, l := range p.sents {
		first := true
		for k := l.first; k < l.last; k++ {
			t := &p.syn.Tokens[k]
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
func (p *page) dateline() int {
	end := p.doc.Located.Span.End
	for _, c := range p.doc.Credits {
		if !c.Stated && p.doc.Located.Span.End > 0 && c.Span.Start >= p.doc.Located.Span.End && c.Span.Start-p.doc.Located.Span.End < 60 {
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
