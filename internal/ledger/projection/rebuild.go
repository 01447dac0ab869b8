package projection

import (
	"context"
	"slices"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/edge"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/link"
)

// Rebuild drops all records, those that linking needs among them, and makes them
// again from the rows. progress, where not nil, is called with the rows done, each
// of which counts twice: once for what keeping and linking need, once for the
// rest. What is interrupted in its first half is not begun, in its second Catch
// goes on.
func (p *Projector) Rebuild(ctx context.Context, progress func(done, all int64)) error {
	var all int64
	err := p.store.Write(ctx, func(tx ledger.Tx) error {
		for _, t := range Tables() {
			if err := tx.Drop(t); err != nil {
				return err
			}
		}
		if err := tx.SetApplied(Records, 0); err != nil {
			return err
		}
		head, err := tx.Head()
		if err != nil {
			return err
		}
		all = head.Seq
		return keep.Replay(ctx, tx, func(done int64) {
			if progress != nil {
				progress(done, 2*all)
			}
		})
	})
	if err != nil {
		return err
	}
	return p.Catch(ctx, func(done, last int64) {
		if progress != nil {
			progress(all+done, all+last)
		}
	})
}

// derived are the tables of all that is made from rows.
func derived() []*ledger.Table {
	return slices.Concat(Tables(), link.Tables(), edge.Tables(), keep.Tables())
}

// Check looks at every record, and has the store look at itself, where it keeps
// records on a disk. Its error is ledger.ErrDerived with what is damaged; it
// changes nothing.
func (p *Projector) Check(ctx context.Context, progress func(done, all int64)) error {
	if s, ok := p.store.(interface {
		Check(ctx context.Context, tables []*ledger.Table, progress func(done, all int64)) error
	}); ok {
		return s.Check(ctx, derived(), progress)
	}
	return nil
}
