// Package verdict holds a person's decision against what can be decided, and ties
// it to words. Part of room desk.
//
//	decided: statement 7, content, “killed four guards”
//	tied:    code points 81 to 99 of the report, and what the machine had there
//
// Always true: a decision that is kept has an effect or is a note; a corrected
// span is words that stand in the report, and the machine's value stays beside
// it. Words that do not stand there, or in several places, are refused: no
// look-alike is taken for them. Whether the subject is there is the desk's to say.
package verdict

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/desk/query"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
)

// Refusal says why a decision is not taken, and what to do.
type Refusal struct{ Reason, Advice string }

// Error is both.
func (r *Refusal) Error() string { return r.Reason + ": " + r.Advice }

// Kind is what a subject is.
type Kind string

// The kinds of subjects, by their ids.
const (
	Incident  Kind = "incident"  // inc-4ced97ede62e
	Fact      Kind = "fact"      // inc-4ced97ede62e.killed.7ef2397e
	Pair      Kind = "pair"      // two incidents with a blank between
	Report    Kind = "report"    // the first digits of its sha256
	Statement Kind = "statement" // e07f8b4259e8.st2
	Source    Kind = "source"    // e07f8b4259e8.src1
	None      Kind = ""
)

// Of is what an id is of.
func Of(id string) Kind {
	parts := strings.Fields(id)
	if len(parts) == 2 && Of(parts[0]) == Incident && Of(parts[1]) == Incident {
		return Pair
	}
	first, own, dot := strings.Cut(id, ".")
	digits := len(first) >= 6 && strings.Trim(first, "0123456789abcdef") == ""
	switch {
	case strings.HasPrefix(id, "inc-") && dot:
		return Fact
	case strings.HasPrefix(id, "inc-") && len(parts) == 1:
		return Incident
	case digits && !dot:
		return Report
	case digits && strings.HasPrefix(own, "st"):
		return Statement
	case digits && strings.HasPrefix(own, "src"):
		return Source
	}
	return None
}

// takes are the kinds of subjects of each verdict.
var takes = map[entry.Verdict][]Kind{
	entry.Accept: {Statement, Source, Fact, Incident, Report}, entry.Reject: {Statement, Source, Fact, Incident, Report}, entry.Note: {Statement, Source, Fact, Incident, Report, Pair},
	entry.Correct: {Incident, Fact, Statement}, entry.Stand: {Fact}, entry.Merge: {Incident}, entry.Split: {Incident}, entry.Move: {Incident}, entry.Assign: {Incident, Report}, entry.Dismiss: {Pair},
}

// fields are what of a statement can be corrected; vocabularies are looked up
// for the last two.
var fields = []string{"content", "cue", "source_span", "source", "act", "certainty"}

// Check says what is missing or out of place in a decision, and puts a pair in
// its order.
func Check(e *entry.Decided) error {
	e.Set = nil // the desk's to say
	if strings.TrimSpace(e.Who) == "" {
		return &Refusal{"a decision says who decides", "give a name"}
	}
	if e.What == entry.Withdraw {
		if e.Decision == 0 {
			return &Refusal{"a withdrawal says which decision", "give its row"}
		}
		return nil
	}
	kinds, ok := takes[e.What]
	if !ok {
		return &Refusal{fmt.Sprintf("%q is no decision", e.What), "it is accept, correct, reject, merge, split, move, stand, assign, note, dismiss or withdraw"}
	}
	if e.Subject == "" {
		return &Refusal{"a decision says what it is about", "give an id"}
	}
	kind := Of(e.Subject)
	if kind == None {
		return &Refusal{fmt.Sprintf("%q is no id", e.Subject), "incidents are inc-…, facts inc-….killed.…, reports begin with digits of their sha256, statements are a report's with .st and a number"}
	}
	if !slices.Contains(kinds, kind) {
		var names []string
		for _, k := range kinds {
			names = append(names, map[Kind]string{Pair: "a pair of incidents", Incident: "an incident"}[k])
			if names[len(names)-1] == "" {
				names[len(names)-1] = "a " + string(k)
			}
		}
		return &Refusal{fmt.Sprintf("%s is about %s, and %q is none", e.What, strings.Join(names, " or "), e.Subject), "the facts of an incident have ids of their own, which its page lists"}
	}
	switch e.What {
	case entry.Note:
		if e.Reason == "" && e.Value == "" {
			return &Refusal{"the note is empty", "write what it says as its reason"}
		}
	case entry.Correct:
		return correct(e, kind)
	case entry.Stand:
		if e.Value != "" && e.Value != "discounted" && e.Value != "confirmed" {
			return &Refusal{fmt.Sprintf("people set the standings discounted and confirmed, or none, and %q is computed", e.Value), "choose one of these"}
		}
	case entry.Merge:
		if Of(e.Into) != Incident || e.Into == e.Subject {
			return &Refusal{"a merge says into which other incident", "give its id"}
		}
	case entry.Split, entry.Move:
		if len(e.Members) == 0 {
			return &Refusal{"a split says which members go", "the incident's page lists them"}
		}
		if e.Into != "" && Of(e.Into) != Incident {
			return &Refusal{fmt.Sprintf("%q is no incident", e.Into), "incidents are inc-…"}
		}
	case entry.Dismiss:
		ids := strings.Fields(e.Subject)
		slices.Sort(ids)
		e.Subject = strings.Join(ids, " ")
	}
	return nil
}

