package projection

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"hearsay/internal/incident"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/kept"
)

// Earlier is a version of a report that gave way to a later one.
type Earlier struct {
	ID       string `json:"id"`      // of its capture
	Version  int    `json:"version"` // of its address, from 1
	Headline string `json:"headline"`
	Date     string `json:"date"`
	Row      int64  `json:"row"` // of its reading
}

// Called is its headline, else the beginning of its id.
func (e *Earlier) Called() string { return cmp.Or(e.Headline, e.ID[:min(12, len(e.ID))]) }

// Captures is in how many versions the reports of a page came.
func (page *Page) Captures() int {
	n := len(page.Reports)
	for i := range page.Reports {
		n += len(page.Reports[i].Earlier)
	}
	return n
}

// Dropped are the values that earlier versions of a report gave and the page has not,
// each once.
func (page *Page) Dropped(report string) []Claim {
	var out []Claim
	for i := range page.Before {
		c := &page.Before[i]
		if c.Later == report && !slices.ContainsFunc(page.Facts, func(f Fact) bool { return f.ID == c.Fact }) &&
			!slices.ContainsFunc(out, func(o Claim) bool { return o.Fact == c.Fact && o.Stance == c.Stance && o.Name == c.Name }) {
			out = append(out, *c)
		}
	}
	return out
}

// version notes that an address holds another capture than before: the earlier has
// given way, and so have its statements.
func (p *Projector) version(tx ledger.Tx, row *ledger.Row, t *turn) error {
	var b entry.Changed
	if err := json.Unmarshal(row.Body, &b); err != nil {
		return err
	}
	n := 1
	switch before, err := t.report(tx, b.Before); {
	case errors.Is(err, ledger.ErrNone):
	case err != nil:
		return err
	default:
		if err := t.restate(tx, before, row.Seq, func(h *Head) {
			n = max(1, h.Version)
			h.Address, h.Version, h.Later = b.URL, n, b.After
		}); err != nil {
			return err
		}
		if err := p.left(tx, ledger.Cond{Column: "report", Op: ledger.Eq, Value: b.Before}, row, t.touched); err != nil {
			return err
		}
		if err := giveWay(tx, b.Before, b.After, row.Seq); err != nil {
			return err
		}
	}
	after, err := t.report(tx, b.After)
	if err != nil {
		return err
	}
	return t.restate(tx, after, row.Seq, func(h *Head) { h.Address, h.Version = b.URL, max(h.Version, n+1) })
}

// restate puts a capture's record with another head.
func (t *turn) restate(tx ledger.Tx, rec ledger.Record, row int64, how func(*Head)) error {
	var h Head
	if err := json.Unmarshal(rec.Body, &h); err != nil {
		return err
	}
	how(&h)
	rec.Values, rec.Body = slices.Clone(rec.Values), encode(h)
	rec.Values[Reports.Column("version")] = int64(h.Version)
	if c := t.captured[rec.Key]; c != nil { // its reading puts it
		c.Values, c.Body = rec.Values, rec.Body
		return nil
	}
	return t.put(tx, &rec, row)
}

// giveWay marks the statements of a report whose address holds a later version.
func giveWay(tx ledger.Tx, report, later string, row int64) error {
	list, err := all(tx.Select(ledger.Query{Table: Statements, Where: ofReport(report)}))
	if err != nil {
		return err
	}
	for _, h := range list {
		values := slices.Clone(h.Values)
		values[Statements.Column("later")] = later
		if err := tx.Remove(Statements, h.Key, row); err != nil {
			return err
		}
		if err := tx.Put(Statements, h.Key, row, values, h.Body); err != nil {
			return err
		}
	}
	return nil
}

