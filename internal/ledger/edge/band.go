package edge

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"slices"
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

// bandKey is the key of a mark: 48 bits of it. Among a million reports two marks
// of different texts share them for one report in four million; the sketches
// then tell them apart.
func bandKey(mark uint64) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], mark)
	return base64.RawURLEncoding.EncodeToString(b[:6])
}

// band is a mark of a sketch and the reports it leads to.
type band struct {
	key     string
	reports []int64
}

// lookUp are marks with the reports they lead to.
func lookUp(tx ledger.Reader, marks []uint64) ([]band, error) {
	out := make([]band, len(marks))
	keys := make([]any, len(marks))
	for i, m := range marks {
		out[i].key = bandKey(m)
		keys[i] = out[i].key
	}
	if len(keys) == 0 {
		return nil, nil
	}
	hits, err := all(tx.Select(ledger.Query{Table: bands, Where: []ledger.Cond{{Column: "key", Op: ledger.In, Value: keys}}}))
	for i := range hits {
		for k := range out {
			if out[k].key != hits[i].Key {
				continue
			}
			for b := hits[i].Body; len(b) >= 8; b = b[8:] {
				out[k].reports = append(out[k].reports, int64(binary.BigEndian.Uint64(b)))
			}
		}
	}
	return out, err
}

// enterBands lets marks lead to a report, but for those that lead to enough
// others.
func enterBands(tx ledger.Tx, led []band, report int64) error {
	for _, b := range led {
		if len(b.reports) >= postings || slices.Contains(b.reports, report) {
			continue
		}
		var body []byte
		for _, r := range append(b.reports, report) {
			body = binary.BigEndian.AppendUint64(body, uint64(r))
		}
		if err := tx.Put(bands, b.key, 0, nil, body); err != nil {
			return err
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
