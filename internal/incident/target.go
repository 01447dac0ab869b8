package incident

import (
	"slices"

	"hearsay/internal/fact"
	"hearsay/internal/incident/value"
	"hearsay/internal/quantity"
)

// actsAgain is the fact among those of an incident's parties that a further name
// is of, "rebels" beside "3R rebels"; the fuller name is kept. -1 for none.
func actsAgain(facts []Fact, cm *fact.Claim) int {
	i := slices.IndexFunc(facts, func(f Fact) bool { return value.SameParty(f.Norm.Name, cm.Norm.Name) })
	if i >= 0 && !cm.Echo && len(cm.Norm.Name) > len(facts[i].Norm.Name) && value.WordIn(value.Plain(facts[i].Norm.Name), value.Plain(cm.Norm.Name)) {
		facts[i].Value, facts[i].Norm = cm.Value, cm.Norm
	}
	return i
}

// hitAgain is the fact among those of an incident's targets that a further
// description takes up; -1 for none. A bare one takes up the first thing hit.
func hitAgain(facts []Fact, name string) int {
	for i := range facts {
		if value.SameTarget(facts[i].Value, name) {
			return i
		}
	}
	if !value.Bare(name) {
		return -1
	}
	return slices.IndexFunc(facts, func(f Fact) bool {
		_, people := quantity.Person(value.Head(f.Value))
		return !people && !value.Bare(f.Value)
	})
}
