package sheet

import (
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/clipperhouse/displaywidth"
	"github.com/google/go-cmp/cmp"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

var update = flag.Bool("update", false, "write testdata/sheet.txt again")

// dock is a document made by hand, so that a better reader does not change the
// sheet. All of it is invented.
func dock() *reading.Document {
	quote := func(s string) span.Quote { return span.Quote{Text: s} }
	link := func(s string) *string { return &s }
	office := quote("spokeswoman")
	sources := []source.Source{
		{ID: "s1", Name: "two port officials", Kind: source.Person, Identification: source.Unnamed, Count: &source.Count{N: 2}, Relation: source.OtherOfficial, Terms: source.Terms{Kind: source.NotAuthorised}},
		{ID: "s2", Name: "Elena Marsh", Kind: source.Person, Identification: source.Named, Role: &office, Affiliation: &source.Affiliation{Name: "Joint Maritime Command"}, Relation: source.PartyAccused},
		{ID: "s3", Name: "Harbour Lantern", Kind: source.Outlet, Identification: source.Institution, Relation: source.Media},
		{ID: "s4", Name: "Interior Ministry", Kind: source.Organisation, Identification: source.Institution},
	}
	sts := []statement.Statement{
		{ID: "t1", Source: link("s1"), Content: []span.Quote{quote("a drone of the Joint Maritime Command had struck\nthe dock on Sunday, killing at least four people and leaving a crane in the water, where it could still be seen on Tuesday")}, Quotation: statement.Indirect, Act: statement.State, Certainty: statement.Certain, Chain: []string{"s3"}},
		{ID: "t2", Source: link("s2"), Content: []span.Quote{quote("“We struck nothing,”"), quote("“and we were not there.”")}, Quotation: statement.Direct, Act: statement.Deny, Certainty: statement.Certain},
		{ID: "t3", Source: link("s2"), Content: []span.Quote{quote("“We struck nothing”")}, Quotation: statement.Direct, Act: statement.Deny, Repeats: link("t2")},
		{ID: "t4", Content: []span.Quote{quote("to belong to smugglers")}, Quotation: statement.Indirect, Act: statement.Believe, Certainty: statement.Probable},
		{ID: "t5", Source: link("s4"), Act: statement.NoResponse, Negated: true},
		{ID: "t6", Source: link("s4"), Content: []span.Quote{quote("who did it")}, Quotation: statement.Indirect, Act: statement.State, Negated: true, Within: link("t1")},
	}
	four, day := 4, time.Date(2025, 3, 2, 0, 0, 0, 0, time.UTC)
	facts := []incident.Fact{
		{ID: "f1", Slot: fact.Perpetrator, Value: "the Joint Maritime Command", Norm: fact.Norm{Name: "Joint Maritime Command"}, AssertedBy: []incident.Position{{Statement: "t1"}}, DeniedBy: []incident.Position{{Statement: "t2"}, {Statement: "t3"}}, Uncommitted: []incident.Position{{Statement: "t5"}}, Standing: incident.Contested, OriginsMin: 1, OriginsMax: 2, OriginGroups: []incident.OriginGroup{{Statements: []string{"t2", "t3"}, Reason: "the same words"}}},
		{ID: "f2", Slot: fact.WherePlace, Value: "the dock", Norm: fact.Norm{Place: &fact.Place{Name: "Tadjoura", Country: "Djibouti"}}, OwnVoice: []incident.Mention{{Report: "r1"}}, Standing: incident.Reported},
		{ID: "f3", Slot: fact.WhenDate, Value: "Sunday", Norm: fact.Norm{Date: &fact.Date{Start: day, End: day, Prec: 1}}, AssertedBy: []incident.Position{{Statement: "t1"}}, Standing: incident.PossiblyCorroborated, OriginsMin: 1, OriginsMax: 2},
		{ID: "f4", Slot: fact.Killed, Value: "at least four people", Norm: fact.Norm{Number: &fact.Number{Min: &four}, Category: fact.Civilian}, AssertedBy: []incident.Position{{Statement: "t1", InPart: true}, {Statement: "t4", Certainty: statement.Probable}}, Standing: incident.SingleSource, OriginsMin: 1, OriginsMax: 1},
	}
	inc := incident.Incident{
		ID: "i1", Main: true, EventType: "Explosions/Remote violence", SubEventType: "Air/drone strike", Stage: fact.Accomplished, DateStart: "2025-03-02", DateEnd: "2025-03-02", DatePrec: 1,
		WhereDescription: "the dock", Place: "Tadjoura", Country: "Djibouti", WherePrec: 2, Facts: []string{"f1", "f2", "f3", "f4"}, Mentions: []incident.Mention{{Report: "r1"}},
		PossibleDuplicates: []incident.NearMatch{{Incident: "i9", Reason: "the next day, the next town"}},
	}
	rep := reading.Report{ID: "r1", URI: "in/dock.txt", Encoding: "windows-1252", Text: "They said they were not to", Damage: []reading.Damage{{Kind: "truncated", Span: span.Quote{Span: span.Of(24, 26), Text: "to"}}}}
	return &reading.Document{
		Readings: []*reading.Reading{{Report: rep, Sources: sources, Statements: sts}}, Incidents: []incident.Incident{inc}, Facts: facts,
		Failures: []reading.Failure{{URI: "in/empty.txt", Reason: "the report is empty", Advice: "give a file with text"}},
	}
}

func set(t *testing.T, doc *reading.Document, opt Options) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, doc, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSheet(t *testing.T) {
	const path = "testdata/sheet.txt"
	got := set(t, dock(), Options{})
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("the sheet is another (-want +got); go test -update writes it:\n%s", d)
	}
}

