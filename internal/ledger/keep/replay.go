package keep

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/edge"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
)

// Records is the projection that the tables of keeping and linking are; its Version
// goes up with that of any of them.
var Records = ledger.Projection{Name: "kept", Version: 4}

// Ready makes the records that keeping and linking need, where an older version
// of the program made them or none did. It is called in a Write before they are
// asked for; what is ready costs one question.
func Ready(ctx context.Context, tx ledger.Tx) error {
	if done, err := tx.Applied(Records); err != nil || done > 0 {
		return err
	}
	head, err := tx.Head()
	if err != nil {
		return err
	}
	if head.Seq == 0 {
		return tx.SetApplied(Records, 1) // all that comes is entered as it comes
	}
	return Replay(ctx, tx, func(int64) {})
}

// Replay drops the records that keeping and linking need and makes them again
// from the rows. progress is called with the number of rows done.
func Replay(ctx context.Context, tx ledger.Tx, progress func(done int64)) error {
	for _, t := range slices.Concat(link.Tables(), edge.Tables(), Tables()) {
		if err := tx.Drop(t); err != nil {
			return err
		}
	}
	if err := tx.SetApplied(Records, 1); err != nil {
		return err
	}
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
			return tx.Put(Addresses, b.Address, row.Seq, []any{row.ID}, nil)
		}
	case ledger.Version:
		var b entry.Changed
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		return tx.Put(Addresses, b.URL, row.Seq, []any{b.After}, nil)
	case ledger.Reading:
		var b entry.Read
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		if err := tx.Put(Read, b.Capture, row.Seq, []any{row.ID}, nil); err != nil {
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
