package desk_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/edge"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/reading"
)

var ctx = context.Background()

var reader = sync.OnceValues(reading.Load)

// bench is a ledger with a desk before it, whose clock moves a minute a Write.
type bench struct {
	t     testing.TB
	store ledger.Store
	keep  *keep.Keeper
	desk  *desk.Desk
	now   time.Time
}

var noon = time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC)

func onMemory(t testing.TB) *bench {
	b := &bench{t: t, now: noon}
	b.store = memory.New(func() time.Time { b.now = b.now.Add(time.Minute); return b.now })
	b.keep, b.desk = keep.New(b.store), desk.Open(b.store, reader)
	return b
}

func onSQLite(t testing.TB) *bench {
	b := &bench{t: t, now: noon}
	s, err := sqlite.Open(filepath.Join(t.TempDir(), "hearsay.db"), sqlite.Options{Clock: func() time.Time { b.now = b.now.Add(time.Minute); return b.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b.store = s
	b.keep, b.desk = keep.New(b.store), desk.Open(b.store, reader)
	return b
}

// add reads a text and keeps it, in a Write of its own.
func (b *bench) add(name, text string, st capture.Stated) (*reading.Reading, keep.Outcome) {
	b.t.Helper()
	r, err := reader()
	if err != nil {
		b.t.Fatal(err)
	}
	it := keep.Item{Capture: capture.Of([]byte(text), name, st)}
	rd, err := r.Read(it.Capture)
	if err != nil {
		f := reading.Fail(name, err)
		it.Failure = &f
	} else {
		it.Reading = rd
	}
	out, err := b.keep.Keep(ctx, r.Identity(), []keep.Item{it}, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := b.desk.Refresh(ctx, nil); err != nil {
		b.t.Fatal(err)
	}
	return rd, out[0]
}

// examples are the reports of the example, by name.
func examples(t testing.TB) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("../../examples/port-strike/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no example reports, %v", err)
	}
	out := map[string]string{}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(p)] = string(b)
	}
	return out
}

