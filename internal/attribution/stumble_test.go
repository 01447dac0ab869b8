package attribution_test

import (
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"hearsay/internal/attribution"
	"hearsay/internal/marked"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// floor is how many of the attributions in testdata/stumbles.txtar are found
// with every role overlapping: a guard against falling back, not a score.
const floor = 40

// TestStumbles reads texts of the kinds on which other tools stumble.
func TestStumbles(t *testing.T) {
	files, err := txtar.ParseFile("testdata/stumbles.txtar")
	if err != nil {
		t.Fatal(err)
	}
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	r, err := attribution.Load()
	if err != nil {
		t.Fatal(err)
	}
	wanted, right := 0, 0
	for _, f := range files.Files {
		doc, gold, err := marked.Inline(string(f.Data))
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		found := r.Find(doc, syn.Parse(doc))
		for _, g := range gold {
			if len(g.Content) == 0 {
				continue
			}
			wanted++
			if slices.ContainsFunc(found, func(a attribution.Attribution) bool { return agree(a, g) }) {
				right++
				continue
			}
			t.Logf("%s: not found: %q", f.Name, doc.Text.Slice(g.Cue))
			for _, a := range found {
				t.Logf("    read: %q | %q | %q (%.2f)", texts(doc.Text, a.Source), doc.Text.Slice(a.Cue), texts(doc.Text, a.Content), a.Confidence)
			}
		}
	}
	t.Logf("%d of %d found", right, wanted)
	if right < floor {
		t.Errorf("%d of %d attributions found, fewer than %d: run with -v for the list", right, wanted, floor)
	}
}

// agree reports whether every role of a overlaps that of b, and every span of
// b's content has its part in a's.
func agree(a, b attribution.Attribution) bool {
	return a.Cue.Overlaps(b.Cue) && a.Scope == b.Scope && touch(a.Source, b.Source) &&
		!slices.ContainsFunc(b.Content, func(s span.Span) bool { return !slices.ContainsFunc(a.Content, s.Overlaps) })
}

func touch(a, b []span.Span) bool {
	if len(a)+len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(s span.Span) bool { return slices.ContainsFunc(b, s.Overlaps) })
}

func texts(text *span.Text, spans []span.Span) []string {
	var out []string
	for _, s := range spans {
		out = append(out, text.Slice(s))
	}
	return out
}
