package fact

import "hearsay/internal/syntax"

// unclaimed finds what reports say where nobody has come forward: "No one has
// claimed responsibility".
func (p *page) unclaimed() {
	for k := range p.Tok {
		if !p.Is(k, "responsibility") || !p.Is(k-1, "claimed", "taken", "claim", "immediate", "of") && !p.Is(k-2, "claim", "claims") {
			continue
		}
		first, _ := p.Bounds(k)
		for j := k - 1; j >= max(first, k-9); j-- {
			if p.Is(j, "no", "nobody", "none") {
				if e, ok := p.about(j); ok && p.isViolent(e) {
					p.claim(e, Responsibility, j, k+1, Norm{})
				}
				break
			}
		}
	}
}

// motives finds why a deed is said to have been done: "in retaliation for the
// raid", "to avenge his death", in the sentence of the deed.
func (p *page) motives() {
	for k := range p.Tok {
		if !p.Is(k, "retaliation", "revenge", "reprisal", "response", "avenge", "retaliate") {
			continue
		}
		at := k
		switch {
		case p.Is(k, "avenge", "retaliate"):
			if !p.Is(k-1, "to") {
				continue
			}
			at = k - 1
		case !p.Is(k+1, "for", "to", "against") || !p.Is(k-1, "in", "a", "as"):
			continue
		}
		i := p.near(at)
		if i < 0 || p.mentions[i].event < 0 || !p.isViolent(p.mentions[i].event) || p.mentions[i].first > k+3 {
			continue
		}
		_, last := p.Bounds(k)
		end := k + 1
		for end < last && p.Tok[end].UPOS != syntax.PUNCT && p.Tok[end].UPOS != syntax.AUX && p.Tok[end].XPOS != syntax.TagVBD && p.of[end] == p.of[k] && !p.cue[end] {
			end++
		}
		if end > k+2 {
			p.claim(p.mentions[i].event, Motive, at, end, Norm{})
		}
	}
}

// damage finds what was left of things: "parts of the hotel reduced to rubble",
// "houses were badly damaged", "the destruction of two vehicles".
func (p *page) damage() {
	for k := range p.Tok {
		switch {
		case p.Is(k, "destruction") && p.Is(k+1, "of"):
			if p.undone(k) {
				continue
			}
			if e, ok := p.about(k); ok && p.struck(e) {
				if end := p.End(k+2, false); end > k+2 {
					p.claim(e, DamageDone, k, end, Norm{})
				}
			}
		case p.Is(k, "damaged", "destroyed", "gutted", "levelled", "leveled", "flattened", "wrecked") || p.Is(k, "reduced") && p.Is(k+1, "to"):
			first, last := p.Bounds(k)
			e, ok := p.about(k)
			if !ok || !p.struck(e) || p.undone(k) {
				continue
			}
			if lo := p.harmed(k, first); lo < k && (p.Passive(k, first) || p.Is(k, "reduced")) && p.Tok[k].UPOS == syntax.VERB {
				end := k + 1
				if p.Is(k, "reduced") {
					end = min(k+3, last)
				}
				p.claim(e, DamageDone, lo, end, Norm{})
				continue
			}
			if p.Is(k, "damaged") && p.Object(k+1, last) && p.Tok[k].UPOS == syntax.VERB {
				p.claim(e, DamageDone, k, p.End(k+1, false), Norm{})
			}
		}
	}
}

// harmed is where the noun phrase before the verb at k begins, over "of": k
// where there is none.
func (p *page) harmed(k, first int) int {
	j := k - 1
	for j >= first && (p.Tok[j].UPOS == syntax.AUX || p.Tok[j].UPOS == syntax.ADV) {
		j--
	}
	lo := k
	for ; j >= first; j-- {
		switch t := &p.Tok[j]; {
		case t.UPOS == syntax.NOUN, t.UPOS == syntax.PROPN:
			lo = j
		case lo < k && (t.UPOS == syntax.DET || t.UPOS == syntax.ADJ || t.UPOS == syntax.NUM || t.Lower == "-"):
			lo = j
		case lo < k && p.Is(j, "of", "'s", "’s"):
		default:
			return lo
		}
	}
	return lo
}

func (p *page) struck(e int) bool {
	return p.events[e].Stage == Accomplished && p.events[e].Type != "Protests" && p.events[e].SubType != "Agreement" && p.events[e].SubType != "Arrests"
}
