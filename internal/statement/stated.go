package statement

import (
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/source"
	"hearsay/internal/syntax"
)

// stated reads what a verb of mere speech does by what is said: "said it had
// carried out", "said the claims were false", "said they must leave".
func (b *bench) stated(w *words, base Act) Act {
	if a, ok := b.responsible(w); ok {
		switch {
		case !w.negated:
			return a
		case b.voices[w.i].Source < 0:
			return State
		}
		return NoResponse // "has not claimed the attack" takes no stand
	}
	if w.main == "declare" && !b.clause(w) && (strings.Contains(w.lemmas, " as ") || strings.Contains(w.lemmas, " emergency ") || strings.Contains(w.lemmas, " mourning ") || strings.Contains(w.lemmas, " war ") || strings.Contains(w.lemmas, " curfew ")) {
		return Decide
	}
	if base == Confirm {
		return Confirm
	}
	if w.main == "announce" || w.main == "unveil" {
		if strings.Contains(w.content, "plan") || b.future(w) {
			return Intend
		}
		return State
	}
	if falsehood(w.content) || blameless(w.content) || w.main == "plead" && strings.Contains(w.content, "innocen") || (w.main == "maintain" || w.main == "insist") && strings.Contains(w.content, "innocence") {
		return Deny
	}
	if b.must(w) || b.commands(w) {
		return Demand
	}
	if a, ok := b.performs(w); ok {
		return a
	}
	if w.main == "tell" && strings.HasPrefix(strings.TrimLeft(w.lemmas, " “\""), "to ") {
		return Demand
	}
	if b.future(w) {
		if b.ownAct(w) {
			return Intend
		}
		return Predict
	}
	return base
}

// clause reports whether the first fragment is a clause of its own: it begins
// with "that" or has a finite verb.
func (b *bench) clause(w *words) bool {
	for k := w.first; k < w.last; k++ {
		switch b.tok[k].XPOS {
		case syntax.TagVBD, syntax.TagVBZ, syntax.TagVBP, syntax.TagMD:
			return true
		}
	}
	return false
}

// responsible reads claims of responsibility: "claimed responsibility for the
// blast", "the attack was claimed by", a group that says it killed.
func (b *bench) responsible(w *words) (Act, bool) {
	all := " " + strings.Join(w.cue, " ") + w.lemmas
	claim := false
	for _, verb := range []string{"claim", "take", "accept", "admit", "assume"} {
		for _, how := range []string{"", "full ", "sole ", "credit and "} {
			claim = claim || strings.Contains(all, " "+verb+" "+how+"responsibility ")
		}
	}
	claim = claim && !w.negated && !strings.Contains(all, " no ") && !strings.Contains(all, " not ")
	if claim || w.main == "claim responsibility" || w.main == "take responsibility" || w.main == "claim credit" {
		return ClaimResponsibility, true
	}
	if w.main == "claim" && (w.passive || !b.clause(w)) {
		for _, n := range []string{" attack ", " bombing ", " blast ", " killing ", " strike ", " shooting ", " assault ", " raid ", " attacks ", " ambush ", " abduction ", " assassination "} {
			if strings.Contains(w.lemmas, n) {
				return ClaimResponsibility, true
			}
		}
	}
	k := b.subject(w)
	if k < 0 || !b.self(k, w) && !b.ownForces(k, w) {
		return "", false
	}
	verb, neg, modal := b.verbAfter(k, w)
	if verb == "" || neg || modal {
		return "", false
	}
	switch verb {
	case "carry", "conduct", "launch", "stage", "perpetrate", "execute":
		if strings.Contains(w.lemmas, " attack") || strings.Contains(w.lemmas, " strike") || strings.Contains(w.lemmas, " raid") || strings.Contains(w.lemmas, " operation") || strings.Contains(w.lemmas, " bombing") || strings.Contains(w.lemmas, " missile") || strings.Contains(w.lemmas, " airstrike") || strings.Contains(w.lemmas, " drone") || strings.Contains(w.lemmas, " assault") {
			return ClaimResponsibility, true
		}
	case "kill", "attack", "bomb", "target", "shell", "ambush", "strike", "destroy", "hit", "shoot", "fire", "capture", "assassinate", "execute ", "down", "detonate", "seize":
		if b.fighting(w) || b.ownForces(k, w) {
			return ClaimResponsibility, true
		}
	}
	return "", false
}

// fighting reports whether the speaker is an armed group or a commander.
func (b *bench) fighting(w *words) bool {
	v := b.voices[w.i].Source
	if v < 0 {
		return false
	}
	s := &b.sources[v]
	if body, ok := lexicon.BodyNamed(s.Name); ok && body.Kind == lexicon.Group {
		return true
	}
	if s.Affiliation != nil {
		if body, ok := lexicon.BodyNamed(s.Affiliation.Name); ok && body.Kind == lexicon.Group {
			return true
		}
	}
	return s.Kind == source.Group
}

