package attribution

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/attribution/page"
	"hearsay/internal/span"
)

// The texts are invented for these tests.
func TestCarry(t *testing.T) {
	text := "“One,” she said. “Two.\n\n“Three.\n\n“Four.”\n\n“Five,” he said."
	doc, syn := parse(t, text)
	pg := page.New(doc, syn)
	att := func(cue string, content ...string) Attribution {
		a := Attribution{Within: -1, Cue: find(doc, cue)}
		for _, c := range content {
			a.Content = append(a.Content, find(doc, c))
		}
		return a
	}
	got := carry(pg, []Attribution{att("said", "“One,”", "“Two."), att("he said", "“Five,”")})
	want := []span.Span{find(doc, "“One,”"), find(doc, "“Two."), find(doc, "“Three."), find(doc, "“Four.”")}
	if d := cmp.Diff(want, got[0].Content); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if len(got[1].Content) != 1 {
		t.Errorf("the next quotation was carried: %v", got[1].Content)
	}
	// words that another attribution takes are left to it
	got = carry(pg, []Attribution{att("said", "“Two."), att("Three", "“Four.”")})
	if len(got[0].Content) != 1 {
		t.Errorf("took words of another: %v", got[0].Content)
	}
}
