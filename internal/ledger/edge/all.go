package edge

import (
	"encoding/json"
	"slices"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
)

// atOnce is how many reports are asked for in one question.
const atOnce = 400

// OfAll is Of each of some reports, by report: with few questions for many.
func OfAll(r ledger.Reader, reports []string, at int64, most int) (map[string][]entry.Made, error) {
	out := make(map[string][]entry.Made, len(reports))
	for _, to := range []bool{true, false} {
		column := "from_report"
		if to {
			column = "to_report"
		}
		for part := range slices.Chunk(reports, atOnce) {
			n := make(map[string]int, len(part))
			of := make([]any, len(part))
			for i, id := range part {
				of[i] = id
			}
			hits, err := all(r.Select(ledger.Query{Table: Edges, Where: []ledger.Cond{{Column: column, Op: ledger.In, Value: of}}, Order: []ledger.Order{{Column: "key"}}, At: at}))
			if err != nil {
				return nil, err
			}
			for _, h := range hits {
				var m entry.Made
				if err := json.Unmarshal(h.Body, &m); err != nil {
					return nil, err
				}
				id := m.From
				if to {
					id = m.To
				}
				if n[id]++; n[id] <= most {
					out[id] = append(out[id], m)
				}
			}
		}
	}
	return out, nil
}
