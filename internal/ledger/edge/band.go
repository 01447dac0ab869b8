package edge

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"

	"hearsay/internal/ledger"
)

// postings is how many reports one mark leads to: the first that had it. A text
// printed a thousand times leads to its first printings.
const postings = 8

// digits are those of a report's id by which it is known here: 60 bits, which
// among a million reports two share once in two million ledgers.
const digits = 15

func short(report string) string { return report[:min(digits, len(report))] }

// number is a short id as a number, and shortOf the way back.
func number(report string) int64 {
	n, err := strconv.ParseInt(short(report), 16, 64)
	if err != nil {
		n = int64(hash(report) >> 4) // no sha256, as in tests
	}
	return n
}

func shortOf(n int64) string { return fmt.Sprintf("%0*x", digits, n) }

// place is the key of a mark's nth report.
func place(mark uint64, n int) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], mark)
	return base64.RawURLEncoding.EncodeToString(b[:]) + strconv.Itoa(n)
}

// eachBand calls f with the reports that marks lead to.
func eachBand(tx ledger.Reader, marks []uint64, f func(mark uint64, report int64)) error {
	at := map[string]uint64{}
	ask := func(from, upto int, marks []uint64) error {
		keys := make([]any, 0, len(marks)*(upto-from))
		for _, m := range marks {
			for n := from; n < upto; n++ {
				k := place(m, n)
				at[k] = m
				keys = append(keys, k)
			}
		}
		hits, err := all(tx.Select(ledger.Query{Table: bands, Where: []ledger.Cond{{Column: "key", Op: ledger.In, Value: keys}}}))
		for i := range hits {
			id, _ := hits[i].Values[0].(int64)
			f(at[hits[i].Key], id)
		}
		return err
	}
	// Most marks lead nowhere: the first places tell, and the rest are asked only
	// of those that lead somewhere.
	var led []uint64
	found := f
	f = func(m uint64, id int64) { led = append(led, m); found(m, id) }
	if err := ask(0, 1, marks); err != nil || len(led) == 0 {
		return err
	}
	f = found
	return ask(1, postings, led)
}

// enterBands lets marks lead to a report, but for those that lead to enough
// others.
func enterBands(tx ledger.Tx, marks []uint64, report, row int64) error {
	taken := map[uint64]int{}
	there := map[uint64]bool{}
	if err := eachBand(tx, marks, func(m uint64, id int64) { taken[m]++; there[m] = there[m] || id == report }); err != nil {
		return err
	}
	for _, m := range marks {
		if n := taken[m]; n < postings && !there[m] {
			if err := tx.Put(bands, place(m, n), row, []any{report}, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