// settle leaves of the versions of one page the last that tells of the incident;
// those before it are listed with it. Where the last does not tell of it any more, the one
// before stays, and its head says that there is a later one.
func (b *building) settle() {
	tells := map[string]bool{}
	for _, h := range b.members {
		if h.Values[4] == int64(0) {
			tells[h.Values[2].(string)] = true
		}
	}
	last := map[string]int{} // by address: the place of its head
	for i := range b.page.Reports {
		h := &b.page.Reports[i]
		if h.Address == "" || !tells[h.ID] {
			continue
		}
		if k, ok := last[h.Address]; !ok || b.page.Reports[k].Version < h.Version {
			last[h.Address] = i
		}
	}
	gone := map[string]string{} // a report: which one holds
	for i := range b.page.Reports {
		h := &b.page.Reports[i]
		k, ok := last[h.Address]
		if !ok || h.Version >= b.page.Reports[k].Version {
			continue
		}
		holds := &b.page.Reports[k]
		holds.Earlier = append(holds.Earlier, Earlier{ID: h.ID, Version: h.Version, Headline: h.Headline, Date: h.Date, Row: h.Row})
		gone[h.ID] = holds.ID
	}
	if len(gone) == 0 {
		return
	}
	for i := range b.page.Reports {
		slices.SortFunc(b.page.Reports[i].Earlier, func(a, b Earlier) int { return cmp.Or(cmp.Compare(a.Version, b.Version), cmp.Compare(a.ID, b.ID)) })
	}
	for _, h := range b.page.Reports {
		if by := gone[h.ID]; by != "" {
			b.earlier = append(b.earlier, given{head: h, by: by})
		}
	}
	b.page.Reports = slices.DeleteFunc(b.page.Reports, func(h Head) bool { return gone[h.ID] != "" })
	for _, h := range b.members {
		if report := h.Values[2].(string); gone[report] != "" && h.Values[4] == int64(0) {
			i := slices.IndexFunc(b.earlier, func(g given) bool { return g.head.ID == report })
			b.earlier[i].members = append(b.earlier[i].members, local(h.Key))
		}
	}
	b.members = slices.DeleteFunc(b.members, func(h ledger.Hit) bool { return gone[h.Values[2].(string)] != "" })
}

// given is a version that gave way, with its members.
type given struct {
	head    Head
	by      string // the report that holds
	members []string
}

// said are the stands that versions took which gave way.
func (p *Projector) said(b *building) error {
	b.was = map[string]Claim{}
	for i := range b.earlier {
		g := &b.earlier[i]
		rd := p.shelf.Remembered(g.head.Reading)
		if rd == nil {
			var err error
			if rd, err = kept.Reading(b.tx, g.head.Reading); err != nil {
				return err
			}
		}
		for _, own := range g.members {
			k := slices.IndexFunc(rd.Incidents, func(in incident.Incident) bool { return in.ID == own })
			if k < 0 {
				return fmt.Errorf("reading %s has no incident %s", g.head.Reading, own)
			}
			part := &Page{Incident: rd.Incidents[k], Reports: []Head{g.head}}
			var facts []incident.Fact
			for _, f := range rd.Facts {
				if f.Incident == own {
					facts = append(facts, f)
				}
			}
			part.rename(b.id, facts)
			part.passages(rd, nil, part.need())
			for key, c := range claimsOf(part) {
				c.Later = g.by
				b.was[key] = c
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(b.was)) {
		b.page.Before = append(b.page.Before, b.was[key])
	}
	return nil
}

// lineage says of versions that each was made from the one before, in place of what
// the ledger's rows say of their words.
func (b *building) lineage(made []entry.Made) []entry.Made {
	page := map[string]int{} // a version: the place of the report that holds
	for i := range b.page.Reports {
		h := &b.page.Reports[i]
		for _, e := range h.Earlier {
			page[e.ID] = i + 1
		}
		if len(h.Earlier) > 0 {
			page[h.ID] = i + 1
		}
	}
	if len(page) == 0 {
		return made
	}
	share := map[[2]string]float64{}
	made = slices.DeleteFunc(made, func(m entry.Made) bool {
		share[[2]string{m.From, m.To}], share[[2]string{m.To, m.From}] = m.Score, m.Score
		return page[m.From] > 0 && page[m.From] == page[m.To]
	})
	for i := range b.page.Reports {
		h := &b.page.Reports[i]
		for k, e := range h.Earlier {
			to := h.ID
			if k+1 < len(h.Earlier) {
				to = h.Earlier[k+1].ID
			}
			made = append(made, entry.Made{From: e.ID, To: to, Kind: entry.Later, Score: share[[2]string{e.ID, to}], Reason: "one address held both, one after the other"})
		}
	}
	return made
}
