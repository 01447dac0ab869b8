package union_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/incident/union"
	"hearsay/internal/source"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// read runs rooms 2 to 8 on one invented report.
func read(t testing.TB, text string) incident.Report {
	t.Helper()
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	att, err := attribution.Load()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := document.New(capture.Of([]byte(text), "invented", capture.Stated{}))
	if err != nil {
		t.Fatal(err)
	}
	r := incident.Report{Document: doc, Syntax: syn.Parse(doc)}
	atts := att.Find(doc, r.Syntax)
	var voices []source.Voice
	r.Sources, voices = source.Resolve(doc, r.Syntax, atts)
	r.Statements = statement.Judge(doc, r.Syntax, atts, r.Sources, voices)
	r.Events, r.Claims = fact.Draw(doc, r.Syntax, r.Sources, r.Statements)
	r.Incidents, r.Facts = incident.Group(r)
	return r
}

// wire is an invented report with its head.
func wire(headline, date, body string) string {
	return headline + "\n\nBy Ada Quill\nMeridian Press | " + date + "\n\n" + body + "\n"
}

// The reports are invented, and so are their people and what befell them.
var (
	marketMonday = wire("Airstrike Hits Market in Taiz", "March 11, 2025",
		"An airstrike hit a market in the city of Taiz in Yemen on Monday, killing 14 people, the governor, Salim Harb, said. Twenty-six people were wounded.")
	marketLater = wire("Taiz Toll Rises", "March 14, 2025",
		"The airstrike on a market in the Yemeni city of Taiz on Monday killed 17 people, Governor Salim Harb said on Friday. He said that 26 people were wounded.")
	marketDenied = wire("Coalition Says It Did Not Strike Taiz", "March 12, 2025",
		"The Joint Air Command denied on Wednesday that it had bombed a market in Taiz, Yemen, where an airstrike on Monday killed at least 14 people. Governor Salim Harb said the command carried out the airstrike.")
	otherTown = wire("Airstrike Hits Fuel Depot in Hodeidah", "March 12, 2025",
		"An airstrike hit a fuel depot in the city of Hodeidah in Yemen on Tuesday, killing three people, a port official, Nadir Aswad, said.")
	sameTown = wire("New Airstrike on Taiz", "March 17, 2025",
		"An airstrike hit a school in the city of Taiz in Yemen on Sunday, killing five people, the governor, Salim Harb, said.")
)

// short prints joined incidents by their days and how many reports they join.
func short(incs []incident.Incident) []string {
	var out []string
	for _, inc := range incs {
		out = append(out, fmt.Sprintf("%s %s %s %d", inc.SubEventType, inc.Country, inc.DateStart, len(inc.Members)))
	}
	slices.Sort(out)
	return out
}

func TestJoinKeepsLookAlikesApart(t *testing.T) {
	var reps []incident.Report
	for _, text := range []string{marketMonday, otherTown, marketLater, sameTown, marketDenied} {
		reps = append(reps, read(t, text))
	}
	incs, facts := union.Join(reps)
	want := []string{"Air/drone strike Yemen 2025-03-10 3", "Air/drone strike Yemen 2025-03-11 1", "Air/drone strike Yemen 2025-03-16 1"}
	if d := cmp.Diff(want, short(incs)); d != "" {
		t.Fatal(d)
	}
	for _, inc := range incs {
		if inc.DateStart == "2025-03-16" && len(inc.PossibleDuplicates) == 0 {
			t.Error("the second strike on the same town is not offered as a possible duplicate")
		}
	}
	seen := map[string]bool{}
	for _, inc := range incs {
		if seen[inc.ID] {
			t.Errorf("id %s stands twice", inc.ID)
		}
		seen[inc.ID] = true
		for _, r := range reps {
			for _, one := range r.Incidents {
				if one.ID == inc.ID {
					t.Errorf("id %s is one of a reading", inc.ID)
				}
			}
		}
	}
	for _, f := range facts {
		if !seen[f.Incident] {
			t.Errorf("fact %s belongs to no joined incident", f.ID)
		}
		for _, list := range [][]incident.Position{f.AssertedBy, f.DeniedBy, f.Uncommitted} {
			stands := map[string]bool{}
			for _, p := range list {
				if stands[p.Statement] {
					t.Errorf("%s %s: statement %s stands twice", f.Slot, f.Value, p.Statement)
				}
				stands[p.Statement] = true
			}
		}
		if f.Slot == fact.Killed && f.Value == "" {
			t.Errorf("a toll without words: %+v", f)
		}
	}
}

// The joined record is the same whatever the order of the reports, also where
// one is given twice.
func TestJoinOrder(t *testing.T) {
	var reps []incident.Report
	for _, text := range []string{marketMonday, otherTown, marketLater, sameTown, marketDenied} {
		reps = append(reps, read(t, text))
	}
	incs, facts := union.Join(reps)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		mixed := append(slices.Clone(reps), reps[rng.IntN(len(reps))])
		rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		gotIncs, gotFacts := union.Join(mixed)
		if d := cmp.Diff(incs, gotIncs); d != "" {
			t.Fatal(d)
		}
		if d := cmp.Diff(facts, gotFacts); d != "" {
			t.Fatal(d)
		}
	}
}

