package calendar

import "hearsay/internal/syntax"

// tense is where the words round an expression look.
type tense int8

const (
	past    tense = -1
	unknown tense = 0
	future  tense = 1
)

// tense reads the verb group nearest to tokens [first, last): before it in
// the sentence, else after it.
func (r *reader) tense(first, last int) tense {
	if r.is(last, "'s", "’s") {
		return unknown // "Wednesday's ruling"
	}
	for k := first - 1; k >= max(r.first, first-25); k-- {
		if r.tok[k].Lower == ";" {
			break
		}
		if t := r.verb(k, first-k); t != unknown {
			return t
		}
	}
	for k := last; k < min(r.last, last+25); k++ {
		if t := r.verb(k, 99); t != unknown {
			return t
		}
	}
	return unknown
}

// ahead reports whether a word that may look ahead does: "plans to", "set
// for", "due Monday", not "hopes" as a noun, "set off", "due to the rain".
func (r *reader) ahead(k, away int) bool {
	t := &r.tok[k]
	switch {
	case t.UPOS == syntax.NOUN || t.XPOS == syntax.TagVBD:
		return r.is(k+1, "to")
	case r.is(k, "set"):
		return away == 1 || r.is(k+1, "to", "for")
	case r.is(k, "due"):
		return away <= 2 && !r.is(k+1, "to") || k+2 < r.last && r.is(k+1, "to") && r.tok[k+2].XPOS == syntax.TagVB
	case t.XPOS == syntax.TagJJ:
		return away <= 2
	}
	return true
}

// verb is the tense that token k gives, away tokens before the expression: a
// finite verb, a modal, a participle beside it ("announced Monday"), or a word
// that looks ahead ("scheduled", "plans").
func (r *reader) verb(k, away int) tense {
	t := &r.tok[k]
	if away == 1 && k > r.first && r.is(k, "until", "till") {
		return future // "postponed until Monday"
	}
	if r.words[k].class == ahead && r.ahead(k, away) {
		return future
	}
	switch t.XPOS {
	case syntax.TagVBD:
		if r.is(k, "was", "were") && r.is(k+1, "to") {
			return future
		}
		return past
	case syntax.TagMD:
		if r.is(k, "will", "shall", "'ll", "’ll", "wo", "would", "may", "might", "must", "should") {
			if r.is(k+1, "have") || r.is(k+2, "have") {
				return past
			}
			return future
		}
	case syntax.TagVBZ, syntax.TagVBP:
		switch {
		case r.is(k, "has", "have", "'ve", "’ve") && !r.is(k+1, "to"):
			return past
		case r.is(k, "is", "are", "has", "have") && (r.is(k+1, "to") || r.is(k+1, "going")):
			return future
		case t.UPOS == syntax.VERB && away <= 3 && !r.is(k, "says", "say", "tells"):
			return future // "they meet Monday"
		}
	case syntax.TagVBN:
		if r.is(k-1, "be") {
			if r.is(k-2, "to") {
				return future
			}
			return unknown
		}
		if away <= 2 || r.is(k-1, "was", "were", "been", "had", "has", "have") {
			return past
		}
	}
	return unknown
}
