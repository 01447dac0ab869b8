package verdict

import (
	"strings"
	"testing"

	"hearsay/internal/ledger/entry"
)

func TestOf(t *testing.T) {
	for id, want := range map[string]Kind{
		"inc-4ced97ede62e": Incident, "inc-4ced97ede62e.killed.7ef2397e": Fact, "inc-a inc-b": Pair, "e07f8b4259e8": Report, "e07f8b4259e8.st2": Statement,
		"e07f8b4259e8.src1": Source, "inc-a b": None, "e07": None, "dock": None, "": None, "inc-a inc-b inc-c": None,
	} {
		if got := Of(id); got != want {
			t.Errorf("Of(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestCheck(t *testing.T) {
	const inc, fact, st = "inc-4ced97ede62e", "inc-4ced97ede62e.killed.7ef2397e", "e07f8b4259e8.st2"
	for _, e := range []entry.Decided{
		{What: entry.Accept, Subject: st}, {What: entry.Reject, Subject: fact}, {What: entry.Note, Subject: inc, Reason: "ask the harbour"}, {What: entry.Correct, Subject: fact, Value: "three guards"},
		{What: entry.Correct, Subject: st, Field: "content", Text: "killed two"}, {What: entry.Correct, Subject: st, Field: "act", Value: "No response"}, {What: entry.Stand, Subject: fact, Value: "confirmed"},
		{What: entry.Stand, Subject: fact}, {What: entry.Merge, Subject: inc, Into: "inc-b"}, {What: entry.Split, Subject: inc, Members: []string{"m"}}, {What: entry.Assign, Subject: "e07f8b4259e8", Value: "L. Adeyemi"},
		{What: entry.Withdraw, Decision: 7},
	} {
		e.Who = "M. Okoro"
		if err := Check(&e); err != nil {
			t.Errorf("%+v: %v", e, err)
		}
	}
	for _, c := range []struct {
		e    entry.Decided
		says string
	}{
		{entry.Decided{What: entry.Stand, Subject: inc, Value: "confirmed"}, "stand is about a fact"},
		{entry.Decided{What: entry.Correct, Subject: inc, Field: "date_start", Value: "2025-03-10"}, "its fields are date, place, type"},
		{entry.Decided{What: entry.Correct, Subject: "e07f8b4259e8", Field: "date", Value: "2025-03-10"}, "correct is about an incident or a fact or a statement"},
		{entry.Decided{What: entry.Correct, Subject: fact, Field: "norm", Value: "3"}, `a fact has no "norm" to correct`},
		{entry.Decided{What: entry.Correct, Subject: st, Field: "mood", Value: "x"}, "its fields are content, cue"},
		{entry.Decided{What: entry.Correct, Subject: st, Field: "act", Value: "shout"}, "there are state, confirm"},
		{entry.Decided{What: entry.Correct, Subject: fact}, "what the value is"},
		{entry.Decided{What: entry.Note, Subject: inc}, "the note is empty"},
		{entry.Decided{What: entry.Accept, Subject: "dock"}, `"dock" is no id`},
		{entry.Decided{What: entry.Merge, Subject: inc, Into: inc}, "into which other"},
		{entry.Decided{What: entry.Split, Subject: inc}, "which members go"},
		{entry.Decided{What: entry.Dismiss, Subject: inc}, "a pair of incidents"},
		{entry.Decided{What: entry.Stand, Subject: fact, Value: "corroborated"}, "is computed"},
		{entry.Decided{What: "bless", Subject: inc}, `"bless" is no decision`},
		{entry.Decided{What: entry.Accept}, "what it is about"},
		{entry.Decided{What: entry.Withdraw}, "which decision"},
	} {
		c.e.Who = "M. Okoro"
		if err := Check(&c.e); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v, want %q", c.e, err, c.says)
		}
	}
	e := entry.Decided{Who: "M. Okoro", What: entry.Dismiss, Subject: "inc-b  inc-a"}
	if err := Check(&e); err != nil || e.Subject != "inc-a inc-b" {
		t.Errorf("a pair in its order: %q, %v", e.Subject, err)
	}
	if err := Check(&entry.Decided{What: entry.Accept, Subject: st}); err == nil {
		t.Error("nobody decided")
	}
}
