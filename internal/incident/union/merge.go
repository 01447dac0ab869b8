package union

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/incident/value"
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
	j.silences(b, facts)
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

// facts joins the facts of all members: the same slot and value is one fact.
func (j *joining) facts(b *gathered, inc *incident.Incident) []incident.Fact {
	var out []incident.Fact
	for _, slot := range incident.Slots() {
		from := len(out)
		for _, m := range append(slices.Clone(b.members), b.replies...) {
			for _, one := range j.told[m].facts {
				if one.Slot != slot {
					continue
				}
				i := slices.IndexFunc(out[from:], func(o incident.Fact) bool { return sameValue(&o, one) })
				if i < 0 {
					out = append(out, incident.Fact{
						Incident: inc.ID, Slot: slot, Value: one.Value, Norm: one.Norm,
						Spans: []incident.Mention{}, OwnVoice: []incident.Mention{}, AssertedBy: []incident.Position{}, DeniedBy: []incident.Position{},
						Uncommitted: []incident.Position{}, OriginGroups: []incident.OriginGroup{},
					})
					i = len(out) - 1 - from
				}
				take(&out[from+i], one)
			}
		}
	}
	for i := range out {
		out[i].ID = inc.ID + ".fact" + strconv.Itoa(i+1)
		inc.Facts = append(inc.Facts, out[i].ID)
	}
	return out
}

// take adds the spans and positions of another report's fact. What the value
// is called by the first report that asserts it stays.
func take(f, o *incident.Fact) {
	if len(f.Spans) == 0 && len(o.Spans) > 0 {
		f.Value, f.Norm = o.Value, o.Norm
	}
	for _, m := range o.Spans {
		if !slices.Contains(f.Spans, m) {
			f.Spans = append(f.Spans, m)
		}
	}
	for _, m := range o.OwnVoice {
		if !slices.Contains(f.OwnVoice, m) {
			f.OwnVoice = append(f.OwnVoice, m)
		}
	}
	f.AssertedBy = united(f.AssertedBy, o.AssertedBy)
	f.DeniedBy = united(f.DeniedBy, o.DeniedBy)
	f.Uncommitted = united(f.Uncommitted, o.Uncommitted)
}

// united are the positions of both lists, each statement once.
func united(a, b []incident.Position) []incident.Position {
	for _, p := range b {
		if !slices.ContainsFunc(a, func(q incident.Position) bool { return q.Statement == p.Statement }) {
			a = append(a, p)
		}
	}
	return a
}

// sameValue reports whether two facts of one slot give one value.
func sameValue(a, b *incident.Fact) bool {
	if value.Key(a.Value, &a.Norm) == value.Key(b.Value, &b.Norm) {
		return true
	}
	switch a.Slot {
	case fact.Perpetrator:
		return a.Norm.Name != "" && b.Norm.Name != "" && value.SameParty(a.Norm.Name, b.Norm.Name)
	case fact.Target:
		return value.SameTarget(a.Value, b.Value)
	case fact.Support, fact.Responsibility, fact.Motive, fact.Other, fact.DamageDone:
		return a.Norm.Name == b.Norm.Name && overlap(a.Value, b.Value) >= 0.7
	}
	return false
}

// overlap is the share of the words of the shorter text, of four letters and
// more, that stand in the longer.
func overlap(a, b string) float64 {
	x, y := long(a), long(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 3 {
		return 0
	}
	n := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			n++
		}
	}
	return float64(n) / float64(len(x))
}

func long(s string) []string {
	var out []string
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		if w = strings.Trim(w, "“”\"'’,.;:()"); len(w) > 3 {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// offered is how many possible duplicates an incident names at most.
const offered = 5

// name lets an incident offer another as a possible duplicate.
func name(inc *incident.Incident, other, reason string) {
	if len(inc.PossibleDuplicates) < offered && !slices.ContainsFunc(inc.PossibleDuplicates, func(n incident.NearMatch) bool { return n.Incident == other }) {
		inc.PossibleDuplicates = append(inc.PossibleDuplicates, incident.NearMatch{Incident: other, Reason: reason})
	}
}
