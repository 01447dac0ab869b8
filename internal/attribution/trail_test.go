package attribution

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/syntax"
)

// TestTrails reads invented sentences whose speaker stands behind what is said.
func TestTrails(t *testing.T) {
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want []string // source, cue, content
	}{
		{"Five people were hurt, police said.", []string{"police", "said", "Five people were hurt"}},
		{"The road was blocked on Monday, the mayor of Karsa said on Tuesday.", []string{"the mayor of Karsa", "said", "The road was blocked on Monday"}},
		{"A ferry sank off Karsa, killing nine people, the harbour master, Tilda Roon, said.", []string{"the harbour master, Tilda Roon,", "said", "A ferry sank off Karsa, killing nine people"}},
		{"When the ferry sank, the mayor said nothing.", nil},
		{"After five people were hurt, police said.", nil},
		{"Five people were hurt and two are missing.", nil},
	} {
		doc, err := document.New(capture.Of([]byte("A headline of no weight\n\n"+c.text+"\n\nThe harbour was closed for a day after that.\n"), "invented", capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		a := syn.Parse(doc)
		h := hush{syn: a, tok: a.Tokens}
		var got []string
		for _, att := range h.trails(nil) {
			got = append(got, doc.Text.Slice(att.Source[0]), doc.Text.Slice(att.Cue), doc.Text.Slice(att.Content[0]))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.text, diff)
		}
	}
}
