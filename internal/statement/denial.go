package statement

import (
	"slices"
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/syntax"
)

// negatedVerb is the verb of the main clause of statement i where it is
// denied: "did not strike", "no aircraft had struck".
func (b *bench) negatedVerb(i int) (string, bool) {
	if len(b.atts[i].Content) == 0 {
		return "", false
	}
	first, last := b.tokens(b.atts[i].Content[0])
	reach, none := 5, false
	for k := first; k < min(last, first+10); k++ {
		if b.is(k, "if", "why", "because", "how", "when", "unless", "who", "which", "that") && k > first || b.is(k, "if", "why", "how", "when", "unless") {
			return "", false
		}
		switch {
		case b.is(k, "not", "n't", "n’t", "never"):
			if k > first && b.tok[k-1].XPOS == syntax.TagMD && !b.is(k+1, "have") {
				return "", false // "cannot return" denies nothing that was said
			}
		case b.is(k, "no", "none", "neither") && (k <= first+1 || b.tok[k-1].UPOS == syntax.PUNCT): // of the subject
			reach, none = 9, true
		default:
			continue
		}
		for n := k + 1; n < min(last, k+reach); n++ {
			if b.tok[n].UPOS != syntax.VERB || none && b.tok[n].XPOS != syntax.TagVBD && b.tok[n].XPOS != syntax.TagVBN {
				continue
			}
			switch l := b.tok[n].Lemma; l {
			case "want", "know", "think", "believe", "see", "need", "get", "say", "like", "understand", "care", "go", "make", "have", "take", "come", "expect", "give":
				return "", false
			default:
				return l, true
			}
		}
	}
	return "", false
}

// deeds are verbs that tell of one and the same deed.
var deeds = [...]string{
	" strike hit bomb attack shell target bombard raid ", " kill die massacre execute murder ", " support back aid assist help ", " arrest detain seize abduct hold ",
	" use employ deploy ", " enter cross invade ", " shoot fire open ", " burn torch destroy loot ", " carry conduct launch stage perpetrate ",
}

// sameDeed reports whether two verbs may tell of one deed.
func sameDeed(x, y string) bool {
	return slices.ContainsFunc(deeds[:], func(set string) bool { return strings.Contains(set, " "+x+" ") && strings.Contains(set, " "+y+" ") })
}

// upheld is the earlier denial of the same speaker that statement i says
// again: in the same sentence, or of the same deed. -1 for none.
func (b *bench) upheld(i int) int {
	verb, ok := b.negatedVerb(i)
	if !ok {
		return -1
	}
	for j := i - 1; j >= 0 && i-j <= 10; j-- {
		if b.out[j].Act != Deny || b.out[j].Speaker != b.out[i].Speaker || b.out[i].Speaker < 0 {
			continue
		}
		if j == i-1 && b.sentence(i) == b.sentence(j) || b.tells(j, verb) && b.overlap(i, j) >= 2 {
			return j
		}
	}
	return -1
}

// disowns reports whether the speaker says that it, or its forces, did not do
// what people are accused of: "we did not fire", "its troops had not entered".
func (b *bench) disowns(i int) bool {
	verb, ok := b.negatedVerb(i)
	if !ok || !slices.ContainsFunc(deeds[:], func(set string) bool { return strings.Contains(set, " "+verb+" ") }) {
		return false
	}
	w := words{i: i}
	w.first, w.last = b.tokens(b.atts[i].Content[0])
	k := b.subject(&w)
	if k < 0 || !b.self(k, &w) && !b.ownForces(k, &w) && !b.is(k, "no", "none") || b.is(k, "i", "he", "she") {
		return false
	}
	for n := k; n < min(w.last, k+8); n++ {
		switch {
		case b.tok[n].XPOS == syntax.TagMD: // "will not enter" denies nothing
			return false
		case b.tok[n].XPOS == syntax.TagVBD || b.tok[n].XPOS == syntax.TagVBN || b.is(n, "has", "have"):
			return !b.is(k, "no", "none") || b.ours(n, &w)
		}
	}
	return false
}

// ours reports whether words before token n name the speaker or whom it speaks
// for: "no coalition aircraft" of a spokesman for the coalition.
func (b *bench) ours(n int, w *words) bool {
	v := b.voices[w.i].Source
	if v < 0 {
		return false
	}
	s := &b.sources[v]
	speaks := s.Tie.Role == lexicon.Spokesperson || s.Tie.Role == lexicon.Military || s.Tie.Role == lexicon.Police || s.Tie.Body == lexicon.Force || s.Tie.Body == lexicon.Ministry
	for k := w.first; speaks && k < n; k++ {
		if b.is(k, "aircraft", "forces", "troops", "soldiers", "planes", "warplanes", "jets", "drones", "helicopters", "ships", "missiles", "artillery", "units", "officers", "police", "gunboats", "ammunition", "rounds", "bullets") {
			return true // who speaks for forces speaks of its own
		}
	}
	all := " " + strings.ToLower(s.Name) + " "
	if s.Affiliation != nil {
		all += strings.ToLower(s.Affiliation.Name) + " "
	}
	for k := w.first; k < n; k++ {
		if t := &b.tok[k]; (t.UPOS == syntax.NOUN || t.UPOS == syntax.PROPN || t.UPOS == syntax.ADJ) && len(t.Form) > 3 && strings.Contains(all, " "+t.Lower+" ") {
			return true
		}
		if c, ok := lexicon.CountryOf(b.tok[k].Form); ok && c.ISO == s.Tie.Nation && !s.Tie.Home {
			return true
		}
	}
	return false
}

// sentence is the index of the sentence that holds the cue of statement i.
func (b *bench) sentence(i int) int {
	at, _ := b.tokens(b.atts[i].Cue)
	k, _ := slices.BinarySearchFunc(b.syn.Sentences, at, func(s syntax.Sentence, at int) int {
		if s.Last <= at {
			return -1
		}
		return 1
	})
	return k
}

// called reports whether a verb that names things calls what others said
// untrue: "called the claims false", "described the report as fiction".
func called(w *words) bool {
	switch w.main {
	case "call", "describe", "label", "term", "brand", "dub", "characterize", "characterise", "denounce", "slam", "condemn", "decry", "blast", "deride", "criticize", "criticise":
	default:
		return false
	}
	return holdsAny(w.content, untruths) && holdsAny(w.content, sayings)
}

var untruths = []string{
	"false", "untrue", "baseless", "unfounded", "groundless", " lie", "fabricat", "propaganda", "nonsense", "fake", "rumor", "rumour", "ridiculous", "absurd", "fiction", "misinformation", "disinformation", "inaccurate", "incorrect", "not true", "invention", "hoax", "ludicrous", "libel", "slander",
}

var sayings = []string{
	"report", "claim", "allegation", "accusation", "charge", "story", "account", "statement", "suggestion", "assertion", "version", "it ", "this ", "that ", "them ", "those ", "figure", "toll", "findings",
}

func holdsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
