package union

import (
	"slices"
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
		out[i].ID = denied(out[i].ID)
		out[i].Reply, out[i].No = true, len(r.Incidents)+i
		out[i].Names = near(r, &incs[i])
	}
	return out, told
}

// denied is the id of a profile that is told only to be denied.
func denied(incident string) string { return strings.Replace(incident, ".inc", ".deny", 1) }

// silences lays the silence of a report's speakers on the facts that blame
// them, where another report says who did it.
func (j *joining) silences(b *gathered, w *weave) {
	whom := map[[2]string]int{} // a speaker and its body: the first fact that blames it, and one
	for _, m := range b.members {
		if !j.told[m].inc.Main {
			continue
		}
		r := j.reports[j.told[m].rep]
		for _, s := range r.silent {
			st := &r.Statements[s]
			src := &r.Sources[st.Speaker]
			who := [2]string{src.Name}
			if src.Affiliation != nil {
				who[1] = src.Affiliation.Name
			}
			if _, known := whom[who]; !known {
				whom[who] = 1 + slices.IndexFunc(w.out, func(f incident.Fact) bool {
					return (f.Slot == fact.Perpetrator || f.Slot == fact.Responsibility) && len(f.Spans) > 0 && speaksFor(src, f.Norm.Name)
				})
			}
			if f := whom[who] - 1; f >= 0 {
				w.uncommitted(f, incident.Position{Statement: st.ID, Certainty: st.Certainty})
			}
		}
	}
}

// silentOf are the statements of a report by which somebody takes no stand.
func silentOf(r *incident.Report) []int {
	var out []int
	for s := range r.Statements {
		switch r.Statements[s].Act {
		case statement.DeclineComment, statement.NoResponse, statement.Asked, statement.NeitherConfirmNorDeny:
			if r.Statements[s].Speaker >= 0 {
				out = append(out, s)
			}
		}
	}
	return out
}

// speaksFor reports whether a source is a party or a speaker of it.
func speaksFor(src *source.Source, party string) bool {
	return party != "" && (value.SameParty(party, src.Name) || src.Affiliation != nil && value.SameParty(party, src.Affiliation.Name))
}
