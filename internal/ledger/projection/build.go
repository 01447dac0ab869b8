package projection

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/incident"
	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/state"
	"hearsay/internal/lineage"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
)

// page makes the page of an incident, as it stands with row at, with its line
// and claims.
func (p *Projector) page(tx ledger.Tx, id string, at int64) error {
	page, err := p.Build(tx, id, at)
	if err != nil {
		return err
	}
	if page == nil { // it has no members any more: it was merged, or taken apart
		for _, t := range []*ledger.Table{Pages, Incidents} {
			if err := tx.Remove(t, id, at); err != nil {
				return err
			}
		}
		return p.claims(tx, id, nil, at)
	}
	if err := state.Put(tx, Pages, id, at, nil, encode(page)); err != nil {
		return err
	}
	if err := p.orphans(tx, page, at); err != nil {
		return err
	}
	l := lineOf(page)
	l.Row = at
	for _, d := range page.Decisions {
		if d.What == entry.Assign && d.Withdrawn == 0 && d.Subject == id {
			l.Assigned = d.Value
		}
	}
	if err := tx.Put(Incidents, id, at, columns(page, l), encode(l)); err != nil {
		return err
	}
	return p.claims(tx, id, claimsOf(page), at)
}

// Build is the page of an incident as it stands with row at; nil where it has no
// members.
func (p *Projector) Build(tx ledger.Reader, id string, at int64) (*Page, error) {
	members, err := all(tx.Select(ledger.Query{Table: link.Members, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: id}}, At: at}))
	if err != nil {
		return nil, err
	}
	told := slices.ContainsFunc(members, func(h ledger.Hit) bool { return h.Values[4] == int64(0) })
	if !told {
		return nil, nil
	}
	page := &Page{Row: at, Facts: []Fact{}, Passages: []Passage{}, Reports: []Head{}, Lineage: []entry.Made{}, Decisions: []Decided{}, Near: []Near{}, Redirects: []string{}}
	readings, err := p.readings(tx, page, members, at)
	if err != nil {
		return nil, err
	}
	made, err := page.edges(tx, at)
	if err != nil {
		return nil, err
	}
	known, err := page.known(tx, made, at)
	if err != nil {
		return nil, err
	}
	facts, err := p.join(page, id, members, readings, known)
	if err != nil {
		return nil, err
	}
	page.trace(readings, made)
	page.rename(id, facts)
	page.passages(readings)
	if err := page.around(tx, id, at); err != nil {
		return nil, err
	}
	return page, page.decided(tx, id, at)
}

// readings are the members' readings, by day and report, and the heads of their
// reports. They are live where there are several.
func (p *Projector) readings(tx ledger.Reader, page *Page, members []ledger.Hit, at int64) ([]*reading.Reading, error) {
	var list []Head
	for _, h := range members {
		report, id := h.Values[2].(string), h.Values[3].(string)
		if slices.ContainsFunc(list, func(o Head) bool { return o.ID == report }) {
			continue
		}
		rec, err := tx.Record(Reports, report, at)
		if err != nil {
			return nil, err
		}
		var x Head
		if err := json.Unmarshal(rec.Body, &x); err != nil {
			return nil, err
		}
		x.Reading = id
		list = append(list, x)
	}
	slices.SortFunc(list, func(a, b Head) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID))
	})
	var out []*reading.Reading
	for i := range list {
		h := &list[i]
		var err error
		if len(members) == 1 {
			p.mu.Lock()
			rd := p.live[h.Reading]
			p.mu.Unlock()
			if rd == nil {
				rd, err = Decoded(tx, h.Reading)
			}
			out = append(out, rd)
		} else {
			var rd *reading.Reading
			rd, err = p.load(tx, h.Reading, h.ID)
			out = append(out, rd)
		}
		if err != nil {
			return nil, err
		}
		page.Reports = append(page.Reports, *h)
	}
	return out, nil
}

// local is the id of a member within its reading.
func local(member string) string {
	report, rest, _ := strings.Cut(member, ".")
	_, own, _ := strings.Cut(rest, ".")
	return report + "." + own
}

// join joins the members' records.
func (p *Projector) join(page *Page, id string, members []ledger.Hit, readings []*reading.Reading, known []lineage.Edge) ([]incident.Fact, error) {
	if len(members) == 1 {
		own := local(members[0].Key)
		rd := readings[0]
		i := slices.IndexFunc(rd.Incidents, func(in incident.Incident) bool { return in.ID == own })
		if i < 0 {
			return nil, fmt.Errorf("reading %s has no incident %s", page.Reports[0].Reading, own)
		}
		page.Incident = rd.Incidents[i]
		page.Incident.Members = []string{own}
		var facts []incident.Fact
		for _, f := range rd.Facts {
			if f.Incident == own {
				facts = append(facts, f)
			}
		}
		return facts, nil
	}
	g := union.Group{ID: id}
	for _, h := range members {
		g.Members = append(g.Members, local(h.Key))
	}
	incs, facts := reading.Unite(readings, []union.Group{g}, known...)
	if len(incs) != 1 {
		return nil, fmt.Errorf("its %d members make %d incidents", len(members), len(incs))
	}
	page.Incident = incs[0]
	return facts, nil
}

// passages are the statements that take a stand on a fact.
func (page *Page) passages(readings []*reading.Reading) {
	need := map[string]bool{}
	for i := range page.Facts {
		f := &page.Facts[i]
		for _, list := range [][]incident.Position{f.AssertedBy, f.DeniedBy, f.Uncommitted} {
			for _, pos := range list {
				need[pos.Statement] = true
			}
		}
	}
	for _, rd := range readings {
		at := map[string]*source.Source{}
		for i := range rd.Sources {
			at[rd.Sources[i].ID] = &rd.Sources[i]
		}
		var text *span.Text
		for i := range rd.Statements {
			if !need[rd.Statements[i].ID] {
				continue
			}
			if text == nil {
				text = span.NewText(rd.Report.Text)
			}
			page.Passages = append(page.Passages, passage(rd, i, at, text))
		}
	}
}
