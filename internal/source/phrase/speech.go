package phrase

import (
	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// Quoted marks the tokens between quotation marks. A mark that is not closed
// within its paragraph counts for nothing.
func (d *Page) Quoted() []bool {
	inner := make([]bool, len(d.Tok))
	open, par := -1, -1
	shut := func(i int) {
		for k := max(open, 0); open >= 0 && k < i; k++ {
			inner[k] = true
		}
		open = -1
	}
	for s := range d.Sentences {
		sent := &d.Sentences[s]
		if sent.Paragraph != par {
			open, par = -1, sent.Paragraph
		}
		for i := sent.First; i < sent.Last; i++ {
			switch d.Tok[i].Form {
			case "“", "„", "«":
				open = i
			case "”", "»":
				shut(i)
			case "\"", "``", "''":
				if open < 0 {
					open = i
				} else {
					shut(i)
				}
			}
		}
	}
	return inner
}

// Tells reports whether the last word of a cue takes a listener.
func (d *Page) Tells(cue span.Span) bool {
	first, last := d.Tokens(cue)
	for k := first; k < last; k++ {
		switch d.Tok[k].Lemma {
		case "tell", "inform", "brief", "assure", "remind", "notify", "advise", "confirm":
			return true
		}
	}
	return false
}

// Medium reports whether the preposition at token k follows a word for a
// conversation or a publication: "an interview with", "speaking to", "quoted by".
func (d *Page) Medium(k, first int) bool {
	for j := k - 1; j >= max(first, k-4); j-- {
		switch d.Tok[j].Lemma {
		case "interview", "speak", "conversation", "remark", "comment", "statement", "talk", "email", "e-mail", "message":
			return d.Is(k, "to", "with")
		case "quote", "cite", "carry", "publish", "air", "broadcast", "report", "release", "see", "obtain", "interviewed":
			return d.Is(k, "by")
		case "appear", "appearance":
			return d.Is(k, "on")
		}
	}
	return false
}

// MostNamed is the country that the report names most often; the first of two
// that are named as often.
func (d *Page) MostNamed() string {
	n := map[string]int{}
	best := ""
	for i := range d.Tok {
		if c, _, ok := d.Nation(i, min(i+3, len(d.Tok))); ok {
			if n[c.ISO]++; n[c.ISO] > n[best] {
				best = c.ISO
			}
		}
	}
	return best
}

// NoOne reports whether a mention says that nobody speaks: "no group".
func (d *Page) NoOne(first, last int) bool {
	return d.Is(first, "nobody", "none", "no-one") || last == first+1 && d.Is(first, "nor", "and", "but", "or", "yet") || d.Is(first, "no") && first+1 < last && d.Is(last-1, "one", "group", "organization", "organisation", "party", "person", "official", "faction")
}

// SpokenOf reports whether a cue of the tokens [first,last) tells what others
// say of the one before it: "[the pilot,] accused of", "[a man] named".
func (d *Page) SpokenOf(first, last int) bool {
	for k := first; k < last && !d.Is(last-1, "by"); k++ {
		switch d.Tok[k].Lemma {
		case "accuse", "charge", "suspect", "convict", "indict", "surname", "nickname":
			switch {
			case d.Is(k+1, "of", "with"): // an object would stand between
				return k == 0 || d.Tok[k-1].Lemma != "have"
			case d.Tok[k].Lemma == "surname" || d.Tok[k].Lemma == "nickname":
				return d.Passive(k, d.Sentences[d.Sentence(k)].First)
			}
		case "blame":
			if !d.Is(k+1, "for", "on") {
				continue
			}
			return d.Passive(k, d.Sentences[d.Sentence(k)].First)
		case "dub":
			return d.Passive(k, d.Sentences[d.Sentence(k)].First)
		case "criticize", "criticise", "condemn", "praise", "urge", "order", "name", "identify", "expect", "inform", "warn", "sentence", "tell":
			return d.Tok[k].XPOS == syntax.TagVBN && (d.Tok[max(k-1, 0)].Lemma == "be" || d.Tok[max(k-2, 0)].Lemma == "be" && d.Tok[k-1].UPOS == syntax.ADV)
		}
	}
	return false
}

// AfterPlace is where the speaker begins in a mention that took in the place
// before it: "the Gaza Strip, a UN official".
func (d *Page) AfterPlace(p *Phrase) (int, bool) {
	for i := p.End; d.Is(p.End, ",") && p.End+1 < p.Last && d.Tok[p.End+1].UPOS != syntax.DET && i+2 < min(p.Last, p.End+7); i++ {
		if d.Is(i, "-") && d.Is(i+1, "based") || d.Tok[i].Form == "-based" {
			return i + 2, true // "the Oslo, Norway-based Pier Board"
		}
	}
	if _, ok := lexicon.CountryNamed(d.Words(p.Start, p.End)); !ok || !d.Is(p.End, ",") {
		return 0, false
	}
	q := d.Describe(p.End+1, p.Last)
	return p.End + 1, q.Det == Indefinite && q.Role != lexicon.NoRole
}

// Carries reports whether a cue goes on from the verb before it, of whatever
// stands between them: "praised the crews, saying", "closed the port and said".
func (d *Page) Carries(cue span.Span) bool {
	first, _ := d.Tokens(cue)
	return d.Tok[first].XPOS == syntax.TagVBG || d.Is(first-1, "and", "but")
}

// Declines reports whether a cue refuses to speak.
func (d *Page) Declines(cue span.Span) bool {
	first, last := d.Tokens(cue)
	for k := first; k < last; k++ {
		if d.Tok[k].Lemma == "decline" || d.Tok[k].Lemma == "refuse" {
			return true
		}
	}
	return false
}
