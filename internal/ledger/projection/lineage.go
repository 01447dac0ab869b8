package projection

import (
	"cmp"
	"math"
	"slices"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/edge"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/lineage"
	"hearsay/internal/reading"
	"hearsay/internal/span"
)

const (
	mostEdges = 64 // of one report, each way, that a page shows
	deepest   = 12 // copies of copies that are followed
)

// edges are those that the ledger's rows have of a page's reports.
func (page *Page) edges(tx ledger.Reader, at int64) ([]entry.Made, error) {
	var out []entry.Made
	for i := range page.Reports {
		made, err := edge.Of(tx, page.Reports[i].ID, at, mostEdges)
		if err != nil {
			return nil, err
		}
		for _, m := range made {
			m.Reading = "" // the page says which readings it is of
			if !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out, nil
}

// known are edges between a page's reports by way of the ledger: one is a copy of
// the other, or both are copies of a report that the page does not have.
func (page *Page) known(tx ledger.Reader, made []entry.Made, at int64) ([]lineage.Edge, error) {
	place := map[string]int{}
	for i := range page.Reports {
		place[page.Reports[i].ID] = i
	}
	var out []lineage.Edge
	outside := map[string]string{} // an outside report: the first of the page's that was copied from it
	add := func(from, to int, m *entry.Made, of string) {
		s := span.Of(m.Start, m.End)
		out = append(out, lineage.Edge{From: from, To: to, Kind: lineage.Copy, Score: m.Score, Reason: m.Reason, Outside: of, Shared: []lineage.Passage{{To: s}}})
	}
	for i := range page.Reports {
		id := page.Reports[i].ID
		for k := range made {
			first := &made[k]
			if first.Kind != entry.Copy || first.To != id {
				continue
			}
			from := first.From
			for range deepest {
				if j, ok := place[from]; ok {
					add(j, i, first, "")
					break
				}
				if o, ok := outside[from]; ok && o != id {
					of, err := shown(tx, from, at)
					if err != nil {
						return nil, err
					}
					add(place[o], i, first, of)
				} else if !ok {
					outside[from] = id
				}
				next, err := edge.Of(tx, from, at, mostEdges)
				if err != nil {
					return nil, err
				}
				j := slices.IndexFunc(next, func(m entry.Made) bool { return m.Kind == entry.Copy && m.To == from })
				if j < 0 {
					break
				}
				from = next[j].From
			}
		}
	}
	return out, nil
}

// shown is a report as a reason names it.
func shown(tx ledger.Reader, report string, at int64) (string, error) {
	rec, err := tx.Record(Reports, report, at)
	if err != nil {
		return "", err
	}
	name := "a report"
	if outlet, _ := rec.Values[2].(string); outlet != "" {
		name += " of " + outlet
	}
	return name + " (" + report[:min(12, len(report))] + ")", nil
}

// trace says which of a page's reports were made from which: what holding them
// against each other shows, and what the ledger's rows have besides.
func (page *Page) trace(readings []*reading.Reading, made []entry.Made) {
	if len(readings) > 1 {
		for _, e := range reading.Trace(readings) {
			m := entry.Made{From: readings[e.From].Report.ID, To: readings[e.To].Report.ID, Kind: string(e.Kind), Score: math.Round(100*e.Score) / 100, Reason: e.Reason}
			switch {
			case !e.Named.Empty():
				m.Start, m.End = e.Named.Start, e.Named.End
			case len(e.Shared) > 0:
				m.Start, m.End = e.Shared[0].To.Start, e.Shared[0].To.End
			}
			page.Lineage = append(page.Lineage, m)
		}
	}
	for _, m := range made {
		same := func(o entry.Made) bool { return m.From != "" && o.From == m.From && o.To == m.To }
		if !slices.ContainsFunc(page.Lineage, same) {
			page.Lineage = append(page.Lineage, m)
		}
	}
	slices.SortStableFunc(page.Lineage, func(a, b entry.Made) int {
		return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.From, b.From), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
}
