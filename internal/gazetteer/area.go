package gazetteer

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"hearsay/internal/lexicon"
)

var (
	//go:embed data/area.tsv
	areaData string
	//go:embed data/alias.tsv
	aliasData string
)

// atlas is all that is known: the compiled table, the areas written by hand,
// the names and adjectives of countries. An area's number follows those of
// the table.
type atlas struct {
	*table
	areas      []Place
	names      map[string][]uint32   // by folded name
	longer     map[string]bool       // folded beginnings of names of several words
	adjectives map[string]uint32     // "Somali"
	exact      map[string]uint32     // abbreviations as written: "Ky."
	wary       map[string]bool       // folded names that hold only after a preposition
	countries  map[string]uint32     // by ISO code
	numbered   map[string]uint32     // by GeoNames id, while aliases are read
	middle     map[uint32][2]float64 // of divisions whose towns lie to one side
}

const none = ^uint32(0)

var open = sync.OnceValues(func() (*atlas, error) {
	t, err := loaded()
	if err != nil {
		return nil, err
	}
	a := &atlas{table: t, names: map[string][]uint32{}, longer: map[string]bool{}, adjectives: map[string]uint32{},
		exact: map[string]uint32{}, wary: map[string]bool{}, countries: map[string]uint32{}, middle: map[uint32][2]float64{}}
	rows(areaData, a.addArea)
	lexicon.EachCountry(a.addCountry)
	a.number(aliasData)
	rows(aliasData, a.addAlias)
	a.numbered = nil
	return a, nil
})

// rows yields the columns of a table's lines, without comments.
func rows(data string, yield func(col []string)) {
	for l := range strings.Lines(data) {
		if l = strings.TrimRight(l, "\r\n"); l != "" && l[0] != '#' {
			yield(strings.Split(l, "\t"))
		}
	}
}

var kinds = map[string]Kind{"country": Country, "continent": Continent, "region": Region, "sea": Sea, "water": Water, "place": Site}

// addArea enters a row of area.tsv. A region that is a division under another
// name gives that one its names.
func (a *atlas) addArea(col []string) {
	p := Place{Name: col[1], Kind: kinds[col[0]], ISO: col[3]}
	p.Latitude, _ = strconv.ParseFloat(col[4], 64)
	p.Longitude, _ = strconv.ParseFloat(col[5], 64)
	id := uint32(a.n + len(a.areas))
	if p.Kind == Country {
		a.countries[p.ISO] = id
		if p.Name == "=" {
			p.Name = ""
		}
	}
	if p.Kind == Region && p.ISO != "" {
		if d := a.division(p.Name, p.ISO); d != none {
			id = d
		}
	}
	if id >= uint32(a.n) {
		a.areas = append(a.areas, p)
		a.enter(p.Name, id)
	}
	for name := range strings.SplitSeq(col[2], "|") {
		if name == "-" {
			a.wary[Fold(p.Name)] = true
			continue
		}
		if strings.ToUpper(name) == name {
			a.exact[name] = id
			continue
		}
		a.enter(name, id)
	}
	if len(col) > 6 {
		for adj := range strings.SplitSeq(col[6], "|") {
			a.adjectives[adj] = id
		}
	}
}

// division finds a first-order division of a country by name.
func (a *atlas) division(name, iso string) uint32 {
	k, _ := a.find([]byte(Fold(name)))
	if k < 0 {
		return none
	}
	for p := a.postAt[k]; p < a.postAt[k+1]; p++ {
		if id := a.three(postSection, p) & placeMax; a.kind(id) == Division && a.iso(id) == iso {
			return id
		}
	}
	return none
}

func (a *atlas) enter(name string, id uint32) {
	key := Fold(strings.TrimPrefix(name, "the "))
	if key == "" {
		return
	}
	for _, have := range a.names[key] {
		if have == id {
			return
		}
	}
	a.names[key] = append(a.names[key], id)
	for i := 0; i < len(key); i++ {
		if key[i] == ' ' {
			a.longer[key[:i]] = true
		}
	}
}

