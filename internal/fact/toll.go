package fact

import (
	"sort"

	"hearsay/internal/fact/harm"
	"hearsay/internal/fact/total"
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
		if !none && (!f.Listed && p.unreal(f.First, f.End) || total.OfWar(&p.Text, f.First, f.End) || total.OfYears(&p.Text, f.First, f.End) && !p.series(f.First)) {
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

// series reports whether the sentence of token k names deeds in the plural, whose
// toll a sum can be: "hundreds have been killed in suicide attacks since 2009".
func (p *page) series(k int) bool {
	lo := sort.Search(len(p.mentions), func(i int) bool { return p.Sent[p.mentions[i].first] >= p.Sent[k] })
	for i := lo; i < len(p.mentions) && p.Sent[p.mentions[i].first] == p.Sent[k]; i++ {
		m := &p.mentions[i]
		for j := k; j < m.first; j++ {
			if p.Is(j, "since") { // it says from when on, not what killed them
				return false
			}
		}
		if m.event >= 0 && !m.verb && p.Tok[m.last-1].XPOS == syntax.TagNNS {
			return true
		}
	}
	return false
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
