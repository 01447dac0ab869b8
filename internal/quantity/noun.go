package quantity

import (
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// indefinite reports whether token k is an article that counts one person: a
// short phrase that ends on a noun for people.
func (r *reader) indefinite(k int) bool {
	if !r.is(k, "a", "an") {
		return false
	}
	for j := k + 1; j < r.last && j < k+9; j++ {
		t := &r.tok[j]
		if n := r.age(j); n > 0 {
			j += n - 1
			continue
		}
		switch t.UPOS {
		case syntax.ADJ, syntax.NUM, syntax.ADV:
		case syntax.NOUN, syntax.PROPN:
			if r.compound(j) {
				continue
			}
			_, ok := Person(t.Lower)
			return ok
		default:
			if t.Lower == "-" || t.XPOS == syntax.TagVBN || t.XPOS == syntax.TagVBG {
				continue
			}
			return false
		}
	}
	return false
}

// age is the width of "10-year-old" at token k, 0 for none.
func (r *reader) age(k int) int {
	j := k
	if j < r.last && !isDigit(r.tok[j].Form[0]) && small[r.tok[j].Lower] == 0 {
		return 0
	}
	for j++; j < r.last && j < k+6; j++ {
		switch {
		case r.is(j, "-", "year", "years", "month", "months", "year-old", "day", "days", "week", "weeks"):
			if r.is(j, "year-old") {
				return j + 1 - k
			}
		case r.is(j, "old") && j > k+1:
			return j + 1 - k
		default:
			return 0
		}
	}
	return 0
}

// compound reports whether the noun at token j only tells the next one apart:
// "police officers", "Jesuit priests", not "soldiers Monday".
func (r *reader) compound(j int) bool {
	next := j + 1
	if next >= r.last {
		return false
	}
	t := &r.tok[next]
	if t.Lower == "'s" || t.Lower == "’s" || t.Lower == "-" && next+1 < r.last && t.Start == r.tok[j].End {
		return true
	}
	if t.UPOS == syntax.NOUN {
		return !months[t.Lower] || t.Lower == "may"
	}
	if t.UPOS == syntax.ADJ && next+1 < r.last && r.tok[next+1].UPOS == syntax.NOUN {
		_, ok := Person(r.tok[j].Lower)
		return !ok
	}
	_, person := Person(t.Lower)
	if t.UPOS == syntax.PROPN && r.tok[j].UPOS == syntax.PROPN {
		_, already := Person(r.tok[j].Lower)
		return !already || person // "Ahrar al-Sham members"
	}
	return t.UPOS == syntax.PROPN && person
}

// partitive reports whether a count is of a larger group: "two of the three
// attackers", whose own number is no other count.
func (r *reader) partitive(c *Count) bool { return r.is(c.Last, "of") && c.Word == "" }

// counted reads the noun phrase after a number: where it ends, and whether it
// counts people and of what category.
func (r *reader) counted(c *Count) {
	k := c.Last
	of := r.is(k, "of") && (r.is(k+1, "the", "them", "those", "whom", "our", "their", "his", "her", "its", "these", "us") || c.Word != "" && c.Word != "several")
	if of {
		k++
		if r.is(k, "them", "whom", "us") {
			c.End, c.People = k+1, true
			c.Category = Unspecified
			return
		}
	}
	c.End, c.Bare, c.Category = k, true, Unspecified
	start := k
	for ; k < r.last && k < start+12; k++ {
		t := &r.tok[k]
		if n := r.age(k); n > 0 && k+n < r.last && !r.verbal(k+n) {
			k += n - 1
			continue
		}
		if k > start && of && t.UPOS == syntax.NUM && k <= start+2 {
			continue // "of the three attackers"
		}
		if harmed[t.Lower] && !r.headAhead(k) {
			break
		}
		switch {
		case r.is(k, "others", "other"):
			c.People, c.End = true, k+1
			if r.is(k, "others") {
				c.Bare = false
				return
			}
			continue
		case t.UPOS == syntax.NOUN, t.UPOS == syntax.PROPN, r.mistagged(k, start):
			cat, ok := Person(t.Lower)
			if c.People && !c.Bare && !ok && !r.follows(k) {
				return
			}
			c.Bare, c.End = false, k+1
			c.People = ok
			c.Unknown = !ok && !Thing(t.Lower) && !r.is(k+1, "'s", "’s")
			if !ok && t.UPOS == syntax.PROPN && !r.compound(k) && armed(t.Form) { // "30 Taliban"
				c.People, c.Unknown, cat, ok = true, false, Combatant, true
			}
			if ok && cat != Unspecified {
				c.Category = cat
			}
			if r.compound(k) {
				continue
			}
			if r.is(k, "members", "member") && c.Category == Unspecified {
				c.Category = r.memberOf(k + 1)
			}
			return
		case r.inside(k, start, of):
			continue
		}
		break
	}
	c.People = c.People || c.Bare
}

// harmed are the words that say what befell those counted: they end the
// phrase.
var harmed = map[string]bool{"killed": true, "wounded": true, "injured": true, "dead": true, "missing": true, "hurt": true, "died": true, "slain": true}

// headAhead reports whether the word at k stands before its noun: "12 wounded
// soldiers".
func (r *reader) headAhead(k int) bool {
	if k+1 >= r.last || r.is(k, "died") {
		return false
	}
	t := &r.tok[k+1]
	_, person := Person(t.Lower)
	return (t.UPOS == syntax.NOUN || t.UPOS == syntax.ADJ) && person && !harmed[t.Lower]
}

// mistagged reports whether the tagger took a noun for people, beside its
// number, for a verb: "six jesuits".
func (r *reader) mistagged(k, start int) bool {
	if k != start || r.tok[k].UPOS != syntax.VERB || harmed[r.tok[k].Lower] {
		return false
	}
	_, ok := nouns()[r.tok[k].Lower]
	return ok && !Thing(r.tok[k].Lower)
}

// verbal reports whether a verb stands at k.
func (r *reader) verbal(k int) bool {
	return r.tok[k].UPOS == syntax.VERB || r.tok[k].UPOS == syntax.AUX
}

// follows reports whether a noun that comes after the head belongs to it: a
// possessor's noun, not the day on which it happened.
func (r *reader) follows(k int) bool {
	return r.is(k-1, "'s", "’s", "-") || r.tok[k-1].UPOS != syntax.NOUN
}

// inside reports whether the token at k may stand between a number and its
// noun.
func (r *reader) inside(k, start int, of bool) bool {
	t := &r.tok[k]
	if k+1 < r.last && r.is(k+1, "-") && r.tok[k+1].Start == t.End && t.UPOS != syntax.ADP && t.UPOS != syntax.PUNCT {
		return true // "well-respected", whatever the tagger makes of "well"
	}
	switch t.UPOS {
	case syntax.PUNCT:
		return t.Lower == "-" || strings.ContainsAny(t.Lower, "“”\"’‘") && k == start
	case syntax.DET:
		return of && k == start
	case syntax.ADJ, syntax.NUM:
		return true
	case syntax.ADV:
		return !r.is(k, "also", "when", "there", "not", "n't") && (k+1 < r.last && !r.verbal(k+1))
	case syntax.PART:
		return t.Lower != "to" && t.Lower != "not" && t.Lower != "n't"
	case syntax.PRON:
		return r.is(k, "our", "their", "his", "her", "its", "my")
	case syntax.VERB:
		return (t.XPOS == syntax.TagVBN || t.XPOS == syntax.TagVBG) && k+1 < r.last && (r.tok[k+1].UPOS == syntax.NOUN || r.tok[k+1].UPOS == syntax.ADJ)
	case syntax.CCONJ:
		return k > start && k+1 < r.last && r.tok[k-1].UPOS == syntax.ADJ && r.tok[k+1].UPOS == syntax.ADJ
	}
	return false
}

// armed reports whether a name is a force's or an armed group's.
func armed(name string) bool {
	b, ok := lexicon.BodyNamed(name)
	return ok && (b.Kind == lexicon.Force || b.Kind == lexicon.Group)
}

// phrase is tokens [k, last) as one name: single spaces, but where they touch.
func (r *reader) phrase(k, last int) string {
	var b strings.Builder
	for i := k; i < last; i++ {
		if i > k && r.tok[i].Start > r.tok[i-1].End {
			b.WriteByte(' ')
		}
		b.WriteString(r.tok[i].Form)
	}
	return b.String()
}

// memberOf is whom "members of the police" counts.
func (r *reader) memberOf(k int) Category {
	if !r.is(k, "of") {
		return Unspecified
	}
	for j := k + 1; j < r.last && j < k+9; j++ {
		t := &r.tok[j]
		switch t.UPOS {
		case syntax.NOUN, syntax.PROPN:
			if r.compound(j) {
				continue
			}
			switch {
			case r.is(j, "family", "families"):
				return Unspecified
			case r.is(j, "police", "army", "military", "forces", "force", "militia", "guard", "navy", "corps", "battalion", "brigade", "brigades", "patrol", "patrols", "front", "commandos", "troops", "legion", "squad"):
				return Combatant
			}
			if c, ok := Person(t.Lower); ok {
				return c
			}
			if armed(r.phrase(k+1, j+1)) {
				return Combatant
			}
			return Unspecified
		case syntax.ADJ, syntax.DET, syntax.PART, syntax.PRON, syntax.PUNCT, syntax.ADP, syntax.NUM:
		default:
			return Unspecified
		}
	}
	return Unspecified
}
