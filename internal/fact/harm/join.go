package harm

import (
	"hearsay/internal/quantity"
	"hearsay/internal/syntax"
)

// join gives a figure the effect of the one before it where the two are
// joined: "including two children", "three soldiers and a civilian", "two
// soldiers, three policemen and a driver".
func (p *page) join(f, prev *figure) {
	if f.effect != Unharmed || prev.effect == Unharmed || p.sentence(prev.First) != p.sentence(f.First) || !f.People && !(f.Unknown && prev.active) {
		return
	}
	gap := f.First - prev.End
	k := f.First - 1
	switch {
	case gap < 0:
	case p.is(k, "including", "them") && gap <= 4, p.is(k, "of") && p.is(k-1, "consisting"), p.is(k, "(", "[", "-lrb-"), p.within(prev.End, f.First, "including") && gap <= 9:
		if f.Category != quantity.Unspecified {
			f.effect, f.part = prev.effect, true
		}
	case gap <= 3 && !f.Bare && p.coordinated(prev.End, f.First):
		if f.Last < f.End && p.is(f.End-1, "them", "whom") { // "five of them": a part, not more
			return
		}
		if prev.listed {
			f.effect, f.listed = prev.effect, true
			return
		}
		if prev.part && f.Category == quantity.Unspecified || p.verbAfter(f.End) || prev.subject && !prev.part { // "three were killed and two men …"
			return
		}
		f.effect, f.active, f.part = prev.effect, prev.active, prev.part
	case p.is(k, "not") && prev.listed && gap <= 4:
		f.effect, f.listed, f.old = prev.effect, true, true
	}
}

// coordinated reports whether nothing but "and", "as well as" or a comma
// stands in tokens [k, last).
func (p *page) coordinated(k, last int) bool {
	if k >= last {
		return false
	}
	for ; k < last; k++ {
		if !p.is(k, "and", ",", "as", "well", "plus", "the", "or", "“", "\"", "his", "her", "their") {
			return false
		}
	}
	return true
}

// following is the index of the figure that comes after figure i and what
// stands in brackets or dashes behind it.
func (p *page) following(figures []figure, i int) int {
	f := &figures[i]
	_, last := p.bounds(f.First)
	j := i + 1
	if n := p.bracketed(f.End, last); n > 0 {
		for j < len(figures) && figures[j].First < n {
			j++
		}
	}
	return j
}

// bracketed is the token after a bracket or a pair of dashes that begins at k,
// 0 for none.
func (p *page) bracketed(k, last int) int {
	switch {
	case p.is(k, "(", "[", "-lrb-"):
		return p.closing(k, last, ")", "]")
	case p.is(k, "--", "—", "–"):
		return p.closing(k, last, p.tok[k].Lower)
	}
	return 0
}

// share gives a figure the effect of the one after it where both are the
// subject: "two soldiers and a child were killed".
func (p *page) share(f, next *figure) {
	if f.effect != Unharmed || !next.subject || next.effect == Unharmed || p.sentence(f.First) != p.sentence(next.First) || !f.People && !f.Unknown {
		return
	}
	from := f.End
	if n := p.bracketed(f.End, next.First); n > 0 {
		from = n
	} else if !p.is(from, "and", ",") {
		from, _ = p.past(f.End, next.First)
	}
	if !p.coordinated(from, next.First) || p.is(next.First-1, "or") {
		return
	}
	if p.governed(f.First) {
		return
	}
	f.effect, f.subject = next.effect, true
}

// governed reports whether a verb or preposition before token k takes what
// begins there, so that it is no subject.
func (p *page) governed(k int) bool {
	first, _ := p.bounds(k)
	k--
	if k < first || p.is(k, "the", "“", "\"", "that", "when", "where", "which", ",", "and", "while", "after", "because", "]", ")", "--", "-", "—", ":", "left", "leaving", "leaves", "said", "says") {
		return false
	}
	return p.tok[k].UPOS == syntax.VERB || p.tok[k].UPOS == syntax.ADP
}

// verbAfter reports whether a verb of its own follows a noun phrase.
func (p *page) verbAfter(k int) bool {
	for k < len(p.tok) && p.tok[k].UPOS == syntax.ADV {
		k++
	}
	return k < len(p.tok) && (p.tok[k].UPOS == syntax.AUX || p.tok[k].UPOS == syntax.VERB && p.tok[k].XPOS != syntax.TagVBN && p.tok[k].XPOS != syntax.TagVBG)
}

func (p *page) within(from, to int, word string) bool {
	for k := from; k < to; k++ {
		if p.is(k, word) {
			return true
		}
	}
	return false
}
