package projection

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/anchor"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/kept"
	"hearsay/internal/reading"
)

// Pin ties a decision on a statement or source to its words in the reading that
// holds, unless it is tied already. ledger.ErrNone where there is no such part.
func Pin(tx ledger.Reader, e *entry.Decided) error {
	if p := anchor.Part(e.Subject); p != "st" && p != "src" || e.What == entry.Withdraw {
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
	at := anchor.Spans(rd, e.Subject)
	if len(at) == 0 {
		return fmt.Errorf("%s: %w", e.Subject, ledger.ErrNone)
	}
	if e.End == 0 {
		e.Report, e.Start, e.End, e.Text = report, at[0].Start, at[0].End, at[0].Text
	}
	return nil
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
		if d.Orphaned, d.Now = anchor.Holds(&d.Decided, rd); d.Orphaned == was && d.Now == now {
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
		d.Orphaned, d.Now = anchor.Holds(&d.Decided, rd)
	}
	return err
}