// addCountry enters the names and adjectives of the lexicon. One that is no
// state here ("Scotland") is the division or region of that name.
func (a *atlas) addCountry(c lexicon.Country, names, adjectives []string) {
	id, ok := a.countries[c.ISO]
	if ok {
		a.areas[id-uint32(a.n)].Name = c.Name
		a.enter(c.Name, id)
	} else if id = a.areaNamed(c.Name); id == none {
		return
	}
	for _, n := range names {
		if strings.ToUpper(n) == n && len(n) < 6 {
			a.exact[n] = id
			continue
		}
		a.enter(n, id)
	}
	for _, adj := range adjectives {
		if c.ISO == "KRD" {
			break // a people of four countries
		}
		if _, there := a.adjectives[adj]; !there {
			a.adjectives[adj] = id
		}
	}
}

// areaNamed finds an area or a division by name alone.
func (a *atlas) areaNamed(name string) uint32 {
	key := Fold(name)
	if ids := a.names[key]; len(ids) > 0 {
		return ids[0]
	}
	if k, _ := a.find([]byte(key)); k >= 0 {
		for p := a.postAt[k]; p < a.postAt[k+1]; p++ {
			if id := a.three(postSection, p) & placeMax; a.kind(id) == Division {
				return id
			}
		}
	}
	return none
}

// number finds the towns that alias.tsv names by their GeoNames ids.
func (a *atlas) number(data string) {
	a.numbered = map[string]uint32{}
	wanted := map[uint32]string{}
	rows(data, func(col []string) {
		if n, err := strconv.Atoi(col[0]); err == nil {
			wanted[uint32(n)] = col[0]
		}
	})
	for i := range uint32(a.n) {
		if code, ok := wanted[a.three(idSection, i)]; ok {
			a.numbered[code] = i
		}
	}
}

// addAlias enters a row of alias.tsv: names that are written just so.
func (a *atlas) addAlias(col []string) {
	id, ok := a.divisions[col[0]]
	if !ok {
		if id, ok = a.countries[col[0]]; !ok {
			if id, ok = a.numbered[col[0]]; !ok {
				return
			}
		}
	}
	for name := range strings.SplitSeq(col[1], "|") {
		if name == "" {
			continue
		}
		a.exact[name] = id
	}
	if len(col) > 2 {
		for name := range strings.SplitSeq(col[2], "|") {
			a.enter(name, id)
		}
	}
	if len(col) > 4 {
		lat, _ := strconv.ParseFloat(col[3], 64)
		lon, _ := strconv.ParseFloat(col[4], 64)
		a.middle[id] = [2]float64{lat, lon}
	}
}

// place is the entry of a number.
func (a *atlas) place(id uint32) Place {
	if id >= uint32(a.n) {
		p := a.areas[id-uint32(a.n)]
		p.Country = a.countryName(p.ISO)
		return p
	}
	p := Place{Name: a.name(id), Kind: a.kind(id), ISO: a.iso(id), Latitude: a.latitude(id), Longitude: a.longitude(id),
		Population: a.population(id), GeoNames: int(a.three(idSection, id))}
	if m, ok := a.middle[id]; ok {
		p.Latitude, p.Longitude = m[0], m[1]
	}
	p.Country = a.countryName(p.ISO)
	if d := a.three(adm1Section, id); d != nowhere {
		p.Adm1 = a.name(d)
	}
	if d := a.three(adm2Section, id); d != nowhere {
		p.Adm2 = a.name(d)
	}
	return p
}

func (a *atlas) countryName(iso string) string {
	if id, ok := a.countries[iso]; ok {
		return a.areas[id-uint32(a.n)].Name
	}
	return ""
}

// Named lists the places of a name, spelt in any way that Fold makes the same:
// areas first, then those of which it is the first name, each by population.
func Named(name string) ([]Place, error) {
	a, err := open()
	if err != nil {
		return nil, err
	}
	var first, other []Place
	for _, id := range a.names[Fold(name)] {
		first = append(first, a.place(id))
	}
	if k, _ := a.find([]byte(Fold(name))); k >= 0 {
		for p := a.postAt[k]; p < a.postAt[k+1]; p++ {
			post := a.three(postSection, p)
			if post>>otherBit != 0 {
				other = append(other, a.place(post&placeMax))
			} else {
				first = append(first, a.place(post&placeMax))
			}
		}
	}
	return append(first, other...), nil
}

// CapitalOf is the capital of a country by its ISO code.
func CapitalOf(iso string) (Place, bool, error) {
	a, err := open()
	if err != nil {
		return Place{}, false, err
	}
	for i, k := range a.sections[kindSection] {
		if Kind(k) == Capital && a.iso(uint32(i)) == iso {
			return a.place(uint32(i)), true, nil
		}
	}
	return Place{}, false, nil
}
