package phrase

import "hearsay/internal/syntax"

// Subject is the noun phrase that a cue of the tokens [first,last) takes as
// its subject although it does not stand beside it: "Lima, speaking in Oslo,
// [said]", "she rejected this and [called] …". shared is true where another
// verb of the sentence has the same subject. An empty range is none: the cue
// is no active verb, or the sentence has no subject before it.
func (d *Page) Subject(first, last int, sent *syntax.Sentence) (from, to int, shared bool) {
	verb := -1
	for i := first; i < last; i++ {
		if d.Tok[i].UPOS == syntax.VERB {
			verb = i
			break
		}
		if d.Tok[i].UPOS != syntax.AUX && d.Tok[i].UPOS != syntax.ADV && d.Tok[i].UPOS != syntax.PART {
			return 0, 0, false
		}
	}
	if verb < 0 || d.Passive(verb, sent.First) {
		return 0, 0, false
	}
	g := verb
	for g > sent.First && (d.Tok[g-1].UPOS == syntax.AUX || d.Tok[g-1].UPOS == syntax.ADV || d.Tok[g-1].UPOS == syntax.PART && !d.Possessive(g-1)) {
		g--
	}
	if g == sent.First {
		return 0, 0, false
	}
	if d.Tok[verb].XPOS == syntax.TagVBG && d.Is(g-1, "by", "while", "before", "after", "when") { // "by saying"
		from, to = d.theme(verb, sent)
		return from, to, true
	}
	if !d.Is(g-1, ",", "and", "but", "or", "then") {
		if d.Tok[verb].XPOS == syntax.TagVBG {
			return 0, 0, false
		}
		from, to = d.phraseBefore(g, sent.First)
		return from, to, false
	}
	from, to = d.theme(verb, sent)
	return from, to, true
}

// Passive reports whether a form of "be" makes the participle at token i
// passive, or nothing makes it finite.
func (d *Page) Passive(i, limit int) bool {
	if d.Tok[i].XPOS != syntax.TagVBN {
		return false
	}
	for k := i - 1; k >= max(limit, i-4); k-- {
		if d.Tok[k].Lemma == "be" {
			return true
		}
		if d.Tok[k].Lemma == "have" {
			return false
		}
		if d.Tok[k].UPOS != syntax.ADV && d.Tok[k].UPOS != syntax.PART {
			break
		}
	}
	return true
}

// phraseBefore is the noun phrase that ends before token i.
func (d *Page) phraseBefore(i, limit int) (from, to int) {
	from = i
	for from > limit && i-from < 12 {
		t := &d.Tok[from-1]
		switch t.UPOS {
		case syntax.NOUN, syntax.PROPN, syntax.ADJ, syntax.NUM, syntax.PRON:
		case syntax.PART:
			if !d.Possessive(from - 1) {
				return from, i
			}
		case syntax.DET:
			return from - 1, i
		case syntax.PUNCT:
			if t.Form != "-" && t.Form != "." {
				return from, i
			}
		default:
			return from, i
		}
		from--
	}
	return from, i
}

// theme is the first noun phrase of a sentence that a verb follows, after what
// leads in to it ("On Monday, …").
func (d *Page) theme(verb int, sent *syntax.Sentence) (from, to int) {
	from = sent.First
	if t := &d.Tok[from]; t.UPOS == syntax.ADP || t.UPOS == syntax.SCONJ || t.UPOS == syntax.ADV || t.XPOS == syntax.TagVBG {
		for from < verb && !d.Is(from, ",") {
			from++
		}
		from++
	}
	for k := verb - 1; k > from; k-- { // the last clause before the verb
		if d.Is(k, "but", "while", "although", "and", "though") && d.Is(k-1, ",") && d.finite(k+1, verb) {
			from = k + 1
			break
		}
	}
	for from < verb && (d.Tok[from].UPOS == syntax.CCONJ || d.Tok[from].UPOS == syntax.ADV || d.Tok[from].UPOS == syntax.PUNCT) {
		from++
	}
	for to = from; to < verb; to++ {
		t := &d.Tok[to]
		if t.UPOS == syntax.VERB || t.UPOS == syntax.AUX || t.UPOS == syntax.PUNCT && t.Form != "-" && t.Form != "." || d.Is(to, "who", "which", "that") {
			break
		}
	}
	if to == verb {
		return 0, 0
	}
	return from, to
}

// finite reports whether a finite verb stands in the tokens [first,last), not
// at their beginning.
func (d *Page) finite(first, last int) bool {
	for i := first + 1; i < last; i++ {
		switch d.Tok[i].XPOS {
		case syntax.TagVBD, syntax.TagVBZ, syntax.TagVBP, syntax.TagMD:
			return true
		}
	}
	return false
}

// Newcomer is the one person, described and not named, whom the sentence before
// that of token i begins with: "A young rebel was caught. She …". An empty
// range is none.
func (d *Page) Newcomer(i, here int) (first, end int) {
	if here == 0 {
		return 0, 0
	}
	sent := &d.Sentences[here-1]
	if d.Tok[sent.First].UPOS != syntax.DET || sent.Paragraph != d.Sentences[here].Paragraph && here > 1 && d.Sentences[here-1].Paragraph < d.Sentences[here].Paragraph-1 {
		return 0, 0
	}
	for end = sent.First; end < sent.Last && d.Tok[end].UPOS != syntax.VERB && d.Tok[end].UPOS != syntax.AUX && d.Tok[end].UPOS != syntax.PUNCT; end++ {
	}
	if end+1 < sent.Last && d.Is(end, ",") && (d.Owner[end+1] != 0 || Capital(&d.Tok[end+1])) {
		return 0, 0 // "A crane driver, Ama Sow,"
	}
	p := d.Describe(sent.First, end)
	if p.Det != Indefinite || p.Plural || p.N > 1 || p.Role == 0 || p.Body != 0 || p.Start >= p.End || d.Owner[p.End-1] != 0 {
		return 0, 0
	}
	return sent.First, end
}
