package incident

import (
	"slices"

	"hearsay/internal/incident/value"
	"hearsay/internal/quantity"
)

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
