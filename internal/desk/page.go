package desk

import (
	"context"
	"errors"
	"fmt"

	"hearsay/internal/capture"
	"hearsay/internal/desk/diff"
	"hearsay/internal/desk/telling"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/kept"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/reading"
)

// Incident is one incident with everything known of it. An id that was merged
// into another leads there. ledger.ErrNone where there is none. Others may be shown
// the same page: what it holds must not be changed.
func (d *Desk) Incident(ctx context.Context, id string, w When) (*IncidentPage, error) {
	out := &IncidentPage{Asked: id}
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := at(r, w)
		if err != nil {
			return err
		}
		to, err := projection.Standing(r, id, row)
		if err != nil {
			return err
		}
		page, beside, err := d.pages.Page(r, to, row)
		if err != nil {
			return fmt.Errorf("incident %s: %w", id, err)
		}
		out.Page, out.beside = *page, beside
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Once is what of makes of the page, under a name: where the page stays decoded it is
// made once and kept beside it, and must not be changed. of must make the same
// whenever it is called, and not look at Asked.
func (p *IncidentPage) Once(name string, of func() (any, error)) (any, error) {
	return p.beside.Once(name, of)
}

// Since lists what was appended after a row, up to when is asked for, and up to which
// row it goes: the cursor of the next call.
func (d *Desk) Since(ctx context.Context, row int64, limit int, w When) ([]Item, int64, error) {
	if limit <= 0 {
		limit = 100
	}
	out := []Item{}
	upto := row
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		done, err := at(r, w)
		if err != nil {
			return err
		}
		for x, err := range r.Rows(row, done) {
			if err != nil {
				return err
			}
			if len(out) == limit {
				break
			}
			upto = x.Seq
			it, err := item(&x)
			if err != nil {
				return fmt.Errorf("row %d: %w", x.Seq, err)
			}
			out = append(out, it)
		}
		return nil
	})
	return out, upto, err
}

// item is a row in words.
func item(x *ledger.Row) (Item, error) {
	words, reports, err := telling.Row(x)
	return Item{Row: x.Seq, Time: x.Time, Kind: string(x.Kind), Subject: x.ID, Reports: reports, Words: words}, err
}

// Verify makes an incident's page again from the captured bytes of its members
// and compares it with the one that is shown.
func (d *Desk) Verify(ctx context.Context, id string) (*Proof, error) {
	shown, err := d.Incident(ctx, id, When{})
	if err != nil {
		return nil, err
	}
	r, err := d.reader()
	if err != nil {
		return nil, err
	}
	out := &Proof{Incident: shown.Incident.ID, Holds: true, Reports: []ReportProof{}, Differences: []string{}}
	err = d.store.Read(ctx, func(tx ledger.Reader) error {
		for i := range shown.Reports {
			h := &shown.Reports[i]
			proof := ReportProof{Report: h.ID, Reader: h.Reader, Again: r.Identity().Digest()}
			c, err := kept.Bytes(tx, h.ID)
			if err != nil {
				return err
			}
			proof.Bytes = c.SHA256 == h.ID
			again, err := r.Read(c)
			if err != nil {
				proof.Reason = err.Error()
			} else {
				was, err := kept.Reading(tx, h.Reading)
				if err != nil {
					return err
				}
				a, b := *again, *was
				a.Reader, b.Reader = reading.Identity{}, reading.Identity{}
				proof.Same = diff.Same(&a, &b)
				if !proof.Same {
					proof.Reason = "the present reader reads it otherwise than the one that made this page"
					if proof.Again == proof.Reader {
						proof.Reason = "the same reader reads it otherwise: what is kept is not what was read"
					}
				}
			}
			out.Holds = out.Holds && proof.Bytes && (proof.Same || proof.Again != proof.Reader)
			out.Reports = append(out.Reports, proof)
		}
		row := shown.Row
		fresh := projection.Afresh(d.store, d.reader) // all is read from bytes
		again, err := fresh.Build(tx, shown.Incident.ID, row)
		if err != nil {
			return err
		}
		if again == nil {
			out.Differences = append(out.Differences, "no member is left")
		} else {
			out.Differences = diff.Values(&shown.Page, again)
		}
		return nil
	})
	out.Holds = out.Holds && len(out.Differences) == 0
	return out, err
}

// full is the id of the one report that an id or its beginning names.
func full(r ledger.Reader, id string) (string, error) {
	if len(id) == 64 {
		return id, nil
	}
	if len(id) < 6 {
		return "", errors.New("give at least six digits of a report's id")
	}
	found := ""
	for h, err := range r.Select(ledger.Query{Table: projection.Reports, Where: []ledger.Cond{{Column: "key", Op: ledger.Prefix, Value: id}}, Limit: 2}) {
		if err != nil {
			return "", err
		}
		if found != "" {
			return "", fmt.Errorf("several reports begin with %s: give more digits", id)
		}
		found = h.Key
	}
	if found == "" {
		return "", fmt.Errorf("report %s: %w", id, ledger.ErrNone)
	}
	return found, nil
}

// Bytes is a capture as it was kept.
func (d *Desk) Bytes(ctx context.Context, report string) (c capture.Capture, err error) {
	err = d.store.Read(ctx, func(r ledger.Reader) error {
		c, err = kept.Bytes(r, report)
		return err
	})
	return c, err
}
