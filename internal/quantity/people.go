package quantity

import (
	"strings"

	"hearsay/internal/lexicon"
)

// Person says whether a lower-case noun stands for people and whom a
// count of them counts.
func Person(noun string) (Category, bool) {
	if c, ok := peopleNouns[noun]; ok {
		return c, true
	}
	if n, ok := lexicon.RoleNoun(noun); ok {
		return ofRole(n.Kind), true
	}
	if n, ok := lexicon.BodyNoun(noun); ok && n.Plural && (n.Kind == lexicon.Force || n.Kind == lexicon.Group) {
		return Combatant, true
	}
	if noun != "" {
		if _, ok := lexicon.CountryOf(strings.ToUpper(noun[:1]) + noun[1:]); ok && strings.HasSuffix(noun, "s") {
			return Unspecified, true
		}
	}
	return Unspecified, false
}

func ofRole(r lexicon.Role) Category {
	switch r {
	case lexicon.Military, lexicon.Police, lexicon.Armed:
		return Combatant
	case lexicon.Witness, lexicon.Rescue, lexicon.Scholar, lexicon.Media, lexicon.Lawyer, lexicon.Religious, lexicon.Business, lexicon.Elder:
		return Civilian
	}
	return Unspecified
}

var peopleNouns = map[string]Category{
	"people": Unspecified, "persons": Unspecified, "person": Unspecified, "others": Unspecified, "victims": Unspecified,
	"men": Unspecified, "man": Unspecified, "individuals": Unspecified, "members": Unspecified, "officials": Unspecified,
	"citizens": Unspecified, "nationals": Unspecified, "bodies": Unspecified, "deaths": Unspecified, "fatalities": Unspecified, "injuries": Unspecified, "casualties": Unspecified, "lives": Unspecified, "officers": Unspecified,
	"civilians": Civilian, "civilian": Civilian, "women": Civilian, "woman": Civilian, "elders": Civilian, "elder": Civilian,
	"residents": Civilian, "villagers": Civilian, "passengers": Civilian, "students": Civilian, "peasants": Civilian, "peasant": Civilian,
	"pilgrims": Civilian, "worshippers": Civilian, "scientist": Civilian, "scientists": Civilian, "migrants": Civilian, "patients": Civilian,
	"priests": Civilian, "nuns": Civilian, "bystanders": Civilian, "crew": Unspecified, "personnel": Unspecified, "staff": Unspecified,
	"children": Children, "child": Children, "boys": Children, "girls": Children, "boy": Children, "girl": Children, "minors": Children,
	"schoolgirls": Children, "schoolchildren": Children, "infants": Children, "babies": Children, "toddlers": Children, "teenagers": Children,
	"soldiers": Combatant, "troops": Combatant, "militants": Combatant, "militant": Combatant, "rebels": Combatant, "fighters": Combatant,
	"insurgents": Combatant, "gunmen": Combatant, "policemen": Combatant, "policeman": Combatant, "terrorists": Combatant, "attackers": Combatant,
	"attacker": Combatant, "guerrillas": Combatant, "guerrilla": Combatant, "marines": Combatant, "extremists": Combatant, "jihadists": Combatant,
	"servicemen": Combatant, "guards": Combatant, "peacekeepers": Combatant, "assailants": Combatant, "commandos": Combatant,
	"bomber": Perpetrators, "bombers": Perpetrators, "hijackers": Perpetrators,
}
