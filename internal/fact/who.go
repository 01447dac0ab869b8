package fact

import (
	"hearsay/internal/fact/trigger"
	"hearsay/internal/lexicon"
	"hearsay/internal/quantity"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// drawInstruments gives each event the means named in its sentence.
func (p *page) drawInstruments() {
	for k := 0; k < len(p.Tok); k++ {
		if p.Tok[k].UPOS != syntax.NOUN && p.Tok[k].UPOS != syntax.PROPN {
			continue
		}
		_, last := p.Bounds(k)
		name, n := trigger.Means(p.Syn, k, last)
		if n == 0 {
			continue
		}
		if i := p.near(k); i >= 0 && p.mentions[i].event >= 0 && abs(p.mentions[i].first-k) <= 8 && p.isViolent(p.mentions[i].event) {
			p.claim(p.mentions[i].event, Instrument, k, k+n, Norm{Name: name})
		}
		k += n - 1
	}
}

func (p *page) isViolent(e int) bool {
	switch p.events[e].Type {
	case "Explosions/Remote violence", "Battles", "Violence against civilians", "":
		return true
	}
	return false
}

// drawActors finds who did it and what was hit, from the words on both sides
// of each trigger.
func (p *page) drawActors() {
	for i := range p.mentions {
		m := &p.mentions[i]
		if m.event < 0 || p.events[m.event].Stage == Hypothetical || p.events[m.event].Stage == Threatened {
			continue
		}
		first, _ := p.Bounds(m.first)
		p.accused(m, first)
		if m.verb {
			p.ofVerb(m)
		} else {
			p.ofNoun(m)
		}
	}
	p.ofNation()
}

// actor records who acted; a phrase that is no actor is passed over.
func (p *page) actor(m *mention, lo, hi int) {
	for lo < hi-1 && (p.Tok[lo].UPOS == syntax.SCONJ || p.Tok[lo].UPOS == syntax.ADV || p.Tok[lo].UPOS == syntax.PUNCT || p.Is(lo, "when", "then", "while", "as", "where", "after", "but", "and")) {
		lo++
	}
	if p.Tok[lo].UPOS == syntax.ADP || p.Is(lo, "to") {
		if !p.Is(lo, "by") || lo+1 >= hi {
			return // "linked to the bomber who"
		}
		lo++
	}
	hi = p.WholeName(lo, hi)
	hi = p.WholeGroup(hi)
	name, ok := p.actorName(lo, hi)
	if !ok || p.weaponless(m, lo, hi) {
		return
	}
	if st := int(p.of[m.first]); st >= 0 && p.denier(st, lo, hi) {
		p.add(st, m.event, Perpetrator, p.party(st), Norm{Name: p.owner(p.sts[st].Speaker)}, Denies)
		return
	}
	p.claim(m.event, Perpetrator, lo, hi, Norm{Name: name})
}

// denier reports whether tokens [lo, hi) are who denies in statement st what its words
// tell: "the group denied carrying out the attack" says of nobody that it did.
func (p *page) denier(st, lo, hi int) bool {
	s := &p.sts[st]
	if s.Act != statement.Deny || s.SourceSpan == nil || s.Speaker < 0 {
		return false
	}
	at := p.Tok[lo].Span.Cover(p.Tok[hi-1].Span)
	return at.Start < s.SourceSpan.End && s.SourceSpan.Start < at.End
}

// actorName is the name of the one who acts: a known body, else the words
// without article. A phrase without a name, a body or people is no actor.
func (p *page) actorName(lo, hi int) (string, bool) {
	words := p.Syn.Text.Slice(p.Tok[lo].Span.Cover(p.Tok[hi-1].Span))
	if name, ok := p.LongName(lo, hi); ok {
		return name, true
	}
	if b, ok := lexicon.BodyNamed(words); ok {
		return b.Name, true
	}
	if c, ok := lexicon.CountryNamed(words); ok {
		return c.Name, true
	}
	head := &p.Tok[hi-1]
	_, person := quantity.Person(head.Lower)
	_, body := lexicon.BodyNoun(head.Lower)
	if !person && !body && head.UPOS != syntax.PROPN || p.Is(hi-1, "statement", "report", "video", "footage", "officials", "sources", "reports", "people", "others", "casualties", "losses", "victims", "bodies", "injuries", "deaths", "residents", "witnesses", "attackers", "attacker", "assailants", "assailant", "perpetrators", "killers", "spokesman", "spokeswoman", "spokesperson", "number", "toll", "minister", "which", "that", "who") {
		return "", false
	}
	if _, title := lexicon.Title(words); p.Timely(hi-1) || title {
		return "", false
	}
	for k := lo + 1; k < hi-1; k++ {
		if p.Is(k, "'s", "’s") && p.Tok[k+1].UPOS == syntax.PROPN {
			lo = k + 1 // "Somalia's National Intelligence and Security Agency"
		}
	}
	if b, ok := lexicon.BodyNamed(p.Syn.Text.Slice(p.Tok[lo].Span.Cover(p.Tok[hi-1].Span))); ok {
		return b.Name, true
	}
	for lo < hi-1 && p.Tok[lo].UPOS == syntax.DET {
		lo++
	}
	return p.Syn.Text.Slice(p.Tok[lo].Span.Cover(p.Tok[hi-1].Span)), true
}

// counts reports whether a noun phrase counts people or names nobody.
func (p *page) counts(lo, hi int) bool {
	named := false
	for k := lo; k < hi; k++ {
		if p.Tok[k].UPOS == syntax.PROPN {
			named = true
		}
	}
	_, people := quantity.Person(p.Tok[hi-1].Lower)
	return people || !named && !p.Is(hi-1, "vessels", "vessel", "boats", "boat", "ship", "ships") && p.Lemma(p.lastVerb(lo)) == "kill"
}

// lastVerb is the verb before token k.
func (p *page) lastVerb(k int) int {
	first, _ := p.Bounds(k)
	for k > first && p.Tok[k].UPOS != syntax.VERB {
		k--
	}
	return k
}
