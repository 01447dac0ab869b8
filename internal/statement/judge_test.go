package statement_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/marked"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// The texts are invented for these tests; so are their people and places.
var judgeCases = []struct {
	text string
	want []string // of each statement: quotation act certainty, what it answers
}{
	{"[s1 Mayor Lia Fonte] [q1 said] [c1 the pier was gone].", []string{"indirect state certain"}},
	{"[c1 “The pier is gone,”] [q1 said] [s1 Mayor Lia Fonte].", []string{"direct state certain"}},
	{"[s1 Fonte] [q1 called] [c1 the report “a bad joke”].", []string{"mixed state certain"}},
	{"[s1 The army] [q1 denied] [c1 involvement].", []string{"indirect deny certain"}},
	{"[s1 The court] [q1 rejected] [c1 his appeal].", []string{"indirect decide certain"}},
	{"[s1 The army] [q1 rejected] [c1 the accusations].", []string{"indirect deny certain"}},
	{"[s1 The army] [q1 declined] [c1 to comment].", []string{"indirect decline_comment unstated"}},
	{"[s1 The army] [q1 would neither confirm nor deny] [c1 the report].", []string{"indirect neither_confirm_nor_deny unstated"}},
	{"[s1 The army] [q1 declined] [c1 to confirm or deny the report].", []string{"indirect neither_confirm_nor_deny unstated"}},
	{"[s1 The army] [h1 did not respond] [c1 to a request for comment].", []string{"indirect no_response unstated"}},
	{"The Courier [h1,2 has sought comment from] [s1 the army] and [s2 the police].", []string{"indirect asked unstated"}},
	{"[s1 Al-Shabab] [q1 claimed responsibility for] [c1 the blast].", []string{"indirect claim_responsibility certain"}},
	{"[s1 Al-Shabab] [q1 said] [c1 it had killed nine soldiers].", []string{"indirect claim_responsibility certain"}},
	{"[s1 The army] [q1 said] [c1 it carried out the air strikes].", []string{"indirect claim_responsibility certain"}},
	{"[s1 The army chief] [q1 said] [c1 his forces had killed thirty fighters].", []string{"indirect claim_responsibility certain"}},
	{"[s1 Fonte] [q1 accused] [c1 the army of shelling the pier].", []string{"indirect accuse certain"}},
	{"[s1 Fonte] [q1 acknowledged] [c1 that the pier was hit].", []string{"indirect confirm certain"}},
	{"[s1 Fonte] [q1 urged] [c1 them to leave].", []string{"indirect demand unstated"}},
	{"[c1 “They must leave the pier,”] [q1 said] [s1 Fonte].", []string{"direct demand unstated"}},
	{"[s1 Fonte] [q1 said] [c1 the pier may reopen soon].", []string{"indirect state possible"}},
	{"[s1 Fonte] [q1 said] [c1 ten people had probably died].", []string{"indirect state probable"}},
	{"[s1 Fonte] [q1 said] [c1 we will rebuild the pier].", []string{"indirect intend unstated"}},
	{"[s1 Fonte] [q1 expects] [c1 few to come].", []string{"indirect predict probable"}},
	{"The dock is [q1 believed] [c1 to be used by smugglers].", []string{"indirect believe probable"}},
	{"[s1 Fonte] [q1 said] [c1 she believes the fire was set].", []string{"indirect believe probable"}},
	{"[s1 The video] [q1 shows] [c1 smoke over the pier].", []string{"indirect show certain"}},
	{"[s1 Fonte] [q1 praised] [c1 the crews].", []string{"indirect express unstated"}},
	{"[s1 Fonte] [q1 threatened] [c1 to close the port].", []string{"indirect intend unstated"}},
	{"[s1 Fonte] [q1 retracted] [c1 her words].", []string{"indirect retract certain"}},
	{"[s1 The army] [q1 called] [c1 the report false].", []string{"indirect deny certain"}},
	{"[s1 The army] [q1 described] [c1 the accounts as pure invention].", []string{"indirect deny certain"}},
	{"[s1 Fonte] [q1 pleaded] [c1 not guilty].", []string{"indirect deny certain"}},
	{"[s1 The army] [q1 did not deny] [c1 the report].", []string{"indirect neither_confirm_nor_deny unstated"}},
	{"[s1 Reuters] [q1 could not verify] [c1 the account].", []string{"indirect decline_comment unstated"}},
	{"[s1 The army] [q1 said] [c1 its troops had not entered the port].", []string{"indirect deny certain"}},
	{"[s1 The army] [q1 said] [c1 its troops will not enter the port].", []string{"indirect intend unstated"}},
	{"[s1 Fonte] [q1 said] [c1 it is wrong to deny them water].", []string{"indirect state certain"}},
	{"[s1 Fonte] [q1 rejected] [c1 the truce].", []string{"indirect express unstated"}},
	{"[s1 No group] [q1 has claimed] [c1 the blast].", []string{"indirect state certain"}},
	{"[s1 Fonte] [q1 said] [c1 no ships had come].", []string{"indirect state certain"}},
	{"[s1 Fonte] [q1 said] [c1 it would be wrong to wait].", []string{"indirect state certain"}},
	{"[s1 Fonte] [q1 said] [c1 he had ordered the raid].", []string{"indirect state certain"}},
	{"[c1 “I want to thank the crews,”] [q1 said] [s1 Fonte].", []string{"direct express unstated"}},
	{
		"[s1 Two witnesses] [q1 said] [c1 coalition aircraft bombed the port]. [s2 Capt. Jo Hald] [q2 repeated] [c2 that no coalition aircraft had struck the port].",
		[]string{"indirect state certain", "indirect deny certain answers 0"},
	},
	{"[s1 Jo Hald, a spokeswoman for the command,] [q1 repeated] [c1 that no coalition aircraft had struck the port].", []string{"indirect deny certain"}},
	{"[s1 Jo Hald, a teacher,] [q1 said] [c1 no coalition aircraft had struck the port].", []string{"indirect state certain"}},
	{"[c1 “Don’t shoot him!”] [q1 shouted] [s1 Jo Hald].", []string{"direct demand unstated"}},
	{"[s1 Hald] [q1 told] reporters [c1 the movement is not responsible for all of them].", []string{"indirect state certain"}},
	{
		"[s1 Capt. Jo Hald] [q1 denied] [c1 that the navy shelled the pier]. Later [s2 Hald] [q2 said] [c2 the navy had not hit the pier].",
		[]string{"indirect deny certain", "indirect deny certain"},
	},
	{
		"[s1 Two officials] [q1 said] [c1 the navy supported the raid]. [c2 “The navy did not support the raid,”] [q2 said] [s2 Capt. Jo Hald].",
		[]string{"indirect state certain", "direct deny certain answers 0"},
	},
	{
		"[s1 Police] [q1 said] [c1 calm had returned to the port and its homes]. [s2 Ana Hald] [q2 said] [c2 she cannot return to her home in the port].",
		[]string{"indirect state certain", "indirect state certain"},
	},
	{
		"[s1 Two officials] [q1 said] [c1 the navy supported the raid]. But [s2 Capt. Jo Hald] [q2 contested] [c2 this].",
		[]string{"indirect state certain", "indirect deny certain answers 0"},
	},
	{
		"[c1 “The pier was empty when it fell,”] [q1 said] [s1 Ana Fonte]. Then came the fire. [c2 “The pier was empty when it fell.”] [q2 —] [s2 Ana Fonte]",
		[]string{"direct state certain", "direct state certain repeats 0"},
	},
}