// subject is the token that begins the first clause of the content, after
// "that", marks and small adverbs; -1 where there is none.
func (b *bench) subject(w *words) int {
	for k := w.first; k < w.last; k++ {
		if b.tok[k].UPOS == syntax.PUNCT || b.is(k, "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "on", "earlier", "later", "today", "that", "however", "unfortunately", "but", "and", "``", "so") {
			continue
		}
		return k
	}
	return -1
}

// self reports whether token k stands for the speaker: "we", "it", "they",
// "he" where the speaker is of that kind.
func (b *bench) self(k int, w *words) bool {
	switch b.tok[k].Lower {
	case "i", "we":
		return true
	case "it", "they", "he", "she":
		direct := b.tok[w.first].UPOS == syntax.PUNCT
		return !direct
	}
	return false
}

// ownForces reports whether "his forces", "its fighters", "our troops" begin
// at token k.
func (b *bench) ownForces(k int, w *words) bool {
	return k+1 < w.last && b.is(k, "his", "her", "its", "their", "our") && b.is(k+1, "forces", "fighters", "troops", "men", "soldiers", "army", "militants", "units", "warplanes", "drones", "aircraft", "commandos", "members", "mujahideen", "mujahedeen")
}

// verbAfter is the lemma of the main verb of the clause that begins at token
// k, and whether it is denied or put under a modal.
func (b *bench) verbAfter(k int, w *words) (lemma string, negated, modal bool) {
	for n := k + 1; n < min(w.last, k+9); n++ {
		t := &b.tok[n]
		switch {
		case b.is(n, "not", "n't", "n’t", "never", "no"):
			negated = true
		case t.XPOS == syntax.TagMD:
			modal = true
		case t.UPOS == syntax.VERB || t.UPOS == syntax.AUX && n+1 >= w.last:
			return strings.ToLower(t.Lemma), negated, modal
		}
	}
	return "", negated, modal
}

// performs reads what a speaker says it thinks, wants, fears or does by
// saying so: "told them he believes", "“We condemn …”".
func (b *bench) performs(w *words) (Act, bool) {
	k := b.subject(w)
	if k < 0 || !b.self(k, w) {
		return "", false
	}
	// Of two verbs of one subject the one that asks something of others counts.
	if urge := b.firstAny(w, "urge", "demand", "call"); urge >= 0 && urge < k+40 && (b.tok[urge].XPOS == syntax.TagVBP || b.tok[urge].XPOS == syntax.TagVBZ || b.tok[urge].XPOS == syntax.TagVB) &&
		(b.tok[urge].Lemma != "call" || b.is(urge+1, "on", "for", "upon")) {
		return Demand, true
	}
	verb, negated, modal := b.verbAfter(k, w)
	if verb == "" || modal || b.undergone(k, w) {
		return "", false
	}
	c, ok := lexicon.CueOf(verb)
	if !ok {
		return "", false
	}
	if a := Act(c.Act); (a == Demand || a == Intend || a == Accuse || a == Express) && b.past(k, w) {
		return "", false // "he had ordered the raid" tells of it, and orders nothing
	}
	if verb == "want" && !negated {
		return b.wanted(k, w), true
	}
	switch a := Act(c.Act); a {
	case Believe, Intend, Demand, Express, Accuse, Deny:
		if verb == "see" || verb == "hold" || verb == "view" || verb == "prepare" || verb == "offer" || verb == "commit" || verb == "back" || verb == "know" || verb == "want" && negated {
			return "", false
		}
		return a, true
	case Predict:
		if negated || verb != "project" && verb != "bet" {
			return Predict, true
		}
	}
	return "", false
}

// undergone reports whether the first verb after token k is no act of the
// subject: "he was alleged", "it is wrong to deny".
func (b *bench) undergone(k int, w *words) bool {
	for n := k + 1; n < min(w.last, k+9); n++ {
		if b.tok[n].UPOS == syntax.VERB {
			return b.is(n-1, "to") || b.tok[n].XPOS == syntax.TagVBN && b.tok[n-1].Lemma == "be"
		}
	}
	return false
}

// past reports whether the verb group after token k is in the pluperfect.
func (b *bench) past(k int, w *words) bool {
	for n := k + 1; n < min(w.last, k+9); n++ {
		if b.is(n, "had") && b.tok[n].UPOS == syntax.AUX {
			return true
		}
		if b.tok[n].UPOS == syntax.VERB {
			return false
		}
	}
	return false
}

// wanted tells what a speaker wants to do or say ("want to thank") from what
// it wants of others.
func (b *bench) wanted(k int, w *words) Act {
	for n := k + 1; n+2 < min(w.last, k+9); n++ {
		if b.tok[n].Lemma == "want" {
			if !b.is(n+1, "to") {
				return Demand
			}
			if c, ok := lexicon.CueOf(strings.ToLower(b.tok[n+2].Lemma)); ok && Act(c.Act) == Express {
				return Express
			}
			return Intend
		}
	}
	return Demand
}

// firstAny is the first token of the first fragment with one of the lemmas.
func (b *bench) firstAny(w *words, lemmas ...string) int {
	for k := w.first; k < w.last; k++ {
		for _, l := range lemmas {
			if b.tok[k].Lemma == l && b.tok[k].UPOS == syntax.VERB {
				return k
			}
		}
	}
	return -1
}

