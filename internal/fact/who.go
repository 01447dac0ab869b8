package fact

import (
	"hearsay/internal/fact/trigger"
	"hearsay/internal/lexicon"
	"hearsay/internal/quantity"
	"hearsay/internal/source"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// drawInstruments gives each event the means named in its sentence.
func (p *page) drawInstruments() {
	for k := 0; k < len(p.tok); k++ {
		if p.tok[k].UPOS != syntax.NOUN && p.tok[k].UPOS != syntax.PROPN {
			continue
		}
		_, last := p.bounds(k)
		name, n := trigger.Means(p.syn, k, last)
		if n == 0 {
			continue
		}
		if i := p.near(k); i >= 0 && p.mentions[i].event >= 0 && abs(p.mentions[i].first-k) <= 8 && p.isViolent(p.mentions[i].event) {
			p.claim(p.mentions[i].event, Instrument, k, k+n, Norm{Name: name})
		}
		k += n - 1
	}
}

func (p *page) isViolent(e int) bool {
	switch p.events[e].Type {
	case "Explosions/Remote violence", "Battles", "Violence against civilians", "":
		return true
	}
	return false
}

func abs(n int) int { return max(n, -n) }

// drawActors finds who did it and what was hit, from the words on both sides
// of each trigger.
func (p *page) drawActors() {
	for i := range p.mentions {
		m := &p.mentions[i]
		if m.event < 0 || p.events[m.event].Stage == Hypothetical || p.events[m.event].Stage == Threatened {
			continue
		}
		first, _ := p.bounds(m.first)
		p.accused(m, first)
		if m.verb {
			p.ofVerb(m)
		} else {
			p.ofNoun(m)
		}
	}
}

// ofVerb reads "gunmen stormed a hotel", "was attacked by rebels".
func (p *page) ofVerb(m *mention) {
	first, last := p.bounds(m.first)
	passive := p.passive(m.first, first) || p.is(m.last, "dead") && !p.object(m.last+1, last) || p.tok[m.first].XPOS == syntax.TagVBN && !p.had(m.first, first) && !p.object(m.last, last)
	if passive {
		p.byWhom(m, last)
		if lo, hi, ok := p.subject(m.first, first); ok {
			p.hit(m, lo, hi)
		}
		return
	}
	if p.events[m.event].Outcome && p.tok[m.first].XPOS != syntax.TagVBG && !p.object(m.last, last) {
		return // "all aboard killed": the harmed come first
	}
	if p.tok[m.first].XPOS == syntax.TagVBG && p.is(m.first-1, "by") {
		if lo, hi, ok := p.clauseSubject(m.first-1, first); ok {
			p.actor(m, lo, hi) // "responded by destroying the depot"
		}
	}
	if p.tok[m.first].XPOS != syntax.TagVBG {
		if lo, hi, ok := p.subject(m.first, first); ok && !p.crashes(m) {
			p.actor(m, lo, hi)
		} else if ok && !p.weapon(hi-1) {
			p.hit(m, lo, hi)
		} else if !ok {
			p.bySpeaker(m, first)
		}
	}
	if m.last >= last || p.crashes(m) || p.is(m.first, "detonated", "detonate", "detonates") {
		return
	}
	at := m.last
	if p.is(at, "dead") {
		at++
	}
	if at >= last {
		return
	}
	n := quantity.Modifier(p.syn, at, last)
	if end := p.phraseEnd(min(at+n, last-1), false); end > at+n {
		p.hit(m, at, end)
	}
}

// weapon reports whether the noun at k is a means, so that what explodes is not
// what was hit.
func (p *page) weapon(k int) bool {
	_, n := trigger.Means(p.syn, k, k+1)
	return n > 0 || p.is(k, "device", "devices", "bomb", "bombs", "vest", "charge", "ammunition", "blast", "explosion", "shells", "munitions")
}

// bySpeaker takes a pronoun at the head of a body's words for the body: "the
// agency said it had closed two stations". What it claims as its deed already
// is statement's work.
func (p *page) bySpeaker(m *mention, first int) {
	j := m.first - 1
	for j > first && (p.tok[j].UPOS == syntax.AUX || p.tok[j].UPOS == syntax.ADV) {
		j--
	}
	st := p.of[m.first]
	if st < 0 || !p.is(j, "it", "we") || p.of[j] != st {
		return
	}
	s := &p.sts[st]
	if s.Speaker < 0 || s.SourceSpan == nil || s.Act != statement.State && s.Act != statement.Confirm || p.sources[s.Speaker].Identification == source.Unnamed {
		return
	}
	for _, c := range s.Content {
		if begin, end := p.tokens(c.Span); begin <= j && j < end && j-begin <= 2 {
			p.add(int(st), m.event, Perpetrator, p.party(int(st)), Norm{Name: p.owner(s.Speaker)}, Asserts)
			return
		}
	}
}

func (p *page) crashes(m *mention) bool {
	return p.is(m.first, "crashed", "crashes", "crash", "exploded", "explodes")
}

// clauseSubject is the subject of the nearest verb in the active before token
// k, no farther than six tokens away.
func (p *page) clauseSubject(k, first int) (lo, hi int, ok bool) {
	for v := k - 1; v >= max(first, k-6); v-- {
		if t := &p.tok[v]; t.UPOS == syntax.VERB && t.XPOS != syntax.TagVBG && !p.passive(v, first) {
			return p.subject(v, first)
		}
	}
	return 0, 0, false
}

// accused records whom a sentence accuses, charges or convicts of the event:
// "two men stand accused of the bombing".
func (p *page) accused(m *mention, first int) {
	for k := m.first - 1; k > max(first, m.first-8); k-- {
		if p.is(k, "accused", "charged", "convicted", "suspected", "indicted", "guilty", "wanted", "tried", "sentenced", "blamed") && p.is(k+1, "of", "with", "for", "over", "in") {
			v := k
			for v > first && (p.tok[v-1].UPOS == syntax.AUX || p.tok[v-1].UPOS == syntax.ADV || p.is(v-1, "stand", "stood", "stands", "found", "been", "pleaded", "not")) {
				v--
			}
			if v == k && p.cue[k] {
				return // "officials accused the army of": statement's work
			}
			lo, hi, ok := p.subject(v, first)
			if !ok {
				return
			}
			if name, ok := p.actorName(lo, hi); ok {
				p.claim(m.event, Responsibility, lo, hi, Norm{Name: name})
			}
			return
		}
		if t := &p.tok[k]; t.UPOS == syntax.VERB && t.XPOS != syntax.TagVBG || p.is(k, ";", ",") {
			return
		}
	}
}

// object reports whether a noun phrase follows at k, as after a verb in the
// active: "rebels attacked nearly ten villages", whatever the tagger says.
func (p *page) object(k, last int) bool {
	for k < last && p.tok[k].UPOS == syntax.ADV {
		k++
	}
	if k >= last || p.timely(k) {
		return false
	}
	switch p.tok[k].UPOS {
	case syntax.DET, syntax.NUM, syntax.ADJ, syntax.NOUN, syntax.PROPN:
		return true
	}
	return p.tok[k].XPOS == syntax.TagPRPS
}

func (p *page) had(k, first int) bool {
	for j := k - 1; j >= max(first, k-3); j-- {
		if p.is(j, "had", "has", "have", "having") {
			return true
		}
	}
	return false
}

// ofNoun reads "executed a drone strike on a port", "airstrikes by the army".
func (p *page) ofNoun(m *mention) {
	first, last := p.bounds(m.first)
	for k := m.first - 1; k >= max(first, m.first-5); k-- {
		if trigger.Light(&p.tok[k]) {
			if lo, hi, ok := p.subject(k, first); ok && !p.passive(k, first) {
				p.actor(m, lo, hi)
			}
			break
		}
		if p.tok[k].UPOS == syntax.PUNCT || p.tok[k].UPOS == syntax.VERB {
			break
		}
	}
	p.byWhom(m, last)
	for k := m.last; k+2 < last; k++ {
		if p.is(k, "casualties", "losses") && p.is(k+1, "on") {
			p.hit(m, k+2, p.phraseEnd(k+2, false)) // "inflicting heavy casualties on the army"
			break
		}
	}
	if at := p.shaken(m.last, last); at > 0 {
		p.hit(m, at, p.phraseEnd(at, false))
		return
	}
	if at := p.aimed(m.last, last); at > 0 {
		p.hit(m, at, p.phraseEnd(at, false))
		return
	}
	for k := m.last; k < min(last-1, m.last+7); k++ {
		if k > m.last && !p.aside(k-1) {
			return
		}
		if p.is(k, "on", "against", "of", "outside", "targeting", "at", "targeted", "focused") && !p.is(k-1, "focused") {
			at := k + 1
			if p.is(at, "on") {
				at++
			}
			if at < last {
				if !p.timely(at) && p.tok[at].UPOS != syntax.NUM {
					p.hit(m, at, p.phraseEnd(at, false))
				}
			}
			return
		}
		if p.tok[k].UPOS == syntax.VERB || p.is(k, ";", "that", "by", ".") {
			return
		}
	}
}

// shaken is where the noun phrase begins that the event ending at token k fell
// upon by a verb that is no trigger: "a blast ripped through a market"; 0 for
// none.
func (p *page) shaken(k, last int) int {
	for k < last && (p.tok[k].UPOS == syntax.ADV || p.tok[k].UPOS == syntax.AUX) {
		k++
	}
	if !p.is(k, "rocked", "shook", "rattled", "ripped", "tore", "jolted", "devastated", "levelled", "leveled", "damaged", "wrecked") {
		return 0
	}
	if k++; p.is(k, "through", "into", "apart") {
		k++
	}
	if k < last && p.object(k, last) {
		return k
	}
	return 0
}

// aimed is where the noun phrase begins that the event ending at token k was
// aimed at, over a clause between commas: "the strike, long denied, focused on
// a dock"; 0 for none.
func (p *page) aimed(k, last int) int {
	if p.is(k, ",") {
		for k++; k < last && !p.is(k, ","); k++ {
		}
		k++
	}
	for k < last && (p.tok[k].UPOS == syntax.ADV || p.tok[k].UPOS == syntax.AUX) {
		k++
	}
	if k+2 < last && p.is(k, "focused", "aimed", "centered", "centred") && p.is(k+1, "on", "at") {
		return k + 2
	}
	return 0
}

// aside reports whether token k may stand between an event and what it struck:
// a day, an adverb, "focused", a word of time.
func (p *page) aside(k int) bool {
	t := &p.tok[k]
	return t.UPOS == syntax.ADV || t.UPOS == syntax.DET || t.UPOS == syntax.NUM || t.UPOS == syntax.ADJ || p.timely(k) || t.XPOS == syntax.TagVBG ||
		p.is(k, "morning", "afternoon", "evening", "night", "month", "week", "year", "dawn", "day", "on", "in", "at", "focused", "targeted", "earlier", "-", "operation", "campaign", "attack", "carried", "out")
}

// byWhom reads "by X", "carried out by X" after a trigger.
func (p *page) byWhom(m *mention, last int) {
	for k := m.last; k < min(last-1, m.last+12); k++ {
		if p.is(k, "by") {
			if t := p.tok[k+1]; t.XPOS == syntax.TagVBG || t.UPOS == syntax.NUM {
				return
			}
			if end := p.phraseEnd(k+1, false); end > k+1 {
				p.actor(m, k+1, end)
			}
			return
		}
		if p.is(k, ";", ",", "said", "that") || p.tok[k].XPOS == syntax.TagVBD && !p.is(k, "carried", "was", "were") {
			return
		}
	}
}

// subject is the noun phrase that ends left of the verb at k, else the one that
// the tree gives it.
func (p *page) subject(k, first int) (lo, hi int, ok bool) {
	if lo, hi, ok = p.beforeVerb(k, first); ok {
		return lo, hi, ok
	}
	return p.treeSubject(k, first)
}

func (p *page) beforeVerb(k, first int) (lo, hi int, ok bool) {
	j := k - 1
	for j >= first && (p.tok[j].UPOS == syntax.AUX || p.tok[j].UPOS == syntax.ADV || p.is(j, "“", "\"", "who", "which", "that", "then", "not")) {
		j--
	}
	if j < first || p.tok[j].UPOS != syntax.NOUN && p.tok[j].UPOS != syntax.PROPN && p.tok[j].UPOS != syntax.NUM {
		return 0, 0, false
	}
	hi = j + 1
	for j >= first {
		t := &p.tok[j]
		switch {
		case t.UPOS == syntax.NOUN, t.UPOS == syntax.PROPN, t.UPOS == syntax.ADJ, t.UPOS == syntax.NUM, t.UPOS == syntax.DET && hi-j > 1,
			t.Lower == "-" && hi-j > 1, p.is(j, "'s", "’s") && hi-j > 1:
			j--
			continue
		}
		break
	}
	if p.is(j, "by") && p.is(j-1, "operated", "flown", "launched", "fired", "piloted", "commanded", "led") {
		return j + 1, hi, j+1 < hi
	}
	for j > first && p.tok[j].UPOS == syntax.ADV {
		j-- // "in then war-torn Ivory Coast"
	}
	if j > first && p.is(j, "of", "from") && p.weapon(j-1) {
		return j + 1, hi, j+1 < hi // "a drone of the Joint Command struck"
	}
	if p.is(j, "in", "at", "of", "on", "to", "from", "for", "with", "by", "near") {
		return 0, 0, false
	}
	return j + 1, hi, j+1 < hi
}

// actor records who acted; a phrase that is no actor is passed over.
func (p *page) actor(m *mention, lo, hi int) {
	for lo < hi-1 && (p.tok[lo].UPOS == syntax.SCONJ || p.tok[lo].UPOS == syntax.ADV || p.tok[lo].UPOS == syntax.PUNCT || p.is(lo, "when", "then", "while", "as", "where", "after", "but", "and")) {
		lo++
	}
	hi = p.wholeName(lo, hi)
	hi = p.wholeGroup(hi)
	name, ok := p.actorName(lo, hi)
	if !ok {
		return
	}
	p.claim(m.event, Perpetrator, lo, hi, Norm{Name: name})
}

// actorName is the name of the one who acts: a known body, else the words
// without article. A phrase without a name, a body or people is no actor.
func (p *page) actorName(lo, hi int) (string, bool) {
	words := p.syn.Text.Slice(p.tok[lo].Span.Cover(p.tok[hi-1].Span))
	if name, ok := p.longName(lo, hi); ok {
		return name, true
	}
	if b, ok := lexicon.BodyNamed(words); ok {
		return b.Name, true
	}
	if c, ok := lexicon.CountryNamed(words); ok {
		return c.Name, true
	}
	head := &p.tok[hi-1]
	_, person := quantity.Person(head.Lower)
	_, body := lexicon.BodyNoun(head.Lower)
	if !person && !body && head.UPOS != syntax.PROPN || p.is(hi-1, "statement", "report", "video", "footage", "officials", "sources", "reports", "people", "others", "casualties", "losses", "victims", "bodies", "injuries", "deaths", "residents", "witnesses", "attackers", "attacker", "assailants", "assailant", "perpetrators", "killers", "spokesman", "spokeswoman", "spokesperson", "number", "toll", "minister", "which", "that", "who") {
		return "", false
	}
	if p.timely(hi - 1) {
		return "", false
	}
	for k := lo + 1; k < hi-1; k++ {
		if p.is(k, "'s", "’s") && p.tok[k+1].UPOS == syntax.PROPN {
			lo = k + 1 // "Somalia's National Intelligence and Security Agency"
		}
	}
	if b, ok := lexicon.BodyNamed(p.syn.Text.Slice(p.tok[lo].Span.Cover(p.tok[hi-1].Span))); ok {
		return b.Name, true
	}
	for lo < hi-1 && p.tok[lo].UPOS == syntax.DET {
		lo++
	}
	return p.syn.Text.Slice(p.tok[lo].Span.Cover(p.tok[hi-1].Span)), true
}

// wholeName is the end of a body's name that goes on over "and" to the noun of
// the body: "National Intelligence and Security Agency".
func (p *page) wholeName(lo, hi int) int {
	_, last := p.bounds(lo)
	if !p.is(hi, "and") || hi+2 > last || p.tok[hi-1].UPOS != syntax.PROPN {
		return hi
	}
	end := hi + 1
	for end < last && p.tok[end].UPOS == syntax.PROPN {
		end++
	}
	if _, ok := lexicon.BodyNoun(p.tok[end-1].Lower); ok && end > hi+2 {
		return end
	}
	return hi
}

// wholeGroup goes on over "of" where the noun says only that there were several,
// or one of them: "a group of militants", "a member of the brigade".
func (p *page) wholeGroup(hi int) int {
	if !p.is(hi, "of") || !p.is(hi-1, "group", "groups", "member", "members", "band", "bands", "number", "gang", "gangs", "dozens", "hundreds", "thousands", "scores", "squad", "team", "teams", "column", "unit", "units", "faction", "wing", "crowd", "mob", "pair", "majority") {
		return hi
	}
	if end := p.phraseEnd(hi+1, false); end > hi+1 {
		return end
	}
	return hi
}

// longName is the body of the tables whose name begins in [lo, hi), perhaps
// after a possessive, and goes on over "and": "Somalia's National Intelligence
// and Security Agency".
func (p *page) longName(lo, hi int) (string, bool) {
	_, last := p.bounds(lo)
	if !(p.is(hi, "and") && hi+1 < last && p.tok[hi+1].UPOS == syntax.PROPN) {
		return "", false
	}
	end := hi + 1
	for end < last && p.tok[end].UPOS == syntax.PROPN {
		end++
	}
	for k := lo; k < hi; k++ {
		if b, ok := lexicon.BodyNamed(p.syn.Text.Slice(p.tok[k].Span.Cover(p.tok[end-1].Span))); ok {
			return b.Name, true
		}
	}
	return "", false
}

// counts reports whether a noun phrase counts people or names nobody.
func (p *page) counts(lo, hi int) bool {
	named := false
	for k := lo; k < hi; k++ {
		if p.tok[k].UPOS == syntax.PROPN {
			named = true
		}
	}
	_, people := quantity.Person(p.tok[hi-1].Lower)
	return people || !named && !p.is(hi-1, "vessels", "vessel", "boats", "boat", "ship", "ships") && p.lemma(p.lastVerb(lo)) == "kill"
}

// lastVerb is the verb before token k.
func (p *page) lastVerb(k int) int {
	first, _ := p.bounds(k)
	for k > first && p.tok[k].UPOS != syntax.VERB {
		k--
	}
	return k
}

// hit records what was hit.
func (p *page) hit(m *mention, lo, hi int) {
	hi = p.placeEnd(lo, hi)
	for hi > lo && (p.tok[hi-1].UPOS != syntax.NOUN && p.tok[hi-1].UPOS != syntax.PROPN) {
		hi--
	}
	for lo < hi && (p.tok[lo].UPOS == syntax.PUNCT || p.tok[lo].UPOS == syntax.ADV && !p.is(lo, "over", "nearly", "about", "more", "at", "almost")) {
		lo++
	}
	if hi > lo && p.events[m.event].Outcome && p.counts(lo, hi) {
		return // a toll, not a target
	}
	if hi <= lo || p.timely(lo) || p.is(lo, "all", "every", "any") || p.is(hi-1, "responsibility", "people", "morning", "afternoon", "evening", "dawn", "day", "days", "week", "others", "attack", "time") {
		return
	}
	if hi-lo == 1 && p.is(lo, "land", "sea", "foot", "ground", "soil", "ammunition", "fuel", "water", "air", "behalf", "sight") {
		return // "an attack on land"
	}
	_, people := quantity.Person(p.tok[hi-1].Lower)
	switch {
	case people && p.taken(m):
		p.claim(m.event, Detained, lo, hi, Norm{})
		return
	case people && p.tolled(lo, hi):
		return
	}
	name := p.syn.Text.Slice(p.tok[lo].Span.Cover(p.tok[hi-1].Span))
	p.claim(m.event, Target, lo, hi, Norm{Name: flat(name)})
}

// taken reports whether the event is of people held or moved against their
// will.
func (p *page) taken(m *mention) bool {
	switch p.events[m.event].SubType {
	case "Arrests":
		return true
	case "Other":
		switch p.lemma(m.first) {
		case "deport", "deportation", "fly", "flown", "transfer", "repatriate", "clear", "expel", "evacuate":
			return true
		}
	}
	return false
}

// tolled reports whether a toll has been read from these tokens.
func (p *page) tolled(lo, hi int) bool {
	at := p.tok[lo].Span.Cover(p.tok[hi-1].Span)
	for i := range p.claims {
		if c := &p.claims[i]; (c.Slot == Killed || c.Slot == Injured) && c.Span.Overlaps(at) {
			return true
		}
	}
	return false
}
