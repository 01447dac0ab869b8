package union

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
)

// write makes the joined incidents and facts of groups, in their order.
func (j *joining) write(groups []gathered) ([]incident.Incident, []incident.Fact) {
	incidents, facts := []incident.Incident{}, []incident.Fact{}
	for g := range groups {
		inc, own := j.joined(&groups[g])
		incidents = append(incidents, inc)
		facts = append(facts, own...)
	}
	return incidents, facts
}

// joined is one group as an incident with its facts.
func (j *joining) joined(b *gathered) (incident.Incident, []incident.Fact) {
	inc := incident.Incident{
		ID: b.id, Stage: fact.Attempted,
		Belligerents: []incident.Belligerent{}, Targets: []incident.Target{}, Casualties: []incident.Casualty{}, Facts: []string{},
		Mentions: []incident.Mention{}, Members: []string{}, PossibleDuplicates: []incident.NearMatch{},
	}
	for _, m := range b.members {
		one := j.told[m].inc
		inc.Main = inc.Main || one.Main
		inc.Mentions = append(inc.Mentions, one.Mentions...)
		inc.Members = append(inc.Members, one.ID)
		if one.Stage == fact.Accomplished {
			inc.Stage = fact.Accomplished
		}
	}
	j.kind(b, &inc)
	j.when(b, &inc)
	j.where(b, &inc)
	facts := j.facts(b, &inc)
	incident.Parties(&inc, facts)
	incident.Casualties(&inc, facts)
	return inc, facts
}

// most is the value that the most members give, a main incident counting
// twice; of equals the first. Empty values do not count.
func (j *joining) most(b *gathered, value func(*incident.Incident) string) string {
	votes := map[string]int{}
	best := ""
	for _, m := range b.members {
		inc := j.told[m].inc
		if v := value(inc); v != "" {
			votes[v]++
			if inc.Main {
				votes[v]++
			}
		}
	}
	for _, m := range b.members {
		if v := value(j.told[m].inc); v != "" && (best == "" || votes[v] > votes[best]) {
			best = v
		}
	}
	return best
}

func (j *joining) kind(b *gathered, inc *incident.Incident) {
	kind := func(one *incident.Incident) string { return one.EventType + "\t" + one.SubEventType }
	best := j.most(b, func(one *incident.Incident) string {
		if one.SubEventType == "" {
			return ""
		}
		return kind(one)
	})
	if best == "" {
		best = kind(j.told[b.members[0]].inc)
	}
	inc.EventType, inc.SubEventType, _ = strings.Cut(best, "\t")
}

// when takes the finest range of days, and of those that most members give.
func (j *joining) when(b *gathered, inc *incident.Incident) {
	finest := 9
	for _, m := range b.members {
		if one := j.told[m].inc; one.DateStart != "" {
			finest = min(finest, one.DatePrec)
		}
	}
	best := j.most(b, func(one *incident.Incident) string {
		if one.DateStart == "" || one.DatePrec != finest {
			return ""
		}
		return one.DateStart + " " + one.DateEnd
	})
	if best == "" {
		for _, m := range b.members {
			inc.DatePrec = cmp.Or(inc.DatePrec, j.told[m].inc.DatePrec)
		}
		return
	}
	inc.DatePrec = finest
	inc.DateStart, inc.DateEnd, _ = strings.Cut(best, " ")
}

// where takes the country that most members give, and of that country the
// finest place, and of those the one that most give.
func (j *joining) where(b *gathered, inc *incident.Incident) {
	country := j.most(b, func(one *incident.Incident) string { return one.Country })
	finest := 9
	for _, m := range b.members {
		if one := j.told[m].inc; one.Country == country && one.Place != "" {
			finest = min(finest, incident.Roughness(one.WherePrec))
		}
	}
	place := j.most(b, func(one *incident.Incident) string {
		if one.Country != country || incident.Roughness(one.WherePrec) != finest {
			return ""
		}
		return one.Place
	})
	for _, m := range b.members {
		if one := j.told[m].inc; one.Country == country && one.Place == place && (place == "" || incident.Roughness(one.WherePrec) == finest) {
			inc.WhereDescription, inc.Place, inc.WherePrec, inc.Country, inc.ISO = one.WhereDescription, one.Place, one.WherePrec, one.Country, one.ISO
			inc.Adm1, inc.Latitude, inc.Longitude = one.Adm1, one.Latitude, one.Longitude
			return
		}
	}
}

// offered is how many possible duplicates an incident names at most.
const offered = 5

// name lets an incident offer another as a possible duplicate.
func name(inc *incident.Incident, other, reason string) {
	if len(inc.PossibleDuplicates) < offered && !slices.ContainsFunc(inc.PossibleDuplicates, func(n incident.NearMatch) bool { return n.Incident == other }) {
		inc.PossibleDuplicates = append(inc.PossibleDuplicates, incident.NearMatch{Incident: other, Reason: reason})
	}
}