func names(m map[string]string) []string {
	var out []string
	for n := range m {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// TestExample: whatever the order in which the reports come, the ledger has the
// one incident that reading them together gives, with the same facts.
func TestExample(t *testing.T) {
	texts := examples(t)
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	var rds []*reading.Reading
	for _, n := range names(texts) {
		rd, err := r.Read(capture.Of([]byte(texts[n]), n, capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		rds = append(rds, rd)
	}
	want := r.Join(rds, nil)
	order := names(texts)
	for turn := range len(order) {
		order = append(order[1:], order[0])
		if turn%2 == 1 {
			slices.Reverse(order)
		}
		b := onMemory(t)
		if turn == 0 {
			b = onSQLite(t)
		}
		for _, n := range order {
			b.add(n, texts[n], capture.Stated{})
		}
		list, err := b.desk.Incidents(ctx, desk.IncidentFilter{Sort: desk.Widest})
		if err != nil {
			t.Fatal(err)
		}
		if len(list.Items) != len(want.Incidents) || list.Total != int64(len(want.Incidents)) {
			t.Fatalf("order %v: %d incidents, want %d", order, len(list.Items), len(want.Incidents))
		}
		page, err := b.desk.Incident(ctx, list.Items[0].ID, desk.When{})
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Reports) != len(texts) || len(page.Facts) != len(want.Facts) {
			t.Errorf("order %v: %d reports, %d facts; want %d and %d", order, len(page.Reports), len(page.Facts), len(texts), len(want.Facts))
		}
		for i := range page.Facts {
			got, w := &page.Facts[i], &want.Facts[i]
			if got.Value != w.Value || got.Standing != w.Standing || got.OriginsMin != w.OriginsMin || got.OriginsMax != w.OriginsMax || len(got.AssertedBy) != len(w.AssertedBy) {
				t.Errorf("order %v: fact %s %q %s %d-%d, want %q %s %d-%d", order, got.Slot, got.Value, got.Standing, got.OriginsMin, got.OriginsMax, w.Value, w.Standing, w.OriginsMin, w.OriginsMax)
			}
		}
		proof, err := b.desk.Verify(ctx, page.Incident.ID)
		if err != nil || !proof.Holds {
			t.Errorf("proof %+v, %v", proof, err)
		}
	}
}

// dump is every record of a ledger that a question can see, as lines.
func dump(t testing.TB, s ledger.Store) []string {
	t.Helper()
	var out []string
	if err := s.Read(ctx, func(r ledger.Reader) error {
		head, err := r.Head()
		if err != nil {
			return err
		}
		for _, tab := range slices.Concat(projection.Tables(), link.Tables(), edge.Tables(), keep.Tables()) {
			for at := int64(1); at <= head.Seq; at++ {
				for h, err := range r.Select(ledger.Query{Table: tab, At: at}) {
					if err != nil {
						return err
					}
					if h.Since != at {
						continue
					}
					out = append(out, fmt.Sprintln(tab.Name, h.Key, h.Since, h.Until, h.Values, string(h.Body)))
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestRebuild: made again from the rows, all records are what they were, with
// their history.
func TestRebuild(t *testing.T) {
	b := onSQLite(t)
	texts := examples(t)
	for _, n := range names(texts) {
		b.add(n, texts[n], capture.Stated{})
	}
	list, err := b.desk.Incidents(ctx, desk.IncidentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.desk.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Note, Subject: list.Items[0].ID, Reason: "ask the harbour"}); err != nil {
		t.Fatal(err)
	}
	before := dump(t, b.store)
	if err := b.desk.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, dump(t, b.store)); d != "" {
		t.Errorf("%.4000s", d)
	}
	// What an older version made is made again without a word,
	other := func(p ledger.Projection, by int) {
		t.Helper()
		p.Version += by
		if err := b.store.Write(ctx, func(tx ledger.Tx) error { return tx.SetApplied(p, 7) }); err != nil {
			t.Fatal(err)
		}
	}
	other(projection.Records, -1)
	if err := b.desk.Refresh(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, dump(t, b.store)); d != "" {
		t.Errorf("after an older version: %.4000s", d)
	}
	// what a newer made is left alone, until it is asked for.
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []ledger.Projection{projection.Records, keep.Records} {
		other(p, 1)
		_, out := b.desk.Incidents(ctx, desk.IncidentFilter{})
		_, fresh := b.desk.Fresh(ctx)
		_, decided := b.desk.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Note, Subject: list.Items[0].ID, Reason: "ask the guard"})
		_, kept := b.keep.Keep(ctx, r.Identity(), []keep.Item{{Capture: capture.Of([]byte(later), "later.txt", capture.Stated{})}}, nil)
		errs := map[string]error{"a question": fresh}
		if p == keep.Records {
			errs["what is kept"] = kept
		} else {
			errs["a list"], errs["a decision"], errs["catching up"] = out, decided, b.desk.Refresh(ctx, nil)
		}
		for what, err := range errs {
			if !errors.Is(err, ledger.ErrNewerRecords) {
				t.Errorf("newer %s: %s: %v", p.Name, what, err)
			}
		}
		if err := b.desk.Rebuild(ctx, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := b.desk.Fresh(ctx); err != nil {
			t.Errorf("newer %s, made again: %v", p.Name, err)
		}
	}
}

// The reports are invented.
const (
	monday = "Two Guards Killed at Lanby Dock\n\nBy Ada Quill\nMeridian Press | March 11, 2025\n\nA drone strike on the dock of Aden in Yemen on Monday killed two guards, the harbour master, Ines Dahl, said. The coalition denied that it had struck the dock.\n"
	later  = "Toll Rises in Aden Dock Strike\n\nHarbour Lantern | March 12, 2025\n\nThe drone strike on the dock of Aden in Yemen on Monday killed four guards, the harbour master, Ines Dahl, said on Wednesday.\n"
	other  = "March in Lima\n\nAndes Wire | March 12, 2025\n\nThousands of people marched in Lima, Peru, on Tuesday against the new law, police said.\n"
)

func TestQuestions(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *bench{"memory": onMemory, "sqlite": onSQLite} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			b.add("monday.txt", monday, capture.Stated{URL: "https://meridian.example/1"})
			first := b.now
			b.add("other.txt", other, capture.Stated{})
			b.add("later.txt", later, capture.Stated{})
			if _, out := b.add("again.txt", other, capture.Stated{}); out.State != keep.Again {
				t.Errorf("the same bytes are %v", out.State)
			}
			if _, out := b.add("v2.txt", monday+"\nCorrection: an earlier version misspelt Aden.\n", capture.Stated{URL: "https://meridian.example/1"}); out.State != keep.Changed {
				t.Errorf("another state of an address is %v", out.State)
			}
			b.add("bad.txt", "Двое людей погибли, когда дрон ударил по причалу, сообщили власти порта.", capture.Stated{})

			yes := true
			for _, c := range []struct {
				name string
				f    desk.IncidentFilter
				want int
			}{
				{"all", desk.IncidentFilter{}, 2},
				{"country", desk.IncidentFilter{Country: "Yemen"}, 1},
				{"iso", desk.IncidentFilter{Country: "pe"}, 1},
				{"from", desk.IncidentFilter{From: "2025-03-11"}, 1},
				{"to", desk.IncidentFilter{To: "2025-03-10"}, 1},
				{"box", desk.IncidentFilter{Box: &desk.Box{South: 10, North: 20, West: 40, East: 50}}, 1},
				{"type", desk.IncidentFilter{Type: "Protests"}, 1},
				{"sub type", desk.IncidentFilter{Type: "Air/drone strike"}, 1},
				{"contested", desk.IncidentFilter{Contested: &yes}, 1},
				{"standing", desk.IncidentFilter{Standing: "contested"}, 1},
				{"words", desk.IncidentFilter{Text: "lima march*"}, 1},
				{"as of", desk.IncidentFilter{When: desk.When{Time: first}}, 1},
			} {
				list, err := b.desk.Incidents(ctx, c.f)
				if err != nil || len(list.Items) != c.want {
					t.Errorf("%s: %d incidents, %v, want %d", c.name, len(list.Items), err, c.want)
				}
			}
			list, err := b.desk.Incidents(ctx, desk.IncidentFilter{Country: "Yemen"})
			if err != nil {
				t.Fatal(err)
			}
			id := list.Items[0].ID
			page, err := b.desk.Incident(ctx, id, desk.When{})
			if err != nil || len(page.Reports) != 2 || len(page.Before) == 0 { // one of them in two versions
				t.Fatalf("%d reports, %v", len(page.Reports), err)
			}
			then, err := b.desk.Incident(ctx, id, desk.When{Time: first})
			if err != nil || len(then.Reports) != 1 {
				t.Errorf("as of the first report: %d reports, %v", len(then.Reports), err)
			}
			steps, err := b.desk.History(ctx, id, desk.When{})
			if err != nil || len(steps) != 3 || len(steps[1].Added) == 0 {
				t.Errorf("%d steps, %v", len(steps), err)
			}
			changes, err := b.desk.Changes(ctx, id, 0, desk.When{})
			if err != nil || len(changes) == 0 || *changes[0].Before.Low != 2 || *changes[0].After.Low != 4 {
				t.Errorf("changes %+v, %v", changes, err)
			}
			found, err := b.desk.Search(ctx, desk.SearchFilter{Query: `"struck the dock" act:deny`})
			if err != nil || len(found.Items) != 2 || len(found.Items[0].Marked) == 0 {
				t.Errorf("%+v, %v", found.Items, err)
			}
			src, err := b.desk.Sources(ctx, "ines", desk.When{}, desk.Page{})
			if err != nil || len(src.Items) != 1 {
				t.Fatalf("%+v, %v", src, err)
			}
			said, err := b.desk.Source(ctx, src.Items[0].Key, desk.When{}, desk.Page{})
			if err != nil || len(said.Statements.Items) != 3 || len(said.Changes) == 0 || len(said.Incidents[id]) == 0 {
				t.Errorf("%+v, %v", said, err)
			}
			rep, err := b.desk.Report(ctx, page.Reports[0].ID[:10], desk.When{})
			if err != nil || len(rep.Versions) != 2 || len(rep.Incidents) != 1 {
				t.Errorf("%+v, %v", rep, err)
			}
			if notes := rep.Versions[1].Notes; len(notes) != 1 || !strings.HasPrefix(notes[0], "Correction:") {
				t.Errorf("notes %q", notes)
			}
			d, err := b.desk.Diff(ctx, rep.Versions[0].Report, rep.Versions[1].Report, desk.When{})
			if err != nil || !slices.ContainsFunc(d, func(l desk.Line) bool { return l.Op == "+" && strings.HasPrefix(l.Text, "Correction") }) {
				t.Errorf("diff %v, %v", d, err)
			}
			failed, err := b.desk.Reports(ctx, "failed", "", desk.When{}, desk.Page{})
			if err != nil || len(failed.Items) != 1 {
				t.Errorf("%+v, %v", failed, err)
			}
			tasks, err := b.desk.Queue(ctx, desk.QueueFilter{})
			if err != nil || len(tasks.Items) == 0 {
				t.Errorf("%+v, %v", tasks, err)
			}
			news, cursor, err := b.desk.Since(ctx, 0, 0, desk.When{})
			if err != nil || len(news) < 10 || cursor == 0 {
				t.Errorf("%d new, %v", len(news), err)
			}
			if _, err := b.desk.Incident(ctx, "inc-none", desk.When{}); !errors.Is(err, ledger.ErrNone) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestDecisions(t *testing.T) {
	b := onSQLite(t)
	b.add("monday.txt", monday, capture.Stated{})
	b.add("other.txt", other, capture.Stated{})
	list, err := b.desk.Incidents(ctx, desk.IncidentFilter{Sort: desk.Oldest})
	if err != nil || len(list.Items) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	strike, march := list.Items[0].ID, list.Items[1].ID
	decide := func(e entry.Decided) desk.Outcome {
		t.Helper()
		if e.Who == "" {
			e.Who = "M. Okoro"
		}
		out, err := b.desk.Decide(ctx, e)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	incident := func(id string) *desk.IncidentPage {
		t.Helper()
		p, err := b.desk.Incident(ctx, id, desk.When{})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := incident(strike)
	fact := p.Facts[0].ID
	machine := p.Facts[0].Standing
	row := decide(entry.Decided{What: entry.Stand, Subject: fact, Value: "confirmed", Reason: "footage"}).Row
	if f := incident(strike).Facts[0]; f.Stands() != "confirmed" || f.Standing != machine {
		t.Errorf("%+v", f)
	}
	// Another coder who has not seen it clashes; one who has does not.
	_, err = b.desk.Decide(ctx, entry.Decided{Who: "L. Adeyemi", What: entry.Reject, Subject: fact, Seen: row - 1})
	var clash *desk.Clash
	if !errors.As(err, &clash) || clash.Other.Who != "M. Okoro" {
		t.Errorf("%v", err)
	}
	decide(entry.Decided{Who: "L. Adeyemi", What: entry.Note, Subject: fact, Seen: row, Reason: "seen"})
	decide(entry.Decided{What: entry.Withdraw, Decision: row})
	if f := incident(strike).Facts[0]; f.Stands() != machine {
		t.Errorf("after the withdrawal: %+v", f)
	}
	if _, err := b.desk.Decide(ctx, entry.Decided{Who: "x", What: entry.Withdraw, Decision: row}); err == nil {
		t.Error("withdrawn twice")
	}
	// Merge, and undo.
	merged := decide(entry.Decided{What: entry.Merge, Subject: march, Into: strike})
	if p := incident(march); p.Incident.ID != strike || len(p.Reports) != 2 || !slices.Contains(p.Redirects, march) {
		t.Errorf("merged: %s, %d reports, %v", p.Incident.ID, len(p.Reports), p.Redirects)
	}
	decide(entry.Decided{What: entry.Withdraw, Decision: merged.Row})
	if p := incident(march); p.Incident.ID != march || len(p.Reports) != 1 {
		t.Errorf("after the undo: %s, %d reports", p.Incident.ID, len(p.Reports))
	}
	// A split makes a new incident.
	decide(entry.Decided{What: entry.Merge, Subject: march, Into: strike})
	members, err := b.desk.Members(ctx, strike, desk.When{})
	if err != nil || len(members) != 2 {
		t.Fatalf("%v, %v", members, err)
	}
	otherReport := incident(strike).Reports[1].ID
	out := decide(entry.Decided{What: entry.Split, Subject: strike, Members: members[otherReport]})
	if p := incident(out.Subject); len(p.Reports) != 1 || p.Reports[0].ID != otherReport {
		t.Errorf("split: %+v", p.Reports)
	}
	decide(entry.Decided{What: entry.Assign, Subject: strike, Value: "L. Adeyemi"})
	if l, err := b.desk.Incidents(ctx, desk.IncidentFilter{Assigned: "L. Adeyemi"}); err != nil || len(l.Items) != 1 {
		t.Errorf("%+v, %v", l, err)
	}
	for _, bad := range []entry.Decided{
		{What: entry.Accept, Subject: strike}, {Who: "x", What: entry.Accept}, {Who: "x", What: "bless", Subject: strike}, {Who: "x", What: entry.Stand, Subject: fact, Value: "contested"},
		{Who: "x", What: entry.Merge, Subject: strike, Into: "inc-none"}, {Who: "x", What: entry.Accept, Subject: strike + ".killed.00000000"},
	} {
		if _, err := b.desk.Decide(ctx, bad); err == nil {
			t.Errorf("decided: %+v", bad)
		}
	}
	before := dump(t, b.store)
	if err := b.desk.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, dump(t, b.store)); d != "" {
		t.Errorf("rebuilt: %.4000s", d)
	}
}

func TestSearchLanguage(t *testing.T) {
	b := onMemory(t)
	b.add("monday.txt", monday, capture.Stated{})
	for q, says := range map[string]string{
		`"dock`: "has no end", "(dock": "not closed", "dock AND": "missing", "NOT dock": "beside it", "NEAR dock": "nothing before it", "dock NEAR/99 guard": "up to 20",
		"from:Monday": "is no day", "": "is empty", "!!": "no word", "dock )": "nothing is open",
	} {
		if _, err := b.desk.Search(ctx, desk.SearchFilter{Query: q}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", q, err, says)
		}
	}
	for q, n := range map[string]int{"dock": 2, "dock OR nothing": 2, "dock NOT coalition": 1, "(coalition OR ines) struck": 1, "killed NEAR/3 guards": 1, "guard*": 1, "from:2025-03-12 dock": 0, "act:deny": 1} {
		l, err := b.desk.Search(ctx, desk.SearchFilter{Query: q})
		if err != nil || len(l.Items) != n {
			t.Errorf("%q: %d, %v, want %d", q, len(l.Items), err, n)
		}
	}
}

// TestPages: a list goes on as it stood, whatever comes meanwhile.
func TestPages(t *testing.T) {
	b := onSQLite(t)
	texts := examples(t)
	for _, n := range names(texts) {
		b.add(n, texts[n], capture.Stated{})
	}
	whole, err := b.desk.Search(ctx, desk.SearchFilter{Query: "strike OR struck OR port", Page: desk.Page{Limit: 1000}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	after := ""
	for {
		part, err := b.desk.Search(ctx, desk.SearchFilter{Query: "strike OR struck OR port", Page: desk.Page{Limit: 3, After: after}})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range part.Items {
			got = append(got, h.Statement)
		}
		if after = part.Next; after == "" {
			break
		}
		if len(got) == 3 {
			b.add("monday.txt", monday, capture.Stated{})
		}
	}
	var want []string
	for _, h := range whole.Items {
		want = append(want, h.Statement)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if _, err := b.desk.Search(ctx, desk.SearchFilter{Query: "port", Page: desk.Page{After: "nonsense!"}}); err == nil {
		t.Error("a foreign cursor is taken")
	}
}
