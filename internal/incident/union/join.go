package union

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/internal/incident"
)

// Join finds the same incident in several reports and joins their records:
// one incident for each thing that happened, also where only one report tells
// of it, and its facts with the positions of all reports. Incidents that may be
// the same but were not joined name each other as possible duplicates.
//
// The result does not depend on the order of the reports; a report given twice
// counts once. Positions name statements of the readings; origins and standing
// are left to room origin. The work grows with the number of incidents and of
// those that share a day and country or a name with them, not with the square
// of the number of reports.
func Join(reports []incident.Report) ([]incident.Incident, []incident.Fact) {
	j := newJoining(reports)
	names := map[string]int{}
	for i := range j.reports {
		said := map[string]bool{}
		for _, p := range j.profiles(i) {
			for _, w := range p.Names {
				said[w] = true
			}
		}
		for w := range said {
			names[w]++
		}
	}
	a := Arrange(j.all, nil, Reach{Reports: len(j.reports), Of: func(w string) int { return names[w] }})
	groups := make([]gathered, len(a.Groups))
	for g, members := range a.Groups {
		// A joined id is that of its first member with "joined" in it, so that a
		// later report leaves it as it was.
		id := strings.Replace(j.all[members[0]].ID, ".inc", ".joined", 1)
		groups[g] = gathered{id, members, a.Replies[g]}
	}
	incidents, facts := j.write(groups)
	for _, p := range a.Near {
		name(&incidents[p.A], incidents[p.B].ID, p.Reason)
		name(&incidents[p.B], incidents[p.A].ID, p.Reason)
	}
	return incidents, facts
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
// their order; possible duplicates are left to the caller.
func Unite(reports []incident.Report, groups []Group) ([]incident.Incident, []incident.Fact) {
	j := newJoining(reports)
	at := map[string]int{}
	for i := range j.reports {
		j.profiles(i)
	}
	for i := range j.all {
		at[j.all[i].ID] = i
	}
	var all []gathered
	for _, g := range groups {
		one := gathered{id: g.ID}
		for _, m := range g.Members {
			i, ok := at[m]
			switch {
			case !ok:
			case j.all[i].Reply:
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

// joining is the reports of one call, and what each tells.
type joining struct {
	reports []*incident.Report // by day of publication, then id; each once
	all     []Profile          // in the order of the reports, replies after each report's incidents
	told    []telling          // of each profile
}

// gathered is what one incident is joined from, as places in joining.all.
type gathered struct {
	id               string
	members, replies []int
}

func newJoining(reports []incident.Report) *joining {
	j := &joining{}
	for i := range reports {
		j.reports = append(j.reports, &reports[i])
	}
	slices.SortStableFunc(j.reports, func(a, b *incident.Report) int {
		return cmp.Or(a.Document.Date.Day.Compare(b.Document.Date.Day), cmp.Compare(a.Document.ID, b.Document.ID))
	})
	j.reports = slices.CompactFunc(j.reports, func(a, b *incident.Report) bool { return a.Document.ID == b.Document.ID })
	return j
}

// profiles enters report i, and returns the profiles of its own incidents.
func (j *joining) profiles(i int) []Profile {
	own, told := profiles(j.reports[i], i)
	more, answers := replies(j.reports[i], i)
	j.all = append(append(j.all, own...), more...)
	j.told = append(append(j.told, told...), answers...)
	return own
}
