package fact

import (
	"strings"

	"hearsay/internal/gazetteer"
	"hearsay/internal/syntax"
)

// clear is the certainty from which a place of the gazetteer is taken; what is
// less certain keeps the text's words alone.
const clear = 0.5

// atlas is what the gazetteer finds in the report.
type atlas struct {
	found []gazetteer.Mention
	at    []int32 // of each token, the mention that begins there, -1 for none
}

// chart looks the report's places up.
func (p *page) chart() atlas {
	a := atlas{at: make([]int32, len(p.tok))}
	for k := range a.at {
		a.at[k] = -1
	}
	found, err := gazetteer.Find(p.syn, gazetteer.Hint{Located: p.doc.Located.Value, Domain: host(p.doc.URL.Value)})
	if err != nil {
		panic(err) // the table is embedded: it cannot be missing
	}
	for i := range found {
		a.at[found[i].First] = int32(i)
	}
	a.found = found
	return a
}

// host is the host name of a URL, "" for none.
func host(url string) string {
	for i := 0; i+3 <= len(url); i++ {
		if url[i:i+3] != "://" {
			continue
		}
		rest := url[i+3:]
		for j := range len(rest) {
			if rest[j] == '/' || rest[j] == ':' || rest[j] == '?' {
				return rest[:j]
			}
		}
		return rest
	}
	return ""
}

// named is the place whose name begins at token k, where the gazetteer knows
// it and the words after it leave it a place: not "Moscow-backed", not "U.S.
// forces".
func (p *page) named(a *atlas, k, last int) *gazetteer.Mention {
	if a.at[k] < 0 {
		return nil
	}
	m := &a.found[a.at[k]]
	if m.Last > last || p.is(m.Last, "-") && p.is(m.Last+1, "backed", "led", "based", "brokered", "made", "born", "supplied", "allied", "aligned", "run") {
		return nil
	}
	return m
}

// sets reports whether a mention places something: a name that stands alone,
// or one before a noun of place. A country before another noun says whose it
// is: "U.S. forces", "the Syrian army".
func (p *page) sets(m *gazetteer.Mention, last int) bool {
	if m.Role == gazetteer.Adjective {
		return p.placeNoun(m.Last, last)
	}
	wide := m.Place.Kind == gazetteer.Country || m.Place.Kind == gazetteer.Continent || m.Place.Kind == gazetteer.Region
	if m.Role == gazetteer.Modifier && m.Last < len(p.tok) && (wide || p.is(m.Last, "officials", "government", "police", "residents", "authorities", "talks", "summit")) {
		switch p.tok[m.Last].UPOS {
		case syntax.NOUN, syntax.PROPN, syntax.ADJ:
			return p.placeNoun(m.Last, last) && !p.is(m.Last, "state")
		}
	}
	return true
}

// grade orders kinds of place by how much they say of where a thing was.
func grade(k gazetteer.Kind) int {
	switch k {
	case gazetteer.Quarter, gazetteer.Site, gazetteer.Town, gazetteer.Seat, gazetteer.Capital:
		return 1
	case gazetteer.District:
		return 2
	case gazetteer.Division:
		return 3
	case gazetteer.Water, gazetteer.Region:
		return 4
	case gazetteer.Country:
		return 5
	}
	return 6
}

// precision is UCDP's where_prec of an entry that is named by itself.
func precision(k gazetteer.Kind) int {
	switch k {
	case gazetteer.Quarter, gazetteer.Site, gazetteer.Town, gazetteer.Seat, gazetteer.Capital:
		return 1
	case gazetteer.District:
		return 3
	case gazetteer.Division:
		return 4
	case gazetteer.Country:
		return 6
	case gazetteer.Sea:
		return 7
	}
	return 5
}

// entry is a place of the gazetteer as a value.
func entry(g *gazetteer.Place) Place {
	lat, lon := g.Latitude, g.Longitude
	pl := Place{Name: g.Name, Country: g.Country, ISO: g.ISO, Adm1: g.Adm1, Latitude: &lat, Longitude: &lon, GeoNameID: g.GeoNames, Prec: precision(g.Kind)}
	if g.Kind == gazetteer.Division {
		pl.Adm1 = g.Name
	}
	if g.Kind == gazetteer.Continent {
		pl.Latitude, pl.Longitude, pl.Prec = nil, nil, 0
	}
	return pl
}

// lie adjusts a place to what leads to it: the preposition at token k and the
// words around the name, tokens [at, until).
func (p *page) lie(pl *Place, kind gazetteer.Kind, k, at, until, end int) {
	border := p.is(end, "border", "frontier") || p.is(end-1, "border", "frontier")
	coast := false
	for j := k; j < min(end+1, len(p.tok)); j++ {
		if j == at {
			j = max(j, until-1)
			continue
		}
		coast = coast || p.is(j, "coast", "coastline", "shore", "shores")
		border = border || p.is(j, "border", "frontier", "borders")
	}
	away := p.is(k, "near", "off", "outside", "around", "toward", "towards") || p.is(k, "of") && p.is(k-1, "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outskirts", "outside")
	apart := at > k+1 && p.compass(at-1)
	switch {
	case p.is(k, "off") && (coast || kind == gazetteer.Country || kind == gazetteer.Division || kind == gazetteer.Region):
		pl.Prec = 7
	case border:
		pl.Prec = 5
		if kind == gazetteer.Country {
			pl.Latitude, pl.Longitude = nil, nil
		}
	case coast && kind != gazetteer.Town:
		pl.Prec = 5
	case p.is(k, "between"):
		pl.Prec = 5
	case p.is(k, "along") && pl.Prec != 1:
		pl.Prec = 5
	case away && grade(kind) == 1:
		pl.Prec = 2
	case away && kind != gazetteer.Sea:
		pl.Prec = 5
	case apart && kind == gazetteer.Country:
		pl.Prec = 5
	}
}

func (p *page) compass(k int) bool {
	return p.is(k, "northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern", "southwestern", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
}

// capital is the capital of a country that the phrase means by that word
// alone: "Qatar's capital", "the capital of Mali".
func (p *page) capital(m *gazetteer.Mention, last int) (Place, bool) {
	k := m.Last
	if p.is(k, "'s", "’s") {
		k++
	}
	if !(p.is(k, "capital") && k+1 >= last) && !(p.is(m.First-1, "of") && p.is(m.First-2, "capital")) {
		return Place{}, false
	}
	c, ok, err := gazetteer.CapitalOf(m.Place.ISO)
	if err != nil || !ok {
		return Place{}, false
	}
	return entry(&c), true
}

// people reports whether a name is of people: "Central Africans".
func (p *page) people(last int) bool {
	t := &p.tok[last]
	if t.XPOS != syntax.TagNNPS && t.XPOS != syntax.TagNNS {
		return false
	}
	for _, end := range []string{"ans", "is", "ese", "ites", "ish", "eks", "ds"} {
		if strings.HasSuffix(t.Lower, end) {
			return true
		}
	}
	return false
}
