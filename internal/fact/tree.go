package fact

import "hearsay/internal/syntax"

// treeSubject is the noun phrase that the tree gives the verb at k as its
// subject, its own or one it shares: "the ministry, in a letter, said it had
// deported". It helps where the words beside the verb do not tell.
func (p *page) treeSubject(k, first int) (lo, hi int, ok bool) {
	for range 3 {
		for j := k - 1; j >= first; j-- {
			if int(p.tok[j].Head) != k || !subjects(p.tok[j].Rel) {
				continue
			}
			if p.is(j, "who", "which", "that") {
				if p.tok[k].Rel != syntax.RelAclRelcl {
					return 0, 0, false
				}
				j = int(p.tok[k].Head)
			}
			return p.nounPhrase(j, first)
		}
		head := int(p.tok[k].Head)
		if r := p.tok[k].Rel; r != syntax.RelConj && r != syntax.RelXcomp || head < first || head >= k || p.tok[head].UPOS != syntax.VERB {
			return 0, 0, false
		}
		k = head
	}
	return 0, 0, false
}

func subjects(r syntax.Rel) bool { return r == syntax.RelNsubj || r == syntax.RelNsubjPass }

// nounPhrase is the noun at h with the words that colour it before it and the
// parts of its name after it.
func (p *page) nounPhrase(h, first int) (lo, hi int, ok bool) {
	if h < first || p.tok[h].UPOS != syntax.NOUN && p.tok[h].UPOS != syntax.PROPN {
		return 0, 0, false
	}
	lo, hi = h, h+1
	for lo > first {
		t := &p.tok[lo-1]
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
	for lo < h && p.tok[lo].UPOS == syntax.PUNCT {
		lo++
	}
	_, last := p.bounds(h)
	for hi < last && int(p.tok[hi].Head) == h && p.tok[hi].Rel == syntax.RelFlat {
		hi++
	}
	return lo, hi, true
}
