package harm

import (
	"strings"

	"hearsay/internal/quantity"
	"hearsay/internal/syntax"
)

// befall reads the words round a figure: first those after it, then those
// before it. What it is joined to is join's work.
func (p *page) befall(f *figure) {
	if e := p.after(f); e != Unharmed {
		f.effect, f.subject = e, true
		return
	}
	if e := p.before(f); e != Unharmed {
		f.effect = e
	}
}

// after reads "… people were killed", "… dead", "… fatalities", passing over
// what tells those counted apart: "of the local guard", ", including two
// women,", "(three soldiers)", "who lived there".
func (p *page) after(f *figure) Effect {
	_, last := p.bounds(f.First)
	if e := p.self(f, last); e != Unharmed {
		return e
	}
	j, related := p.past(f.End, last)
	if p.is(f.End, "and") && j > f.End && p.governed(f.First) {
		return Unharmed
	}
	if j < last && p.tok[j].Lower == "and" && p.tok[min(j+1, last-1)].Lower == "more" {
		return Unharmed
	}
	return p.befell(j, last, related)
}

// self is what a head noun says of those it counts: "41 deaths", "28 bodies
// were found".
func (p *page) self(f *figure, last int) Effect {
	h := f.End - 1
	if h < f.Last {
		return Unharmed
	}
	for k := f.Last; k < h; k++ { // "30 dead civilians"
		if p.is(k, "dead", "wounded", "injured", "slain", "murdered", "killed") {
			f.active = true
			return harms().word[p.tok[k].Lower]
		}
	}
	switch {
	case p.is(h, "deaths", "fatalities", "death", "fatality"):
		if p.is(f.First, "a", "an") {
			return Unharmed // "escaped a certain death"
		}
		return Dead
	case p.is(h, "injuries"):
		return Hurt
	case p.is(h, "bodies", "corpses", "body", "corpse"):
		for k := h + 1; k < min(last, h+9); k++ {
			if harms().found[p.tok[k].Lower] {
				return Dead
			}
		}
		for k := f.First - 1; k >= max(0, f.First-3); k-- {
			if harms().found[p.tok[k].Lower] {
				return Dead
			}
		}
	case p.is(h, "lives"):
		for k := h + 1; k < min(last, h+4); k++ {
			if p.is(k, "lost", "claimed") {
				return Dead
			}
		}
	}
	return Unharmed
}

// past is the token after what stands between those counted and their verb;
// related says that it is a verb of a clause on them ("who were killed").
func (p *page) past(k, last int) (at int, related bool) {
	for range 3 {
		switch {
		case p.is(k, "of", "from", "in", "on", "at", "aboard", "near") && k > 0:
			n := p.complement(k+1, last)
			if n == k+1 {
				return k, false
			}
			k = n
		case p.is(k, "(", "[", "-lrb-"):
			n := p.closing(k, last, ")", "]")
			if n == 0 {
				return k, false
			}
			k = n
		case p.is(k, ",", "-", "–", "—", "--"):
			if p.is(k, ",") && p.is(k+1, "who", "whom") {
				k++
				continue
			}
			n := p.closing(k, last, p.tok[k].Lower)
			if n == 0 {
				return k, false
			}
			k = n
		case p.is(k, "including"), p.is(k, "most", "many", "some", "all", "both") && p.is(k+1, "of"), p.is(k, "mostly"):
			n := p.aux(k, last)
			if n == 0 {
				return k, false
			}
			k = n
		case p.is(k, "and") && !p.figureAt(k+1): // "40 troops and militia were killed"
			n := p.complement(k+1, last)
			if n == k+1 || n >= last || p.tok[n].UPOS != syntax.AUX {
				return k, false
			}
			k = n
		case p.is(k, "who", "that"):
			return p.relative(k+1, last)
		case k < last && (p.tok[k].XPOS == syntax.TagVBG || p.tok[k].XPOS == syntax.TagVBN && harms().word[p.tok[k].Lower] == Unharmed && !p.is(k, "shot", "gunned", "beaten", "burned", "burnt", "hacked", "stabbed", "crushed", "found", "confirmed", "reported", "left", "feared", "believed", "treated", "hospitalized")):
			if n := p.aux(k, last); n > 0 {
				return n, false
			}
			return k, false
		default:
			return k, false
		}
	}
	return k, false
}

