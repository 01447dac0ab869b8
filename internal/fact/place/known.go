package place

import (
	"strings"

	"hearsay/internal/gazetteer"
	"hearsay/internal/syntax"
)

// clear is the certainty from which a place of the gazetteer is taken; what is
// less certain keeps the text's words alone.
const clear = 0.5

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
func (f *Finder) named(k, last int) *gazetteer.Mention {
	if f.at[k] < 0 {
		return nil
	}
	m := &f.found[f.at[k]]
	if m.Last > last || f.is(m.Last, "-") && f.is(m.Last+1, "backed", "led", "based", "brokered", "made", "born", "supplied", "allied", "aligned", "run") {
		return nil
	}
	if m.Place.Kind != gazetteer.Country && (f.half(m.Last) || f.half(m.First-1)) {
		return nil
	}
	return m
}

// half reports whether the hyphen at token k ties two names into one that the
// gazetteer does not hold, "Tamba-Koro"; not a road between two towns.
func (f *Finder) half(k int) bool {
	return f.is(k, "-") && k > 0 && k+1 < len(f.tok) && f.tok[k-1].End == f.tok[k].Start && f.tok[k].End == f.tok[k+1].Start &&
		f.tok[k-1].UPOS == syntax.PROPN && f.tok[k+1].UPOS == syntax.PROPN &&
		!f.is(k+2, "road", "highway", "border", "railway", "line", "motorway", "route", "axis", "corridor")
}

// sets reports whether a mention places something: a name that stands alone,
// or one before a noun of place. A country before another noun says whose it
// is: "U.S. forces", "the Syrian army".
func (f *Finder) sets(m *gazetteer.Mention, last int) bool {
	if m.Role == gazetteer.Adjective {
		return f.placeNoun(m.Last, last)
	}
	if at := m.First - 1; f.is(at, "of") || f.is(at, "the") && f.is(at-1, "of") {
		if !f.is(at, "of") {
			at--
		}
		if f.is(at-1, "embassy", "embassies", "consulate", "consulates", "mission", "missions", "government", "army", "president", "forces", "troops", "soldiers", "nationals", "citizens", "flag", "support", "policy") {
			return false // whose they are, not where
		}
	}
	if f.is(m.Last, "border", "frontier") {
		return m.Last < last
	}
	wide := m.Place.Kind == gazetteer.Country || m.Place.Kind == gazetteer.Continent || m.Place.Kind == gazetteer.Region
	if wide && f.is(m.Last, "embassy", "embassies", "consulate", "consulates") {
		return false // whatever the tagger takes them for
	}
	if (m.Role == gazetteer.Modifier || wide) && m.Last < last && (wide || f.is(m.Last, "officials", "government", "police", "residents", "authorities", "talks", "summit")) {
		switch t := &f.tok[m.Last]; {
		case t.UPOS == syntax.NOUN, t.UPOS == syntax.PROPN, t.UPOS == syntax.ADJ, t.XPOS == syntax.TagNN, t.XPOS == syntax.TagNNS:
			return f.placeNoun(m.Last, last) && !f.is(m.Last, "state")
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
func (f *Finder) lie(pl *Place, kind gazetteer.Kind, k, at, until, end int) {
	border := f.border(end) || f.border(end-1)
	coast := false
	for j := k; j < min(end+1, len(f.tok)); j++ {
		if j == at {
			j = max(j, until-1)
			continue
		}
		coast = coast || f.is(j, "coast", "coastline", "shore", "shores")
		border = border || f.border(j) || f.is(j, "borders")
	}
	away := f.is(k, "near", "off", "outside", "around", "toward", "towards") || f.is(k, "of") && f.is(k-1, "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outskirts", "outside")
	apart := at > k+1 && f.compass(at-1)
	switch {
	case f.is(k, "off") && (coast || kind == gazetteer.Country || kind == gazetteer.Division || kind == gazetteer.Region):
		pl.Prec = 7
	case border:
		pl.Prec = 5
		if kind == gazetteer.Country { // the text does not say on which side
			pl.Latitude, pl.Longitude = nil, nil
			pl.Name, pl.Country, pl.ISO = pl.Name+" border", "", ""
		}
	case coast && kind != gazetteer.Town:
		pl.Prec = 5
	case f.is(k, "between"):
		pl.Prec = 5
	case f.is(k, "along") && pl.Prec != 1:
		pl.Prec = 5
	case away && grade(kind) == 1:
		pl.Prec = 2
	case away && kind != gazetteer.Sea:
		pl.Prec = 5
	case apart && kind == gazetteer.Country:
		pl.Prec = 5
	}
}

// border reports whether token k is a border itself, not what tells of which kind
// a town is: "the border town of Lanby".
func (f *Finder) border(k int) bool {
	return f.is(k, "border", "frontier") && !f.is(k+1, "town", "city", "village", "crossing", "post", "province", "state", "district", "region", "camp", "towns", "villages")
}

func (f *Finder) compass(k int) bool {
	return f.is(k, "northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern", "southwestern", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
}

// capital is the capital of a country that the phrase means by that word
// alone: "Qatar's capital", "the capital of Mali".
func (f *Finder) capital(m *gazetteer.Mention, last int) (Place, bool) {
	k := m.Last
	if f.is(k, "'s", "’s") {
		k++
	}
	if !(f.is(k, "capital") && k+1 >= last) && !(f.is(m.First-1, "of") && f.is(m.First-2, "capital")) {
		return Place{}, false
	}
	c, ok, err := gazetteer.CapitalOf(m.Place.ISO)
	if err != nil || !ok {
		return Place{}, false
	}
	return entry(&c), true
}

// people reports whether a name is of people: "Central Africans".
func (f *Finder) people(last int) bool {
	t := &f.tok[last]
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
