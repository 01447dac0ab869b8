package incident

import (
	"slices"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/gazetteer"
	"hearsay/internal/incident/acled"
	"hearsay/internal/incident/value"
	"hearsay/internal/syntax"
)

// unite joins clusters that a report tells twice, as a headline and its story
// do: the same number of dead, and nothing that keeps them apart.
func (g *grouping) unite() {
	for c := range g.clusters {
		for d := c + 1; d < len(g.clusters); d++ {
			if len(g.clusters[c].events) > 0 && len(g.clusters[d].events) > 0 && g.toldTwice(c, d) {
				more := g.clusters[d].events
				g.clusters[d].events = nil
				for _, e := range more {
					g.of[e] = c
					g.join(c, e)
				}
				slices.Sort(g.clusters[c].events)
			}
		}
	}
}

// The least number of dead that shows two tellings to be of one event: any for
// a headline, more where the words for the kind differ.
const (
	fewDead  = 5
	manyDead = 10
)

// toldTwice reports whether two clusters are one event by their dead.
func (g *grouping) toldTwice(c, d int) bool {
	x, y := &g.clusters[c], &g.clusters[d]
	n := g.sharedDead(x, y)
	if (x.loose || y.loose) && n < manyDead || !acled.Violent(x.typ) || !acled.Violent(y.typ) ||
		x.date != nil && y.date != nil && apart(*x.date, *y.date, false) ||
		x.country != "" && y.country != "" && x.country != y.country ||
		x.victim != "" && y.victim != "" && !value.SameParty(x.victim, y.victim) {
		return false
	}
	if x.spot != nil && y.spot != nil && gazetteer.Distance(*x.spot.Latitude, *x.spot.Longitude, *y.spot.Latitude, *y.spot.Longitude) > farApart {
		return false
	}
	alike := acled.Compatible(x.typ, x.sub, y.typ, y.sub)
	switch {
	case n == 0 || slices.ContainsFunc(y.events, g.further):
		return false
	case g.head[x.events[0]] && alike, n >= manyDead:
		return true
	}
	return n >= fewDead && alike
}

// sharedDead is a number of dead that both clusters give, 0 for none.
func (g *grouping) sharedDead(x, y *cluster) int {
	for _, n := range g.dead(x) {
		if slices.Contains(g.dead(y), n) {
			return n
		}
	}
	return 0
}

// dead are the least numbers of dead that a cluster's claims give.
func (g *grouping) dead(cl *cluster) []int {
	var out []int
	for _, e := range cl.events {
		for _, c := range g.claims[e] {
			cm := &g.r.Claims[c]
			if n := cm.Norm.Number; cm.Slot == fact.Killed && cm.Stance == fact.Asserts && n != nil && n.Min != nil && *n.Min > 0 {
				out = append(out, *n.Min)
			}
		}
	}
	return out
}

// further reports whether the sentence of an event sets it beside another one:
// "another attack", "in a separate bombing".
func (g *grouping) further(e int) bool {
	return g.says(e, func(w string) bool {
		return w == "another" || w == "separate" || w == "separately" || w == "elsewhere" || w == "second" || w == "similar"
	})
}

// says reports whether a word of the sentence of event e is one of those.
func (g *grouping) says(e int, of func(lower string) bool) bool {
	s := &g.r.Syntax.Sentences[g.r.Events[e].Sentence]
	return slices.ContainsFunc(g.r.Syntax.Tokens[s.First:s.Last], func(t syntax.Token) bool { return of(t.Lower) })
}

// longAgo is after how many years an event is history: what a report on an
// anniversary, a tomb or an old ship recalls is no incident of its day.
const longAgo = 50

// ancient reports whether a cluster is history: its day is long past, or it has
// none and is told of a war that is.
func (g *grouping) ancient(cl *cluster) bool {
	ref := g.r.Document.Date.Day
	if cl.date != nil && !cl.date.End.IsZero() {
		return !ref.IsZero() && cl.date.End.Year() <= ref.Year()-longAgo
	}
	return !slices.ContainsFunc(cl.events, func(e int) bool {
		s := &g.r.Syntax.Sentences[g.r.Events[e].Sentence]
		words := strings.ToLower(g.r.Syntax.Text.Slice(g.r.Syntax.Tokens[s.First].Span.Cover(g.r.Syntax.Tokens[s.Last-1].Span)))
		return !slices.ContainsFunc([]string{"world war", "d-day", "holocaust", "nazi"}, func(w string) bool { return strings.Contains(words, w) })
	})
}

// unarmed reports whether an ambush fell on people who do not fight: a count of
// them is given, and none of fighters.
func (g *grouping) unarmed(e int) bool {
	if k := g.token(g.r.Events[e].Trigger.Start); !strings.HasPrefix(g.r.Syntax.Tokens[k].Lower, "ambush") {
		return false
	}
	civilians := false
	for o := range g.r.Events {
		if o != e && (g.r.Events[o].Sentence != g.r.Events[e].Sentence || !g.r.Events[o].Outcome) {
			continue
		}
		for _, c := range g.claims[o] {
			switch g.r.Claims[c].Norm.Category {
			case fact.Combatant, fact.Perpetrators:
				return false
			case fact.Civilian, fact.Children:
				civilians = true
			}
		}
	}
	return civilians
}

// fighters reports whether those whom event e harmed are fighters alone.
func (g *grouping) fighters(e int) bool {
	n := 0
	for _, c := range g.claims[e] {
		if cm := &g.r.Claims[c]; cm.Slot == fact.Killed || cm.Slot == fact.Injured {
			if cm.Norm.Category != fact.Combatant {
				return false
			}
			n++
		}
	}
	return n > 0
}
