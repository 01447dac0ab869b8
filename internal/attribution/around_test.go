package attribution

import (
	"testing"

	"hearsay/internal/document"
	"hearsay/internal/span"
)

// TestAround: nobody says anything in the lines around a report's body, but in
// its correction and its headline.
func TestAround(t *testing.T) {
	att, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	// The text is invented.
	doc, syn := parse(t, `Minister says port will stay shut
By Ana Ruiz, who said so

Two people died when a blast tore through a dock in the harbour on Monday, a cook who lives on the hill above it said.

Read more: What the minister said about the port

Nobody has claimed the blast. The ministry said it would look into it, and the harbour stayed open for the day.`)
	for _, a := range att.Find(doc, syn) {
		for _, p := range doc.Paragraphs {
			if p.Contains(a.Cue) && (p.Role == document.Byline || p.Role == document.Furniture) {
				t.Errorf("%q is a cue in %q", doc.Text.Slice(a.Cue), doc.Text.Slice(p.Span))
			}
		}
	}
}

// TestReach: what is said before its speaker runs on to the comma before the
// speaker. The text is invented.
func TestReach(t *testing.T) {
	doc, syn := parse(t, "A drone struck a dock on Sunday, killing four people, two officials told the Courier.")
	found := []Attribution{{Within: -1, Source: []span.Span{find(doc, "two officials")}, Cue: find(doc, "told"), Content: []span.Span{find(doc, "A drone struck a dock on Sunday")}}}
	if got := slice(doc, mend(syn, found)[0].Content); got != "A drone struck a dock on Sunday, killing four people" {
		t.Errorf("content %q", got)
	}
}
