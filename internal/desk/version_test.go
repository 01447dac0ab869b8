package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/projection"
)

// The texts are invented.
const (
	early = `Two guards killed in drone strike on fuel dock

KARVO, Yemen, March 11, 2025 — A drone strike killed two guards at the fuel dock in Hodeidah on Monday, an army spokesman said.

"Two guards were killed and five workers were injured," the spokesman, Colonel Hamid Idris, said in a statement.
`
	late = `Four guards killed in drone strike on fuel dock

KARVO, Yemen, March 11, 2025 — A drone strike killed four guards at the fuel dock in Hodeidah on Monday, an army spokesman said.

"Four guards were killed and five workers were injured," the spokesman, Colonel Hamid Idris, said in a statement.

Correction: An earlier version of this story gave the number of guards killed as two.
`
	rival = `Drone strikes dock in Hodeidah

HODEIDAH, Yemen, March 11, 2025 — Two guards died on Monday when a drone struck the fuel dock in Hodeidah, a hospital director told Meridian Press.
`
	silent = `Harbour of Karvo opens

KARVO, Yemen, March 11, 2025 — The harbour opened again on Tuesday, its director, Ines Dahl, said. Ships came in.
`
)

func killed(p *desk.IncidentPage) string {
	var out []string
	for i := range p.Facts {
		if f := &p.Facts[i]; f.Slot == "killed" {
			out = append(out, f.Value)
		}
	}
	return strings.Join(out, ", ")
}

