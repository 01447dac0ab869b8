package verdict

import (
	"encoding/json"
	"fmt"
	"slices"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/kept"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/statement"
)

// Along takes the earlier versions of a report along where all its parts go to another
// incident: what gave way to it is not left behind.
func Along(tx ledger.Tx, e *entry.Decided) error {
	type page struct {
		head projection.Head
		ids  []string
	}
	var pages []*page
	at := map[string]*page{}
	for h, err := range tx.Select(ledger.Query{Table: link.Members, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: e.Subject}}}) {
		if err != nil {
			return err
		}
		report := h.Values[2].(string)
		if at[report] == nil {
			at[report] = &page{}
			pages = append(pages, at[report])
		}
		at[report].ids = append(at[report].ids, h.Key)
	}
	for report, p := range at {
		rec, err := tx.Record(projection.Reports, report, 0)
		if err != nil {
			return err
		}
		if err = json.Unmarshal(rec.Body, &p.head); err != nil {
			return err
		}
	}
	goes := func(id string) bool { return slices.Contains(e.Members, id) }
	var more []string
	for _, p := range pages {
		if p.head.Address == "" || slices.ContainsFunc(p.ids, func(id string) bool { return !goes(id) }) {
			continue
		}
		for _, o := range pages {
			if o.head.Address == p.head.Address && o.head.Version < p.head.Version {
				more = append(more, slices.DeleteFunc(slices.Clone(o.ids), goes)...)
			}
		}
	}
	slices.Sort(more)
	e.Members = append(e.Members, slices.Compact(more)...)
	return nil
}

// Pin ties a decision on a statement or source to its words in the reading that
// holds.
func Pin(tx ledger.Tx, e *entry.Decided) error {
	if e.What == entry.Correct && Of(e.Subject) == Statement {
		rec, err := tx.Record(projection.Statements, e.Subject, 0)
		if err != nil {
			return fmt.Errorf("statement %s: %w", e.Subject, err)
		}
		report, _ := rec.Values[0].(string)
		rec, err = tx.Record(projection.Reports, report, 0)
		if err != nil {
			return err
		}
		var head projection.Head
		if err := json.Unmarshal(rec.Body, &head); err != nil {
			return err
		}
		rd, err := kept.Reading(tx, head.Reading)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(rd.Statements, func(st statement.Statement) bool { return st.ID == e.Subject })
		if i < 0 {
			return fmt.Errorf("statement %s: %w", e.Subject, ledger.ErrNone)
		}
		if err := Tie(e, rd, i); err != nil {
			return err
		}
	}
	return projection.Pin(tx, e)
}
