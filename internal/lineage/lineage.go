package lineage

import (
	"cmp"
	"slices"

	"hearsay/internal/document"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// Report is one report as this room reads it.
type Report struct {
	Document *document.Document
	Syntax   *syntax.Analysis
	// Speakers are the names of the persons who speak in it, as room source
	// resolves them: one that brings a speaker of its own is no mere rewrite.
	Speakers []string
}

// Edge says that one report was made, wholly or in part, from another. From
// and To are indices into the reports given to Trace.
type Edge struct {
	From int // whose text or matter it was
	To   int // who took it
	Kind Kind
	// Score is the share of To's matter that is found in From, 0 to 1.
	Score  float64
	Reason string
	// Shared are the passages that stand in both, in the order of To; at least
	// one, at most shown.
	Shared []Passage
	// Outside says from which report, not at hand, both were copied; "" for From's
	// own. Trace leaves it empty.
	Outside string
	// Named is where To names the outlet of From as its maker or its source;
	// empty where it does not.
	Named span.Span
}

// Passage is a sentence of To and the one of From that it was made from, in
// code points of their texts.
type Passage struct {
	From, To span.Span
	// Same is the share of To's words that stand in From's sentence in the same
	// order, 0 to 1.
	Same float64
	// Quoted marks words inside quotation marks, which two reporters can have
	// heard from one mouth.
	Quoted bool
}

// Kind is how a report was made from another.
type Kind string

// The kinds, from the closest.
const (
	Copy    Kind = "copy"    // its text, in the same words, perhaps cut
	Rewrite Kind = "rewrite" // its matter, told in other words
	Cites   Kind = "cites"   // some of its matter, which it is credited with
	Reuse   Kind = "reuse"   // some of its sentences
	Alike   Kind = "alike"   // it may be a rewrite; the texts do not show it
)

// shown is how many passages an edge keeps.
const shown = 40

// Trace finds who copied, rewrote, cited and reused whom among reports. Edges
// come ordered by To, then by From; two reports have one edge at most. The
// work grows with the number of reports, not with its square.
func Trace(reports []Report) []Edge {
	pages := make([]*Page, len(reports))
	for i := range reports {
		pages[i] = PageOf(reports[i])
	}
	return TracePages(pages)
}

// TracePages is Trace of reports that were made ready before.
func TracePages(pages []*Page) []Edge {
	t := newTrace(pages)
	var edges []Edge
	for _, r := range t.order {
		for _, o := range t.candidates(r) {
			if e, ok := t.edge(r, o); ok {
				edges = append(edges, e)
			}
		}
	}
	edges = t.prune(edges)
	slices.SortFunc(edges, func(a, b Edge) int { return cmp.Or(a.To-b.To, a.From-b.From) })
	return edges
}

// trace is the work of one call of TracePages.
type trace struct {
	pages []page
	order []int // reports by day, then by id
	index *index
	vocabulary
	names names
}

// page is a report among the others of one call.
type page struct {
	*Page
	words   []int32   // of content, as numbers of the vocabulary; sorted, each once
	weights []float64 // of the lines, once they were asked for
	spoken  []int     // of the words of names, in how many reports each stands, once asked for
	cites   []credit  // outlets named in the text
	heard   bool      // it says that someone spoke to its own
}

func newTrace(pages []*Page) *trace {
	t := &trace{pages: make([]page, len(pages))}
	for i := range pages {
		t.pages[i].Page = pages[i]
		t.order = append(t.order, i)
	}
	t.vocabulary = vocabularyOf(t.pages)
	slices.SortStableFunc(t.order, func(a, b int) int {
		x, y := t.pages[a].Page, t.pages[b].Page
		return cmp.Or(x.day.Compare(y.day), cmp.Compare(x.id, y.id))
	})
	t.index = newIndex(t)
	t.names = namesOf(t.pages)
	for i := range t.pages {
		t.names.find(&t.pages[i])
	}
	return t
}
