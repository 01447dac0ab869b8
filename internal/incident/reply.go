package incident

import (
	"slices"

	"hearsay/internal/fact"
	"hearsay/internal/source"
	"hearsay/internal/statement"
)

// A report may only answer what others tell: "the army denied that it had
// struck the port". Alone that is no incident, but beside the other reports it
// is a position on one of their facts.

// repliesOf are the incidents, with their facts, that a report speaks of only
// to deny them.
func repliesOf(r *Report) ([]Incident, []Fact) {
	found := false
	for e := range r.Events {
		found = found || r.onlyDenied(e)
	}
	if !found {
		return nil, nil
	}
	only := *r
	only.Events = slices.Clone(r.Events)
	for e := range only.Events {
		if !r.onlyDenied(e) {
			only.Events[e].Stage = fact.Hypothetical
		}
	}
	g := newGrouping(only)
	for e := range only.Events {
		if happened(&only.Events[e]) {
			g.put(e)
		}
	}
	return g.write()
}

// onlyDenied reports whether event e is denied and belongs to no incident of
// the report.
func (r *Report) onlyDenied(e int) bool {
	ev := &r.Events[e]
	if ev.Statement < 0 || ev.Statement >= len(r.Statements) || r.Statements[ev.Statement].Act != statement.Deny || !happened(ev) {
		return false
	}
	for i := range r.Incidents {
		for _, m := range r.Incidents[i].Mentions {
			if m.Span == ev.Trigger {
				return false
			}
		}
	}
	return true
}

// reply lays the denials of each report on the facts of the bundle that its
// words resemble most.
func (j *joining) reply() {
	for i, r := range j.reports {
		incs, facts := repliesOf(r)
		if len(incs) == 0 {
			continue
		}
		only := *r
		only.Incidents, only.Facts = incs, facts
		for _, p := range profiles(&only, i) {
			p.names = p.close
			at := len(j.all)
			j.all = append(j.all, p)
			best, most := -1, sameFrom
			for _, b := range j.candidates(at) {
				b = j.root(b)
				if slices.ContainsFunc(j.bundles[b].members, func(m int) bool { return j.all[m].rep == i }) {
					continue
				}
				if s := j.against(at, b); s.conflict == "" && s.score >= most {
					best, most = b, s.score
				}
			}
			if best >= 0 {
				j.bundles[best].replies = append(j.bundles[best].replies, at)
			}
		}
	}
}

// silences lays the silence of a report's speakers on the facts that blame
// them, where another report says who did it.
func (j *joining) silences(b *bundle, facts []Fact) {
	for _, m := range b.members {
		if !j.all[m].inc.Main {
			continue
		}
		r := j.reports[j.all[m].rep]
		for s := range r.Statements {
			st := &r.Statements[s]
			switch st.Act {
			case statement.DeclineComment, statement.NoResponse, statement.Asked, statement.NeitherConfirmNorDeny:
			default:
				continue
			}
			if st.Speaker < 0 {
				continue
			}
			for f := range facts {
				if (facts[f].Slot == fact.Perpetrator || facts[f].Slot == fact.Responsibility) && len(facts[f].Spans) > 0 && speaksFor(&r.Sources[st.Speaker], facts[f].Norm.Name) {
					facts[f].Uncommitted = united(facts[f].Uncommitted, []Position{{Statement: st.ID, Certainty: st.Certainty}})
					break
				}
			}
		}
	}
}

// speaksFor reports whether a source is a party or a speaker of it.
func speaksFor(src *source.Source, party string) bool {
	return party != "" && (sameParty(party, src.Name) || src.Affiliation != nil && sameParty(party, src.Affiliation.Name))
}
