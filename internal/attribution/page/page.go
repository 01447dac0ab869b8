package page

import (
	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/quote"
	"hearsay/internal/attribution/sense"
	"hearsay/internal/document"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// MaxRun is the largest number of words in a run. The longest paragraph of
// PolNeAR's training articles has 417.
const MaxRun = 700

// Mark says where a word stands to the outermost quotation around it.
type Mark uint8

// The places of a word.
const (
	Outside Mark = iota
	Opening      // the opening mark itself
	Inside
	Closing // the closing mark itself
)

// Word is a token in numbers.
type Word struct {
	span.Span
	Form, Lemma uint32 // hashes of the lower-cased form and the lemma
	Shape       uint32 // hash of the shape: Xx, xx, dd, X.X
	Suffix      uint32 // hash of the last three letters
	Head        int32  // index of the head, -1 for a root
	Sent        int32  // index of the sentence
	Quote       int32  // index into Quotes of the outermost quotation, -1
	UPOS        syntax.UPOS
	XPOS        syntax.XPOS
	Rel         syntax.Rel
	Cluster     uint16 // of words that keep the same company; 0 for none
	Coarse      uint8
	Class       uint8 // 2*NameKind for its first word, one more for the others
	Mark        Mark
	Sense       sense.Sense // of a verb or a noun
	Inner       bool        // inside a quotation within a quotation
	Capital     bool
}

// Run is a stretch of words [First, Last) of one paragraph.
type Run struct {
	First, Last int
	Paragraph   int
	Headline    bool
}

// Page is a report laid out.
type Page struct {
	Doc    *document.Document
	Syn    *syntax.Analysis
	Words  []Word
	Runs   []Run
	Quotes []Quote
	// Sents are the sentences as word ranges.
	Sents []Run
	// Kid[Kids[i]:Kids[i+1]] are the dependents of word i, in order.
	Kids []int32
	Kid  []int32
}

// Quote is a quotation in words, First and Last-1 its marks where it has both.
type Quote struct {
	quote.Quote
	First, Last int
	Verb        bool // holds a finite verb, so may be a sentence
}

// New lays out a report.
func New(doc *document.Document, syn *syntax.Analysis) *Page {
	pg := &Page{Doc: doc, Syn: syn, Words: make([]Word, len(syn.Tokens))}
	for i := range syn.Tokens {
		pg.Words[i] = word(&syn.Tokens[i])
	}
	for _, n := range syn.Names {
		for i := n.First; i < n.Last; i++ {
			pg.Words[i].Class = uint8(n.Kind) * 2
			if i > n.First {
				pg.Words[i].Class++
			}
		}
	}
	pg.sentences()
	pg.quotations()
	pg.dependents()
	return pg
}

func word(tok *syntax.Token) Word {
	w := Word{Span: tok.Span, Head: tok.Head, UPOS: tok.UPOS, XPOS: tok.XPOS, Rel: tok.Rel, Quote: -1, Cluster: tok.Cluster, Coarse: tok.Coarse}
	w.Form = chain.Text(tok.Lower)
	w.Lemma = w.Form
	if tok.Lemma != "" && tok.Lemma != tok.Lower {
		w.Lemma = chain.Text(tok.Lemma)
	}
	w.Suffix = chain.Text(tok.Lower[max(0, len(tok.Lower)-3):])
	w.Shape = shape(tok.Form)
	w.Capital = tok.Form != "" && tok.Form[0] >= 'A' && tok.Form[0] <= 'Z'
	switch w.UPOS {
	case syntax.VERB:
		w.Sense = sense.Of(w.Lemma, true)
	case syntax.NOUN:
		w.Sense = sense.Of(w.Lemma, false)
	}
	return w
}

// shape hashes a form with its letters and digits classed and runs shortened.
func shape(s string) uint32 {
	h, last, n := uint32(2166136261), byte(0), 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z':
			c = 'x'
		case c >= 'A' && c <= 'Z':
			c = 'X'
		case c >= '0' && c <= '9':
			c = 'd'
		case c >= 0x80:
			c = 'u'
		}
		if c == last {
			n++
		} else {
			last, n = c, 1
		}
		if n <= 2 {
			h = (h ^ uint32(c)) * 16777619
		}
	}
	return h
}

