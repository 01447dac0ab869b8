// Package side says on which side of a report's incidents each source stands:
// of those said to have acted, of those who were hit, or of neither. A step
// of room incident.
//
//	Narvian jets bomb the Ostrian port: a Narvian minister is party_accused,
//	an Ostrian one party_affected, a doctor at the port medical_or_rescue
//
// Always true: only armed groups and those who hold office can be parties, and
// the bereaved; what a person does for a living comes first (a witness stays
// one). A party here is one that the report sets on a side: no blame is
// settled by it.
//
// It refuses nothing: without an incident, or where none names a side, the
// report's own verbs decide (source.Tie), else an official is of neither.
package side

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/lexicon"
	"hearsay/internal/source"
	"hearsay/internal/source/wording"
	"hearsay/internal/statement"
)

// Take sets the relation of each source of one report, by its incidents and
// their facts, and by what it claims itself.
func Take(sources []source.Source, sts []statement.Statement, incs []incident.Incident, facts []incident.Fact) {
	f := survey(incs, facts)
	claims := make([]bool, len(sources))
	for i := range sts {
		if sts[i].Act == statement.ClaimResponsibility && sts[i].Speaker >= 0 {
			claims[sts[i].Speaker] = true
			f.did[sources[sts[i].Speaker].Tie.Group] = true
		}
	}
	place := map[string]int{}
	for i := range sources {
		place[sources[i].ID] = i
		sources[i].Relation = f.relation(&sources[i], claims[i])
	}
	for i := range sources {
		if m := sources[i].Members; len(m) > 0 { // a compound is what its first member is
			sources[i].Relation = sources[place[m[0]]].Relation
		}
	}
}

// field is who stands where in the incidents of a report: nations by code,
// groups by name.
type field struct {
	did     map[string]bool // armed groups that acted
	abroad  map[string]bool // nations that acted as a whole: in another country, or by their government
	home    map[string]bool // nations whose forces acted in their own country
	hit     map[string]bool
	unsaid  map[string]bool // ids of facts that are only denied
	sides   bool            // some incident names a party
	main    bool            // there is a main incident
	violent bool            // a main one is violence, whose author the report may not know
}

// survey reads the parties off the incidents that happened or were tried:
// nations off the main ones, groups off all.
func survey(incs []incident.Incident, facts []incident.Fact) field {
	unsaid := map[string]bool{} // facts that are only denied: nobody is accused by them
	for i := range facts {
		if f := &facts[i]; len(f.DeniedBy) > 0 && len(f.AssertedBy)+len(f.OwnVoice) == 0 {
			unsaid[f.ID] = true
		}
	}
	f := field{unsaid: unsaid, did: map[string]bool{}, abroad: map[string]bool{}, home: map[string]bool{}, hit: map[string]bool{}}
	for i := range incs {
		inc := &incs[i]
		if inc.Stage != fact.Accomplished && inc.Stage != fact.Attempted {
			continue
		}
		f.main = f.main || inc.Main
		f.violent = f.violent || inc.Main && inc.EventType != "Strategic developments" && inc.EventType != ""
		f.acted(inc)
		f.struck(inc)
	}
	delete(f.did, "")
	delete(f.hit, "")
	return f
}

// acted enters who is said to have done it. A nation that acts in another
// country, or by its government, acts as a whole; at home its forces do. A
// battle at home that its forces did not begin hits it.
func (f *field) acted(inc *incident.Incident) {
	forces := false
	for _, b := range inc.Belligerents {
		if b.Role != "perpetrator" || len(b.Facts) > 0 && !slices.ContainsFunc(b.Facts, func(id string) bool { return !f.unsaid[id] }) {
			continue
		}
		p := partyOf(b.Name)
		switch {
		case p.group != "":
			f.did[p.group], f.sides = true, true
		case p.rebels:
			f.sides = true
		case !inc.Main:
		case p.nation != "" && inc.ISO != "" && p.nation != inc.ISO:
			if p.state {
				f.abroad[p.nation], f.sides = true, true
				if !militants(inc) {
					f.hit[inc.ISO] = true
				}
			}
		case p.government:
			f.abroad[p.nation], f.sides = true, true
		case p.state:
			f.home[cmp.Or(p.nation, inc.ISO)], f.sides = true, true
			forces = true
		}
	}
	if inc.Main && inc.EventType == "Battles" && !forces {
		f.hit[inc.ISO] = true
	}
}

// struck enters who was hit: armed groups, and nations by their forces and
// property, or by their people in another country.
func (f *field) struck(inc *incident.Incident) {
	for _, t := range inc.Targets {
		p := partyOf(t.Name)
		switch {
		case p.group != "":
			f.hit[p.group] = true
		case !inc.Main:
		case p.state || p.government:
			f.hit[cmp.Or(p.nation, inc.ISO)] = true
		case p.nation != "" && p.nation != inc.ISO:
			f.hit[p.nation] = true
		}
	}
}

// militants reports whether armed groups, not the country, were the target.
func militants(inc *incident.Incident) bool {
	for _, t := range inc.Targets {
		if p := partyOf(t.Name); p.group != "" || p.rebels {
			return true
		}
	}
	return false
}

// standing is a party as its name tells it.
type standing struct {
	nation, group             string
	state, government, rebels bool
}

