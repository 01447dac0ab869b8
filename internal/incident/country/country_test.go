package country_test

import (
	"testing"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/incident/country"
	"hearsay/internal/syntax"
)

// The texts are invented.
func TestBest(t *testing.T) {
	r, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"Gunmen fired on a bus. It was on its way to the market in Mopti.", "Mali"},
		{"A bomb went off at the Somali port on Monday.", "Somalia"},
		{"Turkish jets were seen. The Turkish army did not comment. A Turkish officer was hurt.", "Turkey"},
		{"Nobody knows where it was. It rained.", ""},
		{"He said so to the U.S. Senate.", ""},
	} {
		doc, err := document.New(capture.Of([]byte(c.text), "test", capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		syn := r.Parse(doc)
		if got := country.New(doc, syn).Best([]int{len(syn.Sentences) - 1}); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}
