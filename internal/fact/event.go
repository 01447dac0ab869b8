package fact

import (
	"strings"

	"hearsay/internal/fact/trigger"
)

// mention is a trigger in the text. Event is -1 for a decoy: what takes dates
// and places but is no incident.
type mention struct {
	first, last int // tokens, half open
	event       int
	verb        bool
	disaster    bool // what befell people beside it is nobody's deed
}

func (p *page) lemma(k int) string {
	if t := &p.tok[k]; t.Lemma != "" && t.Lemma != "_" {
		return strings.ToLower(t.Lemma)
	}
	return p.tok[k].Lower
}

// findEvents reads the triggers of all sentences.
func (p *page) findEvents() {
	for _, t := range trigger.Find(p.syn, p.mute) {
		if t.Bare && p.cue[t.First] {
			continue // "attacked the bill as hasty": words, not deeds
		}
		m := mention{first: t.First, last: t.Last, event: -1, verb: t.Verb, disaster: t.Disaster}
		if !t.Decoy {
			m.event = len(p.events)
			p.events = append(p.events, p.event(m, t))
		}
		p.mentions = append(p.mentions, m)
	}
}

// event is the event that a trigger speaks of.
func (p *page) event(m mention, t trigger.Trigger) Event {
	ev := Event{
		Trigger:  p.tok[m.first].Span.Cover(p.tok[m.last-1].Span),
		Sentence: int(p.sent[m.first]), Type: t.Type, SubType: t.SubType,
		Statement: int(p.of[m.first]), Stage: p.stage(m), Outcome: t.Outcome, Bare: t.Bare,
	}
	switch l := p.lemma(m.first); {
	case ev.SubType == "Remote explosive/landmine/IED" && p.beside(m.first, 9, aircraft), l == "raid" && p.beside(m.first, 9, aircraft):
		ev.Type, ev.SubType = "Explosions/Remote violence", "Air/drone strike"
	case ev.SubType == "Remote explosive/landmine/IED" && p.beside(m.first, 6, suicide):
		ev.SubType = "Suicide bomb"
	}
	return ev
}

var (
	aircraft = []string{"drone", "drones", "warplane", "warplanes", "jet", "jets", "aircraft", "helicopter", "helicopters", "bombers", "airstrikes"}
	suicide  = []string{"suicide"}
)

// beside reports whether one of the words stands within n tokens of token k
// in its sentence.
func (p *page) beside(k, n int, words []string) bool {
	first, last := p.bounds(k)
	for j := max(first, k-n); j < min(last, k+n+1); j++ {
		if j != k && p.is(j, words...) {
			return true
		}
	}
	return false
}
