package projection

import (
	"cmp"
	"math"
	"slices"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/edge"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/lineage"
	"hearsay/internal/span"
)

const (
	mostEdges = 64 // of one report, each way, that a page shows
	deepest   = 12 // copies of copies that are followed
)

// edges are those that the ledger's rows have of a page's reports.
func (b *building) edges() ([]entry.Made, error) {
	ids := make([]string, len(b.page.Reports))
	for i := range b.page.Reports {
		ids[i] = b.page.Reports[i].ID
	}
	made, err := edge.OfAll(b.tx, ids, b.at, mostEdges)
	if err != nil {
		return nil, err
	}
	var out []entry.Made
	seen := map[entry.Made]bool{}
	for _, id := range ids {
		for _, m := range made[id] {
			m.Reading = "" // the page says which readings it is of
			if !seen[m] {
				seen[m] = true
				out = append(out, m)
			}
		}
	}
	return out, nil
}

// known are edges between a page's reports by way of the ledger: one is a copy of
// the other, or both are copies of a report that the page does not have.
func (b *building) known(made []entry.Made) ([]lineage.Edge, error) {
	place := map[string]int{}
	for i := range b.page.Reports {
		place[b.page.Reports[i].ID] = i
		for _, e := range b.page.Reports[i].Earlier {
			place[e.ID] = i // what was copied from an earlier version, was from it
		}
	}
	copied := map[string][]*entry.Made{} // a report: whence it was copied
	for k := range made {
		if m := &made[k]; m.Kind == entry.Copy {
			copied[m.To] = append(copied[m.To], m)
		}
	}
	var out []lineage.Edge
	outside := map[string]string{} // an outside report: the first of the page's that was copied from it
	beyond := map[string]string{}  // an outside report: whence it was copied, "" for nowhere
	add := func(from, to int, m *entry.Made, of string) {
		s := span.Of(m.Start, m.End)
		out = append(out, lineage.Edge{From: from, To: to, Kind: lineage.Copy, Score: m.Score, Reason: m.Reason, Outside: of, Shared: []lineage.Passage{{To: s}}})
	}
	for i := range b.page.Reports {
		id := b.page.Reports[i].ID
		for _, first := range copied[id] {
			from := first.From
			for range deepest {
				if j, ok := place[from]; ok {
					if j != i {
						add(j, i, first, "")
					}
					break
				}
				if o, ok := outside[from]; ok && o != id {
					of, err := shown(b.tx, from, b.at)
					if err != nil {
						return nil, err
					}
					add(place[o], i, first, of)
				} else if !ok {
					outside[from] = id
				}
				if _, ok := beyond[from]; !ok {
					next, err := edge.Of(b.tx, from, b.at, mostEdges)
					if err != nil {
						return nil, err
					}
					beyond[from] = ""
					if j := slices.IndexFunc(next, func(m entry.Made) bool { return m.Kind == entry.Copy && m.To == from }); j >= 0 {
						beyond[from] = next[j].From
					}
				}
				if from = beyond[from]; from == "" {
					break
				}
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

// states say which state of its address each report is, from 1, of those between
// which and another at the same address there is an edge.
func (b *building) states(edges []lineage.Edge) (map[string]int64, error) {
	out := map[string]int64{}
	for _, e := range edges {
		from, to := &b.page.Reports[e.From], &b.page.Reports[e.To]
		if from.URL == "" || from.URL != to.URL {
			continue
		}
		for _, id := range []string{from.ID, to.ID} {
			rec, err := b.tx.Record(Reports, id, b.at)
			if err != nil {
				return nil, err
			}
			out[id], _ = rec.Values[Reports.Column("version")].(int64)
		}
	}
	return out, nil
}

// trace says which of a page's reports were made from which: what holding them
// against each other shows, and what the ledger's rows have besides.
// state has which state of its address each report is.
func (page *Page) trace(edges []lineage.Edge, made []entry.Made, state map[string]int64) {
	type pair struct{ from, to string }
	shown := map[pair]bool{}
	for _, e := range edges {
		m := entry.Made{From: page.Reports[e.From].ID, To: page.Reports[e.To].ID, Kind: string(e.Kind), Score: math.Round(100*e.Score) / 100, Reason: e.Reason}
		switch {
		case !e.Named.Empty():
			m.Start, m.End = e.Named.Start, e.Named.End
		case len(e.Shared) > 0:
			m.Start, m.End = e.Shared[0].To.Start, e.Shared[0].To.End
		}
		if a, b := &page.Reports[e.From], &page.Reports[e.To]; a.URL != "" && a.URL == b.URL {
			// Two states of one page: the later was made from the earlier, whatever
			// their days, which a correction keeps, tell.
			if state[a.ID] > state[b.ID] {
				a, b = b, a
			}
			m = entry.Made{From: a.ID, To: b.ID, Kind: entry.Later, Score: m.Score, Reason: "one address held both, one after the other"}
		}
		page.Lineage = append(page.Lineage, m)
		shown[pair{m.From, m.To}] = true
	}
	for _, m := range made {
		if p := (pair{m.From, m.To}); m.From == "" || !shown[p] {
			page.Lineage = append(page.Lineage, m)
			shown[p] = true
		}
	}
	slices.SortStableFunc(page.Lineage, func(a, b entry.Made) int {
		return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.From, b.From), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
}
