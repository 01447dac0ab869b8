package attribution

import (
	"testing"

	"hearsay/internal/span"
)

// The text is invented.
func TestSure(t *testing.T) {
	doc, syn := parse(t, "She said the pier was shut. He imposed a curfew on it. He paved the road that she said was shut.")
	att := func(conf float64, within int, cue, content string) Attribution {
		return Attribution{Within: within, Confidence: conf, Cue: find(doc, cue), Content: []span.Span{find(doc, content)}}
	}
	got := Sure(doc, syn, []Attribution{
		att(0.5, -1, "said", "the pier was shut"),
		att(0.5, -1, "imposed", "a curfew on it"),
		att(0.6, -1, "paved", "the road that she said was shut"),
		att(0.9, 2, "said", "was shut"),
		{Within: -1, Scope: Silence, Cue: find(doc, "He")},
	})
	if len(got) != 2 || doc.Text.Slice(got[0].Cue) != "said" || got[1].Scope != Silence {
		t.Errorf("kept %+v", got)
	}
}
