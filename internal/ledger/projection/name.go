package projection

import (
	"fmt"
	"hash/fnv"
	"slices"

	"hearsay/internal/incident"
	"hearsay/internal/incident/value"
	"hearsay/internal/origin"
)

// FactID is the permanent id of a fact: its incident, slot, and a number made of
// its value.
func FactID(incident string, f *incident.Fact) string {
	key := value.Key(f.Value, &f.Norm)
	if d := f.Norm.Date; d != nil {
		// Days are no part of a fact's JSON: what is read again must have its name.
		if key = d.Value; key == "" {
			key = value.Plain(f.Value)
		}
	}
	h := fnv.New32a()
	h.Write([]byte(key))
	return fmt.Sprintf("%s.%s.%08x", incident, f.Slot, h.Sum32())
}

// rename gives the incident and its facts their permanent ids.
func (page *Page) rename(id string, facts []incident.Fact) {
	to := map[string]string{}
	taken := map[string]int{}
	for i := range facts {
		f := facts[i]
		name := FactID(id, &f)
		if taken[name]++; taken[name] > 1 {
			name = fmt.Sprintf("%s-%d", name, taken[name])
		}
		to[f.ID] = name
		f.ID, f.Incident = name, id
		page.Facts = append(page.Facts, Fact{Fact: f, Rule: origin.Rule(f.Standing)})
	}
	in := &page.Incident
	in.ID = id
	all := func(ids []string) []string {
		out := []string{}
		for _, f := range ids {
			if n, ok := to[f]; ok {
				out = append(out, n)
			}
		}
		return out
	}
	in.Facts = all(in.Facts)
	in.Belligerents, in.Targets, in.Casualties = slices.Clone(in.Belligerents), slices.Clone(in.Targets), slices.Clone(in.Casualties)
	for i := range in.Belligerents {
		in.Belligerents[i].Facts = all(in.Belligerents[i].Facts)
	}
	for i := range in.Targets {
		in.Targets[i].Facts = all(in.Targets[i].Facts)
	}
	for i := range in.Casualties {
		in.Casualties[i].Facts = all(in.Casualties[i].Facts)
	}
	in.PossibleDuplicates = []incident.NearMatch{}
}