var sgr = regexp.MustCompile("\x1b\\[[0-9;]+m")

// TestWidth: at every width no line is too wide and no colour is left on, also
// where names are hostile or wide; and colour changes nothing else.
func TestWidth(t *testing.T) {
	doc := dock()
	doc.Readings[0].Sources[1].Name = "Elena \x1b[31m\u202e港湾" + strings.Repeat("長い名前", 30)
	doc.Facts[1].Value = strings.Repeat("x", 300)
	doc.Readings[0].Report.URI = "in/" + strings.Repeat("é", 200)
	for _, several := range []bool{false, true} {
		if several {
			doc.Readings = append(doc.Readings, &reading.Reading{Report: reading.Report{ID: "r2", Text: "The dock is quiet.\n"}})
		}
		for width := MinWidth; width <= 150; width += 11 {
			plain, colored := set(t, doc, Options{Width: width}), set(t, doc, Options{Width: width, Color: true})
			if sgr.ReplaceAllString(colored, "") != plain {
				t.Errorf("width %d: colour changes the words", width)
			}
			if strings.ContainsAny(plain, "\x1b\u202e\t") {
				t.Errorf("width %d: a control character is printed", width)
			}
			for line := range strings.Lines(plain) {
				if n := displaywidth.String(strings.TrimSuffix(line, "\n")); n > width {
					t.Errorf("width %d: %d columns: %q", width, n, line)
				}
			}
		}
	}
}

// TestMost: of what is much, the first are printed, and how many more there are.
func TestMost(t *testing.T) {
	doc := dock()
	one := *doc.Readings[0]
	for i := range 30 {
		rd := one
		rd.Report.ID = fmt.Sprint("more", i)
		rd.Statements = nil
		for _, st := range one.Statements {
			st.ID = fmt.Sprintf("more%d.%s", i, st.ID)
			rd.Statements = append(rd.Statements, st)
		}
		doc.Readings = append(doc.Readings, &rd)
	}
	all := set(t, doc, Options{Width: 80})
	few := set(t, doc, Options{Width: 80, Most: 3, Rest: "--all shows them"})
	n := len(doc.Readings)
	for _, want := range []string{
		fmt.Sprintf("… and %d more reports; --all shows them", n-6),
		fmt.Sprintf("… and %d more reports with their statements; --all shows them", n-3),
	} {
		if !strings.Contains(few, want) || strings.Contains(all, want) {
			t.Errorf("no %q in %.3000s", want, few)
		}
	}
	if strings.Count(few, "Statements of report") != 3 || len(few) > len(all)/2 {
		t.Errorf("%d of %d bytes: %.3000s", len(few), len(all), few)
	}
}

func TestNothing(t *testing.T) {
	if got := set(t, &reading.Document{}, Options{}); got != "" {
		t.Errorf("nothing read gives %q", got)
	}
	got := set(t, &reading.Document{Readings: []*reading.Reading{{Report: reading.Report{ID: "r", Text: "Quiet.\n"}}}}, Options{})
	for _, want := range []string{"No incident is told of.", "Nobody is said to have said anything."} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not hold %q", got, want)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	doc := dock()
	for b.Loop() {
		if err := Write(io.Discard, doc, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
