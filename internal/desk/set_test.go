package desk_test

import (
	"strings"
	"testing"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/entry"
)

// TestSet: what a person sets of an incident is shown as theirs, through later reports
// and a rebuild, and what the reports come to stays beside it.
func TestSet(t *testing.T) {
	for _, on := range []struct {
		name string
		make func(testing.TB) *bench
	}{{"memory", onMemory}, {"sqlite", onSQLite}} {
		t.Run(on.name, func(t *testing.T) {
			b := on.make(t)
			b.add("early", early, capture.Stated{URL: "https://lantern.example/dock"})
			list, err := b.desk.Incidents(ctx, desk.IncidentFilter{})
			if err != nil || len(list.Items) != 1 {
				t.Fatalf("%+v, %v", list, err)
			}
			id, machine := list.Items[0].ID, list.Items[0]
			before, err := b.desk.Fresh(ctx)
			if err != nil {
				t.Fatal(err)
			}
			set := func(field, value string) int64 {
				t.Helper()
				out, err := b.desk.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Correct, Subject: id, Field: field, Value: value, Reason: "a video"})
				if err != nil {
					t.Fatalf("%s %s: %v", field, value, err)
				}
				return out.Row
			}
			set("date", "2025-03-08")
			row := set("date", "2025-03-07/2025-03-08")
			set("place", "Aden, Yemen")
			set("type", "shelling/artillery/missile attack")
			check := func(when string) {
				t.Helper()
				p, err := b.desk.Incident(ctx, id, desk.When{})
				if err != nil || len(p.Set) != 3 {
					t.Fatalf("%s: %+v, %v", when, p, err)
				}
				if p.Incident.DateStart != machine.DateStart || p.Incident.Place == "Aden" || p.Incident.SubEventType != machine.SubType {
					t.Errorf("%s: the reports' values are %+v", when, p.Incident)
				}
				in := p.Shown()
				if in.DateStart != "2025-03-07" || in.DateEnd != "2025-03-08" || in.DatePrec != 2 || in.Place != "Aden" || in.ISO != "YE" || in.Latitude == nil || in.WherePrec != 1 ||
					in.EventType != "Explosions/Remote violence" || in.SubEventType != "Shelling/artillery/missile attack" {
					t.Errorf("%s: shown %+v", when, in)
				}
				if s := p.Set[0]; s.Field != "date" || s.Row != row || s.Words() != "date 2025-03-07 to 2025-03-08, set by M. Okoro, was "+machine.DateStart {
					t.Errorf("%s: %+v, %s", when, s, s.Words())
				}
				for _, f := range []desk.IncidentFilter{{From: "2025-03-07", To: "2025-03-07"}, {Box: &desk.Box{South: 12, North: 13, West: 44.5, East: 45.5}}, {Type: "Shelling/artillery/missile attack"}} {
					l, err := b.desk.Incidents(ctx, f)
					if err != nil || len(l.Items) != 1 || len(l.Items[0].Set) != 3 {
						t.Errorf("%s: %+v finds %+v, %v", when, f, l, err)
					}
				}
				doc, err := b.desk.Excerpt(ctx, p)
				if err != nil || doc.Incidents[0].Place != "Aden" || doc.Incidents[0].WhereDescription != "" {
					t.Errorf("%s: %+v, %v", when, doc, err)
				}
				proof, err := b.desk.Verify(ctx, id)
				if err != nil || !proof.Holds {
					t.Errorf("%s: %+v, %v", when, proof, err)
				}
			}
			check("set")
			b.add("rival", rival, capture.Stated{URL: "https://meridian.example/dock"})
			check("after another report")
			if err := b.desk.Rebuild(ctx, nil); err != nil {
				t.Fatal(err)
			}
			check("rebuilt")
			then, err := b.desk.Incident(ctx, id, desk.When{Row: before.Row})
			if err != nil || len(then.Set) != 0 {
				t.Errorf("as of before: %+v, %v", then, err)
			}
			if _, err := b.desk.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Withdraw, Decision: row}); err != nil {
				t.Fatal(err)
			}
			if p, err := b.desk.Incident(ctx, id, desk.When{}); err != nil || len(p.Set) != 3 || p.Shown().DateStart != "2025-03-08" {
				t.Errorf("the first correction stands again: %+v, %v", p.Set, err)
			}
			// A figure that is corrected counts in the range.
			p, err := b.desk.Incident(ctx, id, desk.When{})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range p.Facts {
				if f.Slot == "killed" {
					if _, err := b.desk.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Correct, Subject: f.ID, Value: "at least seven guards"}); err != nil {
						t.Fatal(err)
					}
				}
			}
			lines, err := b.desk.Lines(ctx, []string{id}, desk.When{})
			if l := lines[id]; err != nil || l.KilledMin == nil || *l.KilledMin != 7 {
				t.Errorf("%+v, %v", l, err)
			}
			for value, says := range map[string]string{
				"yesterday": "is no date", "2025-03-12/2025-03-10": "is no date", "Nowhere Xyzzy, Yemen": "the gazetteer knows no", "Aden": "names no country", "Aden, Yemen, 99, 45": "no coordinates",
				"San José, Philippines": "several places", "shouting": "there is no event type",
			} {
				field := "place"
				switch {
				case strings.Contains(says, "date"):
					field = "date"
				case strings.Contains(says, "event type"):
					field = "type"
				}
				if _, err := b.desk.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Correct, Subject: id, Field: field, Value: value}); err == nil || !strings.Contains(err.Error(), says) {
					t.Errorf("%s: %v, want %q", value, err, says)
				}
			}
		})
	}
}
