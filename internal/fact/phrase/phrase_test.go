package phrase

import (
	"testing"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/syntax"
)

// The sentences are invented.
func TestSubjectAndEnd(t *testing.T) {
	rd, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, verb, subject, object string }{
		{"Gunmen stormed the old customs house in Lanby.", "stormed", "Gunmen", "the old customs house"},
		{"The ministry, in a letter, said it had deported nine men.", "said", "The ministry", ""},
		{"A drone of the Joint Command struck the depot.", "struck", "the Joint Command", "the depot"},
	} {
		doc, err := document.New(capture.Of([]byte(c.text), "a", capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		p := New(rd.Parse(doc))
		words := func(lo, hi int) string { return p.Syn.Text.Slice(p.Tok[lo].Span.Cover(p.Tok[hi-1].Span)) }
		for k := range p.Tok {
			if p.Tok[k].Lower != c.verb {
				continue
			}
			first, last := p.Bounds(k)
			lo, hi, ok := p.Subject(k, first)
			if !ok || words(lo, hi) != c.subject {
				t.Errorf("%q: the subject of %q is %q", c.text, c.verb, words(lo, max(hi, lo+1)))
			}
			if got := p.Object(k+1, last); got != (c.object != "") {
				t.Errorf("%q: %q has an object: %v", c.text, c.verb, got)
			} else if got && words(k+1, p.End(k+1, false)) != c.object {
				t.Errorf("%q: the object is %q", c.text, words(k+1, p.End(k+1, false)))
			}
		}
	}
}
