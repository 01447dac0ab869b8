package union

import (
	"slices"

	"hearsay/internal/incident"
)

// Report is a report made ready to be joined with others, again and again. It does
// not change.
type Report struct {
	*incident.Report
	told    []telling // its own incidents, then its replies
	ids     []string  // of the profiles of these
	replies int       // where in told the replies begin
	silent  []int     // statements by which somebody takes no stand
}

// ReportOf makes a report ready. Its analysis is not looked at afterwards.
func ReportOf(r *incident.Report) *Report {
	out := &Report{Report: r, told: tellingsOf(r.Incidents, r.Facts, 0), replies: len(r.Incidents), silent: silentOf(r)}
	for i := range r.Incidents {
		out.ids = append(out.ids, r.Incidents[i].ID)
	}
	incs, facts := incident.Replies(r)
	out.told = append(out.told, tellingsOf(incs, facts, 0)...)
	for i := range incs {
		out.ids = append(out.ids, denied(incs[i].ID))
	}
	return out
}

// Group is an incident whose members are known.
type Group struct {
	ID string
	// Members are the ids of the profiles, those of replies among them.
	Members []string
}

// Unite joins the records of incidents whose members are known: that of a
// ledger, say, with what people decided. Members of reports that are not given
// are left out, and so is a group none of whose members is given. Groups keep
// their order; possible duplicates are left to the caller. The work grows with
// what the reports tell, and with how many different values they give.
func Unite(reports []*Report, groups []Group) ([]incident.Incident, []incident.Fact) {
	j := &joining{reports: ordered(slices.Clone(reports))}
	at := map[string]int{}
	reply := []bool{}
	for rep, r := range j.reports {
		for i := range r.told {
			t := r.told[i]
			t.rep = rep
			at[r.ids[i]] = len(j.told)
			j.told, reply = append(j.told, t), append(reply, i >= r.replies)
		}
	}
	var all []gathered
	for _, g := range groups {
		one := gathered{id: g.ID}
		for _, m := range g.Members {
			i, ok := at[m]
			switch {
			case !ok:
			case reply[i]:
				one.replies = append(one.replies, i)
			default:
				one.members = append(one.members, i)
			}
		}
		slices.Sort(one.members)
		slices.Sort(one.replies)
		if len(one.members) > 0 {
			all = append(all, one)
		}
	}
	return j.write(all)
}
