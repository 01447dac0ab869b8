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

// profile is what is compared when incidents of two reports are held against
// each other.
type profile struct {
	inc        *incident.Incident
	facts      []*incident.Fact // its own
	rep        int              // place of the report in the joining
	start, end time.Time
	told       time.Time // day of publication
	weekday    string    // "sunday", of a date that stays relative
	located    bool      // a fact names the country, it is not only spoken of nearby
	places     []string
	lat, lon   *float64
	actors     []string
	targets    []string // words of what was hit
	killed     []fact.Number
	injured    []fact.Number
	names      []string // sorted lower-cased parts of names said near it, or in the whole report for a main incident
	close      []string // those of the sentences that speak of it
}

// profiles are those of all incidents of report number rep.
func profiles(r *incident.Report, rep int) []profile {
	out := make([]profile, len(r.Incidents))
	var all []string
	for i := range r.Incidents {
		inc := &r.Incidents[i]
		p := profile{inc: inc, rep: rep, told: r.Document.Date.Day}
		p.start, _ = time.Parse(time.DateOnly, inc.DateStart)
		p.end, _ = time.Parse(time.DateOnly, inc.DateEnd)
		for f := range r.Facts {
			if r.Facts[f].Incident == inc.ID {
				p.facts = append(p.facts, &r.Facts[f])
				p.learn(&r.Facts[f])
			}
		}
		if inc.Place != "" && inc.Place != inc.Country {
			p.places = append(p.places, strings.ToLower(inc.Place))
		}
		p.lat, p.lon = inc.Latitude, inc.Longitude
		for _, m := range inc.Mentions {
			s := sentenceAt(r.Syntax, m.Start)
			p.close = append(p.close, names(r, s, s+1)...)
		}
		slices.Sort(p.close)
		p.close = slices.Compact(p.close)
		p.names = p.close
		if inc.Main || i == 0 && !slices.ContainsFunc(r.Incidents, func(o incident.Incident) bool { return o.Main }) {
			if all == nil {
				all = names(r, 0, len(r.Syntax.Sentences))
			}
			p.names = all
		}
		out[i] = p
	}
	return out
}

// learn takes in one fact.
func (p *profile) learn(f *incident.Fact) {
	switch f.Slot {
	case fact.WherePlace:
		if pl := f.Norm.Place; pl != nil && len(f.Spans) > 0 {
			p.located = p.located || pl.Country != ""
			if pl.Name != "" && pl.Name != pl.Country && pl.Prec <= 3 {
				p.places = append(p.places, strings.ToLower(pl.Name))
			}
		}
	case fact.WhenDate:
		if d := f.Norm.Date; d != nil && d.Start.IsZero() && p.weekday == "" && calendar.Timely(strings.ToLower(f.Value)) {
			p.weekday = strings.ToLower(f.Value)
		}
	case fact.Perpetrator, fact.Responsibility:
		if f.Norm.Name != "" {
			p.actors = append(p.actors, f.Norm.Name)
		}
	case fact.Target:
		for w := range strings.FieldsSeq(value.Plain(f.Value)) {
			if w = strings.Trim(w, "“”\"'’,."); len(w) > 3 {
				p.targets = append(p.targets, strings.TrimSuffix(w, "s"))
			}
		}
	case fact.Killed, fact.Injured:
		if f.Norm.Number != nil && len(f.Spans) > 0 && f.Norm.Category != fact.Perpetrators {
			if f.Slot == fact.Killed {
				p.killed = append(p.killed, *f.Norm.Number)
			} else {
				p.injured = append(p.injured, *f.Norm.Number)
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

// tells is how much a part of a name tells of which event is meant: a family
// name much, a given name or a place less, a common noun in a name little.
func tells(w string) float64 {
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
