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

// finer reports whether date a says more than b.
func finer(a, b fact.Date) bool {
	return !a.Start.IsZero() && (b.Start.IsZero() || a.Prec < b.Prec)
}

// fit says how well an event speaks of a cluster; 0 for not at all.
func (g *grouping) fit(e, c int) int {
	ev, cl := &g.r.Events[e], &g.clusters[c]
	last := &g.r.Events[cl.events[len(cl.events)-1]]
	k := g.kinds[e]
	if !acled.Compatible(k.typ, k.sub, cl.typ, cl.sub) && !g.sameFight(e, cl) && !g.ofCrash(e, cl) {
		return 0
	}
	if sp := g.spot(e); acled.Violent(k.typ) && sp != nil && cl.spot != nil && !g.definite(e) && gazetteer.Distance(*sp.Latitude, *sp.Longitude, *cl.spot.Latitude, *cl.spot.Longitude) > farApart {
		return 0
	}
	if v := g.victim(e); v != "" && cl.victim != "" && !value.SameParty(v, cl.victim) {
		return 0
	}
	d := g.day(e)
	if d != nil && cl.date != nil && apart(*d, *cl.date, !g.definite(e)) {
		return 0
	}
	if ct := g.countryOf(e); ct != "" && cl.country != "" && ct != cl.country {
		return 0
	}
	near := ev.Sentence - last.Sentence
	if near > 0 && (g.anew(e) || g.recalled(e, cl)) {
		return 0
	}
	if near == 0 {
		if g.vague(e) && !g.vague(cl.events[len(cl.events)-1]) {
			return 0
		}
		return 9
	}
	if g.vague(e) || cl.loose || g.plural(e) && !g.definite(e) && k.sub != cl.sub {
		return 0
	}
	score := 1
	if k.sub == cl.sub && k.sub != "" {
		score += 2
	} else if k.sub != "" && cl.sub != "" && acled.Compatible(k.typ, k.sub, cl.typ, cl.sub) {
		score++
	}
	if g.definite(e) {
		score += 2
		if near <= 2 {
			score++
		}
		if near <= 2 && g.before(e, "this", "that") {
			score++
		}
	} else if d != nil && cl.date == nil && near > 3 && !g.head[cl.events[0]] && (k.sub == "" || k.sub != cl.sub) {
		return 0
	}
	if d != nil && cl.date != nil {
		score += 2
	}
	if c == 0 {
		score++
	}
	return score
}

// sameFight reports whether an event is "the shootout" that an attack told just
// before became.
func (g *grouping) sameFight(e int, cl *cluster) bool {
	last := &g.r.Events[cl.events[len(cl.events)-1]]
	if near := g.r.Events[e].Sentence - last.Sentence; cl.typ == "Battles" && g.r.Events[e].Outcome && near > 0 && near <= 2 && g.fighters(e) {
		return true // "one soldier was killed", after the clash
	}
	if near := g.r.Events[e].Sentence - last.Sentence; fight(cl.typ) && near <= 2 && (!g.civil(e) || cl.typ == "Riots") && slices.ContainsFunc(cl.events, func(o int) bool { return len(g.told(o)) > 0 }) && !strings.HasPrefix(strings.ToLower(g.r.Syntax.Text.Slice(last.Trigger)), "fight") {
		switch k := g.kinds[e]; {
		case k.sub == "" && near > 0 && g.noun(e) && !g.plural(e) && g.definite(e):
			return true // "the attack", after the ambush
		case (k.sub == "Attack" || k.typ == "Explosions/Remote violence") && near <= 1 && fight(g.kinds[cl.events[0]].typ) && !g.noun(e) && g.day(e) == nil:
			return true // "when armed men opened fire"
		}
	}
	return g.kinds[e].typ == "Battles" && acled.Violent(cl.typ) && g.noun(e) && !g.plural(e) && g.definite(e) && g.r.Events[e].Sentence-last.Sentence <= 2 &&
		!strings.HasPrefix(strings.ToLower(g.r.Syntax.Text.Slice(g.r.Events[e].Trigger)), "fighting")
}

// fight reports whether a type is of two sides that fight.
func fight(typ string) bool { return typ == "Battles" || typ == "Riots" }

// apart reports whether two dates cannot be of one event; strict, two whole days
// side by side cannot.
func apart(a, b fact.Date, strict bool) bool {
	if a.Start.IsZero() || b.Start.IsZero() {
		return false
	}
	slack := 1 // days: "Tuesday night" of one is "early Wednesday" of the other
	if strict && a.Prec == 1 && b.Prec == 1 && !strings.Contains(a.Value+b.Value, "T") {
		slack = 0
	}
	return a.End.AddDate(0, 0, slack).Before(b.Start) || b.End.AddDate(0, 0, slack).Before(a.Start)
}

// victim is the one person whom a killing or abduction befell, by name; "" where
// none is named.
func (g *grouping) victim(e int) string {
	switch k := g.token(g.r.Events[e].Trigger.Start); strings.ToLower(g.r.Syntax.Tokens[k].Lemma) {
	case "murder", "assassination", "assassinate", "killing", "kill", "kidnap", "kidnapping", "abduct", "abduction", "behead", "execute", "execution", "slay", "slaying", "shoot", "gun":
	default:
		return ""
	}
	for _, c := range g.claims[e] {
		cm := &g.r.Claims[c]
		if cm.Slot != fact.Target {
			continue
		}
		name := ""
		for k := g.token(cm.Span.Start); k < len(g.r.Syntax.Tokens) && g.r.Syntax.Tokens[k].Start < cm.Span.End; k++ {
			if t := &g.r.Syntax.Tokens[k]; t.UPOS == syntax.PROPN {
				name = t.Form
			}
		}
		return name
	}
	return ""
}
