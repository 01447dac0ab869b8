package projection

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/incident"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/kept"
	"hearsay/internal/reading"
	"hearsay/internal/span"
)

// spans are those by which a statement or source of a reading is known, the most
// telling first; nil for another id.
func spans(rd *reading.Reading, id string) []span.Quote {
	for i := range rd.Statements {
		st := &rd.Statements[i]
		if st.ID != id {
			continue
		}
		out := slices.Clone(st.Content)
		for _, q := range []*span.Quote{st.Cue, st.SourceSpan} {
			if q != nil {
				out = append(out, *q)
			}
		}
		return out
	}
	for i := range rd.Sources {
		if rd.Sources[i].ID == id {
			return rd.Sources[i].Mentions
		}
	}
	return nil
}

// Part is what a subject of a report is: "st" a statement, "src" a source, "" the
// report itself or what belongs to none.
func Part(subject string) string {
	report, own, _ := strings.Cut(subject, ".")
	if strings.HasPrefix(report, "inc-") {
		return ""
	}
	return strings.TrimRight(own, "0123456789")
}

// Pin ties a decision on a statement or source to its words in the reading that
// holds, unless it is tied already. ledger.ErrNone where there is no such part.
func Pin(tx ledger.Reader, e *entry.Decided) error {
	if p := Part(e.Subject); p != "st" && p != "src" || e.What == entry.Withdraw {
		return nil
	}
	prefix, _, _ := strings.Cut(e.Subject, ".")
	var report, id string
	for h, err := range tx.Select(ledger.Query{Table: Reports, Where: []ledger.Cond{{Column: "key", Op: ledger.Prefix, Value: prefix}}, Limit: 1}) {
		if err != nil {
			return err
		}
		var head Head
		if err := json.Unmarshal(h.Body, &head); err != nil {
			return err
		}
		report, id = head.ID, head.Reading
	}
	if id == "" {
		return fmt.Errorf("%s: %w", e.Subject, ledger.ErrNone)
	}
	rd, err := kept.Reading(tx, id)
	if err != nil {
		return err
	}
	at := spans(rd, e.Subject)
	if len(at) == 0 {
		return fmt.Errorf("%s: %w", e.Subject, ledger.ErrNone)
	}
	if e.End == 0 {
		e.Report, e.Start, e.End, e.Text = report, at[0].Start, at[0].End, at[0].Text
	}
	return nil
}

// Hold says whether what a decision is tied to stands in a reading: a statement
// or source that has the very words at the very place, under whatever id; for
// other subjects any statement, fact or source that has. What stands nowhere is
// orphaned: it moves to no look-alike.
func (d *Decided) Hold(rd *reading.Reading) {
	d.Orphaned, d.Now = false, ""
	if d.End == 0 {
		return
	}
	if d.What == entry.Correct && d.Text != "" && d.Text == d.Value {
		// A correction of a span is tied to the words that a person chose.
		text := span.NewText(rd.Report.Text)
		d.Orphaned = d.End > text.Len() || text.Slice(span.Of(d.Start, d.End)) != d.Text
		return
	}
	fits := func(q span.Quote) bool {
		return q.Start == d.Start && q.End == d.End && (d.Text == "" || d.Text == q.Text)
	}
	part := Part(d.Subject)
	var ids []string
	if part != "src" {
		for i := range rd.Statements {
			ids = append(ids, rd.Statements[i].ID)
		}
	}
	if part != "st" {
		for i := range rd.Sources {
			ids = append(ids, rd.Sources[i].ID)
		}
	}
	for _, id := range ids {
		if slices.ContainsFunc(spans(rd, id), fits) && (d.Now == "" || id == d.Subject) {
			d.Now = id
		}
	}
	switch {
	case d.Now == d.Subject || d.Now != "" && part == "":
		d.Now = ""
	case d.Now != "":
	case part == "":
		d.Orphaned = !slices.ContainsFunc(rd.Facts, func(f incident.Fact) bool {
			return slices.ContainsFunc(f.Spans, func(m incident.Mention) bool { return fits(m.Quote) })
		})
	default:
		d.Orphaned = true
	}
}

// lay lays on a decision's values whether it is an orphan that nobody withdrew.
func (d *Decided) lay(values []any) []any {
	values[len(values)-1] = nil
	if d.Orphaned && d.Withdrawn == 0 {
		values[len(values)-1] = int64(1)
	}
	return values
}

// rehold looks at the decisions on a report's parts anew, where another reading
// takes a reading's place.
func (p *Projector) rehold(tx ledger.Tx, rd *reading.Reading, row int64) error {
	list, err := all(tx.Select(ledger.Query{Table: Decisions, Where: []ledger.Cond{{Column: "report", Op: ledger.Eq, Value: rd.Report.ID}}}))
	if err != nil {
		return err
	}
	for _, h := range list {
		var d Decided
		if err := json.Unmarshal(h.Body, &d); err != nil {
			return err
		}
		was, now := d.Orphaned, d.Now
		if d.Hold(rd); d.Orphaned == was && d.Now == now {
			continue
		}
		if err := tx.Put(Decisions, h.Key, row, d.lay(h.Values), encode(d)); err != nil {
			return err
		}
	}
	return nil
}

// orphans notes with the decisions on an incident's facts whether the facts are
// still there, as its page says it.
func (p *Projector) orphans(tx ledger.Tx, page *Page, at int64) error {
	for i := range page.Decisions {
		d := &page.Decisions[i]
		if !strings.HasPrefix(d.Subject, page.Incident.ID+".") {
			continue
		}
		rec, err := tx.Record(Decisions, decisionKey(d.Row), 0)
		if err != nil {
			return err
		}
		var kept Decided
		if err := json.Unmarshal(rec.Body, &kept); err != nil {
			return err
		}
		if kept.Orphaned == d.Orphaned {
			continue
		}
		if err := tx.Put(Decisions, rec.Key, at, d.lay(rec.Values), encode(d)); err != nil {
			return err
		}
	}
	return nil
}

// held is a decision on a part of a report, held against the reading that holds.
func held(tx ledger.Reader, d *Decided) error {
	if d.Report == "" || d.End == 0 {
		return nil
	}
	rec, err := tx.Record(Reports, d.Report, 0)
	if errors.Is(err, ledger.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	var head Head
	if err := json.Unmarshal(rec.Body, &head); err != nil || head.Reading == "" {
		return err
	}
	rd, err := kept.Reading(tx, head.Reading)
	if err == nil {
		d.Hold(rd)
	}
	return err
}
