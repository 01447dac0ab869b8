package phrase

import (
	"hearsay/internal/fact/trigger"
	"hearsay/internal/quantity"
	"hearsay/internal/syntax"
)

// Passive reports whether the verb at k has its subject before it as the one
// harmed: "were killed 12 days ago".
func (p *Text) Passive(k, first int) bool {
	for j := k - 1; j >= max(first, k-3); j-- {
		switch {
		case p.Is(j, "was", "were", "been", "being", "be"):
			return true
		case p.Tok[j].UPOS != syntax.ADV && p.Tok[j].UPOS != syntax.AUX:
			return false
		}
	}
	return false
}

// Object reports whether a noun phrase follows at k, as after a verb in the
// active: "rebels attacked nearly ten villages", whatever the tagger says.
func (p *Text) Object(k, last int) bool {
	for k < last && p.Tok[k].UPOS == syntax.ADV {
		k++
	}
	if k >= last || p.Timely(k) {
		return false
	}
	if p.Is(k, "up", "at", "more", "over", "about", "around") && quantity.At(p.Syn, k, last) {
		return true // "killed up to 80 guards"
	}
	switch p.Tok[k].UPOS {
	case syntax.DET, syntax.NUM, syntax.ADJ, syntax.NOUN, syntax.PROPN:
		return true
	}
	return p.Tok[k].XPOS == syntax.TagPRPS
}

// Had reports whether the verb at k stands in the perfect.
func (p *Text) Had(k, first int) bool {
	for j := k - 1; j >= max(first, k-3); j-- {
		if p.Is(j, "had", "has", "have", "having") {
			return true
		}
	}
	return false
}

// Weapon reports whether the noun at k is a means, so that what explodes is not
// what was hit.
func (p *Text) Weapon(k int) bool {
	_, n := trigger.Means(p.Syn, k, k+1)
	return n > 0 || p.Is(k, "device", "devices", "bomb", "bombs", "vest", "charge", "ammunition", "blast", "explosion", "shells", "munitions")
}

// Subject is the noun phrase that ends left of the verb at k, else the one that
// the tree gives it.
func (p *Text) Subject(k, first int) (lo, hi int, ok bool) {
	if lo, hi, ok = p.BeforeVerb(k, first); ok {
		return lo, hi, ok
	}
	return p.treeSubject(k, first)
}

// BeforeVerb is the noun phrase that ends left of the verb at k.
func (p *Text) BeforeVerb(k, first int) (lo, hi int, ok bool) {
	j, whose := k-1, false
	for j >= first && (p.Tok[j].UPOS == syntax.AUX || p.Tok[j].UPOS == syntax.ADV || p.Is(j, "“", "\"", "who", "which", "that", "then", "not")) {
		whose = whose || p.Is(j, "who", "which", "that")
		j--
	}
	if j < first || p.Tok[j].UPOS != syntax.NOUN && p.Tok[j].UPOS != syntax.PROPN && p.Tok[j].UPOS != syntax.NUM {
		return 0, 0, false
	}
	hi = j + 1
	for j >= first {
		t := &p.Tok[j]
		switch {
		case t.UPOS == syntax.DET && hi-j > 1 && p.Is(j, "the", "a", "an") && !p.Is(j-1, "'s", "’s"):
			if j > first && !whose && (p.Tok[j-1].UPOS == syntax.ADP || p.Is(j-1, "to")) && j+1 < hi {
				j-- // the phrase hangs on another
			} else {
				return j, hi, true // "facilities the army raided": the last one
			}
		case t.UPOS == syntax.NOUN, t.UPOS == syntax.PROPN, t.UPOS == syntax.ADJ, t.UPOS == syntax.NUM, t.UPOS == syntax.DET && hi-j > 1,
			t.Lower == "-" && hi-j > 1, p.Is(j, "'s", "’s") && hi-j > 1:
			j--
			continue
		}
		break
	}
	if p.Is(j, "by") && p.Is(j-1, "operated", "flown", "launched", "fired", "piloted", "commanded", "led") {
		return j + 1, hi, j+1 < hi
	}
	if p.Is(j, "and") && j > first && p.Tok[j-1].UPOS == syntax.PROPN && p.Tok[j+1].UPOS == syntax.PROPN {
		k := j - 1
		for k > first && p.Tok[k].UPOS == syntax.PROPN {
			k--
		}
		if p.Is(k, "in", "at", "near", "between", "across") {
			return 0, 0, false // "bombings in Kenya and Tanzania killed"
		}
	}
	for j > first && p.Tok[j].UPOS == syntax.ADV {
		j-- // "in then war-torn Ivory Coast"
	}
	if j > first && p.Is(j, "of", "from") && p.Weapon(j-1) {
		return j + 1, hi, j+1 < hi // "a drone of the Joint Command struck"
	}
	if p.Is(j, "in", "at", "of", "on", "to", "from", "for", "with", "by", "near") {
		return 0, 0, false
	}
	return j + 1, hi, j+1 < hi
}