// sentences sets each word's sentence and cuts the runs. Nobody says anything
// in a byline, a credit or a line of the page around the report.
func (pg *Page) sentences() {
	pg.Sents = make([]Run, 0, len(pg.Syn.Sentences))
	for s, sent := range pg.Syn.Sentences {
		for i := sent.First; i < sent.Last; i++ {
			pg.Words[i].Sent = int32(s)
		}
		r := Run{First: sent.First, Last: sent.Last, Paragraph: sent.Paragraph}
		told := true
		if p := sent.Paragraph; p >= 0 && p < len(pg.Doc.Paragraphs) {
			role := pg.Doc.Paragraphs[p].Role
			r.Headline = role == document.Headline
			told = role == document.Body || role == document.Headline || role == document.Correction
		}
		pg.Sents = append(pg.Sents, r)
		if told {
			pg.extend(r)
		}
	}
}

// extend adds a sentence to the last run, or begins new ones.
func (pg *Page) extend(r Run) {
	if k := len(pg.Runs) - 1; k >= 0 {
		if last := &pg.Runs[k]; last.Paragraph == r.Paragraph && r.Last-last.First <= MaxRun {
			last.Last = r.Last
			return
		}
	}
	for r.Last-r.First > MaxRun {
		pg.Runs = append(pg.Runs, Run{r.First, r.First + MaxRun, r.Paragraph, r.Headline})
		r.First += MaxRun
	}
	pg.Runs = append(pg.Runs, r)
}

// quotations finds the quotations and sets where each word stands to them.
func (pg *Page) quotations() {
	paragraphs := make([]span.Span, len(pg.Doc.Paragraphs))
	for i, p := range pg.Doc.Paragraphs {
		paragraphs[i] = p.Span
	}
	at := 0
	for _, q := range quote.Find(pg.Doc.Text, paragraphs) {
		for at > 0 && pg.Words[at-1].End > q.Start {
			at--
		}
		for at < len(pg.Words) && pg.Words[at].End <= q.Start {
			at++
		}
		found := Quote{Quote: q, First: at}
		end := at
		for end < len(pg.Words) && pg.Words[end].Start < q.End {
			end++
		}
		found.Last = end
		pg.place(found)
	}
}

func (pg *Page) place(q Quote) {
	for i := q.First; i < q.Last; i++ {
		w := &pg.Words[i]
		switch w.XPOS {
		case syntax.TagVBD, syntax.TagVBP, syntax.TagVBZ, syntax.TagMD, syntax.TagVB:
			q.Verb = true
		}
		if q.Depth > 0 {
			w.Inner = true
			continue
		}
		w.Quote = int32(len(pg.Quotes))
		w.Mark = Inside
		if i == q.First {
			w.Mark = Opening
		} else if i == q.Last-1 && !q.Unclosed {
			w.Mark = Closing
		}
	}
	if q.Depth == 0 && q.First < q.Last {
		pg.Quotes = append(pg.Quotes, q)
	}
}

// dependents lists the dependents of every word by counting.
func (pg *Page) dependents() {
	n := len(pg.Words)
	pg.Kids = make([]int32, n+2)
	for i := range pg.Words {
		if h := pg.Words[i].Head; h >= 0 && int(h) < n {
			pg.Kids[h+2]++
		}
	}
	for i := 2; i < len(pg.Kids); i++ {
		pg.Kids[i] += pg.Kids[i-1]
	}
	pg.Kid = make([]int32, pg.Kids[n+1])
	for i := range pg.Words {
		if h := pg.Words[i].Head; h >= 0 && int(h) < n {
			pg.Kid[pg.Kids[h+1]] = int32(i)
			pg.Kids[h+1]++
		}
	}
	pg.Kids = pg.Kids[:n+1]
}

// Children are the dependents of word i, in order.
func (pg *Page) Children(i int) []int32 { return pg.Kid[pg.Kids[i]:pg.Kids[i+1]] }

// Range is a stretch of words [First, Last).
type Range struct{ First, Last int }

// Len is the number of words.
func (r Range) Len() int { return r.Last - r.First }

// Span is what the words of r cover.
func (pg *Page) Span(r Range) span.Span {
	return span.Of(pg.Words[r.First].Start, pg.Words[r.Last-1].End)
}

// Range is the words that s touches; empty where it touches none.
func (pg *Page) Range(s span.Span) Range {
	lo, hi := 0, len(pg.Words)
	for lo < hi {
		if m := (lo + hi) / 2; pg.Words[m].End <= s.Start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	r := Range{lo, lo}
	for r.Last < len(pg.Words) && pg.Words[r.Last].Start < s.End {
		r.Last++
	}
	return r
}
