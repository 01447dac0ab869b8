package fact

import (
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// stage reads from the words around a trigger whether the event happened.
func (p *page) stage(m mention) Stage {
	first, _ := p.bounds(m.first)
	lo := max(first, m.first-9)
	if st := p.of[m.first]; st >= 0 {
		switch p.sts[st].Act {
		case statement.Intend, statement.Demand:
			if m.verb && p.tok[m.first].XPOS != syntax.TagVBD || !m.verb && !p.known(m.first, first) {
				return Threatened
			}
		case statement.Predict:
			return Hypothetical
		}
	}
	if !m.verb && p.told(m.first, first) {
		return Accomplished
	}
	if m.verb && p.undone(m.first, first) {
		return Hypothetical
	}
	if s := p.leaning(m, lo); s != "" {
		return s
	}
	if p.habit(m.first) || m.verb && p.war(m.first) {
		return Habitual
	}
	return Accomplished
}

// known reports whether a noun is definite, so that a wish or a demand speaks
// of what has happened: "called for an inquiry into the attack".
func (p *page) known(k, first int) bool {
	for j := k - 1; j >= max(first, k-4); j-- {
		if p.is(j, "the", "this", "that", "'s", "’s") {
			return true
		}
		if p.tok[j].UPOS == syntax.VERB || p.tok[j].UPOS == syntax.ADP || p.tok[j].UPOS == syntax.PUNCT {
			return false
		}
	}
	return false
}

// undone reports whether the verb at k is negated, by itself or through its
// subject: "did not attack", "no aircraft had struck".
func (p *page) undone(k, first int) bool {
	j := k - 1
	for ; j >= first; j-- {
		t := &p.tok[j]
		switch {
		case p.is(j, "not", "n't", "n’t", "never"):
			return !p.is(j+1, "only")
		case t.UPOS == syntax.AUX, t.UPOS == syntax.ADV:
			continue
		}
		break
	}
	for n := 0; j >= first && n < 5; j, n = j-1, n+1 {
		t := &p.tok[j]
		switch {
		case p.is(j, "no", "neither", "none"):
			return true
		case t.UPOS == syntax.NOUN, t.UPOS == syntax.PROPN, t.UPOS == syntax.ADJ, t.Lower == "-":
			continue
		}
		break
	}
	return false
}

// told reports whether a noun is definite and hangs on a preposition, so that
// whatever the sentence says may come, this has happened: "would mark the
// anniversary of the attacks", "may talk about the raid".
func (p *page) told(k, first int) bool {
	j := k - 1
	for j > first && (p.tok[j].UPOS == syntax.ADJ || p.tok[j].UPOS == syntax.NOUN || p.tok[j].UPOS == syntax.PROPN || p.tok[j].UPOS == syntax.NUM || p.is(j, "-", "'s", "’s")) {
		j--
	}
	return j > first && p.is(j, "the", "this", "that", "those", "these") && p.is(j-1, "after", "since", "following", "into", "of", "over", "during", "about", "by", "surrounding") && !p.is(j-2, "threat", "risk", "possibility", "danger", "warned", "warning", "resumption", "end", "fear", "fears", "case")
}

// leaning is the stage that a word before the trigger gives it, up to the
// last mark or conjunction: a modal, a condition, an attempt.
func (p *page) leaning(m mention, lo int) Stage {
	for k := m.first - 1; k >= lo; k-- {
		t := &p.tok[k]
		if p.is(k, ",", ";", ":", "—", "–", "who", "which", "that", "after", "as", "because", "when") {
			return p.condition(k, lo)
		}
		switch {
		case t.UPOS == syntax.VERB && (t.XPOS == syntax.TagVBD || t.XPOS == syntax.TagVBN) && !wish[p.lemma(k)] && !attempt[p.lemma(k)]:
			return p.condition(k, lo)
		case t.XPOS == syntax.TagMD && (m.verb || m.first-k <= 4):
			if p.is(k, "will", "shall", "'ll", "’ll") {
				return Threatened
			}
			return Hypothetical
		case wish[p.lemma(k)] && t.UPOS != syntax.PROPN:
			return Threatened
		case attempt[p.lemma(k)]:
			return Attempted
		case doubt[t.Lower], p.is(k, "if", "unless", "whether"):
			return Hypothetical
		case m.verb && k == m.first-1 && t.Lower == "to" && p.tok[m.first].XPOS == syntax.TagVB:
			if k > 0 && attempt[p.lemma(k-1)] {
				return Attempted
			}
			if !p.did(k - 1) {
				return Threatened
			}
		case (t.Lower == "no" || t.Lower == "any") && m.first-k <= 3:
			return Hypothetical
		}
	}
	return p.condition(lo, lo)
}

// did reports whether the verb before an infinitive makes it a thing done:
// "helped to kill", "went on to attack".
func (p *page) did(k int) bool {
	return k >= 0 && p.is(k, "helped", "managed", "continued", "on", "began", "started", "used")
}

// condition looks for "if" from lo up to token k.
func (p *page) condition(k, lo int) Stage {
	for ; k >= lo; k-- {
		if p.is(k, "if", "unless", "whether", "lest") {
			return Hypothetical
		}
	}
	return ""
}

// habit reports whether the sentence says the event comes again and again,
// without a day or a count of its own.
func (p *page) habit(k int) bool {
	first, last := p.bounds(k)
	for j := max(first, k-10); j < min(last, k+6); j++ {
		if p.is(j, "frequently", "regularly", "often", "routinely", "traditionally", "usually", "always", "typically", "commonly", "sometimes", "generally", "regular", "frequent", "daily", "near-daily", "sporadic") {
			return true
		}
	}
	return false
}

// war reports whether the sentence counts what a whole war or year did: "the
// conflict has killed", "since 2011".
func (p *page) war(k int) bool {
	first, last := p.bounds(k)
	for j := first; j < last; j++ {
		if p.is(j, "conflict", "war", "uprising", "insurgency", "crisis", "offensive", "campaign") && p.tok[j].UPOS == syntax.NOUN && j < k && k-j < 8 && (p.is(j-1, "the") || p.is(j-2, "the")) {
			return true
		}
		if p.is(j, "number") && p.is(j+1, "of") && j < k && k-j < 8 {
			return true
		}
		if p.is(j, "since") && j+1 < last && (p.is(j+1, "the", "then") || p.tok[j+1].UPOS == syntax.NUM || p.tok[j+1].UPOS == syntax.PROPN && !p.timely(j+1) || p.tok[j+1].UPOS == syntax.PROPN && j+2 < last && p.tok[j+2].UPOS == syntax.NUM) && j > k {
			return true
		}
	}
	return false
}

var (
	wish    = set("threaten", "threat", "plan", "vow", "pledge", "intend", "want", "warn", "warning", "urge", "demand", "call", "order", "prepare", "promise", "consider", "propose", "discuss", "hope", "seek", "prevent", "avert", "avoid", "thwart", "foil", "deter", "stop", "end", "halt", "resist", "risk", "possible", "potential", "imminent", "future", "await", "pending", "slated", "likely", "planned", "aim", "expect")
	attempt = set("attempt", "try", "attempted", "fail")
	doubt   = set("fear", "fears", "feared", "possibility", "danger", "could", "would", "might", "may", "should", "against")
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
