package projection

import (
	"encoding/json"
	"slices"
	"strings"

	"hearsay/internal/incident"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
)

// decided lays people's decisions beside the machine's values.
func (page *Page) decided(tx ledger.Reader, id string, at int64) error {
	add := func(q ledger.Query) error {
		hits, err := all(tx.Select(q))
		if err != nil {
			return err
		}
		for _, h := range hits {
			var d Decided
			if err := json.Unmarshal(h.Body, &d); err != nil {
				return err
			}
			if !slices.ContainsFunc(page.Decisions, func(o Decided) bool { return o.Row == d.Row }) {
				page.Decisions = append(page.Decisions, d)
			}
		}
		return nil
	}
	order := []ledger.Order{{Column: "row"}}
	for _, in := range append([]string{id}, page.Redirects...) { // also how the others came to be one with it
		if err := add(ledger.Query{Table: Decisions, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: in}}, Order: order, At: at}); err != nil {
			return err
		}
	}
	for i := range page.Reports {
		if err := add(ledger.Query{Table: Decisions, Where: []ledger.Cond{{Column: "report", Op: ledger.Eq, Value: page.Reports[i].ID}}, Order: order, At: at}); err != nil {
			return err
		}
	}
	slices.SortFunc(page.Decisions, func(a, b Decided) int { return int(a.Row - b.Row) })
	for k := range page.Decisions {
		d := &page.Decisions[k]
		i := slices.IndexFunc(page.Facts, func(f Fact) bool { return f.ID == d.Subject })
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
			f.Corrected = d.Value
		case entry.Stand:
			f.Decided = incident.Standing(d.Value)
		}
	}
	return nil
}
