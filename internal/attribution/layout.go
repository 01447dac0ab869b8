package attribution

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/attribution/page"
	"hearsay/internal/document"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// layout adds what the form of a page attributes rather than its sentences:
//
//	HOLM: When did you see the boats?       a transcript: two or more paragraphs
//	RUIZ: At four.                          that begin with a label
//
//	And from Chairwoman Finn:               a paragraph that ends with a colon
//	“The vote was fair.”                    before one that is a quotation
//
//	“The vote was fair.” — Ada Finn         a quotation with its speaker's name
//
// What lies inside such a content lies within it; what is at odds with it gives
// way.
func layout(pg *page.Page, found []Attribution) []Attribution {
	l := lines{pg: pg}
	l.split()
	extra := append(l.transcript(), l.blocks(found)...)
	extra = append(extra, l.signed(extra)...)
	if len(extra) == 0 {
		return found
	}
	slices.SortStableFunc(extra, func(a, b Attribution) int { return span.Compare(a.cover(), b.cover()) })
	all := slices.Clone(extra)
	for _, a := range found {
		near := beside(extra, a.cover())
		if !slices.ContainsFunc(near, func(e Attribution) bool { return e.odds(&a) }) {
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b Attribution) int { return span.Compare(a.Cue, b.Cue) })
	for i := range all {
		for _, e := range beside(extra, all[i].Cue) {
			if !slices.ContainsFunc(e.Content, func(c span.Span) bool { return c.Contains(all[i].Cue) }) {
				continue
			}
			h, _ := slices.BinarySearchFunc(all, e.Cue, func(a Attribution, cue span.Span) int { return span.Compare(a.Cue, cue) })
			all[i].Within = h
		}
	}
	return all
}

// cover is the stretch from the first to the last word of an attribution.
func (a *Attribution) cover() span.Span {
	s := a.Cue
	for _, t := range a.Source {
		s = s.Cover(t)
	}
	for _, t := range a.Content {
		s = s.Cover(t)
	}
	return s
}

// beside is the part of extra, which is sorted by cover and does not overlap,
// that overlaps s.
func beside(extra []Attribution, s span.Span) []Attribution {
	lo, _ := slices.BinarySearchFunc(extra, s.Start, func(a Attribution, at int) int {
		if a.cover().End <= at {
			return -1
		}
		return 1
	})
	hi := lo
	for hi < len(extra) && extra[hi].cover().Start < s.End {
		hi++
	}
	return extra[lo:hi]
}

// odds reports whether b shares words with a without lying in its content.
func (a *Attribution) odds(b *Attribution) bool {
	inside := slices.ContainsFunc(a.Content, func(c span.Span) bool {
		return c.Contains(b.Cue) && !slices.ContainsFunc(append(slices.Clone(b.Source), b.Content...), func(s span.Span) bool { return !c.Contains(s) })
	})
	if inside {
		return false
	}
	for _, s := range append(append([]span.Span{a.Cue}, a.Source...), a.Content...) {
		if b.holds(s) {
			return true
		}
	}
	return false
}

// lines are the paragraphs of a page as words.
type lines struct {
	pg   *page.Page
	list []page.Range
}

// split lists the body's paragraphs.
func (l *lines) split() {
	last := -1
	for _, s := range l.pg.Sents {
		p := s.Paragraph
		if p < 0 || p >= len(l.pg.Doc.Paragraphs) || l.pg.Doc.Paragraphs[p].Role != document.Body {
			continue
		}
		if k := len(l.list) - 1; k >= 0 && last == p {
			l.list[k].Last = s.Last
			continue
		}
		last = p
		l.list = append(l.list, page.Range{First: s.First, Last: s.Last})
	}
}

// longestLabel is how many words a speaker's label may have.
const longestLabel = 5

// transcript reads paragraphs that begin with labels, where two or more do.
func (l *lines) transcript() []Attribution {
	var out []Attribution
	seen := map[string]int{}
	for _, r := range l.list {
		at := l.label(r)
		if at == 0 {
			continue
		}
		s := page.Range{First: r.First, Last: r.First + at}
		seen[l.pg.Doc.Text.Slice(l.pg.Span(s))]++
		out = append(out, Attribution{
			Source: []span.Span{l.pg.Span(s)}, Cue: l.pg.Span(page.Range{First: s.Last, Last: s.Last + 1}),
			Content: []span.Span{l.pg.Span(page.Range{First: s.Last + 1, Last: r.Last})}, Within: -1, Confidence: sureOfSilence,
		})
	}
	if len(out) < 2 || len(seen) == 1 && len(out) < 3 || len(out)*3 < len(l.list) {
		return nil
	}
	return out
}

// label is how many words before a colon name a speaker at the beginning of a
// paragraph: capitals only, or Q and A; 0 for none.
func (l *lines) label(r page.Range) int {
	for i := r.First; i < min(r.Last-1, r.First+longestLabel+1); i++ {
		form := l.pg.Syn.Tokens[i].Form
		if form == ":" {
			return i - r.First
		}
		for _, c := range form {
			if unicode.IsLower(c) || unicode.IsDigit(c) {
				return 0
			}
		}
	}
	return 0
}

