package phrase

import (
	"hearsay/internal/span"
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
