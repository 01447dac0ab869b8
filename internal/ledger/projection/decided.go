package projection

import (
	"encoding/json"
	"slices"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
)

// decided lays people's decisions beside the machine's values.
func (b *building) decided() error {
	page, id := b.page, b.id
	seen := map[int64]bool{}
	add := func(column string, ids []string) error {
		for part := range slices.Chunk(ids, atOnce) {
			hits, err := all(b.tx.Select(ledger.Query{Table: Decisions, Where: []ledger.Cond{{Column: column, Op: ledger.In, Value: anys(part)}}, At: b.at}))
			if err != nil {
				return err
			}
			for _, h := range hits {
				var d Decided
				if err := json.Unmarshal(h.Body, &d); err != nil {
					return err
				}
				if !seen[d.Row] {
					seen[d.Row] = true
					page.Decisions = append(page.Decisions, d)
				}
			}
		}
		return nil
	}
	if err := add("incident", append([]string{id}, page.Redirects...)); err != nil { // also how the others came to be one with it
		return err
	}
	reports := make([]string, len(page.Reports))
	for i := range page.Reports {
		reports[i] = page.Reports[i].ID
	}
	if err := add("report", reports); err != nil {
		return err
	}
	slices.SortFunc(page.Decisions, func(a, b Decided) int { return int(a.Row - b.Row) })
	at := map[string]int{} // fact id: its place
	for i := range page.Facts {
		at[page.Facts[i].ID] = i
	}
	for k := range page.Decisions {
		d := &page.Decisions[k]
		if d.Subject == id && d.What == entry.Correct && d.Set != nil && d.Withdrawn == 0 {
			page.set(d)
		}
		i, ok := at[d.Subject]
		if !ok {
			i = -1
		}
		if strings.HasPrefix(d.Subject, id+".") {
			d.Orphaned = i < 0 // the fact it was about is gone: it moves to no look-alike
		}
		if i < 0 {
			continue
		}
		if d.Withdrawn > 0 {
			continue
		}
		f := &page.Facts[i]
		switch d.What {
		case entry.Accept:
			f.Accepted, f.Rejected = true, false
		case entry.Reject:
			f.Rejected, f.Accepted = true, false
		case entry.Correct:
			f.Corrected, f.Figure = d.Value, nil
			if d.Set != nil {
				f.Figure = &fact.Number{Min: d.Set.Low, Max: d.Set.High}
			}
		case entry.Stand:
			f.Decided = incident.Standing(d.Value)
		}
	}
	return nil
}
