package incident

import (
	"slices"
	"strings"

	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// lead is the word before a span.
func (g *grouping) lead(s span.Span) string {
	if k := g.token(s.Start) - 1; k >= 0 {
		return g.r.Syntax.Tokens[k].Lower
	}
	return ""
}

// token is the token that begins at or holds code point cp.
func (g *grouping) token(cp int) int {
	k, _ := slices.BinarySearchFunc(g.r.Syntax.Tokens, cp, func(t syntax.Token, at int) int {
		if t.End <= at {
			return -1
		}
		if t.Start > at {
			return 1
		}
		return 0
	})
	return k
}

// before looks left of a trigger, over its adjectives, for one of the words.
func (g *grouping) before(e int, words ...string) bool {
	k := g.token(g.r.Events[e].Trigger.Start)
	for j := k - 1; j >= max(0, k-5); j-- {
		t := &g.r.Syntax.Tokens[j]
		if slices.Contains(words, t.Lower) && !(t.Lower == "previous" && j+1 < k && strings.HasPrefix(g.r.Syntax.Tokens[j+1].Lower, "day")) {
			return true
		}
		if t.UPOS == syntax.VERB && t.XPOS != syntax.TagVBN || t.UPOS == syntax.ADP || t.UPOS == syntax.PUNCT && t.Lower != "-" {
			return false
		}
	}
	return false
}

// definite reports whether a trigger points back: "the attack", "this
// operation".
func (g *grouping) definite(e int) bool {
	return g.before(e, "the", "this", "that", "its", "his", "their", "'s", "’s")
}

// vague reports whether a trigger is a plural of other times: "past attacks",
// "another crackdown", "prior known attacks".
func (g *grouping) vague(e int) bool {
	if !g.r.Events[e].Outcome && g.noun(e) && g.before(e, "past", "previous", "prior", "other", "another", "recent", "similar", "earlier", "more", "such", "regular", "further", "several", "series", "new", "subsequent", "many", "former", "biggest", "largest", "deadliest", "worst", "second", "third", "first") {
		return true
	}
	first := g.token(g.r.Events[e].Trigger.Start)
	for j := first - 1; j >= max(0, first-8); j-- {
		if slices.Contains([]string{"previously", "formerly", "historically", "anniversary"}, g.r.Syntax.Tokens[j].Lower) {
			return true
		}
	}
	return g.plural(e) && !g.definite(e) && len(g.claims[e]) == 0
}

// plural reports whether a trigger is a noun in the plural.
func (g *grouping) plural(e int) bool {
	k := g.token(g.r.Events[e].Trigger.End - 1)
	return g.r.Syntax.Tokens[min(k, len(g.r.Syntax.Tokens)-1)].XPOS == syntax.TagNNS
}

// since reports whether an event only dates or explains what the report is about:
// "since the invasion of 2003", "in connection with last year's blasts".
func (g *grouping) since(e int) bool {
	k := g.token(g.r.Events[e].Trigger.Start)
	for j := k - 1; j >= max(0, k-6); j-- {
		switch t := &g.r.Syntax.Tokens[j]; {
		case t.Lower == "since", t.Lower == "connection" && g.r.Syntax.Tokens[j+1].Lower == "with":
			return true
		case t.UPOS == syntax.VERB || t.UPOS == syntax.PUNCT && t.Lower != "-":
			return false
		}
	}
	return false
}

// noun reports whether the trigger of an event is a noun.
func (g *grouping) noun(e int) bool {
	k := g.token(g.r.Events[e].Trigger.Start)
	return g.r.Syntax.Tokens[k].UPOS != syntax.VERB
}
