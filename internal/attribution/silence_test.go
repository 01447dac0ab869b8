package attribution

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// The texts are invented for these tests; so are their people and places.
func TestSilences(t *testing.T) {
	for text, want := range map[string][]string{
		"The ministry did not respond to a request for comment.":                    {"The ministry | did not respond | to a request for comment"},
		"The ministry has yet to provide a statement, and the port stayed shut.":    {"The ministry | has yet to provide | a statement"},
		"Neither the army nor the police have responded to requests for comment.":   {"the army nor the police | have responded | to requests for comment"},
		"The mayor could not be reached for comment.":                               {"The mayor | could not be reached | for comment"},
		"The mayor was asked for comment.":                                          {"The mayor | was asked | for comment"},
		"The Courier has sought comment from the White House and the Lima embassy.": {"the White House | has sought comment from | ", "the Lima embassy | has sought comment from | "},
		"The Courier has sought comments from the Ministry of Ports, the army and the Ministry of Health and Labour.": {
			"the Ministry of Ports | has sought comments from | ", "the army | has sought comments from | ", "the Ministry of Health and Labour | has sought comments from | ",
		},
		"The army denied any involvement, saying it had no boats there.": {"The army | denied | any involvement"},
		"A charge denied by the army came up as well.":                   {"the army | denied | A charge"},
		"It is a theory, but dismissed by the mayor as a tale.":          {"the mayor | dismissed | It … as a tale"},
		"The bill was rejected by the house.":                            nil,
		"The attack was claimed by the Harbour Front.":                   {"the Harbour Front | was claimed | The attack"},
		"The Harbour Front claimed responsibility for the blast.":        {"The Harbour Front | claimed responsibility for | the blast"},
		"It hit a dock believed to be used by smugglers.":                {" | believed | to be used by smugglers"},
		"“We heard three blasts and then the roof came down,” said Ama Sow, a resident.": {
			"Ama Sow, a resident | said | “We heard three blasts and then the roof came down,”",
		},
		"He responded to the fire by closing the port.":   nil,
		"“They did not respond to a request for comment”": nil,
		"The court denied bail.":                          nil,
		"The firm said it had sought shelter.":            nil,
	} {
		doc, syn := parse(t, text)
		var got []string
		for _, a := range silences(doc, syn, nil) {
			got = append(got, strings.Join([]string{slice(doc, a.Source), doc.Text.Slice(a.Cue), slice(doc, a.Content)}, " | "))
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s\n-want +got:\n%s", text, d)
		}
	}
}

// TestDenialSure: a denial in plain words is certain, whatever the models make of
// it. The text is invented.
func TestDenialSure(t *testing.T) {
	doc, syn := parse(t, "The colonel contested this on Friday.")
	found := []Attribution{{Within: -1, Confidence: 0.3, Source: []span.Span{find(doc, "The colonel")}, Cue: find(doc, "contested"), Content: []span.Span{find(doc, "this")}}}
	if got := silences(doc, syn, found); len(got) != 1 || got[0].Confidence != sureOfSilence {
		t.Errorf("got %v", got)
	}
}

func TestMend(t *testing.T) {
	doc, syn := parse(t, "Lima was accused of aiding the rebels. She marked the day. She said so.")
	att := func(conf float64, source, cue, content string) Attribution {
		a := Attribution{Within: -1, Confidence: conf, Cue: find(doc, cue), Content: []span.Span{find(doc, content)}}
		if source != "" {
			a.Source = []span.Span{find(doc, source)}
		}
		return a
	}
	got := mend(syn, []Attribution{
		att(0.9, "Lima", "was accused of", "aiding the rebels"), att(0.9, "", "marked", "the day"), att(0.7, "", "said", "so"),
	})
	if len(got) != 3 || len(got[0].Source) != 0 || len(got[0].Content) != 2 || doc.Text.Slice(got[2].Cue) != "said" {
		t.Errorf("mended to %+v", got)
	}
}

// TestJoin holds the indices of hosts right when lists are merged.
func TestJoin(t *testing.T) {
	found := []Attribution{{Cue: span.Of(10, 12), Within: -1}, {Cue: span.Of(20, 22), Within: 0}, {Cue: span.Of(30, 32), Within: -1}}
	got := join(found, []Attribution{{Cue: span.Of(0, 2), Within: -1, Scope: Silence}, {Cue: span.Of(31, 33), Within: -1, Scope: Silence}})
	var within []int
	for _, a := range got {
		within = append(within, a.Within)
	}
	if d := cmp.Diff([]int{-1, -1, 1, -1}, within); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func parse(t testing.TB, text string) (*document.Document, *syntax.Analysis) {
	t.Helper()
	doc, err := document.New(capture.Of([]byte(text), "-", capture.Stated{}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	return doc, r.Parse(doc)
}

func slice(doc *document.Document, spans []span.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, doc.Text.Slice(s))
	}
	return strings.Join(out, " … ")
}

func find(doc *document.Document, words string) span.Span {
	i := strings.Index(doc.Text.String(), words)
	return doc.Text.OfBytes(i, i+len(words))
}

// TestWiden holds that what a verb governs does not stand for its sentence. The
// texts are invented.
func TestWiden(t *testing.T) {
	doc, syn := parse(t, "LANBY (Courier) — A drone struck a dock, killing four people, two officials said. It was late.")
	a := Attribution{Within: -1, Cue: find(doc, "said"), Source: []span.Span{find(doc, "two officials")}, Content: []span.Span{find(doc, "four people")}}
	got := mend(syn, []Attribution{a})
	if s := doc.Text.Slice(got[0].Content[0]); s != "A drone struck a dock, killing four people" {
		t.Errorf("content %q", s)
	}
}
