package fact

import (
	"sort"

	"hearsay/internal/fact/harm"
	"hearsay/internal/quantity"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// drawTolls gives each figure of the killed and injured to the event that it
// stands nearest to. What a figure says is package harm's work.
func (p *page) drawTolls() {
	figures := harm.Find(p.Syn)
	for i := range figures {
		if f := &figures[i]; f.Present || p.echo[p.Sent[f.First]] {
			shorten(f, figures)
		}
	}
	for _, f := range figures {
		none := f.Max != nil && *f.Max == 0
		if !none && (!f.Listed && p.unreal(f.First, f.End) || p.ofYears(f.First, f.End)) {
			continue
		}
		e, ok := p.about(f.First)
		if !ok && !none {
			e, ok = p.beyond(f.First)
		}
		if ok {
			p.toll(e, &f)
		}
	}
}

// ofYears reports whether a figure sums up a war, a year or a campaign, and so
// counts no single event: "about 20,000 people have died since 1989".
func (p *page) ofYears(k, end int) bool {
	first, last := p.Bounds(k)
	perfect, past, finite := false, false, false
	for j := max(first, k-6); j < min(last, end+8); j++ {
		perfect = perfect || p.Is(j, "have", "has")
		finite = finite || j >= end && p.Is(j, "was", "were")
	}
	for j := first; j < last; j++ {
		switch {
		case p.Is(j, "since") && p.era(j+1, last):
			past = true
		case p.Is(j, "over", "in", "during", "within") && p.Is(j+1, "the", "these") && p.Is(j+2, "past", "last"), p.Is(j, "in", "over") && p.Tok[min(j+1, last-1)].UPOS == syntax.NUM:
			for i := j + 2; i < min(last, j+6); i++ {
				past = past || p.Is(i, "years", "months", "decade", "decades", "year")
				if p.Tok[i].UPOS == syntax.PUNCT {
					break
				}
			}
		case p.Is(j, "this") && p.Is(j+1, "year", "decade") && !p.Is(j-1, "earlier", "later"), p.Is(j, "so") && p.Is(j+1, "far") && p.Is(j+2, "this"):
			past = true
		}
	}
	return perfect && past && !finite && !p.series(k)
}

// series reports whether the sentence of token k names deeds in the plural, whose
// toll a sum can be: "hundreds have been killed in suicide attacks since 2009".
func (p *page) series(k int) bool {
	lo := sort.Search(len(p.mentions), func(i int) bool { return p.Sent[p.mentions[i].first] >= p.Sent[k] })
	for i := lo; i < len(p.mentions) && p.Sent[p.mentions[i].first] == p.Sent[k]; i++ {
		if m := &p.mentions[i]; m.event >= 0 && !m.verb && p.Tok[m.last-1].XPOS == syntax.TagNNS {
			return true
		}
	}
	return false
}

// era reports whether the words after "since" begin a stretch longer than days:
// a year, a month, an event; not "since Monday".
func (p *page) era(k, last int) bool {
	for j := k; j < min(last, k+4); j++ {
		switch {
		case p.Tok[j].UPOS == syntax.PUNCT:
			return j > k
		case p.Is(j, "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "morning", "dawn", "midnight", "week", "night", "weekend"):
			return false
		}
	}
	return k < last
}

// shorten gives a headline's bare number the bound that the story gives it:
// "kill 50" heads a story of at least 50.
func shorten(f *harm.Figure, figures []harm.Figure) {
	if f.Min == nil || f.Max == nil || *f.Min != *f.Max || *f.Min == 0 {
		return
	}
	for i := range figures {
		g := &figures[i]
		if g == f || g.Effect != f.Effect || g.Word != "" || (g.Min == nil) == (g.Max == nil) {
			continue
		}
		if g.Min != nil && *g.Min == *f.Min || g.Max != nil && *g.Max == *f.Max {
			f.Min, f.Max = g.Min, g.Max
			if f.Category == quantity.Unspecified {
				f.Category = g.Category
			}
			return
		}
	}
}

// toll claims a figure. What the text puts another in place of is denied.
func (p *page) toll(event int, f *harm.Figure) {
	num := Number{Min: f.Min, Max: f.Max, Word: f.Word}
	slots := []Slot{Killed}
	switch f.Effect {
	case harm.Hurt:
		slots[0] = Injured
	case harm.DeadOrHurt: // how many of each the text does not say
		num.Min = nil
		slots = append(slots, Injured)
	}
	for _, slot := range slots {
		n, before := num, len(p.claims)
		p.claim(event, slot, f.First, f.End, Norm{Category: Category(f.Category), Number: &n})
		if f.Old && len(p.claims) > before {
			p.claims[before].Stance = Denies
		}
	}
}

// beyond is the nearest event of the sentence where a decoy stands nearer.
func (p *page) beyond(k int) (int, bool) {
	best, least := -1, 1<<30
	for _, m := range p.mentions {
		if m.event < 0 || p.Sent[m.first] != p.Sent[k] {
			continue
		}
		if d := max(m.first-k, k-m.last); d < least {
			best, least = m.event, d
		}
	}
	return best, best >= 0
}

// unreal reports whether the words before a figure take it back: "could kill
// 50", "threatened to kill two", "did not kill any".
func (p *page) unreal(k, end int) bool {
	first, last := p.Bounds(k)
	if st := p.of[k]; st >= 0 && !p.happened(max(first, k-4), k) && !p.happened(end, min(last, end+4)) {
		switch p.sts[st].Act {
		case statement.Intend, statement.Demand, statement.Predict:
			return true
		}
	}
	for j := k - 1; j >= max(first, k-6); j-- {
		t := &p.Tok[j]
		switch {
		case p.Is(j, ",", ";", ":", "—"):
			return false
		case t.XPOS == syntax.TagMD:
			return !p.Is(j+1, "be", "have")
		case p.Is(j, "not", "n't", "n’t", "never", "if", "threatened", "threatening", "trying"):
			return true
		case t.Lower == "to" && p.Tok[j+1].XPOS == syntax.TagVB:
			return !p.did(j-1) && harm.Word(p.Tok[j+1].Lower) != harm.Unharmed
		}
	}
	return false
}

// happened reports whether a verb in the past stands in tokens [k, last), so that
// a demand or an intention speaks of what was done: "will look into the attack
// that killed ten".
func (p *page) happened(k, last int) bool {
	for ; k < last; k++ {
		if p.Tok[k].XPOS == syntax.TagVBD {
			return true
		}
	}
	return false
}
