package projection

import (
	"errors"
	"slices"
	"strings"

	"hearsay/internal/ledger"
)

// turn is what is known of one transaction while its rows are entered.
type turn struct {
	touched map[string]bool // incidents whose pages are to be made
	// captured are records of captures that are read in the same transaction: as
	// no one can ask for the ledger between its rows, they are put once, by the
	// reading.
	captured map[string]*ledger.Record
	// fresh are reports, and readings, that were not read before this transaction.
	// Where their members went, its own rows tell.
	fresh map[string]bool
	read  []string // the beginnings of the ids of its readings, sorted
}

func turnOf(rows []ledger.Row) *turn {
	t := &turn{touched: map[string]bool{}, captured: map[string]*ledger.Record{}, fresh: map[string]bool{}}
	for i := range rows {
		if rows[i].Kind == ledger.Reading {
			report, _, _ := strings.Cut(rows[i].ID, ".")
			t.read = append(t.read, report)
		}
	}
	slices.Sort(t.read)
	return t
}

// reads reports whether the transaction seems to read a capture: two captures
// whose ids begin alike may mislead it, which unread mends.
func (t *turn) reads(capture string) bool {
	i, same := slices.BinarySearch(t.read, capture)
	return same || i > 0 && strings.HasPrefix(capture, t.read[i-1])
}

// report is the record of a capture, put or not.
func (t *turn) report(tx ledger.Reader, id string) (ledger.Record, error) {
	if rec := t.captured[id]; rec != nil {
		return *rec, nil
	}
	return tx.Record(Reports, id, 0)
}

// put puts the record of a capture, since a row.
func (t *turn) put(tx ledger.Tx, rec *ledger.Record, row int64) error {
	delete(t.captured, rec.Key)
	return tx.Put(Reports, rec.Key, row, rec.Values, rec.Body)
}

// unread puts the records of captures that no reading put.
func (t *turn) unread(tx ledger.Tx) error {
	var errs error
	for _, rec := range t.captured {
		errs = errors.Join(errs, t.put(tx, rec, rec.Since))
	}
	return errs
}