// The six reports of the example tell of one strike.
func TestJoinExample(t *testing.T) {
	paths, err := filepath.Glob("../../../examples/port-strike/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no example reports", err)
	}
	var reps []incident.Report
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		reps = append(reps, read(t, string(b)))
	}
	incs, facts := union.Join(reps)
	var main []incident.Incident
	for _, inc := range incs {
		if inc.Main {
			main = append(main, inc)
		}
	}
	if len(main) != 1 {
		t.Fatalf("%d main incidents: %v", len(main), short(main))
	}
	if got, want := short(main)[0], fmt.Sprintf("Air/drone strike Djibouti 2025-03-02 %d", len(paths)); got != want {
		t.Errorf("%s, not %s", got, want)
	}
	denied := map[string]bool{}
	for _, f := range facts {
		if f.Incident != main[0].ID || f.Slot != fact.Perpetrator || f.Norm.Name != "Joint Maritime Command" {
			continue
		}
		for _, p := range f.DeniedBy {
			for _, r := range reps {
				for _, st := range r.Statements {
					if st.ID == p.Statement && st.Speaker >= 0 {
						denied[r.Sources[st.Speaker].Name] = true
					}
				}
			}
		}
		if len(f.AssertedBy) == 0 || len(f.Uncommitted) == 0 {
			t.Errorf("who did it: asserted by %+v, silent %+v", f.AssertedBy, f.Uncommitted)
		}
	}
	if !denied["Elena Marsh"] || !denied["Joint Maritime Command"] {
		t.Errorf("denied by %v", denied)
	}
	figures := map[fact.Slot][]string{}
	for _, f := range facts {
		if f.Incident == main[0].ID && f.Norm.Number != nil && f.Norm.Number.Min != nil {
			figures[f.Slot] = append(figures[f.Slot], fmt.Sprint(*f.Norm.Number.Min))
		}
	}
	for slot, want := range map[fact.Slot]string{fact.Killed: "3 4", fact.Injured: "6 7 8"} {
		for n := range strings.FieldsSeq(want) {
			if !slices.Contains(figures[slot], n) {
				t.Errorf("%s: %v lacks %s", slot, figures[slot], n)
			}
		}
	}
}

// A report that only denies, and one whose accused keep silent, take positions
// on what the others tell.
func TestJoinReplies(t *testing.T) {
	told := wire("Drone Strike on Mocha Dock", "April 2, 2025",
		"A drone of the Joint Air Command struck a dock in the city of Mocha in Yemen on Tuesday, killing six people, two officials said.")
	denied := wire("Command Rejects Report", "April 3, 2025",
		"The Joint Air Command denied that it had struck a dock in the city of Mocha in Yemen on Tuesday.")
	silent := wire("Mocha Counts Its Dead", "April 3, 2025",
		"The drone strike on a dock in the city of Mocha in Yemen on Tuesday killed six people, the hospital said. The Joint Air Command did not respond to a request for comment.")
	reps := []incident.Report{read(t, told), read(t, denied), read(t, silent)}
	incs, facts := union.Join(reps)
	var who *incident.Fact
	for i := range facts {
		if facts[i].Slot == fact.Perpetrator && facts[i].Norm.Name == "Joint Air Command" {
			who = &facts[i]
		}
	}
	if who == nil {
		t.Fatalf("nobody is said to have done it: %+v", short(incs))
	}
	if len(who.DeniedBy) != 1 || len(who.Uncommitted) != 1 {
		t.Errorf("denied by %+v, silent %+v", who.DeniedBy, who.Uncommitted)
	}
}

func BenchmarkJoin(b *testing.B) {
	first := read(b, marketMonday)
	var reps []incident.Report
	for i := range 200 {
		r := first
		doc := *first.Document
		doc.ID = fmt.Sprintf("%012d", i)
		r.Document = &doc
		r.Incidents = slices.Clone(first.Incidents)
		for k := range r.Incidents {
			r.Incidents[k].ID = fmt.Sprintf("%012d.inc%d", i, k+1)
		}
		r.Facts = slices.Clone(first.Facts)
		for k := range r.Facts {
			r.Facts[k].Incident = strings.Replace(r.Facts[k].Incident, first.Document.ID[:12], doc.ID, 1)
		}
		reps = append(reps, r)
	}
	for b.Loop() {
		union.Join(reps)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(reps)), "µs/report")
}

func BenchmarkGroup(b *testing.B) {
	r := read(b, wire("Two Strikes", "March 12, 2025", strings.Repeat(marketMonday[60:]+"\n\n"+otherTown[60:]+"\n\n", 10)))
	for b.Loop() {
		incident.Group(r)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(r.Syntax.Tokens)), "ns/token")
}