func TestJudge(t *testing.T) {
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range judgeCases {
		doc, atts, err := marked.Inline(tc.text)
		if err != nil {
			t.Fatal(err)
		}
		ana := syn.Parse(doc)
		sources, voices := source.Resolve(doc, ana, atts)
		sts := statement.Judge(doc, ana, atts, sources, voices)
		var got []string
		for i := range tc.want {
			got = append(got, describe(sts, i))
		}
		if d := cmp.Diff(tc.want, got); d != "" {
			t.Errorf("%s\n-want +got:\n%s", tc.text, d)
		}
	}
}

func describe(sts []statement.Statement, i int) string {
	st := &sts[i]
	out := fmt.Sprintf("%s %s %s", st.Quotation, st.Act, st.Certainty)
	for _, a := range st.Answers {
		out += fmt.Sprintf(" answers %d", a)
	}
	for j := range sts {
		if st.Repeats != nil && sts[j].ID == *st.Repeats {
			out += fmt.Sprintf(" repeats %d", j)
		}
	}
	return out
}

// TestSeed reads the example report with its marked spans: what it shows of
// denial, repetition, refusal and partial acknowledgement.
func TestSeed(t *testing.T) {
	const path = "../../../shared/examples/seed/port-strike.json"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Skip("no ../shared/examples beside the repository")
	}
	var story struct {
		Text string
		Gold struct {
			Statements []struct {
				Source  *span.Span `json:"source_span"`
				Cue     *span.Span `json:"cue_span"`
				Content []span.Span
				Act     string
			}
		}
	}
	if err := json.Unmarshal(b, &story); err != nil {
		t.Fatal(err)
	}
	doc, err := document.New(capture.Of([]byte(story.Text), "seed", capture.Stated{}))
	if err != nil {
		t.Fatal(err)
	}
	var atts []attribution.Attribution
	for _, g := range story.Gold.Statements {
		a := attribution.Attribution{Cue: *g.Cue, Content: g.Content, Within: -1, Confidence: 1}
		if g.Source != nil {
			a.Source = []span.Span{*g.Source}
		}
		if g.Act == "asked" || g.Act == "no_response" {
			a.Scope = attribution.Silence
		}
		atts = append(atts, a)
	}
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	ana := syn.Parse(doc)
	sources, voices := source.Resolve(doc, ana, atts)
	sts := statement.Judge(doc, ana, atts, sources, voices)
	for i, g := range story.Gold.Statements {
		if string(sts[i].Act) != g.Act {
			t.Errorf("statement %d (%s): act %s, want %s", i, sts[i].Cue.Text, sts[i].Act, g.Act)
		}
	}
	// Statement 5 denies 3, 6 repeats 5; both are of one source.
	if a := sts[5].Answers; len(a) != 1 || a[0] != 3 {
		t.Errorf("the denial answers %v, want [3]", a)
	}
	if r := sts[6].Repeats; r == nil || *r != sts[5].ID || sts[6].Speaker != sts[5].Speaker {
		t.Errorf("the pull quote repeats %v", r)
	}
}