// complement is the end of the noun phrase that begins at k.
func (p *page) complement(k, last int) int {
	end := k
	for ; k < min(last, end+8); k++ {
		t := &p.tok[k]
		switch t.UPOS {
		case syntax.DET, syntax.ADJ, syntax.NOUN, syntax.PROPN, syntax.NUM:
			continue
		case syntax.PRON:
			if p.is(k, "his", "her", "their", "its", "them", "the") {
				continue
			}
		}
		if n := p.closing(k, last, ")", "]"); n > 0 && p.is(k, "(", "[") {
			k = n - 1
			continue
		}
		if p.is(k, "'s", "’s", "-", "\"", "“", "”", "``", "''") {
			continue
		}
		break
	}
	return k
}

// closing is the token after the mark that ends what a mark at k opens, where
// nothing between them is a finite verb of its own; 0 where none is near.
func (p *page) closing(k, last int, marks ...string) int {
	for j := k + 1; j < min(last, k+26); j++ {
		if p.is(j, marks...) && j > k+1 {
			return j + 1
		}
		if p.is(j, ";") || p.tok[j].XPOS == syntax.TagVBD || p.tok[j].XPOS == syntax.TagMD || p.tok[j].UPOS == syntax.AUX {
			if p.is(k, "(", "[", "-lrb-") {
				continue
			}
			if p.list(k, j) && p.tok[j].XPOS != syntax.TagMD {
				return j // "five people, including a child were killed"
			}
			return 0
		}
	}
	return 0
}

// list reports whether tokens [k, j) say who is among those counted.
func (p *page) list(k, j int) bool {
	return p.is(k+1, "including", "among", "mostly", "most", "many", "all", "both", "some", "at") && j > k+2
}

// aux is the auxiliary or "died" that ends an "including" phrase.
func (p *page) aux(k, last int) int {
	for j := k + 1; j < min(last, k+18); j++ {
		if p.tok[j].UPOS == syntax.AUX || p.is(j, "died") {
			return j
		}
		if p.is(j, ",", ";") || p.tok[j].XPOS == syntax.TagVBD {
			return 0
		}
	}
	return 0
}

// relative reads a clause on those counted: it says itself what befell them,
// or the verb after it does: "two men who worked there were killed".
func (p *page) relative(k, last int) (at int, related bool) {
	if p.befell(k, last, true) != Unharmed {
		return k, true
	}
	verbs := 0
	for j := k; j < min(last, k+16); j++ {
		t := &p.tok[j]
		if p.is(j, ";", "when", "after", "because") {
			break
		}
		if t.UPOS == syntax.AUX || t.XPOS == syntax.TagVBD || t.XPOS == syntax.TagVBZ || t.XPOS == syntax.TagVBP {
			if verbs > 0 && !(j > 0 && p.tok[j-1].UPOS == syntax.AUX) {
				return j, false
			}
			verbs++
		}
	}
	return last, false
}

// befell reads the verb group at k: "were killed", "have also died", "dead",
// "are among the wounded", "lost their lives".
func (p *page) befell(k, last int, related bool) Effect {
	aux, have := false, false
	for j := k; j < min(last, k+9); j++ {
		t := &p.tok[j]
		if e, ok := harms().word[t.Lower]; ok && (t.UPOS != syntax.VERB || t.XPOS != syntax.TagVBG) && !p.is(j, "kill", "kills", "murder", "murders", "wound", "execute", "massacre", "slaughter", "injure", "injures") {
			if have && !aux && !p.is(j, "died", "perished", "drowned", "dead") {
				return Unharmed // "have killed": another's deed
			}
			return p.said(j, last, e, aux, related)
		}
		switch {
		case p.is(j, "have", "has", "had", "'ve", "’ve"):
			have = true
		case t.UPOS == syntax.AUX:
			aux = true
		case p.is(j, "feared", "not", "n't", "n’t", "never", "almost", "nearly"):
			return Unharmed
		case p.is(j, "among") && aux:
			for i := j + 1; i < min(last, j+4); i++ {
				if e, ok := harms().word[p.tok[i].Lower]; ok {
					return e
				}
			}
			return Unharmed
		case p.is(j, "shot", "gunned", "beaten", "burned", "burnt", "hacked", "stabbed", "crushed", "starved", "machinegunned", "tortured", "trampled", "cut", "blown", "mowed"):
			if e := p.toDeath(j, last); e != Unharmed {
				return e
			}
		case p.is(j, "lost") && p.is(j+1, "their", "his", "her") && p.is(j+2, "lives", "life"):
			return Dead
		case p.is(j, "succumbed"):
			return Dead
		case p.is(j, "sustained", "suffered", "received", "treated", "hospitalized", "hospitalised"):
			return p.hurtBy(j, last)
		case t.UPOS == syntax.ADV, t.UPOS == syntax.ADJ && strings.HasSuffix(t.Lower, "ly"), p.is(j, "confirmed", "reported", "found", "left", "pronounced", "declared", "believed", "aboard", "on", "board", "being"):
		case p.is(j, "were", "was", "be", "been"):
			aux = true
		default:
			return Unharmed
		}
	}
	return Unharmed
}