// correct says what is missing in a correction.
func correct(e *entry.Decided, kind Kind) error {
	if kind == Incident {
		return set(e)
	}
	if kind == Fact {
		if e.Field != "" && e.Field != "value" {
			return &Refusal{fmt.Sprintf("a fact has no %q to correct", e.Field), "correct its value"}
		}
		if e.Value == "" {
			return &Refusal{"a correction says what the value is", "give it"}
		}
		if slot := strings.Split(e.Subject, "."); len(slot) > 1 && (slot[1] == "killed" || slot[1] == "injured") {
			e.Set = figure(e.Value)
		}
		return nil
	}
	if !slices.Contains(fields, e.Field) {
		return &Refusal{fmt.Sprintf("a statement has no %q to correct", e.Field), "its fields are " + strings.Join(fields, ", ")}
	}
	if e.Field == "act" || e.Field == "certainty" {
		v, err := query.OneOf(e.Field, e.Value)
		if err != nil {
			return &Refusal{"the correction is none", err.Error()}
		}
		e.Value = v
	}
	return nil
}

// Tie ties a decision on statement i to its report and to the words it is about,
// and says what the machine's value is. A corrected span is Text, or Value, at
// Start or wherever it stands once.
func Tie(e *entry.Decided, rd *reading.Reading, i int) error {
	st := &rd.Statements[i]
	e.Report = rd.Report.ID
	was := func(qs ...*span.Quote) {
		var words []string
		for _, q := range qs {
			if q != nil {
				words = append(words, q.Text)
			}
		}
		e.Was = strings.Join(words, " … ")
	}
	whole := func() { // the correction is of no span: it goes with the cue
		if st.Cue != nil {
			e.Start, e.End, e.Text = st.Cue.Start, st.Cue.End, st.Cue.Text
		}
	}
	if e.What != entry.Correct {
		whole()
		return nil
	}
	switch e.Field {
	case "content":
		var all []*span.Quote
		for k := range st.Content {
			all = append(all, &st.Content[k])
		}
		was(all...)
	case "cue":
		was(st.Cue)
	case "source_span":
		was(st.SourceSpan)
	case "act", "certainty":
		if e.Was = string(st.Act); e.Field == "certainty" {
			e.Was = string(st.Certainty)
		}
		whole()
		return nil
	case "source":
		// Who it is may be corrected, not only where it is named.
		e.Was = "no source"
		k := slices.IndexFunc(rd.Sources, func(s source.Source) bool { return st.Source != nil && s.ID == *st.Source })
		if k >= 0 {
			e.Was = cmp.Or(rd.Sources[k].Name, e.Was)
		}
		whole()
		if e.Value == "" {
			return &Refusal{"nobody is chosen", "choose who said it, or write the name"}
		}
		return nil
	default:
		return &Refusal{"this cannot be corrected", "the words, the cue and the source of a statement can"}
	}
	at, n := Locate(rd.Report.Text, cmp.Or(e.Text, e.Value), e.Start)
	switch {
	case n == 0:
		return &Refusal{"these words do not stand in the report", "copy them from its text"}
	case n > 1:
		return &Refusal{fmt.Sprintf("these words stand in the report %d times", n), "give more words around them, or say where they begin"}
	}
	q := span.NewText(rd.Report.Text).Quote(at)
	e.Start, e.End, e.Text, e.Value = q.Start, q.End, q.Text, q.Text
	return nil
}
