package statement

import (
	"slices"
	"strings"

	"hearsay/internal/syntax"
)

// repeats marks statements whose words stood in the report before: pull
// quotes, a headline and its body. Marks, case and white space do not count.
func (b *bench) repeats(ids []string) {
	keys := make([]string, len(b.out))
	for i := range b.out {
		keys[i] = b.flat(i)
	}
	for i := range b.out {
		if len(keys[i]) < 24 {
			continue
		}
		for j := range i {
			if len(keys[j]) < 24 || b.out[i].Speaker >= 0 && b.out[j].Speaker >= 0 && b.out[i].Speaker != b.out[j].Speaker {
				continue
			}
			if keys[i] == keys[j] || len(keys[i]) > 40 && b.out[i].Quotation == Direct && strings.Contains(keys[j], keys[i]) {
				b.out[i].Repeats = &ids[j]
				if b.out[j].Act == Deny || b.out[i].Act == State {
					b.out[i].Act, b.out[i].Certainty = b.out[j].Act, b.out[j].Certainty
				}
				break
			}
		}
	}
}

// flat is the letters and digits of a statement's content.
func (b *bench) flat(i int) string {
	var s strings.Builder
	for _, c := range b.out[i].Content {
		for _, r := range c.Text {
			if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r > 127 && r != '“' && r != '”' && r != '’' && r != '‘' && r != '…' {
				s.WriteRune(r)
			} else if r >= 'A' && r <= 'Z' {
				s.WriteRune(r + 'a' - 'A')
			}
		}
	}
	return s.String()
}

// answers ties denials, confirmations and retractions to the statements they
// answer, and finds denials that only their content gives away: "did not
// support this operation" after another said it was supported.
func (b *bench) answers() {
	b.bags = make([][]string, len(b.out))
	for i := range b.out {
		st := &b.out[i]
		switch st.Act {
		case State:
			if j := b.gainsaid(i); j >= 0 {
				st.Act, st.Certainty = Deny, Certain
				st.Answers = []int{j}
			} else if j := b.upheld(i); j >= 0 {
				st.Act, st.Certainty, st.Answers = Deny, Certain, b.out[j].Answers
			} else if b.disowns(i) {
				st.Act, st.Certainty = Deny, Certain // of what, the fact room sees
			}
		case Deny, Confirm, Retract:
			if j := b.answered(i); j >= 0 {
				st.Answers = []int{j}
			}
		}
	}
	for i := range b.out {
		if r := b.out[i].Repeats; r != nil {
			for j := range i {
				if b.out[j].ID == *r {
					b.out[i].Act, b.out[i].Certainty, b.out[i].Answers = b.out[j].Act, b.out[j].Certainty, b.out[j].Answers
				}
			}
		}
	}
}

// gainsaid is the earlier statement of another that a negated statement
// denies: they share at least two of the content's words, and the verb.
func (b *bench) gainsaid(i int) int {
	verb, ok := b.negatedVerb(i)
	if !ok {
		return -1
	}
	for j := i - 1; j >= 0; j-- {
		if i-j > 15 {
			break
		}
		if b.others(i, j) && b.tells(j, verb) && b.overlap(i, j)-b.names(i, j) >= 2 {
			return j
		}
	}
	return -1
}

// tells reports whether a verb of statement j's content is that verb, or one for
// the same deed.
func (b *bench) tells(j int, verb string) bool {
	for _, c := range b.atts[j].Content {
		first, last := b.tokens(c)
		for k := first; k < last; k++ {
			if l := b.tok[k].Lemma; b.tok[k].UPOS == syntax.VERB && (l == verb || sameDeed(l, verb)) {
				return true
			}
		}
	}
	return false
}

// others reports whether statement j asserts something and another speaks.
func (b *bench) others(i, j int) bool {
	if b.out[j].Speaker == b.out[i].Speaker {
		return false
	}
	switch b.out[j].Act {
	case State, Accuse, Believe, Show, Confirm:
		return true
	}
	return false
}

// answered is the statement that a denial or confirmation answers: one with
// words in common, else, where the content points back ("this", "the
// allegations"), the last assertion of another.
func (b *bench) answered(i int) int {
	best, most := -1, 1
	for j := i - 1; j >= 0; j-- {
		if !b.others(i, j) {
			continue
		}
		if n := b.overlap(i, j); n > most {
			best, most = j, n
		}
	}
	if best >= 0 || !b.points(i) {
		return best
	}
	for j := i - 1; j >= 0; j-- {
		if b.others(i, j) && b.out[j].Within == nil {
			return j
		}
	}
	return -1
}

// points reports whether the content stands for what was said before.
func (b *bench) points(i int) bool {
	flat := ""
	for _, c := range b.out[i].Content {
		flat += " " + strings.ToLower(strings.Trim(c.Text, " .,“”\""))
	}
	flat = strings.TrimSpace(flat)
	switch flat {
	case "this", "that", "it", "them", "those", "involvement", "responsibility", "wrongdoing", "any involvement", "any wrongdoing":
		return true
	}
	for _, n := range []string{"allegation", "accusation", "report", "claim", "charge", "suggestion", "assertion", "statement", "rumor", "rumour", "version", "account"} {
		if strings.Contains(flat, n) && len(flat) < 90 {
			return true
		}
	}
	return falsehood(flat)
}

// overlap counts the words that the contents of two statements share.
func (b *bench) overlap(i, j int) int {
	n := 0
	other := b.bag(j)
	for _, l := range b.bag(i) {
		if slices.Contains(other, l) {
			n++
		}
	}
	return n
}

// names counts the names that the contents of two statements share: of the
// same people much is said that has nothing to do with each other.
func (b *bench) names(i, j int) int {
	n := 0
	other := b.bag(j)
	var seen []string
	for _, c := range b.atts[i].Content {
		first, last := b.tokens(c)
		for k := first; k < last; k++ {
			l := strings.ToLower(b.tok[k].Lemma)
			if b.tok[k].UPOS == syntax.PROPN && !slices.Contains(seen, l) && slices.Contains(other, l) && !b.common(i, l) {
				seen = append(seen, l)
				n++
			}
		}
	}
	return n
}

// common reports whether a content also holds a name's word as a plain noun or
// verb: "Special Operations did not support this operation".
func (b *bench) common(i int, lemma string) bool {
	for _, c := range b.atts[i].Content {
		first, last := b.tokens(c)
		for k := first; k < last; k++ {
			if t := &b.tok[k]; (t.UPOS == syntax.NOUN || t.UPOS == syntax.VERB) && strings.EqualFold(t.Lemma, lemma) {
				return true
			}
		}
	}
	return false
}

// bag is the different nouns, names, verbs and numbers of a content.
func (b *bench) bag(i int) []string {
	if b.bags[i] != nil {
		return b.bags[i]
	}
	bag := []string{}
	for _, c := range b.atts[i].Content {
		first, last := b.tokens(c)
		for k := first; k < last && len(bag) < 60; k++ {
			t := &b.tok[k]
			switch t.UPOS {
			case syntax.NOUN, syntax.PROPN, syntax.VERB, syntax.NUM:
			default:
				continue
			}
			l := strings.ToLower(t.Lemma)
			if l == "say" || l == "have" || l == "do" || len(l) < 3 || slices.Contains(bag, l) {
				continue
			}
			bag = append(bag, l)
		}
	}
	b.bags[i] = bag
	return bag
}
