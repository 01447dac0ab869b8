package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay/internal/desk/verdict"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/state"
	"hearsay/internal/statement"
)

// Queue lists what a person should look at, the most doubtful first.
func (d *Desk) Queue(ctx context.Context, f QueueFilter) (List[Task], error) {
	out := List[Task]{Items: []Task{}}
	want := func(kind string) bool { return f.Kind == "" || f.Kind == kind }
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := at(r, f.When)
		if err != nil {
			return err
		}
		then := int64(0) // what holds now has indexes of its own
		if out.Row = row; f.When != (When{}) {
			then = row
		}
		if want("duplicate") || want("contested") {
			q := ledger.Query{Table: projection.Incidents, Where: []ledger.Cond{{Column: "doubt", Op: ledger.Gt, Value: 0.0}}, Order: []ledger.Order{{Column: "doubt", Desc: true}}, At: then, Limit: 500}
			if f.Assigned != "" {
				q.Where = append(q.Where, eq("assigned", f.Assigned))
			}
			for h, err := range r.Select(q) {
				if err != nil {
					return err
				}
				l, err := decode[IncidentLine](&h)
				if err != nil {
					return err
				}
				doubt, _ := h.Values[projection.Incidents.Column("doubt")].(float64)
				name := strings.Trim(l.SubType+", "+l.Where, ", ")
				if l.Duplicates > 0 && want("duplicate") {
					out.Items = append(out.Items, Task{Kind: "duplicate", Subject: l.ID, Doubt: doubt, Reason: name + ": may be the same as another", Assigned: l.Assigned, Row: h.Since})
				} else if l.Contested && want("contested") {
					out.Items = append(out.Items, Task{Kind: "contested", Subject: l.ID, Doubt: doubt, Reason: name + ": a fact is contested", Assigned: l.Assigned, Row: h.Since})
				}
			}
		}
		if want("statement") && f.Assigned == "" {
			q := ledger.Query{Table: projection.Statements, Where: []ledger.Cond{{Column: "confidence", Op: ledger.Lt, Value: 0.5}}, Order: []ledger.Order{{Column: "confidence"}}, At: then, Limit: 200}
			for h, err := range r.Select(q) {
				if err != nil {
					return err
				}
				s, err := hit(&h)
				if err != nil {
					return err
				}
				out.Items = append(out.Items, Task{Kind: "statement", Subject: s.Statement, Doubt: 1 - s.Confidence, Reason: fmt.Sprintf("read with confidence %.2f: %s", s.Confidence, s.Passage), Row: s.Row})
			}
		}
		if want("failure") && f.Assigned == "" {
			for h, err := range r.Select(ledger.Query{Table: projection.Reports, Where: []ledger.Cond{eq("state", "failed")}, At: then, Limit: 200}) {
				if err != nil {
					return err
				}
				out.Items = append(out.Items, Task{Kind: "failure", Subject: h.Key, Doubt: 0.2, Reason: "could not be read", Row: h.Since})
			}
		}
		if out.Items, err = undecided(r, out.Items, then); err != nil || !want("orphan") || f.Assigned != "" {
			return err
		}
		lost, err := orphans(r, out.Row)
		out.Items = append(out.Items, lost...)
		return err
	})
	if err != nil {
		return out, err
	}
	slices.SortStableFunc(out.Items, func(a, b Task) int {
		switch {
		case a.Doubt > b.Doubt:
			return -1
		case a.Doubt < b.Doubt:
			return 1
		}
		return strings.Compare(a.Subject, b.Subject)
	})
	out.Total = int64(len(out.Items))
	out.Items = out.Items[:min(len(out.Items), f.limit())]
	return out, d.store.Read(ctx, func(r ledger.Reader) error { return explain(r, out.Items, out.Row) })
}

// explain says of possible duplicates which the other is and why, and of reports
// why they could not be read.
func explain(r ledger.Reader, tasks []Task, row int64) error {
	for i := range tasks {
		switch t := &tasks[i]; t.Kind {
		case "duplicate":
			rec, err := state.At(r, projection.Pages, t.Subject, row)
			if err != nil {
				return err
			}
			var p struct {
				Near []projection.Near `json:"near"`
			}
			if err := json.Unmarshal(rec.Body, &p); err != nil {
				return err
			}
			if len(p.Near) > 0 {
				t.Other = p.Near[0].Incident
				t.Reason = strings.Replace(t.Reason, "another", p.Near[0].Incident+": "+p.Near[0].Reason, 1)
			}
		case "failure":
			for x, err := range r.About(ledger.Failure, t.Subject, row) {
				if err != nil {
					return err
				}
				var b entry.Failed
				if err := json.Unmarshal(x.Body, &b); err != nil {
					return err
				}
				t.Reason = "could not be read: " + b.Reason
			}
		}
	}
	return nil
}

