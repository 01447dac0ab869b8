package incident

import (
	"slices"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/syntax"
)

// told are the claims of an event and, for an action, those of its outcomes: a
// day beside "killed" is the day of the bombing that killed.
func (g *grouping) told(e int) []int {
	if len(g.results[e]) == 0 {
		return g.claims[e]
	}
	all := append([]int{}, g.claims[e]...)
	for _, o := range g.results[e] {
		all = append(all, g.claims[o]...)
	}
	return all
}

// day is the finest date that an event's claims give, else those of its
// outcomes.
func (g *grouping) day(e int) *fact.Date {
	best := g.finest(g.claims[e])
	for _, o := range g.results[e] {
		if d := g.finest(g.claims[o]); best == nil {
			best = d
		}
	}
	return best
}

func (g *grouping) finest(claims []int) *fact.Date {
	var best *fact.Date
	for _, c := range claims {
		if d := g.r.Claims[c].Norm.Date; d != nil && (best == nil || finer(*d, *best)) {
			best = d
		}
	}
	return best
}

func (g *grouping) countryOf(e int) string {
	for _, c := range g.told(e) {
		if pl := g.r.Claims[c].Norm.Place; pl != nil && pl.Country != "" {
			if lead := g.lead(g.r.Claims[c].Span); lead == "to" || strings.HasPrefix(lead, "near") {
				continue // where it went, what it was near
			}
			return pl.Country
		}
	}
	return ""
}

// farApart is from how many kilometres on two places named for one event are
// two events.
const farApart = 40

// spot is the place on the map that an event's claims give, exactly or nearly.
func (g *grouping) spot(e int) *fact.Place {
	for _, c := range g.told(e) {
		if pl := g.r.Claims[c].Norm.Place; pl != nil && pl.Prec >= 1 && pl.Prec <= 2 && pl.Latitude != nil && pl.Longitude != nil {
			return pl
		}
	}
	return nil
}

// held reports whether several people are said to be held.
func (g *grouping) held(cl *cluster) bool {
	for _, e := range cl.events {
		for _, c := range g.claims[e] {
			if cm := &g.r.Claims[c]; cm.Slot == fact.Detained && g.r.Syntax.Tokens[g.token(cm.Span.End-1)].XPOS == syntax.TagNNS {
				return true
			}
		}
	}
	return false
}

// fought reports whether those whom a cluster says harmed are fighters alone.
func (g *grouping) fought(cl *cluster) bool {
	n := 0
	for _, e := range cl.events {
		for _, c := range g.claims[e] {
			cm := &g.r.Claims[c]
			if cm.Slot != fact.Killed && cm.Slot != fact.Injured || cm.Norm.Number != nil && cm.Norm.Number.Max != nil && *cm.Norm.Number.Max == 0 {
				continue
			}
			if cm.Norm.Category != fact.Combatant {
				return false
			}
			n++
		}
	}
	return n > 0
}

// ofCrash reports whether an event only says how many died, told shortly after a
// crash.
func (g *grouping) ofCrash(e int, cl *cluster) bool {
	last := &g.r.Events[cl.events[len(cl.events)-1]]
	return g.r.Events[e].Outcome && g.kinds[e].sub == "" && cl.sub == "Other" && g.acts[e] < 0 && g.r.Events[e].Sentence-last.Sentence <= 3 &&
		slices.ContainsFunc(cl.events, func(o int) bool {
			return strings.Contains(strings.ToLower(g.r.Syntax.Text.Slice(g.r.Events[o].Trigger)), "crash")
		})
}

// civil reports whether those whom event e harmed are said to be civilians.
func (g *grouping) civil(e int) bool {
	for _, c := range g.told(e) {
		if cat := g.r.Claims[c].Norm.Category; cat == fact.Civilian || cat == fact.Children {
			return true
		}
	}
	return false
}

// anew reports whether the sentence of an event sets out with another one: "In a
// separate incident, …", "In another attack, …", "Elsewhere, …".
func (g *grouping) anew(e int) bool {
	s := &g.r.Syntax.Sentences[g.r.Events[e].Sentence]
	tok := g.r.Syntax.Tokens
	at := g.token(g.r.Events[e].Trigger.Start)
	k := s.First
	for k < s.Last && (tok[k].UPOS == syntax.PUNCT || tok[k].Lower == "meanwhile" || tok[k].Lower == "and" || tok[k].Lower == "but") {
		k++
	}
	switch {
	case k >= s.Last:
		return false
	case tok[k].Lower == "elsewhere" || tok[k].Lower == "separately":
		return true
	case tok[k].Lower != "in" || at <= k:
		return false
	}
	for j := k + 1; j < min(k+5, s.Last); j++ {
		switch tok[j].Lower {
		case "separate", "another", "second", "third", "fourth", "fifth", "different", "similar", "other", "unrelated":
			for i := j + 1; i < min(j+4, s.Last); i++ {
				switch tok[i].Lower {
				case "incident", "incidents", "attack", "attacks", "violence", "case", "development", "developments", "blast", "explosion", "strike", "raid", "shooting", "clash", "clashes", "bombing", "ambush", "assault", "operation", "killing":
					return true
				}
			}
		}
	}
	return false
}

// recalled reports whether event e, told in a later sentence with a day of its
// own before it, is another than a cluster without one: "On March 3, a patrol
// killed two farmers", days before what the report is about.
func (g *grouping) recalled(e int, cl *cluster) bool {
	d, ref := g.day(e), g.r.Document.Date.Day
	if d == nil || cl.date != nil || g.definite(e) || ref.IsZero() || d.Start.IsZero() || !d.End.Before(ref.AddDate(0, 0, -recent)) {
		return false
	}
	s := &g.r.Syntax.Sentences[g.r.Events[e].Sentence]
	for _, c := range g.told(e) {
		if cm := &g.r.Claims[c]; cm.Norm.Date == d {
			return g.token(cm.Span.Start) <= s.First+2
		}
	}
	return false
}

// recent is how many days before a report an undated event of it can have
// happened, where another is dated.
const recent = 3
