package acled

import "slices"

// kinds are ACLED's event types with their sub event types (codebook of 2023, table 2).
var kinds = []struct {
	event string
	sub   []string
}{
	{"Battles", []string{"Government regains territory", "Non-state actor overtakes territory", "Armed clash"}},
	{"Protests", []string{"Excessive force against protesters", "Protest with intervention", "Peaceful protest"}},
	{"Riots", []string{"Violent demonstration", "Mob violence"}},
	{"Explosions/Remote violence", []string{"Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade"}},
	{"Violence against civilians", []string{"Sexual violence", "Attack", "Abduction/forced disappearance"}},
	{"Strategic developments", []string{
		"Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established", "Looting/property destruction",
		"Non-violent transfer of territory", "Other",
	}},
}

// TypeOf is the event type of a sub event type; "" for what is none.
func TypeOf(sub string) string {
	for _, k := range kinds {
		if slices.Contains(k.sub, sub) {
			return k.event
		}
	}
	return ""
}
