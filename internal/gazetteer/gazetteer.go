package gazetteer

import (
	"math"
	"strconv"
)

// Kind is what sort of place an entry is.
type Kind uint8

// The kinds of place. Kinds before Quarter are not settlements but areas.
const (
	NoKind Kind = iota
	Country
	Continent
	Region   // an area larger than a town whose borders are those of use, not of law: Darfur, the Sahel
	Division // first-order division: state, province, governorate
	District // second-order division: county, district
	Sea      // sea, ocean, gulf, strait: outside any one state
	Water    // river, lake, canal, bay
	Site     // island, base, crossing
	Quarter  // section of a town
	Town
	Seat    // town that is the seat of a first-order division
	Capital // of a country
)

var kindNames = [...]string{"", "country", "continent", "region", "division", "district", "sea", "water", "site", "quarter", "town", "seat", "capital"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return strconv.Itoa(int(k))
}

// Place is one entry.
type Place struct {
	Name       string // as GeoNames has it, else as the news does
	Kind       Kind
	ISO        string // ISO 3166-1 alpha-2; "" for what lies in none or several
	Country    string // name of the country in English
	Adm1       string // first-order division that holds it, or that it is
	Adm2       string // second-order division
	Latitude   float64
	Longitude  float64
	Population int // 0 where not known
	GeoNames   int // id there, 0 for what is not from there
}

// Distance is how far two points in degrees are apart on a ball of the
// earth's mean radius, in kilometres.
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	const radius, rad = 6371.0, math.Pi / 180
	y, x := math.Sin((lat2-lat1)*rad/2), math.Sin((lon2-lon1)*rad/2)
	h := y*y + x*x*math.Cos(lat1*rad)*math.Cos(lat2*rad)
	return 2 * radius * math.Asin(math.Sqrt(min(h, 1)))
}
