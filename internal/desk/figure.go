package desk

import (
	"context"
	"errors"

	"hearsay/internal/desk/figure"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
)

// mostClaims is how many claims of one incident or source are gone through, and
// mostChanged how many incidents, those that changed last.
const (
	mostClaims  = 20_000
	mostChanged = 5_000
)

// Changes are the figures that speakers changed, as figure.Changed tells them: of one
// incident, or of the 5,000 that changed last; after a row, as the ledger stood.
func (d *Desk) Changes(ctx context.Context, incident string, since int64, w When) ([]Figure, error) {
	out, ids := []Figure{}, []string{}
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := at(r, w)
		if err != nil {
			return err
		}
		if w != (When{}) {
			w = When{Row: row}
		}
		if incident != "" {
			to, err := projection.Standing(r, incident, row)
			if err != nil {
				return err
			}
			if _, err := r.Record(projection.Incidents, to, row); err != nil {
				return errors.Join(err, errors.New("incident "+incident))
			}
			ids = append(ids, to)
			return nil
		}
		q := ledger.Query{Table: projection.Incidents, Where: []ledger.Cond{{Column: "changed", Op: ledger.Gt, Value: since}, {Column: "captures", Op: ledger.Gt, Value: int64(1)}}, Order: []ledger.Order{{Column: "changed", Desc: true}}, Limit: mostChanged}
		if w != (When{}) {
			q.At = row
		}
		for h, err := range r.Select(q) {
			if err != nil {
				return err
			}
			ids = append(ids, h.Key)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		var claims []projection.Claim
		for _, slot := range []string{"injured", "killed"} { // in their order
			of, err := d.claims(ctx, ClaimFilter{When: w, Incident: id, Slot: slot, Page: Page{Limit: 1000}})
			if err != nil {
				return nil, err
			}
			claims = append(claims, of...)
		}
		err := d.store.Read(ctx, func(r ledger.Reader) error {
			list, err := figure.Changed(r, claims)
			for _, f := range list {
				if f.After.Row > since {
					out = append(out, f)
				}
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// claims are all parts of a list of claims.
func (d *Desk) claims(ctx context.Context, f ClaimFilter) ([]projection.Claim, error) {
	var out []projection.Claim
	for {
		l, err := d.listClaims(ctx, f, uncounted)
		if err != nil {
			return nil, err
		}
		if out = append(out, l.Items...); l.Next == "" || len(out) >= mostClaims {
			return out, nil
		}
		f.After = l.Next
	}
}
