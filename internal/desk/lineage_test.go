package desk_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/reading"
)

// The reports are invented.
const (
	dockWire = "Strike Kills Two Guards at Lanby Dock\n\nBy Ada Quill\nMeridian Press | March 11, 2025\n\nA drone strike on the dock of Aden in Yemen on Monday killed two guards, two security officials said. The crane beside the store fell into the water and the quay was closed to all ships until the evening, when divers had looked at it.\n\nThe officials said that the store had held timber and cement for the new breakwater, and that nobody else was hurt when it burned.\n"
	dockCopy = "Two Guards Die in Aden\n\nGulf Ledger | March 12, 2025\n\nADEN (Meridian Press) - A drone strike on the dock of Aden in Yemen on Monday killed two guards, two security officials said. The crane beside the store fell into the water and the quay was closed to all ships until the evening, when divers had looked at it.\n\nThe officials said that the store had held timber and cement for the new breakwater, and that nobody else was hurt when it burned.\n"
	dockCite = "Aden Port Shut After Strike\n\nHarbour Lantern | March 13, 2025\n\nThe port of Aden in Yemen stayed shut after the drone strike on its dock on Monday. Two security officials told Meridian Press that the strike had killed two guards.\n"
)

// TestLineage: what was made from what goes down as rows, and shows on pages, in
// history, reports and log, and in the count of origins; made again from rows it
// is the same.
func TestLineage(t *testing.T) {
	b := onSQLite(t)
	b.add("copy.txt", dockCopy, capture.Stated{})
	wire, _ := b.add("wire.txt", dockWire, capture.Stated{})
	cite, _ := b.add("cite.txt", dockCite, capture.Stated{})
	var edges []entry.Made
	if err := b.store.Read(ctx, func(r ledger.Reader) error {
		for row, err := range r.Rows(0, 0, ledger.Edge) {
			if err != nil {
				return err
			}
			var m entry.Made
			if err := json.Unmarshal(row.Body, &m); err != nil {
				return err
			}
			edges = append(edges, m)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, m := range edges {
		kinds[m.Kind]++
		if m.From == "" && m.Name == "" || m.Reason == "" || m.Score <= 0 || m.End <= m.Start {
			t.Errorf("%+v", m)
		}
	}
	if kinds[entry.Copy] != 1 || kinds[entry.Credit] == 0 || kinds[entry.Cite] == 0 {
		t.Errorf("%v", kinds)
	}
	list, err := b.desk.Incidents(ctx, desk.IncidentFilter{Sort: desk.Widest})
	if err != nil {
		t.Fatal(err)
	}
	page, err := b.desk.Incident(ctx, list.Items[0].ID, desk.When{})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Reports) != 3 || len(page.Lineage) < 2 {
		t.Errorf("%d reports, lineage %+v", len(page.Reports), page.Lineage)
	}
	for i := range page.Facts {
		if f := &page.Facts[i]; f.Slot == "killed" && (f.OriginsMin != 1 || f.OriginsMax > 2) {
			t.Errorf("killed %s: %d-%d origins", f.Value, f.OriginsMin, f.OriginsMax)
		}
	}
	steps, err := b.desk.History(ctx, list.Items[0].ID, desk.When{})
	if err != nil || !slices.ContainsFunc(steps, func(s desk.Step) bool { return len(s.Lineage) > 0 }) {
		t.Errorf("history shows no lineage, %v", err)
	}
	for _, id := range []string{wire.Report.ID, cite.Report.ID} {
		if p, err := b.desk.Report(ctx, id, desk.When{}); err != nil || len(p.Lineage) == 0 {
			t.Errorf("report %.12s: %v, %v", id, p.Lineage, err)
		}
	}
	items, _, err := b.desk.Since(ctx, 0, 0, desk.When{})
	if err != nil || !slices.ContainsFunc(items, func(i desk.Item) bool { return i.Kind == "edge" && strings.Contains(i.Words, "is a copy of") }) {
		t.Errorf("%+v, %v", items, err)
	}
	if proof, err := b.desk.Verify(ctx, list.Items[0].ID); err != nil || !proof.Holds {
		t.Errorf("%+v, %v", proof, err)
	}
	before := dump(t, b.store)
	if err := b.desk.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, dump(t, b.store)); d != "" {
		t.Errorf("%.4000s", d)
	}
}

// reread keeps another reading of a report, as a later reader makes it.
func (b *bench) reread(rd *reading.Reading, text string, change func(*reading.Reading)) {
	b.t.Helper()
	r, err := reader()
	if err != nil {
		b.t.Fatal(err)
	}
	c := capture.Of([]byte(text), rd.Report.URI, capture.Stated{})
	again, err := r.Read(c)
	if err != nil {
		b.t.Fatal(err)
	}
	again.Reader.Version += "+later"
	change(again)
	if _, err := b.keep.Keep(ctx, again.Reader, []keep.Item{{Capture: c, Reading: again}}, nil); err != nil {
		b.t.Fatal(err)
	}
	if err := b.desk.Refresh(ctx, nil); err != nil {
		b.t.Fatal(err)
	}
}

// TestOrphans: decisions on statements and sources stay with their words after
// the report is read anew, whatever number they then have; where the words are
// gone they are orphans, and on no look-alike.
func TestOrphans(t *testing.T) {
	b := onSQLite(t)
	rd, _ := b.add("monday.txt", monday, capture.Stated{})
	if len(rd.Statements) < 2 || len(rd.Sources) < 2 {
		t.Fatalf("%d statements, %d sources", len(rd.Statements), len(rd.Sources))
	}
	decide := func(subject string) int64 {
		t.Helper()
		out, err := b.desk.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Accept, Subject: subject})
		if err != nil {
			t.Fatal(err)
		}
		return out.Row
	}
	first, second, src := decide(rd.Statements[0].ID), decide(rd.Statements[1].ID), decide(rd.Sources[0].ID)
	if _, err := b.desk.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Accept, Subject: rd.Report.ID[:12] + ".st99"}); err == nil {
		t.Error("decided on a statement that is not there")
	}
	state := func(row int64) (orphaned bool, now string) {
		t.Helper()
		p, err := b.desk.Report(ctx, rd.Report.ID, desk.When{})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range p.Decisions {
			if d.Row == row {
				return d.Orphaned, d.Now
			}
		}
		t.Fatalf("no decision of row %d", row)
		return false, ""
	}
	// The later reader misses the first statement: the second has its number.
	b.reread(rd, monday, func(again *reading.Reading) {
		again.Statements = slices.Clone(again.Statements[1:])
		again.Statements[0].ID = rd.Statements[0].ID
	})
	if orphaned, _ := state(first); !orphaned {
		t.Error("the decision on the statement that is gone is no orphan")
	}
	if orphaned, now := state(second); orphaned || now != rd.Statements[0].ID {
		t.Errorf("the decision on the other: orphaned %v, now %q", orphaned, now)
	}
	if orphaned, now := state(src); orphaned || now != "" {
		t.Errorf("the decision on the source: orphaned %v, now %q", orphaned, now)
	}
	q, err := b.desk.Queue(ctx, desk.QueueFilter{Kind: "orphan"})
	if err != nil || len(q.Items) != 1 || q.Items[0].Row != first {
		t.Errorf("%+v, %v", q.Items, err)
	}
	// The first reader's statements come back.
	b.reread(rd, monday, func(again *reading.Reading) { again.Reader.Version += "+still" })
	if orphaned, _ := state(first); orphaned {
		t.Error("its words stand again, and it is still an orphan")
	}
	// What stood before is shown as of then.
	before := dump(t, b.store)
	if err := b.desk.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, dump(t, b.store)); d != "" {
		t.Errorf("%.4000s", d)
	}
}
