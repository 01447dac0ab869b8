package origin

import (
	"slices"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/lexicon"
	"hearsay/internal/source"
	"hearsay/internal/statement"
)

// rules say when a fact has a standing, in the order in which they are tried.
var rules = []struct {
	standing incident.Standing
	text     string
}{
	{incident.Contested, "a party or a named source denies it, or another source gives a value that excludes it"},
	{incident.Declared, "the party that acted says so itself"},
	{incident.DeclaredInPart, "the party that acted grants part of it"},
	{incident.Corroborated, "at least two independent origins assert it, and no one denies it"},
	{incident.PossiblyCorroborated, "one origin asserts it for certain, and there may be more"},
	{incident.SingleSource, "one origin asserts it"},
	{incident.UncommittedOnly, "those asked take no stand on it, or only call it possible"},
	{incident.Reported, "a report states it in its own voice and gives no source"},
	{incident.NoSource, "it is told as said or believed, and no source is given"},
	{incident.Discounted, "a person decided that it does not hold"},
	{incident.Confirmed, "a person decided that it holds"},
}

// Rule says in one sentence when a fact has a standing: it is shown with it.
// It is "" for a word that is no standing.
func Rule(s incident.Standing) string {
	for _, r := range rules {
		if r.standing == s {
			return r.text
		}
	}
	return ""
}

// standing is the first rule that a fact meets.
func (w *weighing) standing(f *incident.Fact, c counted, actors []actor, tolls map[string][]*incident.Fact) incident.Standing {
	denied := w.denied(f)
	switch declared, inPart := w.declared(f, actors); {
	case denied || w.rivalled(f, tolls):
		return incident.Contested
	case declared:
		return incident.Declared
	case inPart:
		return incident.DeclaredInPart
	}
	switch {
	case c.most > 0 && w.onlyPossible(f):
		return incident.UncommittedOnly
	case c.least >= 2:
		return incident.Corroborated
	case c.most >= 2:
		return incident.PossiblyCorroborated
	case c.most == 1:
		return incident.SingleSource
	case len(f.OwnVoice) > 0:
		return incident.Reported
	case len(f.AssertedBy) == 0 && len(f.Uncommitted) > 0:
		return incident.UncommittedOnly
	}
	return incident.NoSource
}

// statement is a statement of a fact's position and its speaker, nil where it
// has none.
func (w *weighing) statement(id string) (*statement.Statement, *speaker) {
	at, ok := w.at[id]
	if !ok {
		return nil, nil
	}
	st := &w.reports[at.rep].Statements[at.st]
	if st.Speaker < 0 {
		return st, nil
	}
	return st, &w.speakers[at.rep][st.Speaker]
}

// denied reports whether a party or an identified source denies the fact.
func (w *weighing) denied(f *incident.Fact) bool {
	return slices.ContainsFunc(f.DeniedBy, func(p incident.Position) bool {
		_, sp := w.statement(p.Statement)
		if sp == nil {
			return false
		}
		switch sp.src.Identification {
		case source.Named, source.NamedOffice, source.Institution:
			return true
		}
		return sp.src.Relation == source.PartyAccused || sp.src.Relation == source.PartyAffected
	})
}

// onlyPossible reports whether no position commits itself.
func (w *weighing) onlyPossible(f *incident.Fact) bool {
	return !slices.ContainsFunc(f.AssertedBy, func(p incident.Position) bool { return p.Certainty != statement.Possible })
}

// actor is a party that is said to have acted.
type actor struct {
	key, iso string
	state    bool
}

// actors are the parties said to have acted, by incident.
func (w *weighing) actors(facts []incident.Fact) map[string][]actor {
	out := map[string][]actor{}
	for i := range facts {
		f := &facts[i]
		if (f.Slot == fact.Perpetrator || f.Slot == fact.Responsibility) && f.Norm.Name != "" && len(f.AssertedBy)+len(f.OwnVoice) > 0 {
			out[f.Incident] = append(out[f.Incident], actorOf(f.Norm.Name))
		}
	}
	return out
}

func actorOf(name string) actor {
	a := actor{key: bodyKey(name)}
	if b, ok := lexicon.BodyNamed(name); ok {
		a.iso, a.state = b.Country, walkOfBody[b.Kind] == state
		return a
	}
	if c, ok := lexicon.CountryNamed(name); ok {
		return actor{key: a.key, iso: c.ISO, state: true}
	}
	a.iso = countryIn(strings.Fields(name))
	a.state = walkOfName(name) == state
	return a
}

// declared reports whether the acting party asserts the fact, or part of it.
// Unnamed people do not speak for a party.
func (w *weighing) declared(f *incident.Fact, actors []actor) (whole, inPart bool) {
	for _, p := range f.AssertedBy {
		st, sp := w.statement(p.Statement)
		if sp == nil || p.Certainty == statement.Possible {
			continue
		}
		switch sp.src.Identification {
		case source.Named, source.NamedOffice, source.Institution:
		default:
			continue
		}
		if !w.acted(f, st, sp, actors) {
			continue
		}
		if p.InPart {
			inPart = true
		} else {
			whole = true
		}
	}
	return whole, inPart && !whole
}

// acted reports whether a speaker is, or speaks for, who did what the fact
// tells of. Who names another as the one who did it declares nothing.
func (w *weighing) acted(f *incident.Fact, st *statement.Statement, sp *speaker, actors []actor) bool {
	if st.Act == statement.ClaimResponsibility {
		return true
	}
	if (f.Slot == fact.Perpetrator || f.Slot == fact.Responsibility) && f.Norm.Name != "" {
		return sp.is(actorOf(f.Norm.Name))
	}
	if slices.ContainsFunc(actors, sp.is) {
		return true
	}
	// Where the text does not say whose officer a speaker is, or who acted, what
	// room source makes of the relation stands.
	unsaid := sp.iso == "" && sp.body == "" && (sp.walk == state || sp.walk == anyone) && !sp.elected()
	return (unsaid || len(actors) == 0) && sp.src.Relation == source.PartyAccused
}

// is reports whether a source is a party, speaks for it, or holds office in
// the state whose forces it is.
func (sp *speaker) is(a actor) bool {
	if sp.body == a.key || bodyKey(sp.src.Name) == a.key || sp.src.Affiliation != nil && bodyKey(sp.src.Affiliation.Name) == a.key {
		return true
	}
	return a.state && sp.walk == state && a.iso != "" && a.iso == sp.iso && !sp.elected()
}

// elected reports whether a source sits in a chamber, and so does not answer
// for what the state's forces do.
func (sp *speaker) elected() bool {
	switch sp.head {
	case "lawmaker", "legislator", "senator", "congressman", "congresswoman", "parliamentarian", "mp", "judge", "councillor", "councilor":
		return true
	}
	return false
}
