package edge

import (
	"encoding/json"
	"fmt"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/lineage"
)

// The tables by which reports are found that were made from one another.
var (
	// Edges are those of the readings that hold; their body is an entry.Made.
	// Name is the folded name of an outlet that is credited or cited; from is null
	// while no report of it is known.
	Edges = &ledger.Table{
		Name: "edge", Version: 2,
		Columns: []ledger.Column{{Name: "from_report", Type: ledger.Text}, {Name: "to_report", Type: ledger.Text, Required: true}, {Name: "kind", Type: ledger.Text}, {Name: "name", Type: ledger.Text}},
		Index:   [][]string{{"from_report"}, {"to_report"}},
		Now:     [][]string{{"name", "from_report", "key"}},
	}
	// prints are what is kept of the reports that were read to find them: by short
	// id, with the sketch as body.
	prints = &ledger.Table{
		Name: "print", Version: 2, Plain: true,
		Columns: []ledger.Column{{Name: "report", Type: ledger.Text}, {Name: "reading", Type: ledger.Text}, {Name: "outlet", Type: ledger.Text}, {Name: "day", Type: ledger.Text}, {Name: "row", Type: ledger.Int}},
	}
	// bands lead from a mark of a sketch to reports, each by the number of its short
	// id: eight bytes, the big end first.
	bands = &ledger.Table{Name: "band", Version: 2, Plain: true}
)

// Tables are all tables of this package.
func Tables() []*ledger.Table { return []*ledger.Table{Edges, prints, bands} }

// key is that of an edge: whom it leads to, how, and from whom or whose.
func key(m *entry.Made) string {
	from := m.From
	if m.Kind != entry.Copy {
		from = lineage.OutletKey(m.Name)
	}
	return m.To + " " + m.Kind + " " + from
}

// Apply enters what an Edge row says.
func Apply(tx ledger.Tx, row *ledger.Row) error {
	var b entry.Made
	if err := json.Unmarshal(row.Body, &b); err != nil {
		return fmt.Errorf("row %d: %w", row.Seq, err)
	}
	var from, name any
	if b.From != "" {
		from = b.From
	}
	if b.Name != "" {
		name = lineage.OutletKey(b.Name)
	}
	return tx.Put(Edges, key(&b), row.Seq, []any{from, b.To, b.Kind, name}, row.Body)
}

// Of are the edges of a report as they stood with row at (0: as they stand),
// both those by which it was made and those that lead from it, of each at most
// so many.
func Of(r ledger.Reader, report string, at int64, most int) ([]entry.Made, error) {
	var out []entry.Made
	for _, col := range []string{"to_report", "from_report"} {
		hits, err := all(r.Select(ledger.Query{Table: Edges, Where: []ledger.Cond{{Column: col, Op: ledger.Eq, Value: report}}, Order: []ledger.Order{{Column: "key"}}, At: at, Limit: most}))
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			var m entry.Made
			if err := json.Unmarshal(h.Body, &m); err != nil {
				return nil, err
			}
			out = append(out, m)
		}
	}
	return out, nil
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
