package attribution

import (
	"slices"
	"unicode"

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
// What lies inside such a content lies within it; what is at odds with it gives
// way.
func layout(pg *page.Page, found []Attribution) []Attribution {
	l := lines{pg: pg}
	l.split()
	extra := append(l.transcript(), l.blocks(found)...)
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
	for k := 0; k+1 < len(l.list); k++ {
		r, next := l.list[k], l.list[k+1]
		if l.pg.Syn.Tokens[r.Last-1].Form != ":" || l.pg.Words[next.First].Mark != page.Opening {
			continue
		}
		q := &l.pg.Quotes[l.pg.Words[next.First].Quote]
		content := l.pg.Span(page.Range{First: q.First, Last: min(q.Last, next.Last)})
		if slices.ContainsFunc(found, func(a Attribution) bool { return a.holds(content) }) {
			continue
		}
		a := Attribution{Content: []span.Span{content}, Cue: l.pg.Span(page.Range{First: r.Last - 1, Last: r.Last}), Within: -1, Confidence: sureOfSilence}
		i := r.Last - 1
		for i > r.First && l.pg.Syn.Tokens[i-1].Lower != "from" && l.pg.Words[i-1].UPOS != syntax.VERB && l.pg.Words[i-1].UPOS != syntax.AUX {
			i--
		}
		if i == r.First || i == r.Last-1 || l.pg.Syn.Tokens[i-1].Lower != "from" {
			continue
		}
		a.Source = []span.Span{l.pg.Span(page.Range{First: i, Last: r.Last - 1})}
		if slices.ContainsFunc(found, func(f Attribution) bool { return f.holds(a.Source[0]) }) {
			continue
		}
		out = append(out, a)
	}
	return out
}
