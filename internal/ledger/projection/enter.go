package projection

import (
	"encoding/json"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
)

// enter makes the records of one row, and notes which incidents it touches.
func (p *Projector) enter(tx ledger.Tx, row *ledger.Row, t *turn) error {
	switch row.Kind {
	case ledger.Capture:
		var b entry.Captured
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		h := Head{ID: row.ID, URI: b.URI, URL: b.URL, Outlet: b.Outlet, Date: b.Date}
		rec := &ledger.Record{Key: row.ID, Since: row.Seq, Body: encode(h), Values: []any{b.Date, "waiting", b.Outlet, b.URL, row.Time.UnixMicro(), int64(0), int64(0)}}
		if t.reads(row.ID) {
			t.captured[row.ID] = rec
			return nil
		}
		return t.put(tx, rec, row.Seq)
	case ledger.Version:
		return p.version(tx, row, t)
	case ledger.Failure:
		rec, err := t.report(tx, row.ID)
		if err != nil {
			return err
		}
		if rec.Values[1] == "waiting" {
			rec.Values[1] = "failed"
		}
		return t.put(tx, &rec, row.Seq)
	case ledger.Reading:
		return p.reading(tx, row, t)
	case ledger.Link:
		var b entry.Linked
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		if b.Member != "" && !t.fresh[b.Reading] { // it may have moved
			if err := p.left(tx, ledger.Cond{Column: "key", Op: ledger.Eq, Value: b.Member}, row, t.touched); err != nil {
				return err
			}
		}
		t.touched[b.Incident] = true
		if b.From != "" {
			t.touched[b.From] = true
		}
	case ledger.Near:
		var b entry.Nearly
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		t.touched[b.A], t.touched[b.B] = true, true
	case ledger.Edge:
		var b entry.Made
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return err
		}
		for _, id := range []string{b.From, b.To} {
			if id == "" || t.fresh[id] {
				continue
			}
			if err := p.left(tx, ledger.Cond{Column: "report", Op: ledger.Eq, Value: id}, row, t.touched); err != nil {
				return err
			}
		}
	case ledger.Decision:
		return p.decision(tx, row, t.touched)
	}
	return nil
}

// left notes the incidents that members belonged to before a row: those that
// a reading takes the place of, or one that a link moves.
func (p *Projector) left(tx ledger.Tx, which ledger.Cond, row *ledger.Row, touched map[string]bool) error {
	if row.Seq < 2 {
		return nil
	}
	old, err := all(tx.Select(ledger.Query{Table: link.Members, Where: []ledger.Cond{which}, At: row.Seq - 1}))
	for _, h := range old {
		if in, ok := h.Values[0].(string); ok {
			touched[in] = true
		}
	}
	return err
}

func all(seq func(func(ledger.Hit, error) bool)) ([]ledger.Hit, error) {
	var out []ledger.Hit
	for h, err := range seq {
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}
