package fact

import (
	"hearsay/internal/fact/trigger"
	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// ofNoun reads "executed a drone strike on a port", "airstrikes by the army".
func (p *page) ofNoun(m *mention) {
	first, last := p.Bounds(m.first)
	for k := m.first - 1; k >= max(first, m.first-5); k-- {
		if trigger.Light(&p.Tok[k]) {
			if lo, hi, ok := p.Subject(k, first); ok && !p.Passive(k, first) {
				p.actor(m, lo, hi)
			}
			break
		}
		if p.Tok[k].Lower == "led" && p.Is(k+1, "the", "a") && k >= m.first-3 {
			if lo, hi, ok := p.Subject(k, first); ok {
				p.actor(m, lo, hi)
			}
		}
		if p.Tok[k].UPOS == syntax.PUNCT || p.Tok[k].UPOS == syntax.VERB || p.Is(k, "into", "about", "over", "after", "in", "for", "to", "with", "on", "from", "against") {
			break // "launched an inquiry into the blast"
		}
	}
	p.bomber(m, last)
	p.byWhom(m, last)
	for k := m.last; k+2 < last; k++ {
		if p.Is(k, "casualties", "losses") && p.Is(k+1, "on") {
			p.hit(m, k+2, p.End(k+2, false)) // "inflicting heavy casualties on the army"
			break
		}
	}
	if p.Lemma(m.last-1) == "crash" {
		return
	}
	if at := p.shaken(m.last, last); at > 0 {
		p.hit(m, at, p.End(at, false))
		return
	}
	if at := p.aimed(m.last, last); at > 0 {
		p.hit(m, at, p.End(at, false))
		return
	}
	for k := m.last; k < min(last-1, m.last+7); k++ {
		if k > m.last && !p.aside(k-1) {
			return
		}
		if p.Is(k, "on", "against", "of", "outside", "targeting", "at", "targeted", "focused") && !p.Is(k-1, "focused") {
			at := k + 1
			if p.Is(at, "on") {
				at++
			}
			if at < last {
				if !p.Timely(at) && p.Tok[at].UPOS != syntax.NUM {
					p.hit(m, at, p.End(at, false))
				}
			}
			return
		}
		if p.Tok[k].UPOS == syntax.VERB || p.Is(k, ";", "that", "by", ".") {
			return
		}
	}
}

// shaken is where the noun phrase begins that the event ending at token k fell
// upon by a verb that is no trigger: "a blast ripped through a market"; 0 for
// none.
func (p *page) shaken(k, last int) int {
	for k < last && (p.Tok[k].UPOS == syntax.ADV || p.Tok[k].UPOS == syntax.AUX) {
		k++
	}
	if !p.Is(k, "rocked", "shook", "rattled", "ripped", "tore", "jolted", "devastated", "levelled", "leveled", "damaged", "wrecked") {
		return 0
	}
	if k++; p.Is(k, "through", "into", "apart") {
		k++
	}
	if k < last && p.Object(k, last) {
		return k
	}
	return 0
}

// aimed is where the noun phrase begins that the event ending at token k was
// aimed at, over a clause between commas: "the strike, long denied, focused on
// a dock"; 0 for none.
func (p *page) aimed(k, last int) int {
	if p.Is(k, ",") {
		for k++; k < last && !p.Is(k, ","); k++ {
		}
		k++
	}
	for k < last && (p.Tok[k].UPOS == syntax.ADV || p.Tok[k].UPOS == syntax.AUX) {
		k++
	}
	if k+2 < last && p.Is(k, "focused", "aimed", "centered", "centred") && p.Is(k+1, "on", "at") {
		return k + 2
	}
	return 0
}

// aside reports whether token k may stand between an event and what it struck:
// a day, an adverb, "focused", a word of time.
func (p *page) aside(k int) bool {
	t := &p.Tok[k]
	return t.UPOS == syntax.ADV || t.UPOS == syntax.DET || t.UPOS == syntax.NUM || t.UPOS == syntax.ADJ || p.Timely(k) || t.XPOS == syntax.TagVBG ||
		p.Is(k, "morning", "afternoon", "evening", "night", "month", "week", "year", "dawn", "day", "on", "in", "at", "focused", "targeted", "earlier", "-", "operation", "campaign", "attack", "carried", "out")
}

// byWhom reads "by X", "carried out by X" after a trigger.
func (p *page) byWhom(m *mention, last int) {
	for k := m.last; k < min(last-1, m.last+12); k++ {
		if p.Is(k, "by") {
			if t := p.Tok[k+1]; t.XPOS == syntax.TagVBG || t.UPOS == syntax.NUM {
				return
			}
			if end := p.End(k+1, false); end > k+1 {
				p.actor(m, k+1, end)
			}
			return
		}
		if p.Is(k, ";", ",", "said", "that") || p.Tok[k].XPOS == syntax.TagVBD && !p.Is(k, "carried", "was", "were") {
			return
		}
	}
}

// weaponless reports whether what stands before a verb is no party: a deed or a
// means that the event itself is.
func (p *page) weaponless(m *mention, lo, hi int) bool {
	return hi-lo == 1 && p.Is(lo, "suicide") || trigger.Noun(p.Syn, hi-1, hi) && !p.Is(hi-1, "bomber", "bombers")
}

// bomber reads whose the one is who struck: "a suicide bomber of the Red Brigade".
func (p *page) bomber(m *mention, last int) {
	if !p.Is(m.last-1, "bomber", "bombers") || !p.Is(m.last, "of", "from") || m.last+1 >= last {
		return
	}
	if end := p.End(m.last+1, false); end > m.last+1 {
		if name, ok := p.actorName(m.last+1, end); ok {
			if _, country := lexicon.CountryNamed(name); !country && !p.Is(m.last, "from") || p.bodied(m.last+1, end) {
				p.claim(m.event, Perpetrator, m.last+1, end, Norm{Name: name})
			}
		}
	}
}

// bodied reports whether a phrase names a body of the tables or a kind of one.
func (p *page) bodied(lo, hi int) bool {
	if _, ok := lexicon.BodyNoun(p.Tok[hi-1].Lower); ok {
		return true
	}
	_, ok := lexicon.BodyNamed(p.Syn.Text.Slice(p.Tok[lo].Span.Cover(p.Tok[hi-1].Span)))
	return ok
}
