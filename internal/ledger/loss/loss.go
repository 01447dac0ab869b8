// Package loss names the rows of a damaged ledger that are lost.
//
//	a page of the file is spoilt  ->  rows 1520 to 1580
//
// Where the first damaged row is, ledger.Verify says; which of those after it still
// stand, this package: a backup made before them, and they, are the whole ledger
// again. It changes nothing.
package loss

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"hearsay/internal/ledger"
)

// Range is rows from First to Last, both among them.
type Range struct{ First, Last int64 }

// String is the range as people write it: 7 or 7 to 9.
func (r Range) String() string {
	if r.First == r.Last {
		return strconv.FormatInt(r.First, 10)
	}
	return fmt.Sprintf("%d to %d", r.First, r.Last)
}

// Rows are the rows after those of sound, up to row last, that cannot be read or
// are not what was appended. A row after one that cannot be read is taken at its
// word, as its hash is one over the other's.
func Rows(ctx context.Context, s ledger.Store, sound ledger.Chain, last int64) ([]Range, error) {
	var lost []Range
	at, before := sound.Seq+1, &sound.Hash
	lose := func() {
		if n := len(lost) - 1; n >= 0 && lost[n].Last == at-1 {
			lost[n].Last = at
		} else {
			lost = append(lost, Range{at, at})
		}
		at++
	}
	for at <= last {
		err := s.Read(ctx, func(r ledger.Reader) error {
			for row, err := range r.Rows(at-1, last) {
				if err == nil {
					err = ctx.Err()
				}
				if err != nil {
					return err
				}
				if at < row.Seq { // a damaged page may say so
					break
				}
				if before != nil && row.Sum(*before) != row.Hash {
					lose()
				} else {
					at++
				}
				hash := row.Hash
				before = &hash
			}
			return nil
		})
		damage := (*ledger.Damage)(nil)
		if err != nil && !errors.Is(err, ledger.ErrBroken) && !errors.As(err, &damage) {
			return lost, err
		}
		if at <= last {
			lose()
			before = nil
		}
	}
	return lost, nil
}
