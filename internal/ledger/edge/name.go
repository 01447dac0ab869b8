package edge

import (
	"cmp"
	"encoding/json"
	"net/url"
	"slices"

	"hearsay/internal/document"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
	"hearsay/internal/lineage"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
)

// named are the agencies and outlets that a report credits as its makers or
// cites, each once.
func (p *print) named(rd *reading.Reading) []entry.Made {
	var out []entry.Made
	seen := map[string]bool{"": true, p.outlet: true}
	add := func(kind, name, reason string, at span.Span) {
		if k := lineage.OutletKey(name); !seen[k] {
			seen[k] = true
			out = append(out, entry.Made{To: p.report, Name: name, Kind: kind, Score: 1, Reason: reason, Start: at.Start, End: at.End, Reading: p.reading})
		}
	}
	rep := &rd.Report
	n := 0
	for _, b := range rep.Basis {
		if b.Field != "info_sources" || n >= len(rep.InfoSources) {
			continue
		}
		var at span.Span
		reason := "credits " + rep.InfoSources[n]
		if b.Span != nil {
			at = b.Span.Span
		} else if b.From != "" {
			reason += " (" + b.From + ")"
		}
		add(entry.Credit, rep.InfoSources[n], reason, at)
		n++
	}
	for _, note := range rep.Notes {
		if u, err := url.Parse(note.Reason); note.Kind == document.Canonical && err == nil && u.Host != "" {
			add(entry.Credit, u.Host, "gives its own address as "+note.Reason, span.Span{})
		}
	}
	cited := map[string]bool{}
	for i := range rd.Statements {
		st := &rd.Statements[i]
		if st.Source != nil {
			cited[*st.Source] = true
		}
		for _, c := range st.Chain {
			cited[c] = true
		}
	}
	for i := range rd.Sources {
		s := &rd.Sources[i]
		if s.Kind == source.Outlet && cited[s.ID] && s.Name != "" && len(s.Mentions) > 0 {
			add(entry.Cite, s.Name, "cites "+s.Name, s.Mentions[0].Span)
		}
	}
	return out
}

// around is how many members of an incident are looked at for the report of an
// outlet that one of them names.
const around = 64

// beside are other reports that tell of a report's incidents, the first that came
// in first; of an incident of many, some.
func (p *print) beside(tx ledger.Reader) ([]*print, error) {
	own, err := all(tx.Select(ledger.Query{Table: link.Members, Where: []ledger.Cond{{Column: "report", Op: ledger.Eq, Value: p.report}}}))
	if err != nil {
		return nil, err
	}
	var keys []any
	for i := range own {
		in, ok := own[i].Values[0].(string)
		if !ok {
			continue
		}
		hits, err := all(tx.Select(ledger.Query{Table: link.Members, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: in}}, Order: []ledger.Order{{Column: "key"}}, Limit: around}))
		if err != nil {
			return nil, err
		}
		for k := range hits {
			if rep, _ := hits[k].Values[2].(string); rep != p.report && !slices.Contains(keys, any(short(rep))) {
				keys = append(keys, short(rep))
			}
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	keys = keys[:min(around, len(keys))]
	recs, err := all(tx.Select(ledger.Query{Table: prints, Where: []ledger.Cond{{Column: "key", Op: ledger.In, Value: keys}}}))
	if err != nil {
		return nil, err
	}
	var out []*print
	for i := range recs {
		o, err := revived(&recs[i].Record)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	slices.SortFunc(out, func(a, b *print) int { return cmp.Compare(a.row, b.row) })
	return out, nil
}

// answer finds, among the reports that tell of the same incidents, those of the
// outlets that a report names, and those that name its own; published no later
// than what names them.
func (p *print) answer(tx ledger.Reader, made []entry.Made) ([]entry.Made, error) {
	open := slices.ContainsFunc(made, func(m entry.Made) bool { return m.From == "" })
	asked, err := all(tx.Select(ledger.Query{Table: Edges, Where: []ledger.Cond{{Column: "name", Op: ledger.Eq, Value: p.outlet}, {Column: "from_report", Op: ledger.Null}}, Limit: 1}))
	if err != nil || !open && len(asked) == 0 {
		return made, err
	}
	others, err := p.beside(tx)
	if err != nil || len(others) == 0 {
		return made, err
	}
	const found = ", whose report tells of the same incident"
	for i := range made {
		m := &made[i]
		k := lineage.OutletKey(m.Name)
		if j := slices.IndexFunc(others, func(o *print) bool { return m.From == "" && o.outlet == k && before(o, p) }); j >= 0 {
			m.From, m.Reason = others[j].report, m.Reason+found
		}
	}
	if len(asked) == 0 {
		return made, nil
	}
	var ids []any
	for _, o := range others {
		if before(p, o) {
			ids = append(ids, o.report)
		}
	}
	if len(ids) == 0 {
		return made, nil
	}
	// By their reports, which are few: many may name an agency.
	hits, err := all(tx.Select(ledger.Query{Table: Edges, Where: []ledger.Cond{{Column: "to_report", Op: ledger.In, Value: ids}}, Order: []ledger.Order{{Column: "key"}}}))
	for i := range hits {
		if hits[i].Values[0] != nil || hits[i].Values[3] != p.outlet {
			continue
		}
		var m entry.Made
		if err := json.Unmarshal(hits[i].Body, &m); err != nil {
			return nil, err
		}
		m.From, m.Reason = p.report, m.Reason+found
		made = append(made, m)
	}
	return made, err
}

// before reports whether a report can have been there for another to take from,
// by their days.
func before(o, p *print) bool { return o.day == "" || p.day == "" || o.day <= p.day }
