package statement

import (
	"sort"
	"strconv"
	"strings"

	"hearsay/internal/attribution"
	"hearsay/internal/document"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// Judge says what each attribution of a report does. There is one statement
// for each attribution, in the same order.
func Judge(doc *document.Document, syn *syntax.Analysis, atts []attribution.Attribution, sources []source.Source, voices []source.Voice) []Statement {
	b := &bench{doc: doc, syn: syn, tok: syn.Tokens, atts: atts, sources: sources, voices: voices}
	prefix := doc.ID[:min(12, len(doc.ID))] + ".st"
	ids := make([]string, len(atts))
	for i := range atts {
		ids[i] = prefix + strconv.Itoa(i+1)
	}
	b.out = make([]Statement, len(atts))
	for i := range atts {
		b.out[i] = b.judge(i)
		b.out[i].ID = ids[i]
		if w := atts[i].Within; w >= 0 && w < len(ids) {
			b.out[i].Within = &ids[w]
		}
	}
	b.repeats(ids)
	b.answers()
	return b.out
}

// bench holds one report while its statements are judged.
type bench struct {
	doc     *document.Document
	syn     *syntax.Analysis
	tok     []syntax.Token
	atts    []attribution.Attribution
	sources []source.Source
	voices  []source.Voice
	out     []Statement
	bags    [][]string // content lemmas of each statement, made when asked
}

// judge reads attribution i alone.
func (b *bench) judge(i int) Statement {
	a := &b.atts[i]
	st := Statement{Attribution: i, Speaker: -1, Confidence: a.Confidence, Content: b.doc.Text.Quotes(a.Content), Chain: []string{}}
	cue := b.doc.Text.Quote(a.Cue)
	st.Cue = &cue
	where := a.Source
	if len(where) == 0 && i < len(b.voices) {
		where = b.voices[i].Lent
	}
	if len(where) > 0 && (i >= len(b.voices) || b.voices[i].Source >= 0) {
		s := where[0]
		for _, t := range where[1:] {
			s = s.Cover(t)
		}
		q := b.doc.Text.Quote(s)
		st.SourceSpan = &q
	}
	if i < len(b.voices) {
		b.speaker(&st, b.voices[i])
	}
	st.Quotation = b.quotation(a.Content)
	r := b.read(i)
	st.Act, st.Negated = b.act(&r), r.negated
	st.Certainty = b.certainty(&r, st.Act)
	return st
}

func (b *bench) speaker(st *Statement, v source.Voice) {
	if v.Source >= 0 && v.Source < len(b.sources) {
		st.Speaker = v.Source
		st.Source = &b.sources[v.Source].ID
	}
	for _, c := range v.Chain {
		if c >= 0 && c < len(b.sources) {
			st.Via = append(st.Via, c)
			st.Chain = append(st.Chain, b.sources[c].ID)
		}
	}
}

// quotation tells words given in quotation marks from reported ones.
func (b *bench) quotation(content []span.Span) Quotation {
	all, some := len(content) > 0, false
	for _, c := range content {
		words := strings.TrimRight(strings.TrimSpace(b.doc.Text.Slice(c)), ".,;:!?")
		opens, closes := startsQuote(words), endsQuote(words)
		switch {
		case opens && (closes || !strings.ContainsAny(words, "”»") && strings.Count(words, `"`) < 2):
			some = true
		case b.quotedAround(c) && !strings.ContainsAny(words, `“"`):
			some = true
		default:
			all = false
			some = some || strings.ContainsAny(words, "“”«»\"") || pairedSingle(words)
		}
	}
	switch {
	case all:
		return Direct
	case some:
		return Mixed
	}
	return Indirect
}

func startsQuote(s string) bool {
	for _, q := range []string{"“", "\"", "«", "„", "‘", "''", "``"} {
		if strings.HasPrefix(s, q) {
			return true
		}
	}
	return strings.HasPrefix(s, "'") && strings.Count(s, "'") > 1
}

func endsQuote(s string) bool {
	for _, q := range []string{"”", "\"", "»", "’", "'"} {
		if strings.HasSuffix(s, q) {
			return true
		}
	}
	return false
}

// pairedSingle reports whether single quotation marks enclose words: an
// opening one at the start of a word.
func pairedSingle(s string) bool {
	i := strings.Index(s, "‘")
	return i >= 0 && strings.Contains(s[i:], "’") || strings.Contains(s, " '") && strings.Contains(s, "' ")
}

// quotedAround reports whether quotation marks stand just outside a span.
func (b *bench) quotedAround(c span.Span) bool {
	if c.Start == 0 {
		return false
	}
	before := b.doc.Text.Slice(span.Of(c.Start-1, c.Start))
	return before == "“" || before == "\"" || before == "«"
}

// tokens is the range of tokens that lie in s.
func (b *bench) tokens(s span.Span) (first, last int) {
	first = sort.Search(len(b.tok), func(i int) bool { return b.tok[i].End > s.Start })
	last = first
	for last < len(b.tok) && b.tok[last].Start < s.End {
		last++
	}
	return first, last
}

func (b *bench) is(i int, words ...string) bool {
	if i < 0 || i >= len(b.tok) {
		return false
	}
	for _, w := range words {
		if b.tok[i].Lower == w {
			return true
		}
	}
	return false
}
