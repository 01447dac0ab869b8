package projection

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hearsay/internal/incident"
	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/kept"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/state"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
)

// page makes the page of an incident, as it stands with row at, with its line
// and claims; reports is how many tell of it.
func (p *Projector) page(tx ledger.Tx, id string, at int64) (reports int, err error) {
	b, err := p.build(tx, id, at)
	if err != nil {
		return 0, err
	}
	if b == nil { // it has no members any more: it was merged, or taken apart
		for _, t := range []*ledger.Table{Pages, Incidents} {
			if err := tx.Remove(t, id, at); err != nil {
				return 0, err
			}
		}
		p.forget(id)
		return 0, claims(tx, id, nil, nil, at)
	}
	for i, t := range b.told {
		if !b.kept[i] {
			if err := p.shelf.Brief(tx, b.page.Reports[i].Reading, t); err != nil {
				return 0, err
			}
		}
	}
	page := b.page
	body := encode(page)
	before, err := state.Put(tx, Pages, id, at, nil, body)
	if err != nil {
		return 0, err
	}
	if err := p.orphans(tx, page, at); err != nil {
		return 0, err
	}
	l := lineOf(page)
	l.Row = at
	for _, d := range page.Decisions {
		if d.What == entry.Assign && d.Withdrawn == 0 && d.Subject == id {
			l.Assigned = d.Value
		}
	}
	if err := tx.Put(Incidents, id, at, columns(page, l), encode(l)); err != nil {
		return 0, err
	}
	now := claimsOf(page)
	maps.Copy(now, b.was)
	if err := claims(tx, id, p.stood(id, before), now, at); err != nil {
		return 0, err
	}
	p.stands(id, page, body, now)
	return len(page.Reports), nil
}

// Build is the page of an incident as it stands with row at; nil where it has no
// members.
func (p *Projector) Build(tx ledger.Reader, id string, at int64) (*Page, error) {
	b, err := p.build(tx, id, at)
	if b == nil {
		return nil, err
	}
	return b.page, err
}

// building is the work of one call of Build.
type building struct {
	tx   ledger.Reader
	id   string
	at   int64
	page *Page

	members []ledger.Hit // of the versions that hold
	earlier []given      // those that gave way
	was     map[string]Claim
	told    []*reading.Telling // of the reports, in their order; none where there is one member
	kept    []bool             // whether they can be recalled
}

func (p *Projector) build(tx ledger.Reader, id string, at int64) (*building, error) {
	members, err := all(tx.Select(ledger.Query{Table: link.Members, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: id}}, At: at}))
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(members, func(h ledger.Hit) bool { return h.Values[4] == int64(0) }) {
		return nil, nil
	}
	page := &Page{Row: at, Facts: []Fact{}, Passages: []Passage{}, Reports: []Head{}, Lineage: []entry.Made{}, Decisions: []Decided{}, Near: []Near{}, Redirects: []string{}}
	b := &building{tx: tx, id: id, at: at, page: page, members: members}
	if err := b.heads(); err != nil {
		return nil, err
	}
	made, err := b.edges()
	if err != nil {
		return nil, err
	}
	made = b.lineage(made)
	if err := p.said(b); err != nil {
		return nil, err
	}
	if len(b.members) == 1 {
		err = p.alone(b, made)
	} else {
		err = p.join(b, made)
	}
	if err != nil {
		return nil, err
	}
	if err := page.around(tx, id, at); err != nil {
		return nil, err
	}
	return b, b.decided()
}

// heads are those of the members' reports, by day and report.
func (b *building) heads() error {
	reading := map[string]string{} // report: the first member's reading
	var ids []string
	for _, h := range b.members {
		report := h.Values[2].(string)
		if _, ok := reading[report]; !ok {
			reading[report] = h.Values[3].(string)
			ids = append(ids, report)
		}
	}
	recs, err := records(b.tx, Reports, ids, b.at)
	if err != nil {
		return err
	}
	for _, id := range ids {
		rec, ok := recs[id]
		if !ok {
			return fmt.Errorf("report %.12s: %w", id, ledger.ErrNone)
		}
		var x Head
		if err := json.Unmarshal(rec.Body, &x); err != nil {
			return err
		}
		x.Reading = reading[id]
		b.page.Reports = append(b.page.Reports, x)
	}
	slices.SortFunc(b.page.Reports, func(a, b Head) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID))
	})
	b.settle()
	return nil
}

