package union

import (
	"slices"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/incident/value"
	"hearsay/internal/source"
	"hearsay/internal/statement"
)

// A report may only answer what others tell: "the army denied that it had
// struck the port". Alone that is no incident, but beside the other reports it
// is a position on one of their facts.

// reply lays the denials of each report on the facts of the bundle that its
// words resemble most.
func (j *joining) reply() {
	for i, r := range j.reports {
		incs, facts := incident.Replies(r)
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
func (j *joining) silences(b *bundle, facts []incident.Fact) {
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
					facts[f].Uncommitted = united(facts[f].Uncommitted, []incident.Position{{Statement: st.ID, Certainty: st.Certainty}})
					break
				}
			}
		}
	}
}

// speaksFor reports whether a source is a party or a speaker of it.
func speaksFor(src *source.Source, party string) bool {
	return party != "" && (value.SameParty(party, src.Name) || src.Affiliation != nil && value.SameParty(party, src.Affiliation.Name))
}
