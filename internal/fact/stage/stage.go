// Package stage reads from the words around an event whether it happened:
// MUC-4's stage of execution, and two values for what is no incident.
//
//	“rebels threatened to attack the camp”   threatened
//	“no soldiers attacked the camp”          hypothetical
//	“after the attack on the camp”           accomplished
//
// It looks at one sentence, by tags and words, never beyond the mark or
// conjunction that ends the clause. What the event is, is trigger's judgement.
package stage

import (
	"slices"
	"strings"

	"hearsay/internal/calendar"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// Stage is how far an event went.
type Stage string

// The stages.
const (
	Accomplished Stage = "accomplished"
	Attempted    Stage = "attempted"
	Threatened   Stage = "threatened"   // threatened, planned, demanded
	Hypothetical Stage = "hypothetical" // "if", "could", "would", feared, not done
	Habitual     Stage = "habitual"     // "frequently conducts bombings": no incident
)

// Sentence is the tokens [First, Last) of a report that are read.
type Sentence struct {
	Tok         []syntax.Token // of the whole report
	First, Last int
}

func (s *Sentence) is(k int, words ...string) bool {
	return k >= 0 && k < len(s.Tok) && slices.Contains(words, s.Tok[k].Lower)
}

func (s *Sentence) lemma(k int) string {
	if t := &s.Tok[k]; t.Lemma != "" && t.Lemma != "_" {
		return strings.ToLower(t.Lemma)
	}
	return s.Tok[k].Lower
}

// Of is the stage of the event whose trigger begins at token at. Act is that of
// the statement which holds it, "" for the report's own voice.
func (s *Sentence) Of(at int, verb bool, act statement.Act) Stage {
	switch act {
	case statement.Intend, statement.Demand:
		if verb && s.Tok[at].XPOS != syntax.TagVBD || !verb && !s.known(at) {
			return Threatened
		}
	case statement.Predict:
		return Hypothetical
	}
	if !verb && s.told(at) {
		return Accomplished
	}
	if verb && s.Undone(at) {
		return Hypothetical
	}
	if st := s.leaning(at, verb, max(s.First, at-9)); st != "" {
		return st
	}
	if s.habit(at) || verb && s.war(at) {
		return Habitual
	}
	return Accomplished
}

// known reports whether a noun is definite, so that a wish or a demand speaks
// of what has happened: "called for an inquiry into the attack".
func (s *Sentence) known(k int) bool {
	first := s.First
	for j := k - 1; j >= max(first, k-4); j-- {
		if s.is(j, "the", "this", "that", "'s", "’s") {
			return true
		}
		if s.Tok[j].UPOS == syntax.VERB || s.Tok[j].UPOS == syntax.ADP || s.Tok[j].UPOS == syntax.PUNCT {
			return false
		}
	}
	return false
}

// Undone reports whether the verb at k is negated, by itself or through its
// subject: "did not attack", "no aircraft had struck".
func (s *Sentence) Undone(k int) bool {
	first := s.First
	j := k - 1
	for ; j >= first; j-- {
		t := &s.Tok[j]
		switch {
		case s.is(j, "not", "n't", "n’t", "never"):
			return !s.is(j+1, "only")
		case t.UPOS == syntax.AUX, t.UPOS == syntax.ADV:
			continue
		}
		break
	}
	for n := 0; j >= first && n < 5; j, n = j-1, n+1 {
		t := &s.Tok[j]
		switch {
		case s.is(j, "no", "neither", "none"):
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
func (s *Sentence) told(k int) bool {
	first := s.First
	j := k - 1
	for j > first && (s.Tok[j].UPOS == syntax.ADJ || s.Tok[j].UPOS == syntax.NOUN || s.Tok[j].UPOS == syntax.PROPN || s.Tok[j].UPOS == syntax.NUM || s.is(j, "-", "'s", "’s")) {
		j--
	}
	return j > first && s.is(j, "the", "this", "that", "those", "these") && s.is(j-1, "after", "since", "following", "into", "of", "over", "during", "about", "by", "surrounding") && !s.is(j-2, "threat", "risk", "possibility", "danger", "warned", "warning", "resumption", "end", "fear", "fears", "case")
}

// leaning is the stage that a word before the trigger gives it, up to the
// last mark or conjunction: a modal, a condition, an attempt.
func (s *Sentence) leaning(at int, verb bool, lo int) Stage {
	for k := at - 1; k >= lo; k-- {
		t := &s.Tok[k]
		if s.is(k, ",", ";", ":", "—", "–", "who", "which", "that", "after", "as", "because", "when") {
			return s.condition(k, lo)
		}
		switch {
		case t.UPOS == syntax.VERB && (t.XPOS == syntax.TagVBD || t.XPOS == syntax.TagVBN) && !wish[s.lemma(k)] && !attempt[s.lemma(k)]:
			return s.condition(k, lo)
		case t.XPOS == syntax.TagMD && (verb || at-k <= 4):
			if s.is(k, "will", "shall", "'ll", "’ll") {
				return Threatened
			}
			return Hypothetical
		case wish[s.lemma(k)] && t.UPOS != syntax.PROPN:
			return Threatened
		case attempt[s.lemma(k)]:
			return Attempted
		case doubt[t.Lower], s.is(k, "if", "unless", "whether"):
			return Hypothetical
		case verb && k == at-1 && t.Lower == "to" && s.Tok[at].XPOS == syntax.TagVB:
			if k > 0 && attempt[s.lemma(k-1)] {
				return Attempted
			}
			if !s.Did(k - 1) {
				return Threatened
			}
		case (t.Lower == "no" || t.Lower == "any") && at-k <= 3:
			return Hypothetical
		}
	}
	return s.condition(lo, lo)
}

// Did reports whether the verb before an infinitive makes it a thing done:
// "helped to kill", "went on to attack".
func (s *Sentence) Did(k int) bool {
	return k >= 0 && s.is(k, "helped", "managed", "continued", "on", "began", "started", "used")
}

// condition looks for "if" from lo up to token k.
func (s *Sentence) condition(k, lo int) Stage {
	for ; k >= lo; k-- {
		if s.is(k, "if", "unless", "whether", "lest") {
			return Hypothetical
		}
	}
	return ""
}

// habit reports whether the sentence says the event comes again and again,
// without a day or a count of its own.
func (s *Sentence) habit(k int) bool {
	first, last := s.First, s.Last
	for j := max(first, k-10); j < min(last, k+6); j++ {
		if s.is(j, "frequently", "regularly", "often", "routinely", "traditionally", "usually", "always", "typically", "commonly", "sometimes", "generally", "regular", "frequent", "daily", "near-daily", "sporadic") {
			return true
		}
	}
	return false
}

// war reports whether the sentence counts what a whole war or year did: "the
// conflict has killed", "since 2011".
func (s *Sentence) war(k int) bool {
	first, last := s.First, s.Last
	for j := first; j < last; j++ {
		if s.is(j, "conflict", "war", "uprising", "insurgency", "crisis", "offensive", "campaign") && s.Tok[j].UPOS == syntax.NOUN && j < k && k-j < 8 && (s.is(j-1, "the") || s.is(j-2, "the")) {
			return true
		}
		if s.is(j, "number") && s.is(j+1, "of") && j < k && k-j < 8 {
			return true
		}
		if s.is(j, "since") && j+1 < last && (s.is(j+1, "the", "then") || s.Tok[j+1].UPOS == syntax.NUM || s.Tok[j+1].UPOS == syntax.PROPN && !calendar.Timely(s.Tok[j+1].Lower) || s.Tok[j+1].UPOS == syntax.PROPN && j+2 < last && s.Tok[j+2].UPOS == syntax.NUM) && j > k {
			return true
		}
	}
	return false
}

var (
	wish    = words("threaten", "threat", "plan", "vow", "pledge", "intend", "want", "warn", "warning", "urge", "demand", "call", "order", "prepare", "promise", "consider", "propose", "discuss", "hope", "seek", "prevent", "avert", "avoid", "thwart", "foil", "deter", "stop", "end", "halt", "resist", "risk", "possible", "potential", "imminent", "future", "await", "pending", "slated", "likely", "planned", "aim", "expect")
	attempt = words("attempt", "try", "attempted", "fail")
	doubt   = words("fear", "fears", "feared", "possibility", "danger", "could", "would", "might", "may", "should", "against")
)

func words(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, w := range list {
		m[w] = true
	}
	return m
}
