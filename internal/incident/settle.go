package incident

import (
	"slices"

	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/incident/acled"
)

// settle drops what is too vague and chooses the main incident.
func (g *grouping) settle() {
	main := -1
	for c := range g.clusters {
		cl := &g.clusters[c]
		if cl.typ == "Violence against civilians" && cl.sub == "" && g.fought(cl) {
			cl.typ, cl.sub = "Battles", "Armed clash"
		}
		cl.drop = len(cl.events) == 0 || g.ancient(cl) || !g.concrete(cl)
		if cl.drop {
			continue
		}
		if (main < 0 || g.rank(c) > g.rank(main)) && g.early(c) {
			main = c
		}
	}
	if main >= 0 && g.rank(main) > 0 {
		g.clusters[main].main = true
	}
}

// early reports whether a cluster is spoken of in the headline or the first
// sentences of the story: what comes later is not what it is about.
func (g *grouping) early(c int) bool {
	n := 0
	for _, e := range g.clusters[c].events {
		if g.head[e] {
			return true
		}
	}
	first := g.r.Events[g.clusters[c].events[0]].Sentence
	for s := range first {
		par := g.r.Syntax.Sentences[s].Paragraph
		if par < len(g.r.Document.Paragraphs) && g.r.Document.Paragraphs[par].Role == document.Body {
			n++
		}
	}
	return n <= 4
}

// rank says how much a cluster is what the report is about: how early it is
// spoken of, how often, and whether people were harmed.
func (g *grouping) rank(c int) int {
	cl := &g.clusters[c]
	first := g.r.Events[cl.events[0]].Sentence
	score := 10 - 3*min(first, 6) + min(len(cl.events), 6)
	if g.head[cl.events[0]] {
		score += 4
	}
	if !acled.Violent(cl.typ) || cl.typ == "" {
		score -= 3
	}
	for _, s := range []fact.Slot{fact.Killed, fact.Injured, fact.WhenDate} {
		if g.has(cl, s) {
			score += 2
		}
	}
	if cl.loose || g.since(cl.events[0]) {
		score -= 8
	}
	return score
}

func (g *grouping) has(cl *cluster, slot fact.Slot) bool {
	for _, e := range cl.events {
		for _, c := range g.claims[e] {
			if g.r.Claims[c].Slot == slot && g.r.Claims[c].Stance == fact.Asserts {
				return true
			}
		}
	}
	return false
}

// concrete reports whether enough is said of a cluster to be an incident: it
// has a kind, and a day, a count, or two of place, target and party.
func (g *grouping) concrete(cl *cluster) bool {
	if cl.typ == "" || !slices.ContainsFunc(cl.events, func(e int) bool { return !g.r.Events[e].Bare }) {
		return false
	}
	n := 0
	for _, s := range []fact.Slot{fact.WherePlace, fact.Target, fact.Perpetrator, fact.Responsibility, fact.Instrument} {
		if g.has(cl, s) {
			n++
		}
	}
	if cl.loose && g.has(cl, fact.Responsibility) {
		n += 3 // vague, but somebody takes it on
	}
	if g.has(cl, fact.Killed) || g.has(cl, fact.Injured) {
		n += 2
	}
	if g.has(cl, fact.WhenDate) {
		n += 2
	}
	if g.held(cl) || (cl.typ == "Protests" || cl.typ == "Riots") && !cl.loose && g.has(cl, fact.WherePlace) {
		n++
	}
	need := 2
	if cl.loose && !slices.ContainsFunc(cl.events, func(e int) bool { return !g.noun(e) }) {
		need = 4
	}
	if len(cl.events) > 2 {
		need--
	}
	return n >= need
}
