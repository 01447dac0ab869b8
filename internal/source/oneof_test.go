package source

import (
	"testing"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/syntax"
)

// TestOneOf holds that one of several unnamed people stays unnamed, and that
// "he" is the person named last. The text is invented.
func TestOneOf(t *testing.T) {
	doc, err := document.New(capture.Of([]byte("Dock Fire\n\nSix people were hurt, one of the officials told the Courier.\n\nA crane driver, Tomas Beck, gave the paper another account. “There was no oil in the shed that night,” he told the Courier."), "-", capture.Stated{}))
	if err != nil {
		t.Fatal(err)
	}
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	att, err := attribution.Load()
	if err != nil {
		t.Fatal(err)
	}
	ana := syn.Parse(doc)
	atts := att.Find(doc, ana)
	sources, voices := Resolve(doc, ana, atts)
	for i, v := range voices {
		if v.Source < 0 || len(atts[i].Source) == 0 {
			continue
		}
		src := &sources[v.Source]
		switch doc.Text.Slice(atts[i].Source[0]) {
		case "one of the officials":
			if src.Identification != Unnamed || src.Count == nil || src.Count.N != 1 {
				t.Errorf("one of the officials is %q, %s, %v", src.Name, src.Identification, src.Count)
			}
		case "he":
			if src.Name != "Tomas Beck" {
				t.Errorf("he is %q", src.Name)
			}
		}
	}
}
