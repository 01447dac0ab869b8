package projection

import (
	"encoding/json"
	"errors"
	"slices"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
)

// around are the incidents that may be the same or were.
func (page *Page) around(tx ledger.Reader, id string, at int64) error {
	for _, col := range []string{"a", "b"} {
		hits, err := all(tx.Select(ledger.Query{Table: link.Nears, Where: []ledger.Cond{{Column: col, Op: ledger.Eq, Value: id}, {Column: "dismissed", Op: ledger.Null}}, At: at}))
		if err != nil {
			return err
		}
		for _, h := range hits {
			other := h.Values[0].(string)
			if other == id {
				other = h.Values[1].(string)
			}
			if other, err = Standing(tx, other, at); err != nil {
				return err
			}
			if other == id || slices.ContainsFunc(page.Near, func(n Near) bool { return n.Incident == other }) {
				continue
			}
			n := Near{Incident: other, Score: h.Values[2].(float64), Row: h.Since}
			for row, err := range tx.About(ledger.Near, h.Key, at) {
				if err != nil {
					return err
				}
				var b entry.Nearly
				if err := json.Unmarshal(row.Body, &b); err != nil {
					return err
				}
				n.Reason = b.Reason
			}
			page.Near = append(page.Near, n)
		}
	}
	led, err := all(tx.Select(ledger.Query{Table: link.Threads, Where: []ledger.Cond{{Column: "into", Op: ledger.Eq, Value: id}}, At: at}))
	for _, h := range led {
		page.Redirects = append(page.Redirects, h.Key)
	}
	slices.Sort(page.Redirects)
	return err
}

// Standing is the incident that an id leads to.
func Standing(tx ledger.Reader, id string, at int64) (string, error) {
	for range 20 {
		rec, err := tx.Record(link.Threads, id, at)
		if errors.Is(err, ledger.ErrNone) {
			return id, nil
		}
		if err != nil {
			return "", err
		}
		into, ok := rec.Values[0].(string)
		if !ok {
			return id, nil
		}
		id = into
	}
	return id, nil
}