// atOnce is how many keys are asked for in one question.
const atOnce = 400

// records are the records of some keys as they stood with row at, by key.
func records(tx ledger.Reader, t *ledger.Table, keys []string, at int64) (map[string]ledger.Record, error) {
	out := make(map[string]ledger.Record, len(keys))
	if len(keys) == 1 {
		rec, err := tx.Record(t, keys[0], at)
		if err == nil {
			out[keys[0]] = rec
		}
		if errors.Is(err, ledger.ErrNone) {
			err = nil
		}
		return out, err
	}
	for part := range slices.Chunk(keys, atOnce) {
		hits, err := all(tx.Select(ledger.Query{Table: t, Where: []ledger.Cond{{Column: "key", Op: ledger.In, Value: anys(part)}}, At: at}))
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			out[h.Key] = h.Record
		}
	}
	return out, nil
}

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// local is the id of a member within its reading.
func local(member string) string {
	report, rest, _ := strings.Cut(member, ".")
	_, own, _ := strings.Cut(rest, ".")
	return report + "." + own
}

// alone makes the page of an incident of one member from its reading.
func (p *Projector) alone(b *building, made []entry.Made) error {
	head := &b.page.Reports[0]
	rd := p.shelf.Remembered(head.Reading)
	if rd == nil {
		var err error
		if rd, err = kept.Reading(b.tx, head.Reading); err != nil {
			return err
		}
	}
	own := local(b.members[0].Key)
	i := slices.IndexFunc(rd.Incidents, func(in incident.Incident) bool { return in.ID == own })
	if i < 0 {
		return fmt.Errorf("reading %s has no incident %s", head.Reading, own)
	}
	b.page.Incident = rd.Incidents[i]
	b.page.Incident.Members = []string{own}
	var facts []incident.Fact
	for _, f := range rd.Facts {
		if f.Incident == own {
			facts = append(facts, f)
		}
	}
	b.page.trace(nil, made, nil)
	b.page.rename(b.id, facts)
	b.page.passages(rd, nil, b.page.need())
	return nil
}

// join joins the members' records.
func (p *Projector) join(b *building, made []entry.Made) error {
	for i := range b.page.Reports {
		h := &b.page.Reports[i]
		t, kept, err := p.shelf.Telling(b.tx, h.Reading, h.ID)
		if err != nil {
			return err
		}
		b.told, b.kept = append(b.told, t), append(b.kept, kept)
	}
	known, err := b.known(made)
	if err != nil {
		return err
	}
	g := union.Group{ID: b.id}
	for _, h := range b.members {
		g.Members = append(g.Members, local(h.Key))
	}
	incs, facts, edges := reading.Unite(b.told, []union.Group{g}, known...)
	if len(incs) != 1 {
		return fmt.Errorf("its %d members make %d incidents", len(b.members), len(incs))
	}
	state, err := b.states(edges)
	if err != nil {
		return err
	}
	b.page.Incident = incs[0]
	b.page.trace(edges, made, state)
	b.page.rename(b.id, facts)
	need := b.page.need()
	for _, t := range b.told {
		b.page.passages(t.Reading, t.Text, need)
	}
	return nil
}

// need are the statements that take a stand on a fact.
func (page *Page) need() map[string]bool {
	need := map[string]bool{}
	for i := range page.Facts {
		f := &page.Facts[i]
		for _, list := range [][]incident.Position{f.AssertedBy, f.DeniedBy, f.Uncommitted} {
			for _, pos := range list {
				need[pos.Statement] = true
			}
		}
	}
	return need
}

// passages adds the statements of a reading that are needed. text is that of its
// report; nil where it was not made ready.
func (page *Page) passages(rd *reading.Reading, text *span.Text, need map[string]bool) {
	at := map[string]*source.Source{}
	for i := range rd.Sources {
		at[rd.Sources[i].ID] = &rd.Sources[i]
	}
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
