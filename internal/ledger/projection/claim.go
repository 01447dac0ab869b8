package projection

import (
	"encoding/json"
	"fmt"
	"slices"

	"hearsay/internal/incident"
	"hearsay/internal/ledger"
)

// claimsOf are the stands on the facts of a page.
func claimsOf(page *Page) map[string]Claim {
	at := map[string]*Passage{}
	for i := range page.Passages {
		at[page.Passages[i].ID] = &page.Passages[i]
	}
	day := map[string]string{}
	for i := range page.Reports {
		day[page.Reports[i].ID] = page.Reports[i].Date
	}
	out := map[string]Claim{}
	for i := range page.Facts {
		f := &page.Facts[i]
		base := Claim{Incident: page.Incident.ID, Fact: f.ID, Slot: string(f.Slot), Value: f.Value, Category: string(f.Norm.Category)}
		if n := f.Norm.Number; n != nil {
			base.Low, base.High = n.Min, n.Max
		}
		for _, m := range f.OwnVoice {
			c := base
			c.Stance, c.Report, c.Date, c.Words = "own_voice", m.Report, day[m.Report], m.Quote
			out[fmt.Sprintf("%s %.12s:%d", f.ID, m.Report, m.Start)] = c
		}
		for _, side := range []struct {
			stance string
			list   []incident.Position
		}{{"asserts", f.AssertedBy}, {"denies", f.DeniedBy}, {"uncommitted", f.Uncommitted}} {
			for _, pos := range side.list {
				c := base
				c.Stance, c.Statement, c.InPart, c.Certainty = side.stance, pos.Statement, pos.InPart, pos.Certainty
				if ps := at[pos.Statement]; ps != nil {
					c.Report, c.Date, c.Words, c.Source = ps.Report, day[ps.Report], ps.Words, ps.SourceKey
					if ps.Speaker != nil {
						c.Name = called(ps.Speaker)
					}
				}
				out[f.ID+" "+side.stance+" "+pos.Statement] = c
			}
		}
	}
	return out
}

// claims puts what is new among an incident's claims and removes what is gone.
// before are those that hold; nil where they have to be asked for.
func claims(tx ledger.Tx, id string, before, now map[string]Claim, at int64) error {
	if before == nil {
		before = map[string]Claim{}
		hits, err := all(tx.Select(ledger.Query{Table: Claims, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: id}}}))
		if err != nil {
			return err
		}
		for _, h := range hits {
			var c Claim
			if err := json.Unmarshal(h.Body, &c); err != nil {
				return err
			}
			before[h.Key] = c
		}
	}
	var gone, keys []string
	for k := range before {
		if _, ok := now[k]; !ok {
			gone = append(gone, k)
		}
	}
	for k, c := range now {
		if old, ok := before[k]; !ok || !c.same(&old) {
			keys = append(keys, k)
		}
	}
	slices.Sort(gone)
	slices.Sort(keys)
	for _, k := range gone {
		if err := tx.Remove(Claims, k, at); err != nil {
			return err
		}
	}
	for _, k := range keys {
		c := now[k]
		c.Row = at
		var src any
		if c.Source != "" {
			src = c.Source
		}
		if err := tx.Put(Claims, k, at, []any{id, c.Fact, c.Slot, src, c.Report, c.Stance, c.Date}, encode(c)); err != nil {
			return err
		}
	}
	return nil
}

// same reports whether two claims say the same, whenever they began to hold.
func (c *Claim) same(o *Claim) bool {
	alike := func(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
	if !alike(c.Low, o.Low) || !alike(c.High, o.High) {
		return false
	}
	a, b := *c, *o
	a.Low, a.High, a.Row = nil, nil, 0
	b.Low, b.High, b.Row = nil, nil, 0
	return a == b
}
