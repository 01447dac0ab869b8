package fact

import (
	"slices"
	"strings"

	"hearsay/internal/fact/trigger"
	"hearsay/internal/lexicon"
	"hearsay/internal/quantity"
	"hearsay/internal/source"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// drawInstruments gives each event the means named in its sentence.
func (p *page) drawInstruments() {
	for k := 0; k < len(p.Tok); k++ {
		if p.Tok[k].UPOS != syntax.NOUN && p.Tok[k].UPOS != syntax.PROPN {
			continue
		}
		_, last := p.Bounds(k)
		name, n := trigger.Means(p.Syn, k, last)
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
		first, _ := p.Bounds(m.first)
		p.accused(m, first)
		if m.verb {
			p.ofVerb(m)
		} else {
			p.ofNoun(m)
		}
	}
	p.ofNation()
}

// ofNation reads the party from the word before a strike or shelling, where the
// report names none of that land: "a NATO airstrike", "Israeli shelling".
func (p *page) ofNation() {
	for i := range p.mentions {
		m := &p.mentions[i]
		if m.event < 0 || m.verb || p.events[m.event].Stage != Accomplished || p.events[m.event].SubType != "Air/drone strike" && p.events[m.event].SubType != "Shelling/artillery/missile attack" {
			continue
		}
		first, _ := p.Bounds(m.first)
		k := m.first - 1
		if k >= first && p.Is(k, "military", "army", "artillery", "tank", "rocket", "air", "drone", "missile") {
			k--
		}
		if k < first || p.Is(k-1, "in", "on", "against", "at", "of", "-", "to", "into") {
			continue
		}
		word, name := p.Tok[k].Form, ""
		if c, ok := lexicon.CountryOf(word); ok {
			name = c.Name
		} else if b, ok := lexicon.BodyNamed(word); ok && (b.Kind == lexicon.Force || word == "NATO") {
			name = b.Name
		} else if c, ok := lexicon.CountryNamed(word); ok && strings.ToUpper(word) == word {
			name = c.Name
		}
		if name == "" || slices.ContainsFunc(p.claims, func(c Claim) bool {
			return (c.Slot == Perpetrator || c.Slot == Responsibility) && (alike(c.Norm.Name, name) || strings.Contains(c.Value, word))
		}) {
			continue
		}
		p.claim(m.event, Perpetrator, k, k+1, Norm{Name: name})
	}
}

// ofVerb reads "gunmen stormed a hotel", "was attacked by rebels".
func (p *page) ofVerb(m *mention) {
	first, last := p.Bounds(m.first)
	passive := p.Passive(m.first, first) || p.Is(m.last, "dead") && !p.Object(m.last+1, last) || p.Tok[m.first].XPOS == syntax.TagVBN && !p.Had(m.first, first) && !p.Object(m.last, last)
	if passive {
		p.byWhom(m, last)
		if lo, hi, ok := p.Subject(m.first, first); ok {
			p.hit(m, lo, hi)
		}
		return
	}
	if p.events[m.event].Outcome && p.Tok[m.first].XPOS != syntax.TagVBG && !p.Object(m.last, last) {
		return // "all aboard killed": the harmed come first
	}
	if p.Tok[m.first].XPOS == syntax.TagVBG && p.Is(m.first-1, "by") {
		if lo, hi, ok := p.ClauseSubject(m.first-1, first); ok {
			p.actor(m, lo, hi) // "responded by destroying the depot"
		}
	}
	if p.Tok[m.first].XPOS != syntax.TagVBG {
		if lo, hi, ok := p.Subject(m.first, first); ok && p.Is(hi-1, "hostages", "captives", "prisoners", "detainees", "hostage", "inmates") && (p.Lemma(m.first) == "free" || p.Lemma(m.first) == "release") {
			p.hit(m, lo, hi) // "the hostages freed from the house"
		} else if ok && !p.crashes(m) {
			p.actor(m, lo, hi)
		} else if ok && !p.Weapon(hi-1) {
			p.hit(m, lo, hi)
		} else if !ok {
			p.bySpeaker(m, first)
		}
	}
	if m.last >= last || p.crashes(m) || p.Is(m.first, "detonated", "detonate", "detonates", "exploded") {
		return
	}
	at := m.last
	if p.Is(at, "dead") {
		at++
	}
	if at >= last {
		return
	}
	n := quantity.Modifier(p.Syn, at, last)
	if end := p.End(min(at+n, last-1), false); end > at+n {
		p.hit(m, at, end)
	}
}

// bySpeaker takes a pronoun at the head of a body's words for the body: "the
// agency said it had closed two stations". What it claims as its deed already
// is statement's work.
func (p *page) bySpeaker(m *mention, first int) {
	j := m.first - 1
	for j > first && (p.Tok[j].UPOS == syntax.AUX || p.Tok[j].UPOS == syntax.ADV) {
		j--
	}
	st := p.of[m.first]
	if st < 0 || !p.Is(j, "it", "we") || p.of[j] != st {
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
	if _, last := p.Bounds(m.first); p.Is(m.first, "exploded") && m.last < last && p.Is(m.last, "a", "an", "the", "two", "three") && p.Weapon(p.End(m.last, false)-1) {
		return false // "attackers exploded a device"
	}
	return p.Is(m.first, "crashed", "crashes", "crash", "exploded", "explodes")
}

// accused records whom a sentence accuses, charges or convicts of the event:
// "two men stand accused of the bombing".
func (p *page) accused(m *mention, first int) {
	for k := m.first - 1; k > max(first, m.first-8); k-- {
		if p.Is(k, "accused", "charged", "convicted", "suspected", "indicted", "guilty", "wanted", "tried", "sentenced", "blamed") && p.Is(k+1, "of", "with", "for", "over", "in") {
			v := k
			for v > first && (p.Tok[v-1].UPOS == syntax.AUX || p.Tok[v-1].UPOS == syntax.ADV || p.Is(v-1, "stand", "stood", "stands", "found", "been", "pleaded", "not")) {
				v--
			}
			if v == k && p.cue[k] {
				return // "officials accused the army of": statement's work
			}
			lo, hi, ok := p.Subject(v, first)
			if !ok {
				return
			}
			if name, ok := p.actorName(lo, hi); ok {
				p.claim(m.event, Responsibility, lo, hi, Norm{Name: name})
			}
			return
		}
		if t := &p.Tok[k]; t.UPOS == syntax.VERB && t.XPOS != syntax.TagVBG || p.Is(k, ";", ",") {
			return
		}
	}
}

// ofNoun reads "executed a drone strike on a port", "airstrikes by the army".
func (p *page) ofNoun(m *mention) {
	first, last := p.Bounds(m.first)
	for k := m.first - 1; k >= max(first, m.first-5); k-- {
		if trigger.Light(&p.Tok[k]) {
			if lo, hi, ok := p.Subject(k, first); ok && !p.Passive(k, first) {
				p.actor(m, lo, hi)
			}
			break
		}
		if p.Tok[k].Lower == "led" && p.Is(k+1, "the", "a") && k >= m.first-3 {
			if lo, hi, ok := p.Subject(k, first); ok {
				p.actor(m, lo, hi)
			}
		}
		if p.Tok[k].UPOS == syntax.PUNCT || p.Tok[k].UPOS == syntax.VERB || p.Is(k, "into", "about", "over", "after", "in", "for", "to", "with", "on", "from", "against") {
			break // "launched an inquiry into the blast"
		}
	}
	p.bomber(m, last)
	p.byWhom(m, last)
	for k := m.last; k+2 < last; k++ {
		if p.Is(k, "casualties", "losses") && p.Is(k+1, "on") {
			p.hit(m, k+2, p.End(k+2, false)) // "inflicting heavy casualties on the army"
			break
		}
	}
	if p.Lemma(m.last-1) == "crash" {
		return
	}
	if at := p.shaken(m.last, last); at > 0 {
		p.hit(m, at, p.End(at, false))
		return
	}
	if at := p.aimed(m.last, last); at > 0 {
		p.hit(m, at, p.End(at, false))
		return
	}
	for k := m.last; k < min(last-1, m.last+7); k++ {
		if k > m.last && !p.aside(k-1) {
			return
		}
		if p.Is(k, "on", "against", "of", "outside", "targeting", "at", "targeted", "focused") && !p.Is(k-1, "focused") {
			at := k + 1
			if p.Is(at, "on") {
				at++
			}
			if at < last {
				if !p.Timely(at) && p.Tok[at].UPOS != syntax.NUM {
					p.hit(m, at, p.End(at, false))
				}
			}
			return
		}
		if p.Tok[k].UPOS == syntax.VERB || p.Is(k, ";", "that", "by", ".") {
			return
		}
	}
}

// shaken is where the noun phrase begins that the event ending at token k fell
// upon by a verb that is no trigger: "a blast ripped through a market"; 0 for
// none.
func (p *page) shaken(k, last int) int {
	for k < last && (p.Tok[k].UPOS == syntax.ADV || p.Tok[k].UPOS == syntax.AUX) {
		k++
	}
	if !p.Is(k, "rocked", "shook", "rattled", "ripped", "tore", "jolted", "devastated", "levelled", "leveled", "damaged", "wrecked") {
		return 0
	}
	if k++; p.Is(k, "through", "into", "apart") {
		k++
	}
	if k < last && p.Object(k, last) {
		return k
	}
	return 0
}

// aimed is where the noun phrase begins that the event ending at token k was
// aimed at, over a clause between commas: "the strike, long denied, focused on
// a dock"; 0 for none.
func (p *page) aimed(k, last int) int {
	if p.Is(k, ",") {
		for k++; k < last && !p.Is(k, ","); k++ {
		}
		k++
	}
	for k < last && (p.Tok[k].UPOS == syntax.ADV || p.Tok[k].UPOS == syntax.AUX) {
		k++
	}
	if k+2 < last && p.Is(k, "focused", "aimed", "centered", "centred") && p.Is(k+1, "on", "at") {
		return k + 2
	}
	return 0
}

// aside reports whether token k may stand between an event and what it struck:
// a day, an adverb, "focused", a word of time.
func (p *page) aside(k int) bool {
	t := &p.Tok[k]
	return t.UPOS == syntax.ADV || t.UPOS == syntax.DET || t.UPOS == syntax.NUM || t.UPOS == syntax.ADJ || p.Timely(k) || t.XPOS == syntax.TagVBG ||
		p.Is(k, "morning", "afternoon", "evening", "night", "month", "week", "year", "dawn", "day", "on", "in", "at", "focused", "targeted", "earlier", "-", "operation", "campaign", "attack", "carried", "out")
}

// byWhom reads "by X", "carried out by X" after a trigger.
func (p *page) byWhom(m *mention, last int) {
	for k := m.last; k < min(last-1, m.last+12); k++ {
		if p.Is(k, "by") {
			if t := p.Tok[k+1]; t.XPOS == syntax.TagVBG || t.UPOS == syntax.NUM {
				return
			}
			if end := p.End(k+1, false); end > k+1 {
				p.actor(m, k+1, end)
			}
			return
		}
		if p.Is(k, ";", ",", "said", "that") || p.Tok[k].XPOS == syntax.TagVBD && !p.Is(k, "carried", "was", "were") {
			return
		}
	}
}

// actor records who acted; a phrase that is no actor is passed over.
func (p *page) actor(m *mention, lo, hi int) {
	for lo < hi-1 && (p.Tok[lo].UPOS == syntax.SCONJ || p.Tok[lo].UPOS == syntax.ADV || p.Tok[lo].UPOS == syntax.PUNCT || p.Is(lo, "when", "then", "while", "as", "where", "after", "but", "and")) {
		lo++
	}
	if p.Tok[lo].UPOS == syntax.ADP || p.Is(lo, "to") {
		if !p.Is(lo, "by") || lo+1 >= hi {
			return // "linked to the bomber who"
		}
		lo++
	}
	hi = p.WholeName(lo, hi)
	hi = p.WholeGroup(hi)
	name, ok := p.actorName(lo, hi)
	if !ok || p.weaponless(m, lo, hi) {
		return
	}
	p.claim(m.event, Perpetrator, lo, hi, Norm{Name: name})
}

// weaponless reports whether what stands before a verb is no party: a deed or a
// means that the event itself is.
func (p *page) weaponless(m *mention, lo, hi int) bool {
	return hi-lo == 1 && p.Is(lo, "suicide") || trigger.Noun(p.Syn, hi-1, hi) && !p.Is(hi-1, "bomber", "bombers")
}

// bomber reads whose the one is who struck: "a suicide bomber of the Red Brigade".
func (p *page) bomber(m *mention, last int) {
	if !p.Is(m.last-1, "bomber", "bombers") || !p.Is(m.last, "of", "from") || m.last+1 >= last {
		return
	}
	if end := p.End(m.last+1, false); end > m.last+1 {
		if name, ok := p.actorName(m.last+1, end); ok {
			if _, country := lexicon.CountryNamed(name); !country && !p.Is(m.last, "from") || p.bodied(m.last+1, end) {
				p.claim(m.event, Perpetrator, m.last+1, end, Norm{Name: name})
			}
		}
	}
}

// bodied reports whether a phrase names a body of the tables or a kind of one.
func (p *page) bodied(lo, hi int) bool {
	if _, ok := lexicon.BodyNoun(p.Tok[hi-1].Lower); ok {
		return true
	}
	_, ok := lexicon.BodyNamed(p.Syn.Text.Slice(p.Tok[lo].Span.Cover(p.Tok[hi-1].Span)))
	return ok
}

// actorName is the name of the one who acts: a known body, else the words
// without article. A phrase without a name, a body or people is no actor.
func (p *page) actorName(lo, hi int) (string, bool) {
	words := p.Syn.Text.Slice(p.Tok[lo].Span.Cover(p.Tok[hi-1].Span))
	if name, ok := p.LongName(lo, hi); ok {
		return name, true
	}
	if b, ok := lexicon.BodyNamed(words); ok {
		return b.Name, true
	}
	if c, ok := lexicon.CountryNamed(words); ok {
		return c.Name, true
	}
	head := &p.Tok[hi-1]
	_, person := quantity.Person(head.Lower)
	_, body := lexicon.BodyNoun(head.Lower)
	if !person && !body && head.UPOS != syntax.PROPN || p.Is(hi-1, "statement", "report", "video", "footage", "officials", "sources", "reports", "people", "others", "casualties", "losses", "victims", "bodies", "injuries", "deaths", "residents", "witnesses", "attackers", "attacker", "assailants", "assailant", "perpetrators", "killers", "spokesman", "spokeswoman", "spokesperson", "number", "toll", "minister", "which", "that", "who") {
		return "", false
	}
	if _, title := lexicon.Title(words); p.Timely(hi-1) || title {
		return "", false
	}
	for k := lo + 1; k < hi-1; k++ {
		if p.Is(k, "'s", "’s") && p.Tok[k+1].UPOS == syntax.PROPN {
			lo = k + 1 // "Somalia's National Intelligence and Security Agency"
		}
	}
	if b, ok := lexicon.BodyNamed(p.Syn.Text.Slice(p.Tok[lo].Span.Cover(p.Tok[hi-1].Span))); ok {
		return b.Name, true
	}
	for lo < hi-1 && p.Tok[lo].UPOS == syntax.DET {
		lo++
	}
	return p.Syn.Text.Slice(p.Tok[lo].Span.Cover(p.Tok[hi-1].Span)), true
}

// counts reports whether a noun phrase counts people or names nobody.
func (p *page) counts(lo, hi int) bool {
	named := false
	for k := lo; k < hi; k++ {
		if p.Tok[k].UPOS == syntax.PROPN {
			named = true
		}
	}
	_, people := quantity.Person(p.Tok[hi-1].Lower)
	return people || !named && !p.Is(hi-1, "vessels", "vessel", "boats", "boat", "ship", "ships") && p.Lemma(p.lastVerb(lo)) == "kill"
}

// lastVerb is the verb before token k.
func (p *page) lastVerb(k int) int {
	first, _ := p.Bounds(k)
	for k > first && p.Tok[k].UPOS != syntax.VERB {
		k--
	}
	return k
}
