package fact

import (
	"hearsay/internal/fact/trigger"
)

// mention is a trigger in the text. Event is -1 for a decoy: what takes dates
// and places but is no incident.
type mention struct {
	first, last int // tokens, half open
	event       int
	verb        bool
}

// findEvents reads the triggers of all sentences.
func (p *page) findEvents() {
	found := trigger.Find(p.Syn, p.mute)
	for i, t := range found {
		if t.Outcome && p.ofDisaster(found, i) {
			p.mentions = append(p.mentions, mention{first: t.First, last: t.Last, event: -1, verb: t.Verb})
			continue
		}
		if t.Bare && p.cue[t.First] {
			continue // "attacked the bill as hasty": words, not deeds
		}
		m := mention{first: t.First, last: t.Last, event: -1, verb: t.Verb}
		if !t.Decoy {
			m.event = len(p.events)
			p.events = append(p.events, p.event(m, t))
		}
		p.mentions = append(p.mentions, m)
	}
}

// ofDisaster reports whether what befell people by trigger i is the work of a
// disaster or an accident: one is named in the sentence, or before it with no
// deed since, and no deed is named beside it.
func (p *page) ofDisaster(found []trigger.Trigger, i int) bool {
	s := p.Sent[found[i].First]
	near := false
	for d := 1; d < len(found); d++ {
		in := false
		for _, j := range [2]int{i - d, i + d} {
			if j < 0 || j >= len(found) || p.Sent[found[j].First] != s {
				continue
			}
			in = true
			o := &found[j]
			near = near || o.Disaster
			if !o.Decoy && !o.Outcome && !o.Bare && o.Type != "" && o.SubType != "Other" {
				return false
			}
		}
		if !in {
			break
		}
	}
	if near {
		return true
	}
	if p.mishap(found, i) {
		return true
	}
	if p.echo[s] {
		for j := i + 1; j < len(found) && p.Sent[found[j].First]-s <= 2; j++ {
			if o := &found[j]; o.Disaster {
				return true
			} else if !o.Decoy && !o.Outcome && !o.Bare {
				return false
			}
		}
	}
	for j := i - 1; j >= 0 && s-p.Sent[found[j].First] <= 8; j-- {
		if o := &found[j]; o.Disaster {
			return true
		} else if !o.Decoy && !o.Outcome && !o.Bare {
			return false
		}
	}
	return false
}

// mishap reports whether the sentences after trigger i take what befell people
// for an accident: "… when the accident took place", with no deed between.
func (p *page) mishap(found []trigger.Trigger, i int) bool {
	s := p.Sent[found[i].First]
	for j := i + 1; j < len(found) && p.Sent[found[j].First]-s <= 2; j++ {
		o := &found[j]
		if p.Is(o.First, "accident", "derailment", "mishap", "collision", "crash", "stampede", "landslide") && p.Is(o.First-1, "the", "this") {
			return true
		}
		if !o.Decoy && !o.Outcome && !o.Bare {
			return false
		}
	}
	return false
}

// event is the event that a trigger speaks of.
func (p *page) event(m mention, t trigger.Trigger) Event {
	ev := Event{
		Trigger:  p.Tok[m.first].Span.Cover(p.Tok[m.last-1].Span),
		Sentence: int(p.Sent[m.first]), Type: t.Type, SubType: t.SubType,
		Statement: int(p.of[m.first]), Stage: p.stage(m), Outcome: t.Outcome, Bare: t.Bare,
	}
	switch l := p.Lemma(m.first); {
	case (l == "seize" || l == "board") && m.verb && p.beside(m.first, 30, pirates):
		ev.Type, ev.SubType = "Violence against civilians", "Abduction/forced disappearance"
	case ev.SubType == "Armed clash" && (l == "clash" || l == "battle" || l == "skirmish") && (p.beside(m.first, 12, crowd) || p.beside(m.first, 9, police) && p.beside(m.first, 12, townsfolk)) && !p.beside(m.first, 12, fighters):
		ev.Type, ev.SubType = "Riots", "Violent demonstration"
	case ev.SubType == "Remote explosive/landmine/IED" && p.beside(m.first, 9, aircraft), l == "raid" && p.beside(m.first, 9, aircraft):
		ev.Type, ev.SubType = "Explosions/Remote violence", "Air/drone strike"
	case ev.SubType == "Remote explosive/landmine/IED" && p.beside(m.first, 6, suicide):
		ev.SubType = "Suicide bomb"
	}
	return ev
}

var (
	aircraft  = []string{"drone", "drones", "warplane", "warplanes", "jet", "jets", "aircraft", "helicopter", "helicopters", "bombers", "airstrikes"}
	pirates   = []string{"pirates", "pirate", "hijacked", "hijackers", "hijacking", "gunmen"}
	crowd     = []string{"demonstrators", "protesters", "protestors", "rioters", "demonstration", "demonstrations", "protests", "marchers", "strikers"}
	police    = []string{"police", "policemen"}
	townsfolk = []string{"residents", "villagers", "youths", "fans", "supporters", "students", "crowds", "crowd", "traders", "farmers"}
	fighters  = []string{"rebels", "militants", "insurgents", "guerrillas", "guerillas", "gunmen", "fighters"}
	suicide   = []string{"suicide"}
)

// beside reports whether one of the words stands within n tokens of token k
// in its sentence.
func (p *page) beside(k, n int, words []string) bool {
	first, last := p.Bounds(k)
	for j := max(first, k-n); j < min(last, k+n+1); j++ {
		if j != k && p.Is(j, words...) {
			return true
		}
	}
	return false
}
