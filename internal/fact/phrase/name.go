package phrase

import (
	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// WholeName is the end of a body's name that goes on over "and" to the noun of
// the body: "National Intelligence and Security Agency".
func (p *Text) WholeName(lo, hi int) int {
	_, last := p.Bounds(lo)
	if !p.Is(hi, "and") || hi+2 > last || p.Tok[hi-1].UPOS != syntax.PROPN {
		return hi
	}
	end := hi + 1
	for end < last && p.Tok[end].UPOS == syntax.PROPN {
		end++
	}
	if _, ok := lexicon.BodyNoun(p.Tok[end-1].Lower); ok && end > hi+2 {
		return end
	}
	return hi
}

// WholeGroup goes on over "of" where the noun says only that there were several,
// or one of them: "a group of militants", "a member of the brigade".
func (p *Text) WholeGroup(hi int) int {
	if !p.Is(hi, "of") || !p.Is(hi-1, "group", "groups", "member", "members", "band", "bands", "number", "gang", "gangs", "dozens", "hundreds", "thousands", "scores", "squad", "team", "teams", "column", "unit", "units", "faction", "wing", "crowd", "mob", "pair", "majority", "activists", "supporters", "followers", "fighters", "militants", "gunmen", "rebels", "operatives", "agents", "elements") {
		return hi
	}
	if end := p.End(hi+1, false); end > hi+1 {
		return end
	}
	return hi
}

// LongName is the body of the tables whose name begins in [lo, hi), perhaps
// after a possessive, and goes on over "and": "Somalia's National Intelligence
// and Security Agency".
func (p *Text) LongName(lo, hi int) (string, bool) {
	_, last := p.Bounds(lo)
	if !(p.Is(hi, "and") && hi+1 < last && p.Tok[hi+1].UPOS == syntax.PROPN) {
		return "", false
	}
	end := hi + 1
	for end < last && p.Tok[end].UPOS == syntax.PROPN {
		end++
	}
	for k := lo; k < hi; k++ {
		if b, ok := lexicon.BodyNamed(p.Syn.Text.Slice(p.Tok[k].Span.Cover(p.Tok[end-1].Span))); ok {
			return b.Name, true
		}
	}
	return "", false
}
