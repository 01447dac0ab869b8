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
	j := &joining{}
	for i := range reports {
		j.reports = append(j.reports, &Report{Report: &reports[i], silent: silentOf(&reports[i])})
	}
	j.reports = ordered(j.reports)
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

// joining is the reports of one call, and what each tells.
type joining struct {
	reports []*Report // by day of publication, then id; each once
	all     []Profile // in the order of the reports, replies after each report's incidents
	told    []telling // of each profile
}

// gathered is what one incident is joined from, as places in joining.told.
type gathered struct {
	id               string
	members, replies []int
}

// ordered are reports by day of publication, then id, each once.
func ordered(reports []*Report) []*Report {
	slices.SortStableFunc(reports, func(a, b *Report) int {
		return cmp.Or(a.Document.Date.Day.Compare(b.Document.Date.Day), cmp.Compare(a.Document.ID, b.Document.ID))
	})
	return slices.CompactFunc(reports, func(a, b *Report) bool { return a.Document.ID == b.Document.ID })
}

// profiles enters report i, and returns the profiles of its own incidents.
func (j *joining) profiles(i int) []Profile {
	own, told := profiles(j.reports[i].Report, i)
	more, answers := replies(j.reports[i].Report, i)
	j.all = append(append(j.all, own...), more...)
	j.told = append(append(j.told, told...), answers...)
	return own
}
