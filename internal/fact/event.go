package fact

import (
	_ "embed"
	"strings"
	"sync"

	"hearsay/internal/syntax"
)

//go:embed data/event.tsv
var eventData string

// kind is what a trigger says of its event; Type "-" marks a decoy, "." an
// event without a kind.
type kind struct{ Type, SubType string }

// phrases maps the first lemma of a phrase to what may follow it.
type phrases map[string][]phrase

type phrase struct {
	rest []string
	kind kind
}

type triggers struct{ noun, verb, outcome phrases }

var triggerTable = sync.OnceValue(func() triggers {
	t := triggers{phrases{}, phrases{}, phrases{}}
	for line := range strings.Lines(eventData) {
		col := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(col) < 4 {
			continue
		}
		table := t.noun
		switch col[0] {
		case "v":
			table = t.verb
		case "o":
			table = t.outcome
		}
		for words := range strings.FieldsSeq(col[3]) {
			part := strings.Split(words, "-")
			table[part[0]] = append(table[part[0]], phrase{part[1:], kind{col[1], col[2]}})
		}
	}
	return t
})

// match is the longest phrase of the table that begins at token k, by its
// lemma, else by its form, else by its form without a plural's s.
func (p *page) match(table phrases, k int) (kind, int) {
	for _, key := range [3]string{p.lemma(k), p.tok[k].Lower, strings.TrimSuffix(p.tok[k].Lower, "s")} {
		if kd, n := p.longest(table[key], k); n > 0 {
			return kd, n
		}
	}
	return kind{}, 0
}

func (p *page) longest(from []phrase, k int) (kind, int) {
	best, length := kind{}, 0
	for _, ph := range from {
		at := k + 1
		for _, w := range ph.rest {
			if p.is(at, "-") {
				at++
			}
			if at >= len(p.tok) || p.sent[at] != p.sent[k] || p.lemma(at) != w && p.tok[at].Lower != w {
				at = -1
				break
			}
			at++
		}
		if at-k > length {
			best, length = ph.kind, at-k
		}
	}
	return best, length
}

func (p *page) lemma(k int) string {
	if t := &p.tok[k]; t.Lemma != "" && t.Lemma != "_" {
		return strings.ToLower(t.Lemma)
	}
	return p.tok[k].Lower
}

// findEvents reads the triggers of all sentences.
func (p *page) findEvents() {
	t := triggerTable()
	for k := 0; k < len(p.tok); k++ {
		if p.mute[p.sent[k]] {
			continue
		}
		var kd kind
		n, verb, outcome := 0, false, false
		switch p.tok[k].UPOS {
		case syntax.NOUN, syntax.PROPN, syntax.ADJ:
			kd, n = p.match(t.noun, k)
		case syntax.VERB:
			kd, n = p.match(t.verb, k)
			if n == 0 {
				kd, n = p.match(t.outcome, k)
				outcome = n > 0
			}
			verb = n > 0
			if n == 0 && p.tok[k].XPOS == syntax.TagVBG {
				kd, n = p.match(t.noun, k)
			}
		}
		if n == 0 || !p.triggers(k, k+n, verb) {
			continue
		}
		m := mention{k, k + n, -1, verb}
		if kd.Type != "-" {
			m.event = len(p.events)
			p.events = append(p.events, p.event(m, kd))
			p.events[m.event].Outcome = outcome
		}
		p.mentions = append(p.mentions, m)
		k += n - 1
	}
}

// event is the event that a trigger speaks of.
func (p *page) event(m mention, kd kind) Event {
	if kd.Type == "." {
		kd = kind{}
	}
	if kd.SubType == "." {
		kd.SubType = ""
	}
	ev := Event{
		Trigger:  p.tok[m.first].Span.Cover(p.tok[m.last-1].Span),
		Sentence: int(p.sent[m.first]), Type: kd.Type, SubType: kd.SubType,
		Statement: int(p.of[m.first]), Stage: p.stage(m),
	}
	switch l := p.lemma(m.first); {
	case ev.SubType == "Remote explosive/landmine/IED" && p.beside(m.first, 9, aircraft), l == "raid" && p.beside(m.first, 9, aircraft):
		ev.Type, ev.SubType = "Explosions/Remote violence", "Air/drone strike"
	case ev.SubType == "Remote explosive/landmine/IED" && p.beside(m.first, 6, []string{"suicide"}):
		ev.SubType = "Suicide bomb"
	}
	return ev
}

