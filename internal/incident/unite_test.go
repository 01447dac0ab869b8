package incident_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/source"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// group is what rooms 2 to 8 make of a text: sub-type, first day and place of
// each incident.
func group(t testing.TB, text string) []string {
	t.Helper()
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	att, err := attribution.Load()
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2025, time.March, 12, 0, 0, 0, 0, time.UTC) // a Wednesday
	doc, err := document.New(capture.Of([]byte(text), "invented", capture.Stated{Date: day}))
	if err != nil {
		t.Fatal(err)
	}
	a := syn.Parse(doc)
	atts := att.Find(doc, a)
	srcs, voices := source.Resolve(doc, a, atts)
	sts := statement.Judge(doc, a, atts, srcs, voices)
	events, claims := fact.Draw(doc, a, srcs, sts)
	incs, _ := incident.Group(incident.Report{Document: doc, Syntax: a, Sources: srcs, Statements: sts, Events: events, Claims: claims})
	out := []string{}
	for _, inc := range incs {
		out = append(out, fmt.Sprintf("%s %s %s", inc.SubEventType, inc.DateStart, inc.Place))
	}
	return out
}

// The texts are invented for this test.
func TestUnite(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"headline and story", "Bombings Kill 41 in Aden\n\nA series of coordinated car bombings killed 41 people in Aden on Monday, the governor said.\n\nThe market was closed.",
			[]string{"Remote explosive/landmine/IED 2025-03-10 Aden"}},
		{"an ambush on a bus is no battle", "Gunmen ambushed a bus in Aden on Monday and killed 12 civilians, the governor said. Nine guards came late.",
			[]string{"Attack 2025-03-10 Aden"}},
		{"history", "The harbour will show an old landing ship on Monday. The ship took part in the D-Day invasion of France.", []string{}},
	} {
		if d := cmp.Diff(c.want, group(t, c.text)); d != "" {
			t.Errorf("%s\n%s", c.name, d)
		}
	}
}