// blocks reads paragraphs that end with a colon before a quotation of its own.
func (l *lines) blocks(found []Attribution) []Attribution {
	var out []Attribution
	near := indexOf(found)
	for k := 0; k+1 < len(l.list); k++ {
		r, next := l.list[k], l.list[k+1]
		if l.pg.Syn.Tokens[r.Last-1].Form != ":" || l.pg.Words[next.First].Mark != page.Opening {
			continue
		}
		q := &l.pg.Quotes[l.pg.Words[next.First].Quote]
		content := l.pg.Span(page.Range{First: q.First, Last: min(q.Last, next.Last)})
		if near.any(content, func(a Attribution) bool { return a.holds(content) }) {
			continue
		}
		a := Attribution{Content: []span.Span{content}, Cue: l.pg.Span(page.Range{First: r.Last - 1, Last: r.Last}), Within: -1, Confidence: sureOfSilence}
		if first, v, ok := l.leads(r); ok {
			a.Source = []span.Span{l.pg.Span(page.Range{First: first, Last: v})}
			a.Cue = l.pg.Span(page.Range{First: v, Last: r.Last})
			out = append(out, a)
			continue
		}
		i := r.Last - 1
		for i > r.First && l.pg.Syn.Tokens[i-1].Lower != "from" && l.pg.Words[i-1].UPOS != syntax.VERB && l.pg.Words[i-1].UPOS != syntax.AUX {
			i--
		}
		if i == r.First || i == r.Last-1 || l.pg.Syn.Tokens[i-1].Lower != "from" {
			continue
		}
		a.Source = []span.Span{l.pg.Span(page.Range{First: i, Last: r.Last - 1})}
		if near.any(a.Source[0], func(f Attribution) bool { return f.holds(a.Source[0]) }) {
			continue
		}
		out = append(out, a)
	}
	return out
}

// leads reads "Finn continued:" at the end of paragraph r: where its speaker
// begins and its verb stands.
func (l *lines) leads(r page.Range) (first, verb int, ok bool) {
	k, _ := slices.BinarySearchFunc(l.pg.Sents, r.Last-1, func(s page.Run, i int) int {
		if s.Last <= i {
			return -1
		}
		return 1
	})
	if k >= len(l.pg.Sents) {
		return 0, 0, false
	}
	verb = r.Last - 2
	first = max(l.pg.Sents[k].First, r.First)
	if verb <= first || verb-first > 12 || l.pg.Words[verb].UPOS != syntax.VERB {
		return 0, 0, false
	}
	for i := first; i < verb; i++ {
		w := &l.pg.Words[i]
		if w.UPOS == syntax.VERB || w.UPOS == syntax.AUX || w.UPOS == syntax.SCONJ || w.Mark != page.Outside {
			return 0, 0, false
		}
	}
	for first < verb && (l.pg.Words[first].UPOS == syntax.CCONJ || l.pg.Words[first].UPOS == syntax.ADV || l.pg.Words[first].UPOS == syntax.PUNCT) {
		first++
	}
	return first, verb, first < verb
}

// longestSignature is how many words the name under a quotation may have.
const longestSignature = 8

// signed reads quotations behind which a dash and a name end the line.
func (l *lines) signed(extra []Attribution) []Attribution {
	var out []Attribution
	near := indexOf(extra)
	tok := l.pg.Syn.Tokens
	for k := range l.pg.Quotes {
		q := &l.pg.Quotes[k]
		i := q.Last
		if q.Last-q.First < 5 || q.Unclosed || i >= len(tok) || !dash(tok[i].Form) {
			continue
		}
		last := l.signature(i + 1)
		if last == i+1 {
			continue
		}
		a := Attribution{
			Source: []span.Span{l.pg.Span(page.Range{First: i + 1, Last: last})}, Cue: l.pg.Span(page.Range{First: i, Last: i + 1}),
			Content: []span.Span{l.pg.Span(page.Range{First: q.First, Last: q.Last})}, Within: -1, Confidence: sureOfSilence,
		}
		if !near.any(a.cover(), func(Attribution) bool { return true }) && (len(out) == 0 || !out[len(out)-1].cover().Overlaps(a.cover())) {
			out = append(out, a)
		}
	}
	return out
}

func dash(form string) bool {
	return form == "—" || form == "–" || form == "―" || form == "--" || form == "-"
}

// signature is the end of the name that begins at word i and ends its line, its
// sentence or where the next quotation opens; i where there is none.
func (l *lines) signature(i int) int {
	tok := l.pg.Syn.Tokens
	text := l.pg.Doc.Text
	for j := i; j < min(len(tok), i+longestSignature+1); j++ {
		if j > i && (tok[j].Form == "." || strings.Contains(text.Slice(span.Of(tok[j-1].End, tok[j].Start)), "\n")) {
			return j
		}
		first, _ := utf8.DecodeRuneInString(tok[j].Form)
		if !unicode.IsUpper(first) && (j == i || tok[j].Lower != "of" && tok[j].Lower != "de" && tok[j].Lower != "the" && tok[j].Form != ",") {
			return i
		}
		if j+1 == len(tok) {
			return j + 1
		}
	}
	return i
}
