package fact

import (
	"slices"
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/quantity"
	"hearsay/internal/source"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

func abs(n int) int { return max(n, -n) }

// ofNation reads the party from the word before a strike or shelling, where the
// report names none of that land: "a NATO airstrike", "Israeli shelling".
func (p *page) ofNation() {
	for i := range p.mentions {
		m := &p.mentions[i]
		if m.event < 0 || m.verb || p.events[m.event].Stage != Accomplished || p.events[m.event].SubType != "Air/drone strike" && p.events[m.event].SubType != "Shelling/artillery/missile attack" {
			continue
		}
		first, _ := p.Bounds(m.first)
		k := m.first - 1
		if k >= first && p.Is(k, "military", "army", "artillery", "tank", "rocket", "air", "drone", "missile") {
			k--
		}
		if k < first || p.Is(k-1, "in", "on", "against", "at", "of", "-", "to", "into") {
			continue
		}
		word, name := p.Tok[k].Form, ""
		if c, ok := lexicon.CountryOf(word); ok {
			name = c.Name
		} else if b, ok := lexicon.BodyNamed(word); ok && (b.Kind == lexicon.Force || word == "NATO") {
			name = b.Name
		} else if c, ok := lexicon.CountryNamed(word); ok && strings.ToUpper(word) == word {
			name = c.Name
		}
		if name == "" || slices.ContainsFunc(p.claims, func(c Claim) bool {
			return (c.Slot == Perpetrator || c.Slot == Responsibility) && (alike(c.Norm.Name, name) || strings.Contains(c.Value, word))
		}) {
			continue
		}
		p.claim(m.event, Perpetrator, k, k+1, Norm{Name: name})
	}
}

// ofVerb reads "gunmen stormed a hotel", "was attacked by rebels".
func (p *page) ofVerb(m *mention) {
	first, last := p.Bounds(m.first)
	passive := p.Passive(m.first, first) || p.Is(m.last, "dead") && !p.Object(m.last+1, last) || p.Tok[m.first].XPOS == syntax.TagVBN && !p.Had(m.first, first) && !p.Object(m.last, last)
	if passive {
		p.byWhom(m, last)
		if lo, hi, ok := p.Subject(m.first, first); ok {
			p.hit(m, lo, hi)
		}
		return
	}
	if p.events[m.event].Outcome && p.Tok[m.first].XPOS != syntax.TagVBG && !p.Object(m.last, last) {
		return // "all aboard killed": the harmed come first
	}
	if p.Tok[m.first].XPOS == syntax.TagVBG && p.Is(m.first-1, "by") {
		if lo, hi, ok := p.ClauseSubject(m.first-1, first); ok {
			p.actor(m, lo, hi) // "responded by destroying the depot"
		}
	}
	if p.Tok[m.first].XPOS != syntax.TagVBG {
		if lo, hi, ok := p.Subject(m.first, first); ok && p.Is(hi-1, "hostages", "captives", "prisoners", "detainees", "hostage", "inmates") && (p.Lemma(m.first) == "free" || p.Lemma(m.first) == "release") {
			p.hit(m, lo, hi) // "the hostages freed from the house"
		} else if ok && !p.crashes(m) {
			p.actor(m, lo, hi)
		} else if ok && !p.Weapon(hi-1) {
			p.hit(m, lo, hi)
		} else if !ok {
			p.bySpeaker(m, first)
		}
	}
	if m.last >= last || p.crashes(m) || p.Is(m.first, "detonated", "detonate", "detonates", "exploded") {
		return
	}
	at := m.last
	if p.Is(at, "dead") {
		at++
	}
	if at >= last {
		return
	}
	n := quantity.Modifier(p.Syn, at, last)
	if end := p.End(min(at+n, last-1), false); end > at+n {
		p.hit(m, at, end)
	}
}

// bySpeaker takes a pronoun at the head of a body's words for the body: "the
// agency said it had closed two stations". What it claims as its deed already
// is statement's work.
func (p *page) bySpeaker(m *mention, first int) {
	j := m.first - 1
	for j > first && (p.Tok[j].UPOS == syntax.AUX || p.Tok[j].UPOS == syntax.ADV) {
		j--
	}
	st := p.of[m.first]
	if st < 0 || !p.Is(j, "it", "we") || p.of[j] != st {
		return
	}
	s := &p.sts[st]
	if s.Speaker < 0 || s.SourceSpan == nil || s.Act != statement.State && s.Act != statement.Confirm || p.sources[s.Speaker].Identification == source.Unnamed {
		return
	}
	for _, c := range s.Content {
		if begin, end := p.tokens(c.Span); begin <= j && j < end && j-begin <= 2 {
			p.add(int(st), m.event, Perpetrator, p.party(int(st)), Norm{Name: p.owner(s.Speaker)}, Asserts)
			return
		}
	}
}

func (p *page) crashes(m *mention) bool {
	if _, last := p.Bounds(m.first); p.Is(m.first, "exploded") && m.last < last && p.Is(m.last, "a", "an", "the", "two", "three") && p.Weapon(p.End(m.last, false)-1) {
		return false // "attackers exploded a device"
	}
	return p.Is(m.first, "crashed", "crashes", "crash", "exploded", "explodes")
}

// accused records whom a sentence accuses, charges or convicts of the event:
// "two men stand accused of the bombing".
func (p *page) accused(m *mention, first int) {
	for k := m.first - 1; k > max(first, m.first-8); k-- {
		if p.Is(k, "accused", "charged", "convicted", "suspected", "indicted", "guilty", "wanted", "tried", "sentenced", "blamed") && p.Is(k+1, "of", "with", "for", "over", "in") {
			v := k
			for v > first && (p.Tok[v-1].UPOS == syntax.AUX || p.Tok[v-1].UPOS == syntax.ADV || p.Is(v-1, "stand", "stood", "stands", "found", "been", "pleaded", "not")) {
				v--
			}
			if v == k && p.cue[k] {
				return // "officials accused the army of": statement's work
			}
			lo, hi, ok := p.Subject(v, first)
			if !ok {
				return
			}
			if name, ok := p.actorName(lo, hi); ok {
				p.claim(m.event, Responsibility, lo, hi, Norm{Name: name})
			}
			return
		}
		if t := &p.Tok[k]; t.UPOS == syntax.VERB && t.XPOS != syntax.TagVBG || p.Is(k, ";", ",") {
			return
		}
	}
}
