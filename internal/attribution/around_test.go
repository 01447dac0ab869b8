package attribution

import (
	"testing"

	"hearsay/internal/document"
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