// falsehood reports whether the content calls something untrue.
func falsehood(content string) bool {
	for _, f := range []string{
		"baseless", "unfounded", "fabricated", "groundless", "not true", "untrue", "is false", "are false", "was false", "were false", "no truth", "nothing to do with", "a lie", "are lies", "categorically", "fake news", "totally false", "completely false", "no role in", "played no role", "played no part", "no part in", "had no hand", "no knowledge of", "wrongly accuse", "falsely accuse", "pure fiction", "propaganda", "is untrue", "not correct", "is incorrect", "are incorrect", "was incorrect", "is inaccurate", "not guilty", "did not carry out", "had no involvement", "no involvement", "not involved in", "without foundation",
	} {
		if i := strings.Index(content, f); i >= 0 && !strings.Contains(content[:i], "if ") {
			return true
		}
	}
	return false
}

// blameless reports whether the content says that someone did not do a deed:
// "is not responsible for the blast".
func blameless(content string) bool {
	return strings.Contains(content, "not responsible") && holdsAny(content, []string{"attack", "blast", "bomb", "kill", "death", "strike", "shoot", "incident", "raid", "explosion", "crash", "murder", "assault"})
}

// commands reports whether quoted words order something: "Don't shoot".
func (b *bench) commands(w *words) bool {
	k := w.first
	if k >= w.last || b.tok[k].UPOS != syntax.PUNCT {
		return false
	}
	for k < w.last-1 && b.tok[k].UPOS == syntax.PUNCT {
		k++
	}
	if b.is(k, "do") && (b.is(k+1, "n't", "n’t", "not")) {
		return true
	}
	return b.tok[k].XPOS == syntax.TagVB && b.tok[k].UPOS == syntax.VERB && !b.is(k, "let", "thank", "look", "see", "say", "imagine", "suppose")
}

// must reports whether the main clause lays a duty on others.
func (b *bench) must(w *words) bool {
	for k := w.first; k < min(w.last, w.first+40); k++ {
		switch {
		case b.is(k, "must", "should") && !b.is(k+1, "have", "know", "n't", "not") && !b.is(k-1, "they", "that") || b.is(k, "must") && !b.is(k+1, "have"):
			if b.is(k, "should") && k > w.first+8 {
				return false
			}
			return true
		case b.is(k, "if", "because", "after", "when") && k > w.first+3:
			return false
		}
	}
	return false
}

// future reports whether the main clause speaks of what is to come.
func (b *bench) future(w *words) bool {
	if len(w.lemmas) < 2 {
		return false
	}
	for k := w.first; k < min(w.last, w.first+28); k++ {
		if b.is(k, "it") && b.is(k+1, "would", "will") && b.is(k+2, "be") && k+3 < len(b.tok) && b.judgement(k+3) {
			return false // "it would be wrong to wait" foresees nothing
		}
		if b.is(k, "will", "'ll", "’ll", "shall") && b.tok[k].XPOS == syntax.TagMD || b.is(k, "would") && b.is(k+1, "be", "also", "not", "continue", "take", "begin", "start", "make", "send", "never", "return", "go") && !b.is(k+2, "have") {
			return true
		}
		switch b.tok[k].XPOS {
		case syntax.TagVBD, syntax.TagVBZ, syntax.TagVBP:
			return b.is(k, "is", "are", "was", "were") && b.is(k+1, "going") && b.is(k+2, "to")
		}
		if b.is(k, "who", "which", "if") && k > w.first {
			return false
		}
	}
	return false
}

// judgement reports whether an adjective stands at token k, after marks.
func (b *bench) judgement(k int) bool {
	for k < len(b.tok)-1 && b.tok[k].UPOS == syntax.PUNCT {
		k++
	}
	return b.tok[k].UPOS == syntax.ADJ
}

// ownAct reports whether the speaker speaks of its own doing: it is the
// subject, or the speaker is an official and the clause a passive.
func (b *bench) ownAct(w *words) bool {
	k := b.subject(w)
	if k < 0 {
		return false
	}
	if b.self(k, w) || b.ownForces(k, w) {
		return true
	}
	v := b.voices[w.i].Source
	if v < 0 {
		return false
	}
	s := &b.sources[v]
	if s.Role == nil && s.Identification != source.Institution && s.Identification != source.NamedOffice {
		return false
	}
	if b.is(k, "the") && b.is(k+1, "government", "military", "army", "ministry", "police", "company", "country") {
		return true
	}
	for n := k; n+3 < min(w.last, k+20); n++ {
		if b.is(n, "would", "will") {
			m := n + 1
			for b.is(m, "also", "now", "soon", "not") {
				m++
			}
			return b.is(m, "be") && b.tok[m+1].XPOS == syntax.TagVBN && !b.is(m+1, "crushed", "defeated", "destroyed", "killed") || b.is(m, "be") && b.is(m+1, "out")
		}
	}
	return false
}