// TestVersions: the captures of one page are one report of an incident, and the last
// that tells of it holds.
func TestVersions(t *testing.T) {
	for _, on := range []struct {
		name string
		make func(testing.TB) *bench
	}{{"memory", onMemory}, {"sqlite", onSQLite}} {
		t.Run(on.name, func(t *testing.T) {
			b := on.make(t)
			at := capture.Stated{URL: "https://lantern.example/dock", Outlet: "Lantern"}
			b.add("early", early, at)
			b.add("rival", rival, capture.Stated{URL: "https://meridian.example/dock", Outlet: "Meridian Press"})
			list, err := b.desk.Incidents(ctx, desk.IncidentFilter{})
			if err != nil || len(list.Items) != 1 {
				t.Fatalf("%d incidents, %v", len(list.Items), err)
			}
			id := list.Items[0].ID
			before, err := b.desk.Incident(ctx, id, desk.When{})
			if err != nil {
				t.Fatal(err)
			}
			b.add("late", late, at)
			page, err := b.desk.Incident(ctx, id, desk.When{})
			if err != nil {
				t.Fatal(err)
			}
			if len(page.Reports) != 2 || killed(page) != "two guards, four guards" && killed(page) != "Two guards, four guards" {
				t.Errorf("%d reports, killed %s", len(page.Reports), killed(page))
			}
			for _, f := range page.Facts {
				for _, p := range f.AssertedBy {
					if strings.HasPrefix(p.Statement, page.Before[0].Report[:12]) {
						t.Errorf("%s rests on a version that gave way", f.ID)
					}
				}
				if f.Slot == "killed" && f.OriginsMax != 1 {
					t.Errorf("%s has %d origins", f.Value, f.OriginsMax)
				}
			}
			i := slices.IndexFunc(page.Reports, func(h projection.Head) bool { return len(h.Earlier) == 1 })
			if i < 0 || page.Reports[i].Version != 2 || page.Reports[i].Earlier[0].Version != 1 || !strings.HasPrefix(page.Reports[i].Earlier[0].Headline, "Two guards") {
				t.Fatalf("reports %+v", page.Reports)
			}
			if !slices.ContainsFunc(page.Before, func(c projection.Claim) bool {
				return c.Slot == "killed" && c.Value == "two guards" && c.Name == "Hamid Idris" && c.Later == page.Reports[i].ID
			}) {
				t.Errorf("what was said before: %+v", page.Before)
			}
			if !slices.ContainsFunc(page.Lineage, func(m entry.Made) bool {
				return m.Kind == entry.Later && m.To == page.Reports[i].ID && m.From == page.Reports[i].Earlier[0].ID
			}) {
				t.Errorf("lineage %+v", page.Lineage)
			}
			lines, err := b.desk.Lines(ctx, []string{id}, desk.When{})
			if l := lines[id]; err != nil || l.Reports != 2 || l.Captures != 3 {
				t.Errorf("%+v, %v", l, err)
			}
			// As of the day before, the earlier holds.
			then, err := b.desk.Incident(ctx, id, desk.When{Row: before.Row})
			if err != nil || killed(then) != killed(before) || len(then.Reports) != 2 || len(then.Before) != 0 {
				t.Errorf("as of before: %s, %v", killed(then), err)
			}
			changes, err := b.desk.Changes(ctx, "", 0, desk.When{})
			if err != nil || len(changes) != 1 || *changes[0].Before.Low != 2 || *changes[0].After.Low != 4 {
				t.Errorf("changes %+v, %v", changes, err)
			}
			said, err := b.desk.Source(ctx, "person:hamid idris", desk.When{}, desk.Page{})
			if err != nil || said.Acts["state"] != 2 || len(said.Statements.Items) != 4 || len(said.Changes) != 1 {
				t.Errorf("he said %+v, %v", said, err)
			}
			sources, err := b.desk.Sources(ctx, "hamid", desk.When{}, desk.Page{})
			if err != nil || len(sources.Items) != 1 || sources.Items[0].Statements != 2 {
				t.Errorf("sources %+v, %v", sources, err)
			}
			hits, err := b.desk.Search(ctx, desk.SearchFilter{Query: `"two guards" source:hamid`})
			if err != nil || len(hits.Items) != 2 || hits.Items[0].Later != page.Reports[i].ID {
				t.Errorf("found %+v, %v", hits, err)
			}
			proof, err := b.desk.Verify(ctx, id)
			if err != nil || !proof.Holds {
				t.Errorf("proof %+v, %v", proof, err)
			}
			// A later version that is silent on it leaves it standing, and is named.
			rd, _ := b.add("silent", silent, at)
			page, err = b.desk.Incident(ctx, id, desk.When{})
			if err != nil || len(page.Reports) != 2 || !slices.ContainsFunc(page.Reports, func(h projection.Head) bool { return h.Later == rd.Report.ID && len(h.Earlier) == 1 }) {
				t.Errorf("reports %+v, %v", page.Reports, err)
			}
			// Who splits a report off, takes its versions along.
			members, err := b.desk.Members(ctx, id, desk.When{})
			if err != nil {
				t.Fatal(err)
			}
			out, err := b.desk.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Split, Subject: id, Members: members[page.Reports[i].ID], Reason: "another dock"})
			if err != nil {
				t.Fatal(err)
			}
			rest, err := b.desk.Incident(ctx, id, desk.When{})
			if err != nil || len(rest.Reports) != 1 || rest.Reports[0].Outlet != "Meridian Press" {
				t.Errorf("left %+v, %v", rest, err)
			}
			split, err := b.desk.Incident(ctx, out.Subject, desk.When{})
			if err != nil || len(split.Reports) != 1 || len(split.Reports[0].Earlier) != 1 {
				t.Errorf("split %+v, %v", split, err)
			}
			rows := func() (out []string) {
				for _, at := range []desk.When{{}, {Row: before.Row}} {
					p, err := b.desk.Incident(ctx, id, at)
					if err != nil {
						t.Fatal(err)
					}
					out = append(out, killed(p))
				}
				return out
			}
			held := rows()
			if err := b.desk.Rebuild(ctx, nil); err != nil {
				t.Fatal(err)
			}
			if again := rows(); !slices.Equal(held, again) {
				t.Errorf("rebuilt: %q, was %q", again, held)
			}
		})
	}
}

// TestLateArchive: what was fetched earlier is the earlier version, also where it is
// added last.
func TestLateArchive(t *testing.T) {
	b := onMemory(t)
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		text string
		day  int
	}{{late, 12}, {early, 11}} {
		it := keep.Item{Capture: capture.Of([]byte(x.text), "page", capture.Stated{URL: "https://lantern.example/dock"}), Fetched: time.Date(2025, 3, x.day, 9, 0, 0, 0, time.UTC)}
		if it.Reading, err = r.Read(it.Capture); err != nil {
			t.Fatal(err)
		}
		if _, err := b.keep.Keep(ctx, r.Identity(), []keep.Item{it}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.desk.Refresh(ctx, nil); err != nil {
		t.Fatal(err)
	}
	list, err := b.desk.Incidents(ctx, desk.IncidentFilter{})
	if err != nil || len(list.Items) != 1 || list.Items[0].Reports != 1 || list.Items[0].Captures != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	page, err := b.desk.Incident(ctx, list.Items[0].ID, desk.When{})
	if err != nil || killed(page) != "four guards" {
		t.Errorf("killed %s, %v", killed(page), err)
	}
	rep, err := b.desk.Report(ctx, page.Reports[0].ID, desk.When{})
	if err != nil || len(rep.Versions) != 2 || rep.Versions[1].Report != page.Reports[0].ID {
		t.Errorf("%+v, %v", rep.Versions, err)
	}
}