// mostDecided is how many decisions, the last ones, orphans are looked for in.
const mostDecided = 5000

// orphans are the decisions whose subject is gone, as tasks.
func orphans(r ledger.Reader, row int64) ([]Task, error) {
	var out []Task
	for h, err := range r.Select(ledger.Query{Table: projection.Decisions, Order: []ledger.Order{{Column: "row", Desc: true}}, At: row, Limit: mostDecided}) {
		if err != nil {
			return nil, err
		}
		d, err := decode[projection.Decided](&h)
		if err != nil {
			return nil, err
		}
		if d.Orphaned && d.Withdrawn == 0 {
			out = append(out, Task{Kind: "orphan", Subject: d.Subject, Doubt: 0.6, Reason: fmt.Sprintf("row %d, %s %s: what it was about is gone; decide anew, or withdraw it", d.Row, d.Who, d.What), Row: d.Row})
		}
	}
	return out, nil
}

// undecided are the tasks that no person has decided since they came up.
func undecided(r ledger.Reader, tasks []Task, then int64) ([]Task, error) {
	last := map[string]int64{}
	for part := range slices.Chunk(tasks, 100) {
		var subjects []any
		for i := range part {
			subjects = append(subjects, part[i].Subject)
		}
		q := ledger.Query{Table: projection.Decisions, Where: []ledger.Cond{
			{Column: "subject", Op: ledger.In, Value: subjects}, {Column: "what", Op: ledger.In, Value: []any{string(entry.Accept), string(entry.Reject), string(entry.Correct)}},
		}, At: then}
		for h, err := range r.Select(q) {
			if err != nil {
				return nil, err
			}
			dec, err := decode[projection.Decided](&h)
			if err != nil {
				return nil, err
			}
			if dec.Withdrawn == 0 {
				last[dec.Subject] = max(last[dec.Subject], dec.Row)
			}
		}
	}
	return slices.DeleteFunc(tasks, func(t Task) bool { return last[t.Subject] >= t.Row }), nil
}

// Decide keeps a person's decision. Its error is a *Clash where another decided
// on the same subject after row Seen.
func (d *Desk) Decide(ctx context.Context, e entry.Decided) (Outcome, error) {
	if err := verdict.Check(&e); err != nil {
		return Outcome{}, err
	}
	if e.When.IsZero() {
		e.When = time.Now().UTC()
	}
	// What is decided on must be in the records, to be held against it.
	if err := d.Refresh(ctx, nil); err != nil {
		return Outcome{}, err
	}
	out := Outcome{Subject: e.Subject}
	err := d.store.Write(ctx, func(tx ledger.Tx) error {
		if err := d.known(tx, &e); err != nil {
			return err
		}
		if err := tie(tx, &e); err != nil {
			return err
		}
		body, err := json.Marshal(&e)
		if err != nil {
			return err
		}
		rows, err := tx.Append(ledger.Draft{Kind: ledger.Decision, ID: e.Subject, Body: body})
		if err != nil {
			return err
		}
		out.Row = rows[0].Seq
		switch {
		case e.What == entry.Merge, e.Into != "":
			out.Subject = e.Into
		case e.What == entry.Split || e.What == entry.Move:
			out.Subject = link.Split(out.Row)
		}
		return link.New().Apply(tx, &rows[0])
	})
	if err != nil {
		return Outcome{}, err
	}
	return out, d.Refresh(ctx, nil)
}

