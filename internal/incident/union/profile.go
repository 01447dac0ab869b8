package union

import (
	"slices"
	"strings"
	"time"

	"hearsay/internal/calendar"
	"hearsay/internal/fact"
	"hearsay/internal/gazetteer"
	"hearsay/internal/incident"
	"hearsay/internal/incident/value"
	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// Profile is what is compared when incidents of two reports are held against
// each other, and all that a ledger keeps for it. Days are counted from 1
// January of the year 1, which is day 0 and stands for none.
type Profile struct {
	ID     string `json:"id"`     // of the incident in its reading, or of the reply
	Report string `json:"report"` // report id
	No     int    `json:"no"`     // its place among those of its report
	// Reply marks what a report tells only to deny it: it belongs to an incident
	// of other reports or to none.
	Reply        bool          `json:"reply,omitempty"`
	Main         bool          `json:"main,omitempty"`
	EventType    string        `json:"type"`
	SubEventType string        `json:"sub_type"`
	Stage        fact.Stage    `json:"stage"`
	Start        int           `json:"start,omitempty"`
	End          int           `json:"end,omitempty"`
	Told         int           `json:"told,omitempty"`    // day of publication
	Weekday      string        `json:"weekday,omitempty"` // "sunday", of a date that stays relative
	Country      string        `json:"country,omitempty"`
	Located      bool          `json:"located,omitempty"` // a fact names the country, it is not only spoken of nearby
	Places       []string      `json:"places,omitempty"`  // lower case
	WherePrec    int           `json:"where_prec,omitempty"`
	Latitude     *float64      `json:"latitude,omitempty"`
	Longitude    *float64      `json:"longitude,omitempty"`
	Actors       []string      `json:"actors,omitempty"`
	Targets      []string      `json:"targets,omitempty"` // words of what was hit
	Killed       []fact.Number `json:"killed,omitempty"`
	Injured      []fact.Number `json:"injured,omitempty"`
	// Names are the lower-cased parts of names said near it, or in the whole
	// report for a main incident; sorted, each once.
	Names []string `json:"names,omitempty"`
	// Mentions are where the words begin that speak of it, in code points: a
	// later reading of the same bytes is known by them.
	Mentions []int `json:"mentions,omitempty"`
}

// dayOf counts the days up to t; 0 for the zero time.
func dayOf(t time.Time) int {
	if t.IsZero() {
		return 0
	}
	const until1970 = 719162
	return int(t.Unix()/86400) + until1970
}

func dayNamed(iso string) int {
	t, _ := time.Parse(time.DateOnly, iso)
	return dayOf(t)
}

// telling is where a profile comes from.
type telling struct {
	inc   *incident.Incident
	facts []given // its own
	rep   int     // place of the report in the joining
}

// given is a fact as it is held against those of other reports.
type given struct {
	*incident.Fact
	key    string       // value.Key
	target value.Target // of a target
	words  []string     // of what is told in a sentence; see overlap
}

func givenOf(f *incident.Fact) given {
	g := given{Fact: f, key: value.Key(f.Value, &f.Norm)}
	switch f.Slot {
	case fact.Target:
		g.target = value.TargetOf(f.Value)
	case fact.Support, fact.Responsibility, fact.Motive, fact.Other, fact.DamageDone:
		g.words = long(f.Value)
	}
	return g
}

// tellingsOf are where the profiles of incidents come from.
func tellingsOf(incs []incident.Incident, facts []incident.Fact, rep int) []telling {
	out := make([]telling, len(incs))
	for i := range incs {
		out[i] = telling{inc: &incs[i], rep: rep}
		for f := range facts {
			if facts[f].Incident == incs[i].ID {
				out[i].facts = append(out[i].facts, givenOf(&facts[f]))
			}
		}
	}
	return out
}

// Profiles are those of all incidents of a report, in their order, and then
// those of its replies.
func Profiles(r *incident.Report) []Profile {
	out, _ := profiles(r, 0)
	more, _ := replies(r, 0)
	return append(out, more...)
}

// profiles are those of the incidents of report number rep.
func profiles(r *incident.Report, rep int) ([]Profile, []telling) {
	out, told := make([]Profile, len(r.Incidents)), tellingsOf(r.Incidents, r.Facts, rep)
	var all []string
	for i := range r.Incidents {
		inc := &r.Incidents[i]
		p := Profile{
			ID: inc.ID, Report: r.Document.ID, No: i, Main: inc.Main, EventType: inc.EventType, SubEventType: inc.SubEventType, Stage: inc.Stage,
			Start: dayNamed(inc.DateStart), End: dayNamed(inc.DateEnd), Told: dayOf(r.Document.Date.Day),
			Country: inc.Country, WherePrec: inc.WherePrec, Latitude: inc.Latitude, Longitude: inc.Longitude,
		}
		for _, m := range inc.Mentions {
			p.Mentions = append(p.Mentions, m.Start)
		}
		for _, f := range told[i].facts {
			p.learn(f.Fact)
		}
		if inc.Place != "" && inc.Place != inc.Country {
			p.Places = append(p.Places, strings.ToLower(inc.Place))
		}
		if inc.Main || i == 0 && !slices.ContainsFunc(r.Incidents, func(o incident.Incident) bool { return o.Main }) {
			if all == nil {
				all = names(r, 0, len(r.Syntax.Sentences))
			}
			p.Names = all
		} else {
			p.Names = near(r, inc)
		}
		out[i] = p
	}
	return out, told
}

// near are the names in the sentences that speak of an incident.
func near(r *incident.Report, inc *incident.Incident) []string {
	var out []string
	for _, m := range inc.Mentions {
		s := sentenceAt(r.Syntax, m.Start)
		out = append(out, names(r, s, s+1)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// learn takes in one fact.
func (p *Profile) learn(f *incident.Fact) {
	switch f.Slot {
	case fact.WherePlace:
		if pl := f.Norm.Place; pl != nil && len(f.Spans) > 0 {
			p.Located = p.Located || pl.Country != ""
			if pl.Name != "" && pl.Name != pl.Country && pl.Prec <= 3 {
				p.Places = append(p.Places, strings.ToLower(pl.Name))
			}
		}
	case fact.WhenDate:
		if d := f.Norm.Date; d != nil && d.Start.IsZero() && p.Weekday == "" && calendar.Timely(strings.ToLower(f.Value)) {
			p.Weekday = strings.ToLower(f.Value)
		}
	case fact.Perpetrator, fact.Responsibility:
		if f.Norm.Name != "" {
			p.Actors = append(p.Actors, f.Norm.Name)
		}
	case fact.Target:
		for w := range strings.FieldsSeq(value.Plain(f.Value)) {
			if w = strings.Trim(w, "“”\"'’,."); len(w) > 3 {
				p.Targets = append(p.Targets, strings.TrimSuffix(w, "s"))
			}
		}
	case fact.Killed, fact.Injured:
		if f.Norm.Number != nil && len(f.Spans) > 0 && f.Norm.Category != fact.Perpetrators {
			if f.Slot == fact.Killed {
				p.Killed = append(p.Killed, *f.Norm.Number)
			} else {
				p.Injured = append(p.Injured, *f.Norm.Number)
			}
		}
	}
}

// sentenceAt is the sentence that holds code point cp.
func sentenceAt(syn *syntax.Analysis, cp int) int {
	s, ok := slices.BinarySearchFunc(syn.Sentences, cp, func(s syntax.Sentence, at int) int { return span.Compare(s.Span, span.Of(at, at)) })
	if !ok && s > 0 {
		s--
	}
	return s
}

// names are, sorted, the parts of names in sentences [from, to) that can tell one event
// from another: no days, months, countries or nationalities, no titles, and
// none of the report's own outlet and authors.
func names(r *incident.Report, from, to int) []string {
	own := map[string]bool{}
	for _, f := range append(append(slices.Clone(r.Document.By), r.Document.Credits...), r.Document.Outlet) {
		for w := range strings.FieldsSeq(strings.ToLower(f.Value)) {
			own[w] = true
		}
	}
	var out []string
	for s := from; s < to && s < len(r.Syntax.Sentences); s++ {
		sent := &r.Syntax.Sentences[s]
		for k := sent.First; k < sent.Last; k++ {
			t := &r.Syntax.Tokens[k]
			if t.UPOS != syntax.PROPN || len(t.Form) < 3 || own[t.Lower] || calendar.Timely(t.Lower) {
				continue
			}
			if _, ok := lexicon.CountryNamed(t.Form); ok {
				continue
			}
			if _, ok := lexicon.CountryOf(t.Form); ok {
				continue
			}
			if _, ok := lexicon.Title(t.Form); ok {
				continue
			}
			if _, ok := lexicon.RoleNoun(t.Lower); ok {
				continue
			}
			out = append(out, t.Lower)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Tells is how much a part of a name tells of which event is meant: a family
// name much, a given name or a place less, a common noun in a name little.
func Tells(w string) float64 {
	if _, ok := lexicon.BodyNoun(w); ok {
		return 0.2
	}
	if commonParts[w] {
		return 0.2
	}
	form := strings.ToUpper(w[:1]) + w[1:]
	if _, ok := lexicon.GivenName(form); ok {
		return 0.5
	}
	if places, err := gazetteer.Named(form); err == nil && len(places) > 0 {
		return 0.5
	}
	return 1
}

// commonParts are words that stand in the names of many things.
var commonParts = map[string]bool{
	"street": true, "avenue": true, "road": true, "square": true, "hotel": true, "north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true,
	"eastern": true, "western": true, "central": true, "new": true, "international": true, "national": true, "general": true, "city": true, "river": true, "bank": true,
	"house": true, "hospital": true, "airport": true, "station": true, "market": true, "building": true, "the": true, "security": true, "district": true, "province": true,
}