// ClauseSubject is the subject of the nearest verb in the active before token
// k, no farther than six tokens away.
func (p *Text) ClauseSubject(k, first int) (lo, hi int, ok bool) {
	for v := k - 1; v >= max(first, k-6); v-- {
		if t := &p.Tok[v]; t.UPOS == syntax.VERB && t.XPOS != syntax.TagVBG && !p.Passive(v, first) {
			return p.Subject(v, first)
		}
	}
	return 0, 0, false
}

// treeSubject is the noun phrase that the tree gives the verb at k as its
// subject, its own or one it shares: "the ministry, in a letter, said it had
// deported". It helps where the words beside the verb do not tell.
func (p *Text) treeSubject(k, first int) (lo, hi int, ok bool) {
	for range 3 {
		for j := k - 1; j >= first; j-- {
			if int(p.Tok[j].Head) != k || !subjects(p.Tok[j].Rel) {
				continue
			}
			if p.Is(j, "who", "which", "that") {
				if p.Tok[k].Rel != syntax.RelAclRelcl {
					return 0, 0, false
				}
				j = int(p.Tok[k].Head)
			}
			return p.nounPhrase(j, first)
		}
		head := int(p.Tok[k].Head)
		if r := p.Tok[k].Rel; r != syntax.RelConj && r != syntax.RelXcomp || head < first || head >= k || p.Tok[head].UPOS != syntax.VERB {
			return 0, 0, false
		}
		k = head
	}
	return 0, 0, false
}

func subjects(r syntax.Rel) bool { return r == syntax.RelNsubj || r == syntax.RelNsubjPass }

// nounPhrase is the noun at h with the words that colour it before it and the
// parts of its name after it.
func (p *Text) nounPhrase(h, first int) (lo, hi int, ok bool) {
	if h < first || p.Tok[h].UPOS != syntax.NOUN && p.Tok[h].UPOS != syntax.PROPN {
		return 0, 0, false
	}
	lo, hi = h, h+1
	for lo > first {
		t := &p.Tok[lo-1]
		if head := int(t.Head); head < lo || head > h {
			break
		}
		switch t.Rel {
		case syntax.RelDet, syntax.RelAmod, syntax.RelCompound, syntax.RelNummod, syntax.RelNmodPoss, syntax.RelFlat, syntax.RelCase, syntax.RelPunct, syntax.RelNmodDesc, syntax.RelAdvmod:
			lo--
			continue
		}
		break
	}
	for lo < h && p.Tok[lo].UPOS == syntax.PUNCT {
		lo++
	}
	_, last := p.Bounds(h)
	for hi < last && int(p.Tok[hi].Head) == h && p.Tok[hi].Rel == syntax.RelFlat {
		hi++
	}
	return lo, hi, true
}
