package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/desk/cursor"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/scan"
	"hearsay/internal/ledger/state"
)

// Queue lists what a person should look at, the most doubtful first, without what
// a person decided since it came up. Without a When it is of the present: the part
// after a cursor has what is open by then. Total counts the records that are in
// doubt, decided ones among them, where there are more tasks than the part has.
func (d *Desk) Queue(ctx context.Context, f QueueFilter) (List[Task], error) {
	out := List[Task]{Items: []Task{}}
	from, err := cursor.ParseSeveral(f.After, queries)
	if err != nil {
		return out, err
	}
	err = d.store.Read(ctx, func(r ledger.Reader) error {
		if out.Row, err = at(r, f.When); err != nil {
			return err
		}
		then := int64(0) // what holds now has indexes of its own
		if f.When != (When{}) {
			then = out.Row
		}
		var all []queued
		for _, s := range f.streams() {
			more, err := s.open(r, from[s.name], then, f.limit()+1)
			if err != nil {
				return err
			}
			all = append(all, more...)
		}
		slices.SortStableFunc(all, func(a, b queued) int {
			return cmp.Or(cmp.Compare(b.Doubt, a.Doubt), cmp.Compare(a.Subject, b.Subject))
		})
		for i := range min(len(all), f.limit()) {
			out.Items = append(out.Items, all[i].Task)
			from[all[i].stream] = all[i].mark
		}
		if err := explain(r, out.Items, out.Row); err != nil {
			return err
		}
		if len(all) > f.limit() {
			out.Next = from.String()
		} else if f.After == "" {
			out.Total = int64(len(all))
			return nil
		}
		for _, s := range f.streams() {
			s.query.At = then
			var of List[Task]
			if err := of.count(r, s.query, mostCounted); err != nil {
				return err
			}
			out.Total, out.Over = out.Total+of.Total, out.Over || of.Over
		}
		return nil
	})
	return out, err
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
			near, err := nearOf(rec.Body)
			if err != nil {
				return err
			}
			if len(near) > 0 {
				t.Other = near[0].Incident
				t.Reason = strings.Replace(t.Reason, "another", near[0].Incident+": "+near[0].Reason, 1)
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

// nearOf are the incidents that a page says may be the same; no more is taken of it.
func nearOf(page []byte) (near []projection.Near, err error) {
	x := scan.Of(page)
	x.Object(func(name string) {
		if name == "near" {
			err = json.Unmarshal([]byte(x.Raw()), &near)
		} else {
			x.Skip()
		}
	})
	return near, cmp.Or(x.End(), err)
}

// stream is a kind of task: records, the most doubtful first.
type stream struct {
	name  string // of the kinds it has, the first
	query ledger.Query
	task  func(h *ledger.Hit) (Task, bool, error)
}

// queued is a task and where it stands in its stream.
type queued struct {
	Task
	stream string
	mark   *ledger.Mark
}

// unsure is the confidence below which a person should look at a statement.
const unsure = 0.5

// streams are all there are.
var streams = []stream{
	{"duplicate", ledger.Query{Table: projection.Incidents, Where: []ledger.Cond{{Column: "doubt", Op: ledger.Gt, Value: 0.0}}, Order: []ledger.Order{{Column: "doubt", Desc: true}}}, inDoubt},
	{"statement", ledger.Query{Table: projection.Statements, Where: []ledger.Cond{{Column: "confidence", Op: ledger.Lt, Value: unsure}, latest}, Order: []ledger.Order{{Column: "confidence"}}}, func(h *ledger.Hit) (Task, bool, error) {
		s, err := hit(h)
		return Task{Kind: "statement", Subject: s.Statement, Doubt: 1 - s.Confidence, Reason: fmt.Sprintf("read with confidence %.2f: %s", s.Confidence, s.Passage), Row: s.Row}, true, err
	}},
	{"failure", ledger.Query{Table: projection.Reports, Where: []ledger.Cond{eq("state", "failed")}}, func(h *ledger.Hit) (Task, bool, error) {
		return Task{Kind: "failure", Subject: h.Key, Doubt: 0.2, Reason: "could not be read", Row: h.Since}, true, nil
	}},
	{"orphan", ledger.Query{Table: projection.Decisions, Where: []ledger.Cond{eq("orphaned", int64(1))}, Order: []ledger.Order{{Column: "row", Desc: true}}}, func(h *ledger.Hit) (Task, bool, error) {
		d, err := decode[projection.Decided](h)
		return Task{Kind: "orphan", Subject: d.Subject, Doubt: 0.6, Reason: fmt.Sprintf("row %d, %s %s: what it was about is gone; decide anew, or withdraw it", d.Row, d.Who, d.What), Row: d.Row}, true, err
	}},
}

// queries are those of the streams, by name.
var queries = func() map[string]*ledger.Query {
	out := map[string]*ledger.Query{}
	for i := range streams {
		out[streams[i].name] = &streams[i].query
	}
	return out
}()

// inDoubt is what asks for a person in an incident: that it may be the same as
// another first.
func inDoubt(h *ledger.Hit) (Task, bool, error) {
	l, err := decode[IncidentLine](h)
	t := Task{Subject: l.ID, Assigned: l.Assigned, Row: h.Since}
	t.Doubt, _ = h.Values[projection.Incidents.Column("doubt")].(float64)
	name := strings.Trim(l.SubType+", "+l.Where, ", ")
	switch {
	case l.Duplicates > 0:
		t.Kind, t.Reason = "duplicate", name+": may be the same as another"
	case l.Contested:
		t.Kind, t.Reason = "contested", name+": a fact is contested"
	}
	return t, t.Kind != "", err
}

// streams are those that a filter asks for.
func (f *QueueFilter) streams() []stream {
	var out []stream
	for _, s := range streams {
		switch {
		case s.name == "duplicate":
			s.query.Where = slices.Clone(s.query.Where)
			if f.Assigned != "" {
				s.query.Where = append(s.query.Where, eq("assigned", f.Assigned))
			}
			switch f.Kind {
			case "":
			case "duplicate":
				s.query.Where = append(s.query.Where, ledger.Cond{Column: "duplicates", Op: ledger.Gt, Value: int64(0)})
			case "contested":
				s.query.Where = append(s.query.Where, eq("contested", int64(1)))
				s.task = contested
			default:
				continue
			}
		case f.Assigned != "" || f.Kind != "" && f.Kind != s.name:
			continue
		}
		out = append(out, s)
	}
	return out
}

// contested is inDoubt where only contested facts are asked for.
func contested(h *ledger.Hit) (Task, bool, error) {
	t, _, err := inDoubt(h)
	if t.Kind == "duplicate" {
		t.Kind, t.Reason = "contested", strings.TrimSuffix(t.Reason, "may be the same as another")+"a fact is contested"
	}
	return t, true, err
}

// open are the first n tasks of a stream after a mark that nobody had decided with
// row then (0: now).
func (s *stream) open(r ledger.Reader, after *ledger.Mark, then int64, n int) ([]queued, error) {
	var out []queued
	q := s.query
	q.At = then
	for q.Limit = n; len(out) < n; q.Limit = min(2*q.Limit, 1000) {
		q.After = after
		var part []queued
		seen := 0
		for h, err := range r.Select(q) {
			if err != nil {
				return nil, err
			}
			seen++
			m := cursor.Mark(&q, &h)
			after = &m
			t, ok, err := s.task(&h)
			if err != nil {
				return nil, err
			}
			if ok {
				part = append(part, queued{t, s.name, after})
			}
		}
		if s.name != "orphan" { // to decide again is what an orphan asks for
			var err error
			if part, err = undecided(r, part, then); err != nil {
				return nil, err
			}
		}
		if out = append(out, part...); seen < q.Limit {
			break
		}
	}
	return out[:min(n, len(out))], nil
}

// undecided are the tasks that no person has decided since they came up.
func undecided(r ledger.Reader, tasks []queued, then int64) ([]queued, error) {
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
	return slices.DeleteFunc(tasks, func(t queued) bool { return last[t.Subject] >= t.Row }), nil
}
