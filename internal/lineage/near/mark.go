package near

import (
	"strings"

	"hearsay/internal/document"
	"hearsay/internal/span"
)

// Mark is a sign, in a report itself or in what brought it, that its text is
// another's.
type Mark struct {
	Kind string    // credit: an agency or outlet is named as its maker; canonical: its own address is on another host; source: it names an address elsewhere as its text's
	Name string    // of the agency or outlet, or the host
	Span span.Span // the words that show it, in code points; empty where it stands in no words
	From string    // where it stands then
}

// Marks are the signs of syndication that a document bears: its credits, but
// for one of its own outlet, and a canonical address elsewhere than where it was
// found.
func Marks(doc *document.Document) []Mark {
	var out []Mark
	for _, c := range doc.Credits {
		if !strings.EqualFold(c.Value, doc.Outlet.Value) {
			out = append(out, Mark{Kind: "credit", Name: c.Value, Span: c.Span, From: c.From})
		}
	}
	for _, n := range doc.Notes {
		switch n.Kind {
		case document.Canonical:
			out = append(out, Mark{Kind: "canonical", Name: n.Reason, From: "link rel=canonical"})
		case document.Syndicate:
			host, from, _ := strings.Cut(n.Reason, " ")
			out = append(out, Mark{Kind: "source", Name: host, From: strings.Trim(from, "()")})
		}
	}
	return out
}
