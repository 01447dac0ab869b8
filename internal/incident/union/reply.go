package union

import (
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/incident/value"
	"hearsay/internal/source"
	"hearsay/internal/statement"
)

// A report may only answer what others tell: "the army denied that it had
// struck the port". Alone that is no incident, but beside the other reports it
// is a position on one of their facts.

// replies are the profiles of what report number rep tells only to deny it.
func replies(r *incident.Report, rep int) ([]Profile, []telling) {
	incs, facts := incident.Replies(r)
	if len(incs) == 0 {
		return nil, nil
	}
	only := *r
	only.Incidents, only.Facts = incs, facts
	out, told := profiles(&only, rep)
	for i := range out {
		out[i].ID = strings.Replace(out[i].ID, ".inc", ".deny", 1)
		out[i].Reply, out[i].No = true, len(r.Incidents)+i
		out[i].Names = near(r, &incs[i])
	}
	return out, told
}

// silences lays the silence of a report's speakers on the facts that blame
// them, where another report says who did it.
func (j *joining) silences(b *gathered, facts []incident.Fact) {
	for _, m := range b.members {
		if !j.told[m].inc.Main {
			continue
		}
		r := j.reports[j.told[m].rep]
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
