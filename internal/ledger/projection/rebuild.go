package projection

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/edge"
	"hearsay/internal/ledger/entry"
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
		for _, t := range derived() {
			if err := tx.Drop(t); err != nil {
				return err
			}
		}
		if err := tx.SetApplied(Name, 0); err != nil {
			return err
		}
		head, err := tx.Head()
		if err != nil {
			return err
		}
		all = head.Seq
		return replay(ctx, tx, func(done int64) {
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

// replay makes the records that keeping and linking need.
func replay(ctx context.Context, tx ledger.Tx, progress func(done int64)) error {
	linker := link.New()
	const span = 512
	for from := int64(0); ; from += span {
		var rows []ledger.Row
		for row, err := range tx.Rows(from, from+span) {
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		for i := range rows {
			if err := replayRow(tx, linker, &rows[i]); err != nil {
				return fmt.Errorf("row %d: %w", rows[i].Seq, err)
			}
		}
		progress(from + int64(len(rows)))
		if len(rows) < span {
			return ctx.Err()
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

func replayRow(tx ledger.Tx, linker *link.Linker, row *ledger.Row) error {
	switch row.Kind {
	case ledger.Capture:
		var b entry.Captured
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		if b.Address != "" {
			return tx.Put(keep.Addresses, b.Address, row.Seq, []any{row.ID}, nil)
		}
	case ledger.Version:
		var b entry.Changed
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		return tx.Put(keep.Addresses, b.URL, row.Seq, []any{b.After}, nil)
	case ledger.Reading:
		var b entry.Read
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		if err := tx.Put(keep.Read, b.Capture, row.Seq, []any{row.ID}, nil); err != nil {
			return err
		}
		if err := linker.Replay(tx, row, &b); err != nil {
			return err
		}
		return edge.Replay(tx, row, &b)
	case ledger.Edge:
		return edge.Apply(tx, row)
	case ledger.Link, ledger.Near, ledger.Decision:
		return linker.Apply(tx, row)
	}
	return nil
}
