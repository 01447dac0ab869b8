// Package acled tells which kinds of ACLED's one event may be called by.
package acled

// Compatible reports whether one event can be called by both kinds.
func Compatible(t1, s1, t2, s2 string) bool {
	if t1 == "" || t2 == "" {
		return Violent(t1) && Violent(t2)
	}
	if s1 == s2 {
		return true
	}
	if s1 == "" || s2 == "" {
		return Violent(t1) && Violent(t2) && (t1 == "Battles") == (t2 == "Battles")
	}
	if s1 > s2 {
		s1, s2 = s2, s1
	}
	for _, pair := range sameAs {
		if s1 == pair[0] && s2 == pair[1] {
			return true
		}
	}
	return false
}

// sameAs are the kinds that one event may be called by, in order of the
// alphabet: a siege begins with an explosion, a bombing is a suicide's.
var sameAs = [][2]string{
	{"Armed clash", "Violent demonstration"},
	{"Attack", "Remote explosive/landmine/IED"},
	{"Attack", "Suicide bomb"},
	{"Attack", "Grenade"},
	{"Remote explosive/landmine/IED", "Suicide bomb"},
	{"Air/drone strike", "Remote explosive/landmine/IED"},
	{"Grenade", "Remote explosive/landmine/IED"},
	{"Air/drone strike", "Shelling/artillery/missile attack"},
	{"Remote explosive/landmine/IED", "Shelling/artillery/missile attack"},
}

// Violent reports whether an event type is of force between people; "" is.
func Violent(t string) bool {
	return t == "" || t == "Explosions/Remote violence" || t == "Battles" || t == "Violence against civilians"
}
