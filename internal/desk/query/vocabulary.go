package query

import (
	"fmt"
	"strings"

	"hearsay/internal/lexicon"
)

// vocabularies are the words of docs/format.md that a question may name, by what
// they are of; event types and sub event types are ACLED's.
var vocabularies = map[string][]string{
	"act":       {"state", "confirm", "deny", "accuse", "claim_responsibility", "decline_comment", "no_response", "asked", "neither_confirm_nor_deny", "retract", "intend", "demand", "predict", "believe", "decide", "show", "express"},
	"certainty": {"certain", "probable", "possible", "unstated"},
	"ident":     {"named", "named_office", "institution", "unnamed", "unattributed", "own_observation"},
	"kind":      {"person", "organisation", "group", "document", "dataset", "outlet", "author", "unspecified"},
	"standing":  {"declared", "declared_in_part", "contested", "corroborated", "possibly_corroborated", "single_source", "uncommitted", "unattributed", "reported", "discounted", "confirmed"},
	"slot":      {"perpetrator", "target", "instrument", "place", "date", "killed", "injured", "support", "responsibility", "damage", "motive", "detained", "other"},
	"stance":    {"asserts", "denies", "uncommitted", "own_voice"},
	"type":      {"Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments"},
	"sub_type": {
		"Armed clash", "Government regains territory", "Non-state actor overtakes territory",
		"Air/drone strike", "Shelling/artillery/missile attack", "Suicide bomb", "Remote explosive/landmine/IED", "Grenade", "Chemical weapon",
		"Attack", "Abduction/forced disappearance", "Sexual violence",
		"Peaceful protest", "Protest with intervention", "Excessive force against protesters", "Violent demonstration", "Mob violence",
		"Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory", "Other",
	},
}

// shown are what vocabularies are called where that is another word.
var shown = map[string]string{"ident": "identification", "type": "event type"}

// OneOf is the word of a vocabulary that is meant: in any case, with blanks or
// hyphens for underscores. The error names those there are.
func OneOf(of, word string) (string, error) {
	for _, w := range vocabularies[of] {
		if fold(w) == fold(word) {
			return w, nil
		}
	}
	name := shown[of]
	if name == "" {
		name = of
	}
	return "", fmt.Errorf("there is no %s %q; there are %s", name, word, strings.Join(vocabularies[of], ", "))
}

// EventType is the event type or sub event type of ACLED that is meant, and the
// column of incidents that holds it.
func EventType(word string) (column, value string, err error) {
	for _, of := range []string{"type", "sub_type"} {
		if v, err := OneOf(of, word); err == nil {
			return of, v, nil
		}
	}
	_, err = OneOf("type", word)
	return "", "", fmt.Errorf("%w; sub event types are %s", err, strings.Join(vocabularies["sub_type"], ", "))
}

func fold(s string) string {
	return strings.ToLower(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.TrimSpace(s)))
}

// ISO is the two letters of a country that is named in English, in any case, or
// by its letters; "" where none is known by that name.
func ISO(name string) string {
	name = strings.TrimSpace(name)
	if len(name) == 2 {
		return strings.ToUpper(name)
	}
	out := ""
	lexicon.EachCountry(func(c lexicon.Country, names, _ []string) {
		if out != "" || len(c.ISO) != 2 {
			return
		}
		for _, n := range append([]string{c.Name}, names...) {
			if strings.EqualFold(n, name) {
				out = c.ISO
				return
			}
		}
	})
	return out
}
