package web

import (
	"strings"

	"hearsay/internal/ledger/entry"
)

var factChoices = []choice{
	{"accept", "accept: it is as the reports say"}, {"reject", "reject: it is misread"}, {"confirm", "confirm: it stands"}, {"discount", "discount: it does not count"}, {"note", "note"},
}

var incidentChoices = []choice{{"note", "note"}, {"accept", "accept: rightly read and put together"}, {"reject", "reject: this is no incident"}}

var statementChoices = []choice{{"accept", "accept: rightly read"}, {"reject", "reject: misread"}, {"note", "note"}}

// verdicts are what decisions are called.
var verdicts = map[entry.Verdict]string{
	entry.Accept: "accepted", entry.Correct: "corrected", entry.Reject: "rejected", entry.Merge: "merged", entry.Split: "split", entry.Move: "moved",
	entry.Stand: "set the standing of", entry.Assign: "assigned", entry.Note: "noted on", entry.Dismiss: "held apart", entry.Withdraw: "undid a decision on",
}

// verdict is a decision in words, without who took it and why.
func verdict(e *entry.Decided) string {
	parts := []string{verdicts[e.What]}
	if e.Subject != "" {
		parts = append(parts, about(e))
	}
	if e.Into != "" {
		parts = append(parts, "into "+e.Into)
	}
	if e.Field != "" {
		parts = append(parts, words(one(e.Field, 40)))
	}
	switch {
	case e.What == entry.Stand && e.Value == "":
		parts = append(parts, "to what is computed")
	case e.What == entry.Correct && e.Was != "" && strings.Contains(e.Subject, ".st"):
		parts = append(parts, "from “"+one(e.Was, 90)+"” to “"+one(e.Value, 90)+"”")
	case e.Value != "":
		parts = append(parts, "to "+one(e.Value, 120))
	}
	return strings.Join(parts, " ")
}

// about names a subject: a fact by its slot and value.
func about(e *entry.Decided) string {
	subject := e.Subject
	if strings.HasPrefix(subject, "inc-") && !strings.Contains(subject, " ") {
		if parts := strings.Split(subject, "."); len(parts) == 3 {
			if e.Was != "" {
				return "“" + words(one(parts[1], 40)) + ": " + one(e.Was, 90) + "”"
			}
			return "“" + words(one(parts[1], 40)) + "” (" + one(parts[2], 12) + ")"
		}
	}
	if _, n, ok := strings.Cut(subject, ".st"); ok {
		return "statement " + one(n, 12)
	}
	return strings.ReplaceAll(one(subject, 80), " ", " and ")
}

// statementVerdicts are what the form of a report offers.
var statementVerdicts = []choice{
	{"accept", "accept: rightly read"}, {"reject", "reject: nobody says this here"}, {"correct-content", "correct its words"}, {"correct-source_span", "correct where its source is named"},
	{"correct-cue", "correct its cue"}, {"correct-source", "it was said by another"}, {"note", "note"},
}
