package phrase

import (
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// Anonymous reports whether the sentence says that the source is not to be
// named.
func (d *Page) Anonymous(p *Phrase) bool {
	sent := &d.Sentences[min(d.Sentence(p.First), len(d.Sentences)-1)]
	for i := p.First; i < sent.Last; i++ {
		if d.Is(i, "anonymity", "anonymously", "unnamed", "unidentified") || d.Is(i, "named", "identified") && d.Is(i-1, "be") {
			return true
		}
	}
	return false
}

// People reports whether a phrase of an unknown head stands for people.
func (d *Page) People(p *Phrase) bool {
	if p.End <= p.Start {
		return true
	}
	t := &d.Tok[p.End-1]
	if _, ok := lexicon.CountryOf(t.Form); ok {
		return true
	}
	if t.UPOS == syntax.PROPN && Capital(t) && !p.Plural {
		return false
	}
	if t.UPOS == syntax.PRON || t.UPOS == syntax.DET || t.UPOS == syntax.ADJ || t.UPOS == syntax.NUM {
		return true
	}
	for _, end := range []string{"er", "or", "ist", "ian", "ant", "man", "woman", "ee"} {
		if strings.HasSuffix(p.Head, end) && len(p.Head) > 4 {
			switch p.Head {
			case "letter", "paper", "order", "matter", "number", "offer", "error", "poster", "computer", "factor", "center", "sector", "member-state", "power", "tower", "chapter", "charter", "answer", "document":
				return false
			}
			return true
		}
	}
	return p.Plural && d.Tok[p.End-1].XPOS == syntax.TagNNS && p.Role != lexicon.NoRole
}

// Descriptive is the words that describe an unnamed source: the phrase without
// its article, up to a comma or relative clause.
func (d *Page) Descriptive(p *Phrase) span.Span {
	first := p.First
	if d.Is(first, "the", "a", "an") && first+1 < p.Last {
		first++
	}
	last := max(first, p.End)
	for ; last < p.Last; last++ {
		if d.Is(last, ",", "who", "which", "that", "whose", ";", "—", "–", "(") && last >= p.End {
			break
		}
	}
	return d.Over(first, last)
}