// partyOf reads a name: whose nation, and whether of its forces, its
// government, an armed group, or unnamed rebels.
func partyOf(name string) standing {
	var p standing
	if b, ok := lexicon.BodyNamed(name); ok {
		p.nation = b.Country
		switch b.Kind {
		case lexicon.Group:
			return standing{group: b.Name}
		case lexicon.Government, lexicon.Office:
			p.government = true
		case lexicon.Force, lexicon.Ministry, lexicon.AgencyBody:
			p.state = true
		}
		return p
	}
	if c, ok := lexicon.CountryNamed(name); ok {
		return standing{nation: c.ISO, state: true, government: true}
	}
	words := strings.Fields(name)
	for i, w := range words {
		if b, ok := lexicon.BodyNamed(strings.Join(words[i:], " ")); ok && i > 0 && b.Kind != lexicon.Group { // "Narvia's Coast Guard"
			p.nation, p.state = cmp.Or(p.nation, b.Country), b.Kind == lexicon.Force || b.Kind == lexicon.Ministry || b.Kind == lexicon.AgencyBody
			return p
		}
		w = strings.TrimSuffix(strings.TrimSuffix(strings.Trim(w, ".,"), "'s"), "’s")
		if b, ok := lexicon.BodyNamed(strings.Join(words[:i+1], " ")); ok && b.Kind == lexicon.Group {
			return standing{group: b.Name}
		}
		if c, ok := lexicon.CountryOf(w); ok && p.nation == "" {
			p.nation = c.ISO
		} else if c, ok := lexicon.CountryNamed(w); ok && p.nation == "" {
			p.nation = c.ISO
		}
	}
	low := strings.ToLower(name)
	p.government = wording.ShareWord(low, "government regime administration authorities cabinet")
	p.state = wording.ShareWord(low, "army military forces troops soldiers police policeman policemen officers navy jets warplanes warplane aircraft plane planes helicopter helicopters drone base embassy consulate convoy "+
		"commandos marines gunboats tanks border coast-guard guards peacekeepers parliament ministry minister president officials official ship warship checkpoint barracks")
	p.rebels = wording.ShareWord(low, "rebels militants insurgents gunmen fighters terrorists separatists guerrillas jihadists extremists militia attackers bomber militiamen assailants")
	if p.rebels {
		p.state, p.government = false, false
	}
	return p
}

// relation reads a source's relation off its walk of life, then its side.
func (f *field) relation(src *source.Source, claims bool) source.Relation {
	tie := &src.Tie
	if r, ok := walk(src); ok {
		return r
	}
	if tie.Group != "" {
		switch {
		case f.did[tie.Group] || claims || tie.Acts:
			return source.PartyAccused
		case f.hit[tie.Group] || tie.Struck:
			return source.PartyAffected
		}
		return source.Unknown
	}
	if !official(src) {
		return source.Unknown
	}
	security := tie.Role == lexicon.Military || tie.Role == lexicon.Police || tie.Body == lexicon.Force ||
		wording.ShareWord(tie.Words+" "+strings.ToLower(src.Name), "military army defense defence interior security intelligence police navy command")
	switch {
	case tie.Nation == "":
		return source.OtherOfficial
	case f.abroad[tie.Nation], f.home[tie.Nation] && security && !f.hit[tie.Nation]:
		return source.PartyAccused
	case f.hit[tie.Nation]:
		return source.PartyAffected
	case f.sides:
		return source.OtherOfficial
	case !f.main:
		return source.OtherOfficial // of what did not happen no one is a party
	case tie.Acts && !f.violent:
		return source.PartyAccused
	case tie.Struck:
		return source.PartyAffected
	}
	return source.OtherOfficial
}

// walk is the relation that a source's walk of life gives it whatever the
// incidents are.
func walk(src *source.Source) (source.Relation, bool) {
	tie := &src.Tie
	if tie.Body == lexicon.Monitor && (tie.Role == lexicon.Scholar || tie.Role == lexicon.Witness) {
		return source.MonitorNGO, true // a researcher of a rights group
	}
	switch tie.Role {
	case lexicon.Official:
		if wording.ShareWord("hospital medical rescue ambulance emergency paramedic", tie.Words) {
			return source.MedicalOrRescue, true
		}
	case lexicon.Witness:
		return source.Witness, true
	case lexicon.Rescue:
		return source.MedicalOrRescue, true
	case lexicon.Victim:
		return source.PartyAffected, true
	case lexicon.Scholar:
		return source.Expert, true
	case lexicon.Media:
		return source.Media, true
	case lexicon.Lawyer:
		if wording.ShareWord("victim victims families family relatives survivors civil plaintiffs", strings.ToLower(src.Name)+" "+tie.Words) {
			return source.PartyAffected, true
		}
	case lexicon.SourceNoun:
		if wording.ShareWord("hospital medical health rescue ambulance emergency", strings.ToLower(src.Name)) {
			return source.MedicalOrRescue, true
		}
	}
	switch tie.Body {
	case lexicon.Outlet, lexicon.Agency:
		return source.Media, true
	case lexicon.Monitor:
		return source.MonitorNGO, true
	case lexicon.Medical:
		return source.MedicalOrRescue, true
	case lexicon.Expert:
		return source.Expert, true
	case lexicon.IGO, lexicon.IGOForce:
		return source.OtherOfficial, true
	}
	return "", false
}

// official reports whether a source holds office or speaks for a state or a
// body of one.
func official(src *source.Source) bool {
	switch src.Tie.Role {
	case lexicon.Official, lexicon.Spokesperson, lexicon.Military, lexicon.Police:
		return true
	case lexicon.SourceNoun:
		if wording.ShareWord("military security police government intelligence diplomatic defense defence enforcement official army palace presidential ministry", strings.ToLower(src.Name)) {
			return true
		}
	}
	return wording.ShareWord("council parliament congress assembly committee cabinet", src.Tie.Words) || src.Kind == source.Organisation && src.Tie.Body != lexicon.Company
}
