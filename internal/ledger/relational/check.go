package relational

import (
	"context"
	"errors"
	"fmt"

	"hearsay/internal/ledger"
)

// Check looks at all records of tables, those that hold and those that held,
// and has the database look at itself where its Dialect can. Its error is
// ledger.ErrDerived, with the first that is damaged. progress, where not nil, is
// called now and then with how many tables are done.
func (b *Base) Check(ctx context.Context, tables []*ledger.Table, progress func(done, all int64)) error {
	return b.Read(ctx, func(lr ledger.Reader) error {
		r := lr.(*reader)
		head, err := r.Head()
		if err != nil {
			return err
		}
		for i, t := range tables {
			if progress != nil {
				progress(int64(i), int64(len(tables))+1)
			}
			ok, err := r.there(t)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			for h, err := range r.records(t, whole(t)+" FROM "+record(t)+" p") {
				if err == nil && h.Until != 0 && (h.Until < h.Since || h.Until > head.Seq) {
					err = fmt.Errorf("record %s of %s holds from row %d to %d", h.Key, t.Name, h.Since, h.Until)
				}
				if err == nil {
					err = ctx.Err()
				}
				if err != nil {
					return derived(err)
				}
			}
		}
		if b.Dialect.Inspect == nil {
			return nil
		}
		return derived(b.Dialect.Inspect(ctx, r.tx))
	})
}

// derived is err as damage of what is derived from rows; errors that are no matter
// of what is kept stay as they are.
func derived(err error) error {
	var t ledger.Trouble
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, ledger.ErrDerived):
		return err
	case errors.As(err, &t) && t != ledger.ErrBroken:
		return err
	}
	return fmt.Errorf("%w (%v)", ledger.ErrDerived, err)
}
