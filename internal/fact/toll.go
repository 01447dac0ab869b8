package fact

import (
	"hearsay/internal/quantity"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// effect is what befell the people a figure counts.
type effect uint8

const (
	noEffect effect = iota
	dead
	hurt
	deadAndHurt // "killed and injured 1,000": one figure for both
)

var harm = map[string]effect{
	"killed": dead, "dead": dead, "died": dead, "die": dead, "killing": dead, "kills": dead, "kill": dead, "slain": dead, "murdered": dead,
	"massacred": dead, "executed": dead, "beheaded": dead, "assassinated": dead, "slaughtered": dead, "murdering": dead, "perished": dead,
	"deaths": dead, "death": dead, "fatalities": dead, "fatality": dead,
	"injured": hurt, "wounded": hurt, "hurt": hurt, "injuring": hurt, "wounding": hurt, "injures": hurt, "wounds": hurt, "injuries": hurt,
	"maimed": hurt, "hospitalized": hurt, "hospitalised": hurt, "injury": hurt,
}

// drawTolls finds what befell the people that the figures count.
func (p *page) drawTolls(figures []figure) {
	for i := range figures {
		f := &figures[i]
		f.event = -1
		if !f.people {
			continue
		}
		f.effect = p.effect(f, figures[:i])
		if f.effect == noEffect || !f.listed && p.unreal(f.first) {
			f.effect = noEffect
			continue
		}
		e, ok := p.about(f.first)
		if !ok {
			if e, ok = p.beyond(f.first); !ok {
				continue
			}
		}
		f.event = e
		p.toll(f, f.effect)
	}
	p.none()
}

// beyond is the nearest event of the sentence where a decoy stands nearer.
func (p *page) beyond(k int) (int, bool) {
	best, least := -1, 1<<30
	for _, m := range p.mentions {
		if m.event < 0 || p.sent[m.first] != p.sent[k] {
			continue
		}
		if d := max(m.first-k, k-m.last); d < least {
			best, least = m.event, d
		}
	}
	return best, best >= 0
}

func (p *page) toll(f *figure, e effect) {
	if e == deadAndHurt {
		num := f.number
		num.Min = nil
		p.claim(f.event, Killed, f.first, f.end, Norm{Category: f.category, Number: &num})
		p.claim(f.event, Injured, f.first, f.end, Norm{Category: f.category, Number: &num})
		return
	}
	slot := Killed
	if e == hurt {
		slot = Injured
	}
	num := f.number
	p.claim(f.event, slot, f.first, f.end, Norm{Category: f.category, Number: &num})
}

// effect reads the words round a figure: first those after it, then those
// before it, then the figure it is joined to.
func (p *page) effect(f *figure, before []figure) effect {
	if e := p.after(f.end); e != noEffect {
		return e
	}
	if e := p.before(f); e != noEffect {
		return e
	}
	if len(before) == 0 {
		return noEffect
	}
	prev := &before[len(before)-1]
	if prev.effect == noEffect || p.sent[prev.first] != p.sent[f.first] {
		return noEffect
	}
	switch gap := f.first - prev.end; {
	case p.is(f.first-1, "including", "them") && gap <= 4, p.is(f.first-1, "of") && p.is(f.first-2, "consisting"):
		if f.category == Unspecified {
			return noEffect
		}
		return prev.effect
	case (p.is(f.first-1, "and") || p.is(f.first-2, "and")) && gap <= 3 && !f.bare:
		if prev.listed {
			f.listed = true
			return prev.effect
		}
		if p.included(prev) || p.verbAfter(f.end) {
			if f.category == Unspecified || p.verbAfter(f.end) {
				return noEffect
			}
		}
		return prev.effect
	case p.within(prev.end, f.first, "including") && f.category != Unspecified && gap <= 9:
		return prev.effect
	}
	return noEffect
}

// included reports whether a figure is part of another: "including two".
func (p *page) included(f *figure) bool { return p.is(f.first-1, "including") }

// verbAfter reports whether a verb of its own follows a noun phrase.
func (p *page) verbAfter(k int) bool {
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

// after reads "… people were killed", "… dead", "… fatalities", passing over
// an "including" phrase.
func (p *page) after(k int) effect {
	_, last := p.bounds(max(0, k-1))
	aux := false
	if p.is(k-1, "deaths", "fatalities", "injuries", "death", "fatality") {
		return harm[p.tok[k-1].Lower]
	}
	for j := k; j < min(last, k+8); j++ {
		t := &p.tok[j]
		if e, ok := harm[t.Lower]; ok && (t.UPOS != syntax.VERB || t.XPOS != syntax.TagVBG) {
			if t.Lower == "killed" && !aux && p.figureAt(j+1) || t.Lower == "death" || t.Lower == "wounds" && t.UPOS == syntax.VERB {
				return noEffect
			}
			if (p.is(j+1, "and", "or") || p.is(j+1, "/")) && harm[p.tok[min(j+2, last-1)].Lower] == hurt && e == dead && !p.figureAt(j+2) {
				return deadAndHurt
			}
			return e
		}
		switch {
		case t.UPOS == syntax.AUX:
			aux = true
		case t.UPOS == syntax.ADV, p.is(j, "confirmed", "reported", "found", "reportedly", "likely", "probably", "allegedly", "shot", "left", "pronounced", "believed", "feared", "aboard", "on", "board"):
			if p.is(j, "feared", "not", "n't", "n’t", "never") {
				return noEffect
			}
		case p.is(j, "were", "was", "be", "been", "had", "have", "has", "sustained", "suffered", "received"):
		case p.is(j, "including", ",") && j == k:
			return p.past(j, last)
		default:
			return noEffect
		}
	}
	return noEffect
}

// past looks behind an "including" phrase for "were killed".
func (p *page) past(k, last int) effect {
	if p.is(k, ",") {
		k++
	}
	if !p.is(k, "including", "among", "mostly", "most", "many", "all", "both") {
		return noEffect
	}
	for j := k; j < min(last, k+18); j++ {
		if p.tok[j].UPOS == syntax.AUX {
			return p.after(j)
		}
		if p.is(j, "died") {
			return dead
		}
		if p.tok[j].XPOS == syntax.TagVBD || p.is(j, ";", "when") {
			return noEffect
		}
	}
	return noEffect
}

func (p *page) figureAt(k int) bool {
	if k >= len(p.tok) {
		return false
	}
	_, last := p.bounds(k)
	return quantity.At(p.syn, k, last)
}

// before reads "killed …", "leaving … dead", "the deaths of …", "the toll
// rose to …".
func (p *page) before(f *figure) effect {
	first, last := p.bounds(f.first)
	k := f.first - 1
	for k > first && p.is(k, "“", "\"", "‘", "all", "the") {
		k--
	}
	if k < first {
		return noEffect
	}
	t := &p.tok[k]
	if p.is(k, "dead") && p.is(k-1, "shot") {
		return dead
	}
	if p.is(k, "to", "at", "of", "as", "by", "stands", "reached", "hit", "passed", "—", "-", ":", "from") {
		e := p.tollBefore(k, first)
		f.listed = e != noEffect
		return e
	}
	if e, ok := harm[t.Lower]; ok && (t.UPOS == syntax.VERB || t.UPOS == syntax.ADJ || p.is(k, "killed", "wounded", "injured")) && !p.is(k, "dead", "died", "die", "hurt") {
		if p.passive(k, first) && !f.bare && !p.is(k+1, "were") {
			return noEffect
		}
		if e == hurt && (p.is(k-1, "and", "or")) && harm[p.tok[k-2].Lower] == dead {
			return deadAndHurt
		}
		return e
	}
	if p.is(k, "left", "leaving", "leave", "leaves", "found", "shot", "with") {
		for j := f.end; j < min(last, f.end+3); j++ {
			if e, ok := harm[p.tok[j].Lower]; ok {
				return e
			}
		}
	}
	if p.is(k, "claimed", "claiming", "took", "cost") && p.within(f.first, f.end, "lives") {
		return dead
	}
	return noEffect
}

// passive reports whether the verb at k has its subject before it as the one
// harmed: "were killed 12 days ago".
func (p *page) passive(k, first int) bool {
	for j := k - 1; j >= max(first, k-3); j-- {
		switch {
		case p.is(j, "was", "were", "been", "being", "be"):
			return true
		case p.tok[j].UPOS != syntax.ADV && p.tok[j].UPOS != syntax.AUX:
			return false
		}
	}
	return false
}

// tollBefore looks left of a preposition for the noun it belongs to: toll,
// deaths, bodies.
func (p *page) tollBefore(k, first int) effect {
	for j := k - 1; j >= max(first, k-7); j-- {
		switch {
		case p.is(j, "toll", "tolls"):
			return dead
		case p.is(j, "bodies", "deaths", "death", "killing", "killings", "murder", "murders", "assassination", "execution", "massacre", "lives") && p.is(k, "of"):
			if k-j <= 2 {
				return dead
			}
		case p.is(j, "injuries", "injury", "wounding") && p.is(k, "to", "of") && k-j == 1:
			return hurt
		case p.is(j, "higher") && (p.is(k, "—", "-", ":")):
		case p.is(j, ";"):
			return noEffect
		}
	}
	return noEffect
}

// unreal reports whether the words before a figure take it back: "could kill
// 50", "threatened to kill two", "did not kill any".
func (p *page) unreal(k int) bool {
	first, _ := p.bounds(k)
	if st := p.of[k]; st >= 0 {
		switch p.sts[st].Act {
		case statement.Intend, statement.Demand, statement.Predict:
			return true
		}
	}
	for j := k - 1; j >= max(first, k-6); j-- {
		t := &p.tok[j]
		switch {
		case p.is(j, ",", ";", ":", "—"):
			return false
		case t.XPOS == syntax.TagMD:
			return !p.is(j+1, "be", "have")
		case p.is(j, "not", "n't", "n’t", "never", "if", "threatened", "threatening", "trying"):
			return true
		case t.Lower == "to" && p.tok[j+1].XPOS == syntax.TagVB:
			return !p.did(j-1) && (harm[p.tok[j+1].Lower] != noEffect)
		}
	}
	return false
}

// none finds the sentences that say nobody was harmed.
func (p *page) none() {
	for s := range p.syn.Sentences {
		sent := &p.syn.Sentences[s]
		for k := sent.First; k < sent.Last; k++ {
			if !p.is(k, "no", "nobody", "none") {
				continue
			}
			last, slots := p.unharmed(k, sent.Last)
			if len(slots) == 0 {
				continue
			}
			e, ok := p.about(k)
			if !ok {
				continue
			}
			for _, slot := range slots {
				zero := 0
				p.claim(e, slot, k, last, Norm{Category: Unspecified, Number: &Number{Min: &zero, Max: &zero}})
			}
		}
	}
}

// unharmed reads "no casualties", "no one was hurt" from token k on; "no
// immediate reports of casualties" says nothing.
func (p *page) unharmed(k, end int) (last int, slots []Slot) {
	for j := k + 1; j < min(end, k+8); j++ {
		switch {
		case p.is(j, "reports", "report", "word", "information", "confirmation", "details", "evidence", "immediate", "claim", "further", "more", "other", "additional", "new"):
			return 0, nil
		case p.is(j, "casualties", "casualty", "victims"):
			return j + 1, []Slot{Killed, Injured}
		case p.is(j, "deaths", "fatalities", "dead"):
			slots = append(slots, Killed)
			last = j + 1
		case p.is(j, "injuries", "injured", "hurt", "wounded", "harmed"):
			return j + 1, append(slots, Injured)
		case p.is(j, "killed", "died", "die"):
			slots = append(slots, Killed)
			last = j + 1
		case p.is(j, "or", "and", "nor", "one", "reported", "known", "was", "were", "has", "have", "been", "people", "person", "civilian", "civilians", "there", "serious"):
		default:
			return last, slots
		}
	}
	return last, slots
}