// toDeath reads "shot dead", "shot and killed", "gunned down", "beaten to
// death" from the first word on.
func (p *page) toDeath(k, last int) Effect {
	switch {
	case p.is(k, "gunned", "mowed") && p.is(k+1, "down"), p.is(k+1, "dead"), p.is(k+1, "to") && p.is(k+2, "death"):
		return Dead
	case p.is(k+1, "and") && k+2 < last:
		return harms().word[p.tok[k+2].Lower]
	}
	return Unharmed
}

// hurtBy reads "sustained minor injuries", "were treated for burns".
func (p *page) hurtBy(k, last int) Effect {
	if p.is(k, "hospitalized", "hospitalised") {
		return Hurt
	}
	for j := k + 1; j < min(last, k+7); j++ {
		if p.is(j, "injuries", "wounds", "burns", "injury", "wound", "fractures", "concussions") {
			return Hurt
		}
		if p.tok[j].UPOS == syntax.VERB || p.is(j, ",", ";") {
			break
		}
	}
	return Unharmed
}

// said is effect e of the harm word at token j, or none where the word is the
// verb of another's deed.
func (p *page) said(j, last int, e Effect, aux, related bool) Effect {
	active := !aux && p.tok[j].XPOS == syntax.TagVBD
	switch {
	case p.is(j, "killed", "murdered", "wounded", "injured", "assassinated", "executed", "massacred", "slaughtered") && !aux && (p.figureAt(j+1) && !p.pair(j+1, last) || related || active && !p.figureAt(j+1) && p.object(j+1, last)):
		return Unharmed
	case p.is(j, "death"), p.is(j, "wounds", "injuries") && p.tok[j].UPOS == syntax.VERB, p.is(j, "drowned", "hanged", "hurt") && active && p.object(j+1, last):
		return Unharmed
	}
	next := min(j+2, last-1)
	if (p.is(j+1, "and", "or") || p.is(j+1, "/")) && harms().word[p.tok[next].Lower] == Hurt && e == Dead && !p.figureAt(j+2) {
		return DeadOrHurt
	}
	return e
}

func (p *page) figureAt(k int) bool {
	if k >= len(p.tok) {
		return false
	}
	_, last := p.bounds(k)
	return quantity.At(p.syn, k, last)
}

// pair reports whether a figure with its own effect follows at k, as in a
// headline: "10 killed, 40 injured".
func (p *page) pair(k, last int) bool {
	for j := k + 1; j < min(last, k+4); j++ {
		if p.is(j, "injured", "wounded", "hurt") {
			return true
		}
	}
	return false
}

// before reads "killed …", "leaving … dead", "the deaths of …", "the toll
// rose to …", "killed the mayor and …".
func (p *page) before(f *figure) Effect {
	first, last := p.bounds(f.First)
	k := f.First - 1
	for k > first && p.is(k, "“", "\"", "``", "‘", "all", "the", "only", "their", "his", "her", "those", "these") {
		k--
	}
	if k < first {
		return Unharmed
	}
	if p.is(k, "dead") && p.is(k-1, "shot") {
		f.active = true
		return Dead
	}
	if p.is(k, "to", "at", "of", "as", "by", "stands", "reached", "hit", "passed", "—", "-", ":", "from", "is", "was", "not", "exceeded", "surpassed", "topped", "than", "estimated", "now") {
		e := p.tollBefore(f, k, first)
		f.listed = e != Unharmed
		if e != Unharmed {
			return e
		}
	}
	if e := p.deed(k); e != Unharmed {
		if p.passive(k, first) && !f.Bare && !p.is(k+1, "were") {
			return Unharmed
		}
		f.active, f.present = true, p.is(k, "kill", "kills", "wound", "wounds", "injure", "injures") && !p.is(k-1, "to", "and")
		if e == Hurt && (p.is(k-1, "and", "or")) && harms().word[p.tok[k-2].Lower] == Dead {
			return DeadOrHurt
		}
		return e
	}
	if p.is(k, "left", "leaving", "leave", "leaves", "found", "shot", "with") {
		for j := f.End; j < min(last, f.End+3); j++ {
			if p.is(j, "dead", "killed", "wounded", "injured", "hurt") {
				return harms().word[p.tok[j].Lower]
			}
		}
	}
	if p.is(k, "were", "was", "are", "is", "included", "include", "includes") {
		return p.among(k, first)
	}
	if p.is(k, "claimed", "claiming", "took", "cost", "claim", "taking") && p.within(f.First, f.End, "lives") {
		return Dead
	}
	return p.besides(f, k, first)
}

