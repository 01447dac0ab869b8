package web

import (
	"net/url"
	"strings"
	"testing"

	"hearsay/internal/desk"
)

// TestCorrect: a statement's words are corrected with words of its report, the
// machine's value stays beside, and it can be undone.
func TestCorrect(t *testing.T) {
	b := onLedger(t)
	list, err := b.desk.Search(t.Context(), desk.SearchFilter{Query: "four guards"})
	if err != nil || len(list.Items) == 0 {
		t.Fatalf("%+v, %v", list, err)
	}
	st := list.Items[0].Statement
	rep := "/report/" + list.Items[0].Report
	form := func(kv ...string) url.Values {
		f := url.Values{"back": {rep}, "who": {"M. Okoro"}, "subject": {st}}
		for i := 0; i < len(kv); i += 2 {
			f.Set(kv[i], kv[i+1])
		}
		return f
	}
	w := b.post("/decide", "", form("what", "correct-content", "quote", "killed  four guards", "reason", "no more than that"))
	if w.Code != 303 || !strings.HasPrefix(w.Header().Get("Location"), rep+"?did=") {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	page := b.get(w.Header().Get("Location")).Body.String()
	for _, want := range []string{"Kept as row", "corrected statement", "to “killed four guards”", "from “The drone strike", `class="beside"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the report's page lacks %q", want)
		}
	}
	if strings.Contains(page, "what it was about is gone") {
		t.Error("the correction is held for orphaned")
	}
	if w = b.post("/decide", "", form("what", "correct-source", "person", "the harbour office")); w.Code != 303 {
		t.Errorf("another source: %d: %s", w.Code, w.Body)
	}
	p, err := b.desk.Report(t.Context(), list.Items[0].Report, desk.When{})
	if err != nil || len(p.Decisions) != 2 || p.Decisions[0].Text != "killed four guards" || p.Decisions[1].Was != "Ines Dahl" {
		t.Fatalf("%+v, %v", p.Decisions, err)
	}
	for _, c := range []struct {
		name string
		form url.Values
	}{
		{"not there", form("what", "correct-content", "quote", "killed five guards")},
		{"there twice", form("what", "correct-content", "quote", "the")},
		{"nothing", form("what", "correct-content")},
		{"nobody", form("what", "correct-source")},
		{"no field", form("what", "correct-weather", "quote", "four guards")},
	} {
		if w := b.post("/decide", "", c.form); w.Code != 422 {
			t.Errorf("%s: %d: %.300s", c.name, w.Code, w.Body)
		}
	}
}

// TestMove: a report is moved out of an incident into a new one, and back.
func TestMove(t *testing.T) {
	b := onLedger(t)
	members, err := b.desk.Members(t.Context(), b.yemen, desk.When{})
	if err != nil || len(members) < 2 {
		t.Fatalf("%v, %v", members, err)
	}
	before, err := b.desk.Incident(t.Context(), b.yemen, desk.When{})
	if err != nil {
		t.Fatal(err)
	}
	last := before.Reports[len(before.Reports)-1].ID
	w := b.post("/decide", "M. Okoro", url.Values{"what": {"move"}, "subject": {b.yemen}, "member": {strings.Join(members[last], " ")}, "back": {"/incident/" + b.yemen}})
	to, _, _ := strings.Cut(w.Header().Get("Location"), "?")
	if w.Code != 303 || !strings.HasPrefix(to, "/incident/inc-s") {
		t.Fatalf("%d %s: %s", w.Code, to, w.Body)
	}
	if now, err := b.desk.Incident(t.Context(), b.yemen, desk.When{}); err != nil || len(now.Reports) != len(before.Reports)-1 {
		t.Errorf("%d reports stay, %v", len(now.Reports), err)
	}
	_, row, _ := strings.Cut(w.Header().Get("Location"), "did=")
	if w := b.post("/decide", "M. Okoro", url.Values{"what": {"withdraw"}, "decision": {row}}); w.Code != 303 {
		t.Fatalf("undo: %d: %s", w.Code, w.Body)
	}
	if now, err := b.desk.Incident(t.Context(), b.yemen, desk.When{}); err != nil || len(now.Reports) != len(before.Reports) {
		t.Errorf("%d reports after the undo, %v", len(now.Reports), err)
	}
}
