package trigger_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/fact/trigger"
	"hearsay/internal/syntax"
)

// The sentences are invented for this test.
var cases = []struct {
	text string
	want []string // words: sub-type or type, with what is special
}{
	{"Gunmen attacked a convoy near the town.", []string{"attacked: Violence against civilians"}},
	{"The senator attacked the proposal in a long letter.", nil},
	{"Both parties want to strike a deal on fishing quotas.", nil},
	{"The new striker shot from twenty yards in the cup final.", nil},
	{"She is shooting a film about the harbour.", []string{"shooting: Attack bare"}},
	{"Dock workers began a strike over pay on Monday.", nil},
	{"He died of a heart attack at home.", nil},
	{"It was a battle for votes in the north.", []string{"battle: Armed clash bare"}},
	{"A car bomb exploded outside the barracks.", []string{"car bomb: Remote explosive/landmine/IED", "exploded: Remote explosive/landmine/IED"}},
	{"A gas explosion in a coal mine alarmed the town.", []string{"explosion: Remote explosive/landmine/IED decoy disaster"}},
	{"The earthquake killed nine villagers.", []string{"earthquake: - decoy disaster", "killed: Violence against civilians outcome"}},
	{"The colonel was wounded in a shooting ambush by rebels.", []string{"wounded: Violence against civilians outcome", "shooting ambush: Attack"}},
	{"He said his forces had killed and injured 40 fighters.", []string{"killed and injured: Violence against civilians outcome"}},
	{"The squad was on a combat patrol.", nil},
	{"The poll demonstrates how prices have changed.", nil},
	{"Thousands demonstrated in the square of the capital.", []string{"demonstrated: Peaceful protest"}},
	{"Hundreds of people marched through the town.", []string{"marched: Peaceful protest"}},
	{"The brigade marched to the river.", nil},
	{"A bus hit a wall and the injured were taken to hospital.", nil},
	{"A shell fired at a post injured two police officers.", []string{"injured: Violence against civilians outcome"}},
	{"An airstrike destroyed a depot.", []string{"airstrike: Air/drone strike", "destroyed: Violence against civilians outcome"}},
}

func TestFind(t *testing.T) {
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		doc, err := document.New(capture.Of([]byte(c.text), "invented", capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		a := syn.Parse(doc)
		var got []string
		for _, tr := range trigger.Find(a, make([]bool, len(a.Sentences))) {
			words := doc.Text.Slice(a.Tokens[tr.First].Span.Cover(a.Tokens[tr.Last-1].Span))
			kind := tr.SubType
			if kind == "" {
				kind = tr.Type
			}
			line := fmt.Sprintf("%s: %s", words, kind)
			for _, f := range []struct {
				name string
				set  bool
			}{{"decoy", tr.Decoy}, {"disaster", tr.Disaster}, {"outcome", tr.Outcome}, {"bare", tr.Bare}} {
				if f.set {
					line += " " + f.name
				}
			}
			got = append(got, line)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s\n%s", c.text, d)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	syn, err := syntax.Load()
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for range 20 {
		for _, c := range cases {
			text.WriteString(c.text + " The harbour office opened late and the ferries waited for the tide.\n\n")
		}
	}
	doc, err := document.New(capture.Of([]byte(text.String()), "invented", capture.Stated{}))
	if err != nil {
		b.Fatal(err)
	}
	a := syn.Parse(doc)
	mute := make([]bool, len(a.Sentences))
	for b.Loop() {
		trigger.Find(a, mute)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(a.Tokens)), "ns/token")
}
