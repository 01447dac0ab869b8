package fact

import (
	"slices"
	"sort"
	"strings"
	"time"

	"hearsay/internal/document"
	"hearsay/internal/fact/phrase"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// Draw finds the events a report speaks of and what is claimed of each.
// Claims are in text order within a slot; sources and sts are those of the
// same report.
func Draw(doc *document.Document, syn *syntax.Analysis, sources []source.Source, sts []statement.Statement) ([]Event, []Claim) {
	p := newPage(doc, syn, sources, sts)
	p.findEvents()
	p.drawTolls()
	p.spareSpeakers()
	p.drawDates()
	p.drawPlaces()
	p.drawActors()
	p.drawInstruments()
	p.drawPositions()
	slices.SortStableFunc(p.claims, func(a, b Claim) int { return span.Compare(a.Span, b.Span) })
	return p.events, p.claims
}

// spareSpeakers takes back the tolls that count those who speak, "killing four
// people, two officials said", and what only says of which kind there were
// none: "no injuries of the kind".
func (p *page) spareSpeakers() {
	p.claims = slices.DeleteFunc(p.claims, func(c Claim) bool {
		if c.Slot != Killed && c.Slot != Injured {
			return false
		}
		if n := c.Norm.Number; n != nil && n.Max != nil && *n.Max == 0 {
			if _, last := p.tokens(c.Span); p.Is(last, "of", "consistent", "caused", "like") {
				return true
			}
		}
		return slices.ContainsFunc(p.sts, func(st statement.Statement) bool {
			return st.SourceSpan != nil && st.SourceSpan.Start <= c.Span.Start && c.Span.Start < st.SourceSpan.Start+4 && st.SourceSpan.Overlaps(c.Span)
		})
	})
}

// page is one report as this room works on it. Token positions are indices
// into tok.
type page struct {
	phrase.Text
	doc     *document.Document
	sources []source.Source
	sts     []statement.Statement
	ref     time.Time // day of publication, zero where unknown

	of   []int32 // statement whose content holds the token, -1 for the report's own voice
	cue  []bool  // the token is part of a cue
	echo []bool  // the sentence is a headline
	mute []bool  // the sentence is no part of the story: byline, dateline, credit, furniture

	events   []Event
	mentions []mention // of events and decoys, in text order
	claims   []Claim
}

func newPage(doc *document.Document, syn *syntax.Analysis, sources []source.Source, sts []statement.Statement) *page {
	n := len(syn.Tokens)
	p := &page{
		Text: phrase.New(syn), doc: doc, sources: sources, sts: sts, ref: doc.Date.Day,
		of: make([]int32, n), cue: make([]bool, n), echo: make([]bool, len(syn.Sentences)), mute: make([]bool, len(syn.Sentences)),
	}
	for i := range p.of {
		p.of[i] = -1
	}
	for s, sent := range syn.Sentences {
		if sent.Paragraph < len(doc.Paragraphs) {
			role := doc.Paragraphs[sent.Paragraph].Role
			p.echo[s] = role == document.Headline
			p.mute[s] = role == document.Byline || role == document.Dateline || role == document.Credit || role == document.Furniture
		}
	}
	p.placeStatements()
	return p
}

// placeStatements notes which statement each token belongs to; where one lies
// in another, the inner one.
func (p *page) placeStatements() {
	order := make([]int, len(p.sts))
	size := make([]int, len(p.sts))
	for i := range p.sts {
		order[i] = i
		for _, c := range p.sts[i].Content {
			size[i] += c.Len()
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return size[b] - size[a] })
	for _, i := range order {
		for _, c := range p.sts[i].Content {
			first, last := p.tokens(c.Span)
			for k := first; k < last; k++ {
				p.of[k] = int32(i)
			}
		}
	}
	for i := range p.sts {
		if q := p.sts[i].Cue; q != nil {
			first, last := p.tokens(q.Span)
			for k := first; k < last; k++ {
				p.cue[k] = true
			}
		}
	}
}

// tokens is the range of tokens that a span touches.
func (p *page) tokens(s span.Span) (first, last int) {
	first = sort.Search(len(p.Tok), func(i int) bool { return p.Tok[i].End > s.Start })
	last = sort.Search(len(p.Tok), func(i int) bool { return p.Tok[i].Start >= s.End })
	return first, max(first, last)
}

// claim records a value that stands in tokens [first, last).
func (p *page) claim(event int, slot Slot, first, last int, norm Norm) {
	for last > first+1 && p.Tok[last-1].UPOS == syntax.PUNCT {
		last--
	}
	s := p.Tok[first].Span.Cover(p.Tok[last-1].Span)
	st := int(p.of[first])
	c := Claim{Event: event, Slot: slot, Value: p.Syn.Text.Slice(s), Norm: norm, Span: s, Statement: st, Certainty: statement.Certain}
	c.Echo = p.echo[p.Sent[first]]
	if st >= 0 {
		c.Certainty = p.sts[st].Certainty
		c.Echo = c.Echo || p.sts[st].Repeats != nil
		switch p.sts[st].Act {
		case statement.Deny, statement.Retract:
			c.Stance = Denies
			if slot == Target || slot == WherePlace || slot == WhenDate || slot == Instrument || slot == Other {
				return // what frames a denial is not what it denies
			}
		case statement.Confirm:
			c.InPart = slot == Target || slot == WherePlace
		}
	}
	p.claims = append(p.claims, c)
}

// near is the mention of the same sentence that stands nearest to token k, -1
// where the sentence has none. What follows a trigger is nearer than what
// stands before it.
func (p *page) near(k int) int {
	best, least := -1, 1<<30
	lo := sort.Search(len(p.mentions), func(i int) bool { return p.Sent[p.mentions[i].first] >= p.Sent[k] })
	pact := p.pact(lo)
	for i := lo; i < len(p.mentions) && p.Sent[p.mentions[i].first] == p.Sent[k]; i++ {
		m := &p.mentions[i]
		if pact && m.event < 0 {
			continue // "met in the capital and signed an agreement"
		}
		d := 0
		switch {
		case k >= m.last:
			d = k - m.last
		case k < m.first:
			d = 2*(m.first-k) + 1
		}
		for j := min(k, m.first); j < max(k, m.first); j++ {
			if p.Is(j, ";", "but", "while", "after", "before") || p.cue[j] {
				d += 12
			}
		}
		if d < least {
			best, least = i, d
		}
	}
	return best
}

// pact reports whether an agreement is among the mentions of the sentence that
// begins with mention i.
func (p *page) pact(i int) bool {
	for s := i; i < len(p.mentions) && p.Sent[p.mentions[i].first] == p.Sent[p.mentions[s].first]; i++ {
		if e := p.mentions[i].event; e >= 0 && p.events[e].SubType == "Agreement" {
			return true
		}
	}
	return false
}

// about is the event that token k speaks of: that of its own sentence, else
// the last one before it that happened. The second value is false where only
// a decoy is near.
func (p *page) about(k int) (event int, ok bool) {
	if p.mute[p.Sent[k]] {
		return -1, false
	}
	if i := p.near(k); i >= 0 {
		return p.mentions[i].event, p.mentions[i].event >= 0
	}
	return p.lately(k)
}

// lately is the last event before token k that happened, told at most three
// sentences before.
func (p *page) lately(k int) (event int, ok bool) {
	i := sort.Search(len(p.mentions), func(i int) bool { return p.mentions[i].first > k })
	for i--; i >= 0 && p.Sent[k]-p.Sent[p.mentions[i].first] <= 3; i-- {
		if e := p.mentions[i].event; e >= 0 && p.events[e].Stage == Accomplished {
			return e, true
		}
	}
	return -1, false
}

// flat is a value without its articles and in lower case, to compare by.
func flat(s string) string {
	s = strings.ToLower(strings.Trim(s, " .,“”\"'’"))
	for _, a := range []string{"the ", "a ", "an "} {
		s = strings.TrimPrefix(s, a)
	}
	return s
}
