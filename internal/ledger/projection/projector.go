package projection

import (
	"context"
	"errors"

	"hearsay/internal/ledger"
	"hearsay/internal/reading"
)

// Projector makes records from rows.
type Projector struct {
	store  ledger.Store
	reader func() (*reading.Reader, error)
}

// New is a projector of a store's rows. The reader is asked for only where
// pages of several reports are made.
func New(store ledger.Store, reader func() (*reading.Reader, error)) *Projector {
	return &Projector{store: store, reader: reader}
}

// Catch brings all projections up to the last row.
func (p *Projector) Catch(ctx context.Context) error { return errors.New("not built yet") }

// Rebuild drops all records and makes them again from the rows.
func (p *Projector) Rebuild(ctx context.Context) error { return errors.New("not built yet") }
