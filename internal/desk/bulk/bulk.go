package bulk

import (
	"context"
	"fmt"
	"iter"

	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
)

// Part is some of what was asked for.
type Part[T any] struct {
	// Read reads it. It may be called from any goroutine, and later than parts
	// that come after.
	Read  func(ctx context.Context) ([]T, error)
	Total int64 // in all parts
	Row   int64 // the ledger's row that they show
}

// atATime is how many incidents a part has.
const atATime = 128

// Pages are the pages of the incidents that a filter chooses, in its order, as
// they are kept: JSON of projection.Page. Limit and After of the filter are not
// looked at.
func Pages(ctx context.Context, d *desk.Desk, f desk.IncidentFilter) iter.Seq2[Part[[]byte], error] {
	return func(yield func(Part[[]byte], error) bool) {
		f.Page = desk.Page{Limit: atATime}
		for {
			list, err := d.IncidentIDs(ctx, f)
			part := Part[[]byte]{Total: list.Total, Row: list.Row, Read: func(ctx context.Context) ([][]byte, error) {
				return pages(ctx, d, list.Items, list.Row)
			}}
			if !yield(part, err) || err != nil || list.Next == "" {
				return
			}
			f.After = list.Next
		}
	}
}

// pages are those of incidents, in their order, as of a row.
func pages(ctx context.Context, d *desk.Desk, ids []string, row int64) ([][]byte, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	out, keys, at := make([][]byte, len(ids)), make([]any, len(ids)), make(map[string]int, len(ids))
	for i, id := range ids {
		keys[i], at[id] = id, i
	}
	q := ledger.Query{Table: projection.Pages, Where: []ledger.Cond{{Column: "key", Op: ledger.In, Value: keys}}, At: row}
	err := d.View(ctx, desk.When{Row: row}, func(r ledger.Reader, _ int64) error {
		for h, err := range r.Select(q) {
			if err != nil {
				return err
			}
			out[at[h.Key]] = h.Body
		}
		return nil
	})
	for i := range out {
		if err == nil && out[i] == nil {
			err = fmt.Errorf("incident %s has no page: run `hearsay rebuild`: %w", keys[i], ledger.ErrNone)
		}
	}
	return out, err
}