func FuzzJudge(f *testing.F) {
	for _, tc := range judgeCases {
		f.Add(tc.text)
	}
	syn, err := syntax.Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, atts, err := marked.Inline(text)
		if err != nil {
			return
		}
		for i := range atts {
			if atts[i].Cue.Empty() || atts[i].Cue.End > doc.Text.Len() {
				return // a mark that was lost in decoding
			}
		}
		ana := syn.Parse(doc)
		sources, voices := source.Resolve(doc, ana, atts)
		sts := statement.Judge(doc, ana, atts, sources, voices)
		if len(sts) != len(atts) {
			t.Fatalf("%d statements for %d attributions", len(sts), len(atts))
		}
		for i := range sts {
			if sts[i].Repeats != nil && *sts[i].Repeats == sts[i].ID {
				t.Errorf("statement %d repeats itself", i)
			}
			for _, c := range sts[i].Content {
				if doc.Text.Slice(c.Span) != c.Text {
					t.Errorf("content %v is not %q", c.Span, c.Text)
				}
			}
		}
	})
}

func BenchmarkJudge(b *testing.B) {
	var text strings.Builder
	n := 0
	for _, tc := range judgeCases {
		if !strings.Contains(tc.text, "2 ") {
			n++
			text.WriteString(strings.NewReplacer("[s1 ", fmt.Sprintf("[s%d ", n), "[q1 ", fmt.Sprintf("[q%d ", n), "[c1 ", fmt.Sprintf("[c%d ", n), "[h1 ", fmt.Sprintf("[h%d ", n)).Replace(tc.text))
			text.WriteString(" The ships lay in the roads all week, and no one on the quay could say when they would be let in.\n\n")
		}
	}
	syn, err := syntax.Load()
	if err != nil {
		b.Fatal(err)
	}
	doc, atts, err := marked.Inline(text.String())
	if err != nil {
		b.Fatal(err)
	}
	ana := syn.Parse(doc)
	sources, voices := source.Resolve(doc, ana, atts)
	for b.Loop() {
		statement.Judge(doc, ana, atts, sources, voices)
	}
	b.ReportMetric(float64(len(ana.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
