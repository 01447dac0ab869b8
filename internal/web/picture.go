package web

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/gazetteer"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/source"
	"hearsay/internal/web/chart"
)

// locator is the small map of an incident; "" without a place.
func (s *Server) locator(in *incident.Incident) string {
	w := chart.Where{ISO: in.ISO, Prec: in.WherePrec, Name: cmp.Or(in.Place, in.Adm1, in.WhereDescription, in.Country)}
	if in.Latitude != nil && in.Longitude != nil {
		w.Lat, w.Lon, w.Spot = *in.Latitude, *in.Longitude, true
	}
	if c, ok := s.capital(in.ISO); ok && c.Name != in.Place {
		w.Towns = append(w.Towns, chart.Town{Name: c.Name, Lat: c.Latitude, Lon: c.Longitude})
	}
	return chart.Locator(w)
}

// capital is a country's, looked up once: the table of places is long.
func (s *Server) capital(iso string) (gazetteer.Place, bool) {
	if iso == "" {
		return gazetteer.Place{}, false
	}
	if p, ok := s.capitals.Load(iso); ok {
		p, ok := p.(gazetteer.Place)
		return p, ok && p.Name != ""
	}
	p, ok, err := gazetteer.CapitalOf(iso)
	if err != nil || !ok {
		p = gazetteer.Place{}
	}
	s.capitals.Store(iso, p)
	return p, p.Name != ""
}

// days is the timeline of an incident's reports and statements.
func days(x *caption.Index, p *desk.IncidentPage) string {
	var cols []chart.Column
	at := map[string]int{}
	reports := slices.Clone(p.Reports)
	slices.SortStableFunc(reports, func(a, b projection.Head) int { return strings.Compare(a.Date, b.Date) })
	home := map[string]int{}
	for i := range reports {
		h := &reports[i]
		k, ok := at[h.Date]
		if !ok {
			k = len(cols)
			at[h.Date] = k
			cols = append(cols, chart.Column{Day: h.Date})
		}
		home[h.ID] = k
		cols[k].Marks = append(cols[k].Marks, chart.Mark{Kind: "report", Label: reportName(h), Href: reportPath(h.ID)})
	}
	for i := range p.Passages {
		ps := &p.Passages[i]
		k, ok := home[ps.Report]
		st := x.Statement(ps.ID)
		if !ok || st == nil {
			continue
		}
		m := chart.Mark{Kind: "says", Label: x.Speaker(st) + " " + caption.Act(st) + ": " + one(ps.Words.Text, 160), Href: passagePath(ps.ID)}
		switch stance(ps) {
		case "no":
			m.Kind = "denies"
		case "mute":
			m.Kind = "silent"
		}
		cols[k].Marks = append(cols[k].Marks, m)
	}
	from := ""
	if in := &p.Incident; in.DatePrec >= 1 && in.DatePrec <= 4 {
		from = in.DateStart
	}
	return chart.Days(cols, from, p.Incident.DateEnd)
}

// had is a line of the lineage in words: who told what report, through whom.
type had struct {
	Name, How, Path string
	Said            []lead // the statements, by the report they stand in
	Via             string
}

// flow is the picture of who had it from whom, with the same in words.
func (v *incidentView) flow(x *caption.Index) {
	var l chart.Lineage
	reports := slices.Clone(v.Page.Reports)
	slices.SortStableFunc(reports, func(a, b projection.Head) int { return strings.Compare(a.Date, b.Date) })
	at := map[string]int{}
	for i := range reports {
		h := &reports[i]
		at[h.ID] = i
		l.Reports = append(l.Reports, chart.Node{Label: cmp.Or(h.Outlet, h.Headline, "a report"), Sub: cmp.Or(caption.Day(h.Date), "no day"), Href: reportPath(h.ID), Kind: "report"})
	}
	who, relay := map[string]int{}, map[string]int{}
	of := map[string]int{} // statement: its informant
	relayOf := func(name string) int {
		k, ok := relay[name]
		if !ok {
			k = len(l.Relays)
			relay[name] = k
			l.Relays = append(l.Relays, chart.Node{Label: name, Kind: "relay"})
		}
		return k
	}
	tie := func(list *[]chart.Tie, t chart.Tie) {
		if !slices.ContainsFunc(*list, func(o chart.Tie) bool { return o.From == t.From && o.To == t.To && o.Kind == t.Kind }) {
			*list = append(*list, t)
		}
	}
	for i := range v.Page.Passages {
		ps := &v.Page.Passages[i]
		st, r := x.Statement(ps.ID), at[ps.Report]
		if st == nil || ps.Speaker == nil {
			continue
		}
		kind := "says"
		switch stance(ps) {
		case "no":
			kind = "denies"
		case "mute":
			kind = "silent"
		}
		via := x.Chain(st)
		if ps.Speaker.Kind == source.Outlet && len(via) == 0 {
			tie(&l.Passed, chart.Tie{From: relayOf(x.Name(ps.Speaker)), To: r, Kind: kind})
			continue
		}
		key := cmp.Or(ps.SourceKey, ps.Report+" "+ps.Speaker.ID)
		k, ok := who[key]
		if !ok {
			k = len(l.Informants)
			who[key] = k
			n := chart.Node{Label: x.Name(ps.Speaker), Sub: caption.Identified(ps.Speaker), Kind: shape(ps.Speaker)}
			h := had{Name: caption.Tame(n.Label), How: n.Sub, Via: caption.Tame(strings.Join(via, ", "))}
			if ps.SourceKey != "" {
				n.Href = sourcePath(ps.SourceKey)
				h.Path = n.Href
			}
			l.Informants = append(l.Informants, n)
			v.Had = append(v.Had, h)
		}
		of[ps.ID] = k
		v.Had[k].Said = append(v.Had[k].Said, lead{Path: passagePath(ps.ID), Number: x.Ref(ps.ID), Note: caption.Act(st)})
		if len(via) == 0 {
			tie(&l.ToReport, chart.Tie{From: k, To: r, Kind: kind})
			continue
		}
		m := relayOf(via[0])
		tie(&l.ToRelay, chart.Tie{From: k, To: m, Kind: kind})
		tie(&l.Passed, chart.Tie{From: m, To: r, Kind: "relays"})
	}
	v.shared(&l, of, x)
	for _, m := range v.Page.Lineage {
		from, ok := at[m.From]
		to, also := at[m.To]
		if ok && also {
			l.Made = append(l.Made, chart.Tie{From: from, To: to, Kind: m.Kind, Note: reportName(&reports[to]) + " " + madeWord(m.Kind) + " " + reportName(&reports[from])})
		}
	}
	v.Flow = chart.Flow(l)
}

// shared adds which informants are counted as one, and why, once each.
func (v *incidentView) shared(l *chart.Lineage, of map[string]int, x *caption.Index) {
	known := map[string]bool{}
	for i := range v.Page.Facts {
		for _, g := range v.Page.Facts[i].OriginGroups {
			var who []int
			for _, id := range g.Statements {
				if k, ok := of[id]; ok && !slices.Contains(who, k) {
					who = append(who, k)
				}
			}
			slices.Sort(who)
			var names []string
			for _, k := range who {
				names = append(names, v.Had[k].Name)
			}
			line := strings.Join(names, " and ") + ": " + caption.Tame(words(g.Reason))
			if len(who) < 2 || g.Reason == "" || known[line] {
				continue
			}
			known[line] = true
			v.Shared = append(v.Shared, line)
			if !slices.ContainsFunc(l.Shared, func(o []int) bool { return slices.Equal(o, who) }) {
				l.Shared = append(l.Shared, who)
			}
		}
	}
}
