package origin

import (
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/source"
)

// speaker is a source as this room compares it with others.
type speaker struct {
	src  *source.Source
	walk walk
	iso  string // country of the body or office; "" where the text gives none
	body string // the body that it is, or speaks for by office, folded; "" for none
	head string // last noun of the words that describe it, lower case
	// anon marks people who speak on the condition that they are not named, or
	// are called sources and nothing else: they are not those whom the same
	// report names.
	anon bool
	// outlet is the outlet's folded name, of one that carries others' words.
	outlet string
	// plenty marks people in the plural without a number.
	plenty  bool
	houses  []string // the bodies that it is or belongs to, folded
	media   bool     // carries others' words by trade
	members []int    // sources of the same report
}

// walk is the walk of life that a source speaks from. Two whose walks differ
// are not one person.
type walk uint8

const (
	anyone    walk = iota // "sources", "people"; or the text does not say
	state                 // officials, forces, ministries
	civilians             // witnesses, residents, victims
	medics                // doctors, rescuers, aid workers
	fighters              // armed groups
	monitors
	scholars
	press
	lawyers
	others
)

var walkOfRole = map[lexicon.Role]walk{
	lexicon.Spokesperson: state, lexicon.Official: state, lexicon.Military: state, lexicon.Police: state,
	lexicon.Armed: fighters, lexicon.Witness: civilians, lexicon.Victim: civilians, lexicon.Elder: civilians,
	lexicon.Rescue: medics, lexicon.Scholar: scholars, lexicon.Media: press, lexicon.Lawyer: lawyers,
	lexicon.Religious: others, lexicon.Business: others, lexicon.Follower: others,
}

var walkOfBody = map[lexicon.BodyKind]walk{
	lexicon.Outlet: press, lexicon.Agency: press, lexicon.Office: state, lexicon.Government: state, lexicon.Ministry: state,
	lexicon.AgencyBody: state, lexicon.Force: state, lexicon.Group: fighters, lexicon.Monitor: monitors, lexicon.Medical: medics,
	lexicon.Expert: scholars, lexicon.IGO: others, lexicon.IGOForce: state, lexicon.Party: others, lexicon.Company: others,
	lexicon.DocumentBody: others, lexicon.DatasetBody: others,
}

func speakerOf(src *source.Source) speaker {
	sp := speaker{src: src}
	words := described(src)
	role := lexicon.NoRole
	for i, w := range words {
		w = strings.ToLower(w)
		if n, ok := lexicon.RoleNoun(w); ok {
			role, sp.head = n.Kind, w
		}
		if i > 0 {
			if n, ok := lexicon.RoleNoun(strings.ToLower(words[i-1]) + " " + w); ok {
				role = n.Kind // "hospital official" is no official
			}
		}
	}
	sp.walk = walkOfRole[role]
	sp.country(words)
	sp.affiliate(role)
	if src.Identification == source.Institution {
		sp.houses = append(sp.houses, bodyKey(src.Name))
	}
	if a := src.Affiliation; a != nil {
		sp.houses = append(sp.houses, bodyKey(a.Name))
	}
	switch src.Relation {
	case source.Witness:
		sp.walk = civilians
	case source.MedicalOrRescue:
		sp.walk = medics
	case source.MonitorNGO:
		sp.walk = monitors
	case source.Expert:
		sp.walk = scholars
	case source.Media:
		sp.walk = press
	}
	if src.Kind == source.Outlet {
		sp.walk = press
	}
	sp.anon = src.Identification == source.Unnamed &&
		(role == lexicon.SourceNoun || src.Terms.Kind == source.ConditionOfAnonymity || src.Terms.Kind == source.NotAuthorised)
	if sp.media = src.Kind == source.Outlet; sp.media {
		sp.outlet = outletKey(src.Name)
	}
	sp.plenty = src.Count != nil && src.Count.Several
	return sp
}

// described are the words that say what a source is.
func described(src *source.Source) []string {
	text := ""
	switch {
	case src.DescribedAs != nil:
		text = src.DescribedAs.Text
	case src.Role != nil:
		text = src.Role.Text
	case src.Identification == source.NamedOffice:
		text = src.Name
	}
	for _, of := range []string{"one of ", "some of ", "two of ", "both of ", "many of ", "several of "} {
		if len(text) > len(of) && strings.EqualFold(text[:len(of)], of) {
			text = text[len(of):]
			break
		}
	}
	for _, stop := range []string{" who ", " which ", " familiar ", " close to ", " with ", " in ", " from ", " of ", " at ", ","} {
		if k := strings.Index(text, stop); k > 0 {
			text = text[:k]
		}
	}
	return strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '.' || r == ',' })
}

