package origin

import (
	"time"

	"hearsay/internal/incident"
	"hearsay/internal/lineage"
)

// Weigh fills OriginsMin, OriginsMax, OriginGroups and Standing of facts, in
// place. The facts are those of one report or of joined incidents; reports are
// all that their positions name statements of. known are edges between them that
// their texts alone may not show: those by way of reports that are not at hand.
func Weigh(reports []incident.Report, facts []incident.Fact, known ...lineage.Edge) {
	w := newWeighing(reports, known)
	tolls := w.tolls(facts)
	actors := w.actors(facts)
	for i := range facts {
		f := &facts[i]
		c := w.count(f)
		f.OriginsMin, f.OriginsMax, f.OriginGroups = c.least, c.most, c.groups
		f.Standing = w.standing(f, c, actors[f.Incident], tolls)
	}
}

// weighing is the work of one call of Weigh.
type weighing struct {
	reports  []*incident.Report
	at       map[string]place     // statement id: where it stands
	speakers [][]speaker          // of each report, one for each source
	outlet   []string             // of each report, folded; "" where not known
	family   []int                // of each report, the one it is in the end a copy or rewrite of
	made     [][]lineage.Edge     // of each report, from which it was made
	alike    map[[2]int]bool      // pairs of reports of which one may be a rewrite
	credits  [][]string           // agencies credited, folded
	day      map[string]time.Time // of publication, by report id
	figures  map[string]int       // how many figures a statement gives to a slot of an incident
}

// place is a statement of a report.
type place struct{ rep, st int }

func newWeighing(reports []incident.Report, known []lineage.Edge) *weighing {
	w := &weighing{alike: map[[2]int]bool{}, at: map[string]place{}, day: map[string]time.Time{}}
	for r := range reports {
		rep := &reports[r]
		w.reports = append(w.reports, rep)
		w.day[rep.Document.ID] = rep.Document.Date.Day
		own := make([]speaker, len(rep.Sources))
		index := map[string]int{}
		for s := range rep.Sources {
			index[rep.Sources[s].ID] = s
			own[s] = speakerOf(&rep.Sources[s], r)
		}
		for s := range rep.Sources {
			for _, m := range rep.Sources[s].Members {
				if k, ok := index[m]; ok {
					own[s].members = append(own[s].members, k)
				}
			}
		}
		w.speakers = append(w.speakers, own)
		w.outlet = append(w.outlet, outletKey(rep.Document.Outlet.Value))
		var credits []string
		for _, c := range rep.Document.Credits {
			credits = append(credits, outletKey(c.Value))
		}
		w.credits = append(w.credits, credits)
		for s := range rep.Statements {
			w.at[rep.Statements[s].ID] = place{r, s}
		}
	}
	w.press()
	w.trace(reports, known)
	return w
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
	for _, o := range w.outlet {
		known[o] = o != ""
	}
	for r := range w.speakers {
		for s := range w.speakers[r] {
			sp := &w.speakers[r][s]
			names := []string{sp.src.Name}
			if len(sp.src.Mentions) > 0 {
				names = append(names, sp.src.Mentions[0].Text)
			}
			for _, n := range names {
				if k := outletKey(n); known[k] {
					sp.media, sp.outlet, sp.walk = true, k, press
				}
			}
		}
	}
}
