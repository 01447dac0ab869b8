package projection

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/shelf"
	"hearsay/internal/reading"
)

// Projector makes records from rows. It is safe for concurrent use.
type Projector struct {
	store ledger.Store
	shelf *shelf.Shelf // of readings ready to be joined

	catching sync.Mutex // one at a time
	mu       sync.Mutex
	last     map[string]*last // by incident
	lasts    []string         // of last, the oldest first
}

// New is a projector of a store's rows. The reader is asked for only where
// pages of several reports are made.
func New(store ledger.Store, reader func() (*reading.Reader, error)) *Projector {
	return &Projector{store: store, shelf: shelf.New(reader), last: map[string]*last{}}
}

// Afresh is a projector that takes nothing for granted that was made of rows
// before: it makes pages from the captured bytes.
func Afresh(store ledger.Store, reader func() (*reading.Reader, error)) *Projector {
	p := New(store, reader)
	p.shelf.Afresh = true
	return p
}

// Remember keeps a live reading ready for the page of its incidents, so that its
// bytes need not be read again.
func (p *Projector) Remember(rd *reading.Reading) { p.shelf.Remember(rd) }

// batch is how many transactions of the ledger are caught up with in one Write, and
// joined of how many reports pages are then joined at most: other writers wait for it,
// and not for long.
const batch, joined = 16, 400

// Catch brings all records up to the last row.
func (p *Projector) Catch(ctx context.Context, progress func(done, all int64)) error {
	p.catching.Lock()
	defer p.catching.Unlock()
	for {
		more := false
		err := p.store.Write(ctx, func(tx ledger.Tx) (err error) {
			more, err = p.step(ctx, tx, progress)
			return err
		})
		if err != nil || !more {
			return err
		}
	}
}

// CatchIn brings records up in a Write that is another's, so that rows and their
// records are written at once; more says that the ledger was too far behind for
// that, and Catch does the rest.
func (p *Projector) CatchIn(ctx context.Context, tx ledger.Tx) (more bool, err error) {
	return p.step(ctx, tx, nil)
}

// step takes a few transactions' rows.
func (p *Projector) step(ctx context.Context, tx ledger.Tx, progress func(done, all int64)) (more bool, err error) {
	head, err := tx.Head()
	if err != nil {
		return false, err
	}
	from, err := tx.Applied(Records)
	if err != nil || from >= head.Seq {
		return false, err
	}
	if err := keep.Ready(ctx, tx); err != nil {
		return false, err
	}
	if from == 0 {
		p.shelf.Unkept()
		// There may be records that an older program made.
		for _, t := range Tables() {
			if err := tx.Drop(t); err != nil {
				return false, err
			}
		}
	}
	upto, err := p.some(ctx, tx, from)
	if err != nil {
		return false, err
	}
	if progress != nil {
		progress(upto, head.Seq)
	}
	return upto < head.Seq, tx.SetApplied(Records, upto)
}

// some takes a few transactions' rows after row from and returns the last it
// took.
func (p *Projector) some(ctx context.Context, tx ledger.Tx, from int64) (int64, error) {
	var group []ledger.Row
	upto, n, made := from, 0, 0
	flush := func() error {
		if len(group) == 0 {
			return nil
		}
		reports, err := p.group(tx, group)
		if err != nil {
			return err
		}
		made += reports
		upto = group[len(group)-1].Seq
		group, n = group[:0], n+1
		return ctx.Err()
	}
	// The rows are read before records are written: some databases answer one
	// question at a time.
	const span = 4096
	var rows []ledger.Row
	for row, err := range tx.Rows(from, from+span) {
		if err != nil {
			return 0, err
		}
		row.Blob = nil
		rows = append(rows, row)
	}
	for i := range rows {
		if len(group) > 0 && !rows[i].Time.Equal(group[0].Time) {
			if err := flush(); err != nil {
				return 0, err
			}
			if n == batch || made >= joined {
				return upto, nil
			}
		}
		group = append(group, rows[i])
	}
	if len(rows) == span && n > 0 {
		return upto, nil // the last transaction may go on
	}
	for len(rows) == span { // one transaction of many rows: take the rest of it
		last := rows[len(rows)-1]
		rows = rows[:0]
		for row, err := range tx.Rows(last.Seq, last.Seq+span) {
			if err != nil {
				return 0, err
			}
			if !row.Time.Equal(last.Time) {
				break
			}
			row.Blob = nil
			rows = append(rows, row)
			group = append(group, row)
		}
	}
	err := flush()
	return upto, err
}

// group enters the rows of one transaction and makes the pages they touch; reports is
// of how many these were joined.
func (p *Projector) group(tx ledger.Tx, rows []ledger.Row) (reports int, err error) {
	t := turnOf(rows)
	for i := range rows {
		if err := p.enter(tx, &rows[i], t); err != nil {
			return 0, fmt.Errorf("row %d: %w", rows[i].Seq, err)
		}
	}
	if err := t.unread(tx); err != nil {
		return 0, err
	}
	at := rows[len(rows)-1].Seq
	ids := make([]string, 0, len(t.touched))
	for id := range t.touched {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		n, err := p.page(tx, id, at)
		if err != nil {
			return 0, fmt.Errorf("incident %s: %w", id, err)
		}
		reports += n
	}
	return reports, nil
}