// known checks that the subject is there, and that nobody decided on it since
// the person looked.
func (d *Desk) known(tx ledger.Tx, e *entry.Decided) error {
	if e.What == entry.Withdraw {
		r, err := tx.Row(e.Decision)
		if err != nil || r.Kind != ledger.Decision {
			return fmt.Errorf("row %d is no decision: %w", e.Decision, ledger.ErrNone)
		}
		var was entry.Decided
		if err := json.Unmarshal(r.Body, &was); err != nil {
			return err
		}
		if was.What == entry.Withdraw {
			return errors.New("what is withdrawn is decided anew, not withdrawn twice")
		}
		for x, err := range tx.About(ledger.Decision, was.Subject, 0) {
			if err != nil {
				return err
			}
			var b entry.Decided
			if err := json.Unmarshal(x.Body, &b); err != nil {
				return err
			}
			if b.What == entry.Withdraw && b.Decision == e.Decision {
				return fmt.Errorf("row %d was withdrawn already, by %s", e.Decision, b.Who)
			}
		}
		e.Subject = was.Subject
	}
	if verdict.Of(e.Subject) == verdict.Report {
		id, err := full(tx, e.Subject)
		if err != nil {
			return err
		}
		e.Subject, e.Report = id, id
	}
	if e.What == entry.Dismiss {
		if _, err := tx.Record(link.Nears, e.Subject, 0); err != nil {
			return fmt.Errorf("nothing offers %s as one: %w", e.Subject, err)
		}
	}
	if strings.HasPrefix(e.Subject, "inc-") {
		for _, id := range append(strings.Fields(e.Subject), e.Into) {
			if id == "" {
				continue
			}
			in, _, fact := strings.Cut(id, ".")
			rec, err := tx.Record(projection.Pages, in, 0)
			if errors.Is(err, ledger.ErrNone) && e.What == entry.Withdraw {
				continue
			}
			if to, e := projection.Standing(tx, in, 0); e == nil && to != in {
				return fmt.Errorf("incident %s is now part of %s: decide on that", in, to)
			}
			if err != nil {
				return fmt.Errorf("incident %s: %w", in, err)
			}
			if fact && e.What != entry.Withdraw && !strings.Contains(string(rec.Body), `"`+id+`"`) {
				return fmt.Errorf("fact %s: %w", id, ledger.ErrNone)
			}
		}
		for _, m := range e.Members {
			rec, err := tx.Record(link.Members, m, 0)
			if err != nil {
				return fmt.Errorf("member %s: %w", m, err)
			}
			if rec.Values[0] != e.Subject {
				return fmt.Errorf("member %s belongs to %v now: look again", m, rec.Values[0])
			}
		}
	}
	if e.Seen == 0 {
		return nil
	}
	for x, err := range tx.About(ledger.Decision, e.Subject, 0) {
		if err != nil {
			return err
		}
		var b entry.Decided
		if err := json.Unmarshal(x.Body, &b); err != nil {
			return err
		}
		if x.Seq > e.Seen && b.Who != e.Who {
			return &Clash{Other: projection.Decided{Decided: b, Row: x.Seq, Time: x.Time}}
		}
	}
	return nil
}

// tie ties a decision on a statement or source to its words in the reading that
// holds.
func tie(tx ledger.Tx, e *entry.Decided) error {
	if e.What == entry.Correct && verdict.Of(e.Subject) == verdict.Statement {
		rec, err := tx.Record(projection.Statements, e.Subject, 0)
		if err != nil {
			return fmt.Errorf("statement %s: %w", e.Subject, err)
		}
		report, _ := rec.Values[0].(string)
		rec, err = tx.Record(projection.Reports, report, 0)
		if err != nil {
			return err
		}
		head, err := decode[projection.Head](&ledger.Hit{Record: rec})
		if err != nil {
			return err
		}
		rd, err := projection.Decoded(tx, head.Reading)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(rd.Statements, func(st statement.Statement) bool { return st.ID == e.Subject })
		if i < 0 {
			return fmt.Errorf("statement %s: %w", e.Subject, ledger.ErrNone)
		}
		if err := verdict.Tie(e, rd, i); err != nil {
			return err
		}
	}
	return projection.Pin(tx, e)
}

// Members are the ids of an incident's members, as a Split or Move names them,
// by report.
func (d *Desk) Members(ctx context.Context, incident string, w When) (map[string][]string, error) {
	out := map[string][]string{}
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := at(r, w)
		if err != nil {
			return err
		}
		for h, err := range r.Select(ledger.Query{Table: link.Members, Where: []ledger.Cond{eq("incident", incident)}, At: row}) {
			if err != nil {
				return err
			}
			report := h.Values[2].(string)
			out[report] = append(out[report], h.Key)
		}
		return nil
	})
	return out, err
}
