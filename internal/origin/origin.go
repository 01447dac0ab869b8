package origin

import (
	"slices"
	"time"

	"hearsay/internal/incident"
	"hearsay/internal/lineage"
)

// Weigh fills OriginsMin, OriginsMax, OriginGroups and Standing of facts, in
// place. The facts are those of one report or of joined incidents; reports are
// all that their positions name statements of. known are edges between them that
// their texts alone may not show: those by way of reports that are not at hand.
func Weigh(reports []incident.Report, facts []incident.Fact, known ...lineage.Edge) {
	ready := make([]*Report, len(reports))
	for i := range reports {
		ready[i] = heard(&reports[i])
	}
	weigh(ready, facts, known)
}

// WeighReady is Weigh of reports that were made ready before. It returns which of
// them were made from which, by their texts: From and To are places in reports.
func WeighReady(reports []*Report, facts []incident.Fact, known ...lineage.Edge) []lineage.Edge {
	return weigh(reports, facts, known)
}

func weigh(reports []*Report, facts []incident.Fact, known []lineage.Edge) []lineage.Edge {
	w, edges := newWeighing(reports, known)
	tolls := w.tolls(facts)
	actors := w.actors(facts)
	for i := range facts {
		f := &facts[i]
		c := w.count(f)
		f.OriginsMin, f.OriginsMax, f.OriginGroups = c.least, c.most, c.groups
		f.Standing = w.standing(f, c, actors[f.Incident], tolls)
	}
	return edges
}

// Report is a report made ready to be weighed with others, again and again. It
// does not change.
type Report struct {
	*incident.Report
	speakers []speaker     // one for each source
	names    [][]string    // what each source is called, folded
	outlet   string        // folded; "" where not known
	credits  []string      // agencies credited, folded
	page     *lineage.Page // nil where it was not asked for
}

// ReportOf makes a report ready, with its words as lineage took them from its
// analysis, of which only the sentences are looked at afterwards.
func ReportOf(r *incident.Report, page *lineage.Page) *Report {
	out := heard(r)
	out.page = page
	return out
}

// Page is a report's words.
func (r *Report) Page() *lineage.Page { return r.page }

// heard is a report without its text made ready.
func heard(r *incident.Report) *Report {
	out := &Report{Report: r, outlet: outletKey(r.Document.Outlet.Value)}
	out.speakers, out.names = make([]speaker, len(r.Sources)), make([][]string, len(r.Sources))
	index := map[string]int{}
	for s := range r.Sources {
		src := &r.Sources[s]
		index[src.ID] = s
		out.speakers[s] = speakerOf(src)
		out.names[s] = []string{outletKey(src.Name)}
		if len(src.Mentions) > 0 && src.Mentions[0].Text != src.Name {
			out.names[s] = append(out.names[s], outletKey(src.Mentions[0].Text))
		}
	}
	for s := range r.Sources {
		for _, m := range r.Sources[s].Members {
			if k, ok := index[m]; ok {
				out.speakers[s].members = append(out.speakers[s].members, k)
			}
		}
	}
	for _, c := range r.Document.Credits {
		out.credits = append(out.credits, outletKey(c.Value))
	}
	return out
}

// weighing is the work of one call of Weigh.
type weighing struct {
	reports  []*Report
	at       map[string]place     // statement id: where it stands
	speakers [][]speaker          // of each report, one for each source
	family   []int                // of each report, the one it is in the end a copy or rewrite of
	made     [][]lineage.Edge     // of each report, from which it was made
	alike    map[[2]int]bool      // pairs of reports of which one may be a rewrite
	day      map[string]time.Time // of publication, by report id
	figures  map[string]int       // how many figures a statement gives to a slot of an incident
}

// place is a statement of a report.
type place struct{ rep, st int }

func newWeighing(reports []*Report, known []lineage.Edge) (*weighing, []lineage.Edge) {
	w := &weighing{reports: reports, alike: map[[2]int]bool{}, at: map[string]place{}, day: map[string]time.Time{}}
	for r, rep := range reports {
		w.day[rep.Document.ID] = rep.Document.Date.Day
		w.speakers = append(w.speakers, rep.speakers)
		for s := range rep.Statements {
			w.at[rep.Statements[s].ID] = place{r, s}
		}
	}
	w.press()
	return w, w.trace(known)
}

// mention is a span of a report as groups print it.
func (w *weighing) mention(rep int, m incident.Mention) *incident.Mention {
	m.Report = w.reports[rep].Document.ID
	return &m
}

// press takes a source for an outlet where a report of that outlet is at hand,
// though the text that names it does not say what it is.
func (w *weighing) press() {
	known := map[string]bool{}
	for _, r := range w.reports {
		known[r.outlet] = r.outlet != ""
	}
	for r, rep := range w.reports {
		own := false // whether the speakers are this call's
		for s := range rep.names {
			for _, k := range rep.names[s] {
				if !known[k] {
					continue
				}
				if !own {
					w.speakers[r], own = slices.Clone(rep.speakers), true
				}
				sp := &w.speakers[r][s]
				sp.media, sp.outlet, sp.walk = true, k, press
			}
		}
	}
}
