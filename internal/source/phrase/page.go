package phrase

import (
	"sort"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// Page is a text with its words and with who is named where.
type Page struct {
	Text      *span.Text
	Tok       []syntax.Token
	Sentences []syntax.Sentence
	// Owner is, of each token, the number of the figure it names + 1; 0 for
	// none.
	Owner []int32
	// Joined says of each token whether the syntax room takes it and the next for
	// one name, of a person or a short one.
	Joined []bool
	// Body gives name and country of a figure; ok is false for persons and
	// numbers that are no figure's.
	Body func(figure int) (name, iso string, ok bool)
}

// New is the page of a text in which nobody is named yet; body is Page.Body.
func New(text *span.Text, syn *syntax.Analysis, body func(int) (name, iso string, ok bool)) Page {
	n := len(syn.Tokens)
	d := Page{Text: text, Tok: syn.Tokens, Sentences: syn.Sentences, Owner: make([]int32, n), Joined: make([]bool, n), Body: body}
	for _, x := range syn.Names {
		short := x.Last-x.First <= 3 && x.Kind != syntax.Nationality && x.Kind != syntax.Misc
		for i := x.First; i+1 < x.Last && (x.Kind == syntax.Person || short); i++ {
			d.Joined[i] = true
		}
	}
	return d
}

// Tokens is the range of tokens that lie in s.
func (d *Page) Tokens(s span.Span) (first, last int) {
	first = sort.Search(len(d.Tok), func(i int) bool { return d.Tok[i].End > s.Start })
	last = first
	for last < len(d.Tok) && d.Tok[last].Start < s.End {
		last++
	}
	return first, last
}

// Sentence is the index of the sentence that holds token i.
func (d *Page) Sentence(i int) int {
	return sort.Search(len(d.Sentences), func(k int) bool { return d.Sentences[k].Last > i })
}

// Words is the text of the tokens [first,last).
func (d *Page) Words(first, last int) string {
	if first >= last {
		return ""
	}
	return d.Text.Slice(d.Over(first, last))
}

// Over is the span of the tokens [first,last).
func (d *Page) Over(first, last int) span.Span {
	if first >= last {
		return span.Span{}
	}
	return span.Of(d.Tok[first].Start, d.Tok[last-1].End)
}

// Capital reports whether a token begins with a capital letter.
func Capital(t *syntax.Token) bool {
	r, n := utf8.DecodeRuneInString(t.Form)
	if unicode.IsDigit(r) { // "3R"
		r, _ = utf8.DecodeRuneInString(t.Form[n:])
	}
	return unicode.IsUpper(r)
}

// IsWord reports whether a token is one of the lower-case words.
func IsWord(t *syntax.Token, words ...string) bool {
	for _, w := range words {
		if t.Lower == w {
			return true
		}
	}
	return false
}

// Is reports whether token i is one of the lower-case words.
func (d *Page) Is(i int, words ...string) bool {
	return i >= 0 && i < len(d.Tok) && IsWord(&d.Tok[i], words...)
}

// Possessive reports whether token i is a possessive mark.
func (d *Page) Possessive(i int) bool {
	return i >= 0 && i < len(d.Tok) && (d.Tok[i].XPOS == syntax.TagPOS || d.Is(i, "'s", "’s"))
}

// Finite reports whether token i is a verb in the past or third person.
func (d *Page) Finite(i int) bool {
	return i < len(d.Tok) && (d.Tok[i].XPOS == syntax.TagVBD || d.Tok[i].XPOS == syntax.TagVBZ)
}

// EndOf is the token after the figure named at token i.
func (d *Page) EndOf(i int) int {
	for k := i; k < len(d.Tok); k++ {
		if d.Owner[k] != d.Owner[i] {
			return k
		}
	}
	return len(d.Tok)
}
