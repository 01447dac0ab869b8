// Package picture makes the pictures of an incident's page from the page: where it
// was, what was reported when, who had it from whom, the last in words as well.
// Part of room 14; room chart draws.
package picture

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
	"hearsay/internal/statement"
	"hearsay/internal/web/chart"
	"hearsay/internal/web/wording"
)

// Locator is the small map of an incident, with a capital for orientation where
// one is given; "" without a place.
func Locator(in *incident.Incident, capital gazetteer.Place) string {
	w := chart.Where{ISO: in.ISO, Prec: in.WherePrec, Name: cmp.Or(in.Place, in.Adm1, in.WhereDescription, in.Country)}
	if in.Latitude != nil && in.Longitude != nil {
		w.Lat, w.Lon, w.Spot = *in.Latitude, *in.Longitude, true
	}
	if capital.Name != "" && capital.Name != in.Place {
		w.Towns = append(w.Towns, chart.Town{Name: capital.Name, Lat: capital.Latitude, Lon: capital.Longitude})
	}
	return chart.Locator(w)
}

// Days is the timeline of an incident's reports and statements.
func Days(x *caption.Index, p *desk.IncidentPage) string {
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
		cols[k].Marks = append(cols[k].Marks, chart.Mark{Kind: "report", Label: func() string { return wording.ReportName(h) }, Href: wording.Report(h.ID)})
	}
	long := 160
	if len(p.Passages) > 300 { // most marks are left out, and the words of the rest cut
		long = 80
	}
	for i := range p.Passages {
		ps := &p.Passages[i]
		k, ok := home[ps.Report]
		st := x.Statement(ps.ID)
		if !ok || st == nil {
			continue
		}
		m := chart.Mark{Kind: "says", Href: wording.Passage(ps.ID), Label: func() string {
			return x.Speaker(st) + " " + caption.Act(st) + ": " + wording.One(ps.Words.Text, long)
		}}
		switch Stance(ps) {
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

// Lineage is who had it from whom, as a picture and in words.
type Lineage struct {
	Markup string
	Had    []Had
	Shared []string // why informants are counted as one
}

// Had is an informant with what it said, through whom.
type Had struct {
	Name, How, Via string
	Path           string // of its page; "" for one without a name
	Said           []Lead
}

// Lead is a link to a statement: its number, and what it does.
type Lead struct{ Path, Number, Note string }

// Flow is the lineage of an incident's page.
func Flow(x *caption.Index, p *desk.IncidentPage) *Lineage {
	v := &Lineage{}
	var l chart.Lineage
	reports := slices.Clone(p.Reports)
	slices.SortStableFunc(reports, func(a, b projection.Head) int { return strings.Compare(a.Date, b.Date) })
	at := map[string]int{}
	for i := range reports {
		h := &reports[i]
		at[h.ID] = i
		l.Reports = append(l.Reports, chart.Node{Label: cmp.Or(h.Outlet, h.Headline, "a report"), Sub: cmp.Or(caption.Day(h.Date), "no day"), Href: wording.Report(h.ID), Kind: "report"})
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
	type tied struct {
		list *[]chart.Tie
		tie  chart.Tie
	}
	known := map[tied]bool{}
	tie := func(list *[]chart.Tie, t chart.Tie) {
		if k := (tied{list, t}); !known[k] {
			known[k] = true
			*list = append(*list, t)
		}
	}
	for i := range p.Passages {
		ps := &p.Passages[i]
		st, r := x.Statement(ps.ID), at[ps.Report]
		if st == nil || ps.Speaker == nil {
			continue
		}
		kind := "says"
		switch Stance(ps) {
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
			n := chart.Node{Label: x.Name(ps.Speaker), Sub: caption.Identified(ps.Speaker), Kind: Shape(ps.Speaker)}
			h := Had{Name: caption.Tame(n.Label), How: n.Sub, Via: caption.Tame(strings.Join(via, ", "))}
			if ps.SourceKey != "" {
				n.Href = wording.Source(ps.SourceKey)
				h.Path = n.Href
			}
			l.Informants = append(l.Informants, n)
			v.Had = append(v.Had, h)
		}
		of[ps.ID] = k
		v.Had[k].Said = append(v.Had[k].Said, Lead{Path: wording.Passage(ps.ID), Number: x.Ref(ps.ID), Note: caption.Act(st)})
		if len(via) == 0 {
			tie(&l.ToReport, chart.Tie{From: k, To: r, Kind: kind})
			continue
		}
		m := relayOf(via[0])
		tie(&l.ToRelay, chart.Tie{From: k, To: m, Kind: kind})
		tie(&l.Passed, chart.Tie{From: m, To: r, Kind: "relays"})
	}
	v.shared(&l, of, p)
	for _, m := range p.Lineage {
		from, ok := at[m.From]
		to, also := at[m.To]
		if !ok || !also {
			continue
		}
		t := chart.Tie{From: from, To: to, Kind: m.Kind}
		if max(from, to) < chart.MostNodes { // it is drawn
			t.Note = wording.ReportName(&reports[to]) + " " + wording.Made(m.Kind) + " " + wording.ReportName(&reports[from])
		}
		l.Made = append(l.Made, t)
	}
	v.Markup = chart.Flow(l)
	return v
}

// shared adds which informants are counted as one, and why, once each.
func (v *Lineage) shared(l *chart.Lineage, of map[string]int, p *desk.IncidentPage) {
	known := map[string]bool{}
	for i := range p.Facts {
		for _, g := range p.Facts[i].OriginGroups {
			if g.Reason == "" {
				continue
			}
			var who []int
			for _, id := range g.Statements {
				if k, ok := of[id]; ok {
					who = append(who, k)
				}
			}
			slices.Sort(who)
			if who = slices.Compact(who); len(who) < 2 {
				continue
			}
			var names []string
			for _, k := range who {
				names = append(names, v.Had[k].Name)
			}
			line := strings.Join(names, " and ") + ": " + caption.Tame(wording.Words(g.Reason))
			if known[line] {
				continue
			}
			known[line] = true
			v.Shared = append(v.Shared, line)
			if len(l.Shared) < chart.MostShared && !slices.ContainsFunc(l.Shared, func(o []int) bool { return slices.Equal(o, who) }) {
				l.Shared = append(l.Shared, who)
			}
		}
	}
}

// Stance is how a statement is marked: "no" for a denial, "mute" for silence.
func Stance(p *projection.Passage) string {
	switch {
	case p.Act == statement.Deny && !p.Negated:
		return "no"
	case caption.Silent(p.Act):
		return "mute"
	}
	return ""
}

// Shape is how the chip of a source is drawn: by how the text identifies it.
func Shape(src *source.Source) string {
	switch src.Identification {
	case source.Named, source.Institution:
		return "named"
	case source.NamedOffice:
		return "office"
	case source.OwnObservation:
		return "own"
	}
	return "unnamed"
}
