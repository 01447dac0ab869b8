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
	Items []T
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
			list, err := d.Incidents(ctx, f)
			part := Part[[]byte]{Total: list.Total, Row: list.Row}
			if err == nil && len(list.Items) > 0 {
				part.Items, err = pages(ctx, d, list)
			}
			if !yield(part, err) || err != nil || list.Next == "" {
				return
			}
			f.After = list.Next
		}
	}
}

// pages are those of the incidents of a list, in its order.
func pages(ctx context.Context, d *desk.Desk, list desk.List[desk.IncidentLine]) ([][]byte, error) {
	out, keys, at := make([][]byte, len(list.Items)), make([]any, len(list.Items)), make(map[string]int, len(list.Items))
	for i := range list.Items {
		id := list.Items[i].ID
		keys[i], at[id] = id, i
	}
	q := ledger.Query{Table: projection.Pages, Where: []ledger.Cond{{Column: "key", Op: ledger.In, Value: keys}}, At: list.Row}
	err := d.View(ctx, desk.When{Row: list.Row}, func(r ledger.Reader, _ int64) error {
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