// among reads "among the dead were …", "the injured include …" up to the verb
// at k.
func (p *page) among(k, first int) Effect {
	for j := k - 1; j >= max(first, k-14); j-- {
		t := &p.tok[j]
		if p.is(j, "dead", "killed", "wounded", "injured") && p.is(j-1, "the", "those") && (p.is(j-2, "among") || p.is(k, "included", "include", "includes")) {
			return harms().word[t.Lower]
		}
		if t.UPOS == syntax.VERB && !p.is(j, "killed", "injured", "wounded") || p.is(j, ";", ",") {
			break
		}
	}
	return Unharmed
}

// deed is what the verb at k does to its object.
func (p *page) deed(k int) Effect {
	t := &p.tok[k]
	e, ok := harms().word[t.Lower]
	if !ok || p.is(k, "dead", "died", "die", "dies", "dying", "perished", "hurt", "death", "deaths", "injuries", "fatalities") {
		return Unharmed
	}
	if t.UPOS == syntax.VERB || t.UPOS == syntax.ADJ || p.is(k, "killed", "wounded", "injured", "killing", "wounding", "injuring", "kills", "murdered") {
		return e
	}
	return Unharmed
}

// besides reads a figure joined to somebody who is not counted: "killed the
// mayor and two peasants", "the murder of the minister and two of his guards",
// "was shot dead along with two others".
func (p *page) besides(f *figure, k, first int) Effect {
	along := p.is(k, "with") && p.is(k-1, "along", "together") || p.is(k, "as") && p.is(k-1, "well")
	if !along && !p.is(k, "and", "plus") || f.Bare || p.verbAfter(f.End) && !along {
		return Unharmed
	}
	for j := k - 1; j >= max(first, k-24); j-- {
		t := &p.tok[j]
		if p.is(j, ";", ":", "but", "who", "while", "when", "after", "figure") || j < k-1 && quantity.At(p.syn, j, k) && !p.is(j, "a", "an") {
			return Unharmed
		}
		if e, ok := harms().noun[t.Lower]; ok && p.is(j+1, "of") {
			return e
		}
		if e := p.deed(j); e != Unharmed {
			if p.passive(j, first) && !along {
				return Unharmed
			}
			if j+1 == k && !along { // "killed and two …"
				return Unharmed
			}
			f.active = !along
			return e
		}
		if e, ok := harms().word[t.Lower]; ok && along && (p.is(j, "dead", "died") || p.is(j, "death") && p.is(j-1, "to")) {
			return e
		}
		if t.UPOS == syntax.AUX || t.UPOS == syntax.VERB && t.XPOS != syntax.TagVBN && t.XPOS != syntax.TagVBG {
			return Unharmed
		}
	}
	return Unharmed
}

// tollBefore looks left of a preposition for the noun it belongs to: toll,
// deaths, bodies, the number of dead. It notes a figure that another replaces:
// "up from 38", "lowered to three, and not four".
func (p *page) tollBefore(f *figure, k, first int) Effect {
	near := p.is(k, "of")
	change := false
	for j := k; j >= max(first, k-30); j-- {
		if !change && j < k-16 {
			break
		}
		t := &p.tok[j]
		switch {
		case p.is(j, ";"):
			return Unharmed
		case p.is(j, "toll", "tolls"):
			if k-j > 8 && !change {
				return Unharmed
			}
			f.old = p.is(k, "from", "not", "than") || p.is(j-1, "earlier", "previous", "initial") || p.is(j-2, "earlier", "previous", "initial")
			return Dead
		case near && j < k && k-j <= 2 && harms().noun[t.Lower] != Unharmed:
			return harms().noun[t.Lower]
		case p.is(j, "number", "total", "count") && p.is(j+1, "of") && (change || j >= first+2 && (harms().change[p.tok[j-1].Lower] || harms().change[p.tok[j-2].Lower])):
			for i := j + 2; i < k && i < j+7; i++ {
				if e, ok := harms().word[p.tok[i].Lower]; ok {
					f.old = p.is(k, "from", "not", "than")
					return e
				}
			}
			return Unharmed
		case p.is(j, "injuries", "injury", "wounding") && p.is(k, "to", "of") && k-j == 1:
			return Hurt
		case harms().change[t.Lower] && j >= k-7:
			change = true
		case change && j < k && k-j <= 6 && p.is(j, "deaths", "fatalities"):
			f.old = p.is(k, "from", "not", "than")
			return Dead
		}
	}
	return Unharmed
}
