package quantity

import (
	_ "embed"
	"strings"
	"sync"

	"hearsay/internal/lexicon"
)

// Category is whom a count counts.
type Category string

// The categories. Police count as combatants, as UCDP counts them; women and
// people of civil trades as civilians, as Airwars does.
const (
	Unspecified  Category = "unspecified"
	Civilian     Category = "civilian"
	Children     Category = "children"
	Combatant    Category = "combatant"
	Perpetrators Category = "perpetrator"
)

// thing is the table's mark of nouns that are no people.
const thing Category = "thing"

//go:embed data/people.tsv
var peopleTable string

var nouns = sync.OnceValue(func() map[string]Category { return readNouns(peopleTable) })

// readNouns reads the table; the first entry of a noun stands.
func readNouns(table string) map[string]Category {
	m := map[string]Category{}
	put := func(noun string, c Category) {
		if _, there := m[noun]; !there {
			m[noun] = c
		}
	}
	for line := range strings.Lines(table) {
		cat, list, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if !ok || strings.HasPrefix(cat, "#") {
			continue
		}
		for _, f := range strings.Fields(list) {
			one, many, irregular := strings.Cut(f, "/")
			if only, ok := strings.CutPrefix(f, "="); ok {
				put(only, Category(cat))
				continue
			}
			if !irregular {
				many = plural(one)
			}
			put(one, Category(cat))
			put(many, Category(cat))
		}
	}
	return m
}

func plural(noun string) string {
	if n := len(noun); n > 2 && noun[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(noun[n-2])) {
		return noun[:n-1] + "ies"
	}
	if strings.HasSuffix(noun, "s") {
		return noun
	}
	return noun + "s"
}

// Person says whether a lower-case noun stands for people and whom a
// count of them counts.
func Person(noun string) (Category, bool) {
	if c, ok := nouns()[noun]; ok {
		if c == thing {
			return Unspecified, false
		}
		return c, true
	}
	if n, ok := lexicon.RoleNoun(noun); ok {
		return ofRole(n.Kind), true
	}
	if n, ok := lexicon.BodyNoun(noun); ok && n.Plural && (n.Kind == lexicon.Force || n.Kind == lexicon.Group) {
		return Combatant, true
	}
	for _, end := range []string{"men", "women", "people"} {
		if len(noun) > len(end)+2 && strings.HasSuffix(noun, end) && noun != "specimen" && noun != "regimen" {
			return Unspecified, true
		}
	}
	if noun != "" {
		if _, ok := lexicon.CountryOf(strings.ToUpper(noun[:1]) + noun[1:]); ok && strings.HasSuffix(noun, "s") {
			return Unspecified, true
		}
	}
	return Unspecified, false
}

// Thing reports whether a lower-case noun is known to be no person.
func Thing(noun string) bool { return nouns()[noun] == thing }

func ofRole(r lexicon.Role) Category {
	switch r {
	case lexicon.Military, lexicon.Police, lexicon.Armed:
		return Combatant
	case lexicon.Witness, lexicon.Rescue, lexicon.Scholar, lexicon.Media, lexicon.Lawyer, lexicon.Religious, lexicon.Business, lexicon.Elder:
		return Civilian
	}
	return Unspecified
}