// country takes the country of a source from the body it belongs to, or from
// the words that describe it.
func (sp *speaker) country(words []string) {
	names := []string{sp.src.Name}
	if a := sp.src.Affiliation; a != nil {
		names = append(names, a.Name)
	}
	for _, n := range names {
		if c, ok := lexicon.CountryNamed(n); ok {
			sp.iso = c.ISO
			return
		}
		if b, ok := lexicon.BodyNamed(n); ok && b.Country != "" {
			sp.iso = b.Country
			return
		}
	}
	if sp.src.Identification != source.Named {
		words = append(words, strings.Fields(sp.src.Name)...)
	}
	sp.iso = countryIn(words)
}

// countryIn is the first country that words name or belong to; "" for none.
func countryIn(words []string) string {
	for i, w := range words {
		for _, n := range []string{w, strings.Join(words[i:min(i+2, len(words))], " ")} {
			if c, ok := lexicon.CountryOf(n); ok {
				return c.ISO
			}
			if c, ok := lexicon.CountryNamed(n); ok {
				return c.ISO
			}
		}
	}
	return ""
}

// affiliate sets the body that a source is or speaks for: itself, or the one
// whose spokesman it is.
func (sp *speaker) affiliate(role lexicon.Role) {
	src := sp.src
	switch {
	case src.Identification == source.Institution:
		sp.body = bodyKey(src.Name)
		if b, ok := lexicon.BodyNamed(src.Name); ok {
			sp.walk = walkOfBody[b.Kind]
		} else if sp.walk == anyone {
			sp.walk = walkOfName(src.Name)
		}
	case src.Affiliation != nil && sp.speaksFor(role):
		sp.body = bodyKey(src.Affiliation.Name)
		if b, ok := lexicon.BodyNamed(src.Affiliation.Name); ok {
			sp.walk = walkOfBody[b.Kind]
		}
	case src.Affiliation != nil && sp.walk == anyone:
		if b, ok := lexicon.BodyNamed(src.Affiliation.Name); ok {
			sp.walk = walkOfBody[b.Kind]
		}
	}
}

// speaksFor reports whether a source gives its body's words by office. A
// nation's spokesman is not the nation's every office.
func (sp *speaker) speaksFor(role lexicon.Role) bool {
	if sp.src.Identification == source.Unnamed {
		return false
	}
	if _, nation := lexicon.CountryNamed(sp.src.Affiliation.Name); nation {
		return false
	}
	text := strings.ToLower(strings.Join(described(sp.src), " "))
	return role == lexicon.Spokesperson && (strings.Contains(text, "spoke") || strings.Contains(text, "representative") || strings.Contains(text, "press"))
}

// walkOfName reads the walk off the nouns of a body's name: "Somali security
// forces", "Port Sudd hospital".
func walkOfName(name string) walk {
	words := strings.Fields(strings.ToLower(name))
	for i := len(words) - 1; i >= 0; i-- {
		if n, ok := lexicon.BodyNoun(words[i]); ok {
			return walkOfBody[n.Kind]
		}
	}
	return anyone
}

// bodyKey is a body's one name, folded.
func bodyKey(name string) string {
	if b, ok := lexicon.BodyNamed(name); ok {
		name = b.Name
	}
	return fold(name)
}

// outletKey is an outlet's one name, folded; "" stays "".
func outletKey(name string) string { return bodyKey(name) }

func fold(name string) string {
	name = strings.ToLower(strings.TrimSpace(strings.NewReplacer(".", "", "’", "'").Replace(name)))
	return strings.TrimPrefix(strings.TrimSuffix(name, "'s"), "the ")
}

// isOutlet reports whether a source carries others' words by trade.
func (sp *speaker) isOutlet() bool { return sp.media }

// unnamed reports whether a source may be anyone of its description.
func (sp *speaker) unnamed() bool {
	return sp.src.Identification == source.Unnamed || sp.src.Identification == source.OwnObservation
}

// people is how many informants a source can be at most.
func (sp *speaker) people() int {
	if c := sp.src.Count; c != nil && c.N > 1 {
		return c.N
	}
	return 1
}