var (
	aircraft   = []string{"drone", "drones", "warplane", "warplanes", "jet", "jets", "aircraft", "helicopter", "helicopters", "bombers", "airstrikes"}
	weapons    = []string{"drone", "drones", "missile", "missiles", "rocket", "rockets", "jet", "jets", "warplanes", "shell", "shells", "bomb", "bombs", "aircraft", "forces", "military", "army", "navy", "we", "operation", "operations", "attackers", "militants", "airstrikes", "strike", "strikes", "u.s.", "israel", "russia"}
	craft      = []string{"plane", "planes", "aircraft", "jet", "helicopter", "airliner", "train", "bus", "ferry", "ship", "boat", "airplane", "flight", "drone"}
	captives   = []string{"detainees", "detainee", "migrants", "prisoners", "prisoner", "hostages", "hostage", "captives", "inmates", "deportees"}
	signed     = []string{"signed", "sign", "signing", "brokered", "concluded"}
	labour     = []string{"union", "unions", "workers", "hunger", "general", "labor", "labour", "wage", "pay", "strikers"}
	figurative = []string{"heart", "panic", "verbal", "charm", "media", "legal", "word", "words", "snowball", "anxiety", "heat", "cyber", "baby", "market"}
)

// beside reports whether one of the words stands within n tokens of token k
// in its sentence.
func (p *page) beside(k, n int, words []string) bool {
	first, last := p.bounds(k)
	for j := max(first, k-n); j < min(last, k+n+1); j++ {
		if j != k && p.is(j, words...) {
			return true
		}
	}
	return false
}

// triggers reports whether the words of a trigger mean an event here: no
// labour strike, heart attack, "hit by inflation", compound of another noun.
func (p *page) triggers(first, last int, verb bool) bool {
	l := p.lemma(first)
	if p.is(first, "flown", "flew") {
		l = "fly" // a tagger takes it for "flow"
	}
	if last-first == 1 && p.is(first-1, figurative...) {
		return false
	}
	if p.is(first-1, "-") || p.is(last, "-") && !verb {
		return false
	}
	if last < len(p.tok) && !verb && p.is(last, "helicopter", "helicopters", "group", "groups", "plane", "planes", "force", "forces", "vehicle", "vehicles", "command", "aircraft", "site", "rifle", "rifles", "dog", "ad", "ads", "suspect", "suspects", "investigator", "series", "warrant", "warrants", "zone", "zones") {
		return p.is(last, "site") || p.is(last, "suspect", "suspects", "series")
	}
	if p.is(first-1, "u.s.-led") {
		return true
	}
	switch l {
	case "strike", "hit", "target":
		if verb {
			return p.beside(first, 8, weapons)
		}
		return last-first > 1 || !p.beside(first, 3, labour)
	case "gun":
		return verb && p.is(last, "down")
	case "ram", "torch", "execute":
		return verb && p.tok[first].XPOS != syntax.TagVB && (l != "execute" || !p.lightVerb(first))
	case "destroy", "sink":
		return p.beside(first, 8, weapons)
	case "crash":
		return !verb || p.beside(first, 14, craft)
	case "transfer", "fly", "release", "evacuate", "free", "expel", "clear":
		return p.beside(first, 20, captives)
	case "shell":
		return verb
	case "agreement", "accord", "pact", "treaty", "truce", "deal":
		return last-first > 1 || p.beside(first, 5, signed) && !p.is(first-1, "signed", "reached")
	case "operation":
		return p.tok[first].UPOS == syntax.NOUN && !p.is(first-1, "special", "rescue", "search", "business", "normal", "daily")
	case "battle":
		return !p.is(first+1, "against")
	}
	return true
}
