package syntax

import (
	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/syntax/name"
)

// collect makes names of the labels of a sentence's words.
func (syn *Analysis) collect(sent *Sentence, labels []uint8) {
	for i := 0; i < len(labels); {
		j := i + 1
		for j < len(labels) && labels[j] == labels[i] {
			j++
		}
		if labels[i] != name.Outside {
			first, last := sent.First+i, sent.First+j
			syn.Names = append(syn.Names, Name{
				Span:  span.Of(syn.Tokens[first].Start, syn.Tokens[last-1].End),
				First: first, Last: last, Kind: syn.kind(labels[i], first, last),
			})
		}
		i = j
	}
}

// kind is what a name names: by its label, and by its words where they tell a
// nationality, a facility or a vehicle.
func (syn *Analysis) kind(label uint8, first, last int) NameKind {
	head := syn.Tokens[last-1].Lower
	switch label {
	case name.Person:
		if last-first == 1 && syn.capital(first) {
			return Place
		}
		return Person
	case name.Organisation, name.Place:
		if last-first > 1 && facility(head) {
			return Facility
		}
		if vessel(syn.Tokens[first].Form) && last-first > 1 {
			return Vehicle
		}
		if label == name.Place {
			return Place
		}
		return Organisation
	}
	if last-first > 1 && vessel(syn.Tokens[first].Form) {
		return Vehicle
	}
	if _, ok := lexicon.CountryOf(syn.Tokens[last-1].Form); ok {
		return Nationality
	}
	switch syn.Tokens[last-1].XPOS {
	case TagJJ, TagNNPS, TagNNS:
		if last-first == 1 {
			return Nationality
		}
	}
	return Misc
}

// capital reports whether a word that looks like a person's name is a capital
// city, and no person of that name came just before.
func (syn *Analysis) capital(at int) bool {
	form := syn.Tokens[at].Form
	if _, ok := lexicon.CountryByCapital(form); !ok {
		return false
	}
	for _, n := range syn.Names[max(0, len(syn.Names)-50):] {
		for k := n.First; k < n.Last; k++ {
			if n.Kind == Person && syn.Tokens[k].Form == form {
				return false
			}
		}
	}
	return true
}

// facility reports whether a name that ends so is a building or a site.
func facility(head string) bool {
	switch head {
	case "airport", "airbase", "base", "bridge", "building", "camp", "cathedral", "church", "dam", "embassy", "hospital", "hotel", "mosque", "palace", "plant", "port", "prison", "school", "square", "stadium", "station", "synagogue", "temple", "terminal", "theater", "theatre", "tower":
		return true
	}
	return false
}

// vessel reports whether a name that begins so is a ship or an aircraft.
func vessel(first string) bool {
	switch first {
	case "USS", "HMS", "MV", "M/V", "MS", "SS", "INS", "RMS", "USNS", "HMCS", "HMAS", "MT", "Boeing", "Airbus", "Antonov", "Tupolev", "Ilyushin", "Sukhoi", "Cessna":
		return true
	}
	return false
}
