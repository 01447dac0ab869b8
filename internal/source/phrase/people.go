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
	if !p.Plural || d.Tok[p.End-1].XPOS != syntax.TagNNS {
		return false
	}
	for _, end := range []string{"tion", "ment", "ing", "ity", "ness", "ism", "law", "rule", "poll", "plan", "move", "test", "word", "event", "fact", "deal", "talk", "vote", "effort", "case", "step", "sign", "price", "market", "share"} {
		if strings.HasSuffix(p.Head, end) {
			return false
		}
	}
	return true
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

// Office reports whether a description of one person makes its office known:
// "a Pentagon spokesman", not "a senior official".
func (d *Page) Office(p *Phrase) bool {
	if p.Plural || p.N != 0 || p.Det == Another {
		return false
	}
	for _, w := range []string{"unnamed", "unidentified", "anonymous", "senior", "former", "top", "local"} {
		if strings.Contains(" "+p.Mods+" ", " "+w+" ") && p.Role != lexicon.Spokesperson || w == "unnamed" && strings.Contains(p.Mods, w) {
			return false
		}
	}
	if d.Anonymous(p) {
		return false
	}
	switch p.Role {
	case lexicon.Spokesperson:
		if p.Affil != "" || p.Det == Definite || p.Mods != "" || p.Tail != 0 {
			return true
		}
	case lexicon.Official, lexicon.Military, lexicon.Police, lexicon.Religious:
		switch p.Head {
		case "official", "officer", "diplomat", "lawmaker", "soldier", "source", "deputy", "adviser", "advisor", "aide", "politician", "delegate", "soldiers", "authority", "detective", "policeman", "pilot", "guard":
			return false
		}
		if (p.Det == Definite || p.Det == Bare || p.Det == Possessed) && (p.Affil != "" || p.ISO != "" || p.Mods != "" || p.Det == Definite) {
			return true
		}
	}
	return false
}

// Trim takes what is no part of a mention off its ends: a dateline before it,
// the day behind it.
func (d *Page) Trim(first, last int) (int, int) {
	for i := first; i < min(last-1, first+14); i++ {
		if d.Is(i, "--", "—", "–") && d.Tok[first].UPOS != syntax.DET && strings.ToUpper(d.Tok[first].Form) == d.Tok[first].Form {
			first = i + 1
			break
		}
	}
	for first+1 < last && leadIn(d.Tok[first].Lower) {
		first++
	}
	first = d.heading(first)
	for last > first+1 {
		switch {
		case d.Tok[last-1].UPOS == syntax.PUNCT && d.Tok[last-1].Form != "." || day(d.Tok[last-1].Lower) || d.Is(last-1, "yesterday", "today"):
			last--
		case d.Is(last-1, "month", "week", "year", "night", "weekend", "spring", "summer", "fall", "autumn", "winter") && d.Is(last-2, "last", "this", "next") && last-2 > first:
			last -= 2
		case d.Is(last-1, "morning", "afternoon", "evening", "night") && day(d.Tok[last-2].Lower) && last-2 > first:
			last -= 2
		case d.Is(last-1, "on", "late", "early") && last-1 > first, d.Is(last-1, "then", "later", "earlier", "meanwhile", "tonight", "afterwards", "afterward") && d.Tok[last-1].UPOS == syntax.ADV:
			last--
		default:
			return first, last
		}
	}
	return first, last
}

// heading is where people stand of whom a mention names but the place: "Doctors in
// [the capital's hospital]"; first where none do.
func (d *Page) heading(first int) int {
	k := first - 2
	if k < 0 || !d.Is(k+1, "in", "at", "from") {
		return first
	}
	if n, role := lexicon.RoleNoun(d.Tok[k].Lower); !role || !n.Plural {
		return first
	}
	for k > 0 && d.Tok[k-1].UPOS == syntax.ADJ {
		k--
	}
	if k > 0 && d.Tok[k-1].UPOS != syntax.PUNCT && d.Tok[k-1].UPOS != syntax.CCONJ && d.Tok[k-1].UPOS != syntax.DET {
		return first
	}
	return k
}

// leadIn reports whether a word leads in to a sentence and is part of no name:
// "Meanwhile Amnesty …".
func leadIn(word string) bool {
	switch word {
	case "meanwhile", "however", "separately", "elsewhere", "yesterday", "today", "tonight", "afterwards", "earlier", "although", "despite", "instead", "nevertheless", "moreover", "furthermore", "also", "still", "therefore", "but", "because":
		return true
	}
	return false
}

// RoleAt reports whether token i is a noun for one person.
func (d *Page) RoleAt(i int) bool {
	n, ok := lexicon.RoleNoun(d.Tok[i].Lower)
	return ok && !n.Plural
}
