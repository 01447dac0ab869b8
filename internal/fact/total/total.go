// Package total tells figures that sum up a war, a year or a campaign from those of
// one event. A part of room 7.
//
//	"about 20,000 people have died since 1989"               of years
//	"in a civil war that has killed more than 300,000"       of a war
//	"the war's front line, where a strike killed nine"       neither
//
// Always true: it goes by words of the sentence, and of the one before, never by
// how large a figure is. What the event is, is room fact's work.
package total

import (
	"hearsay/internal/fact/phrase"
	"hearsay/internal/syntax"
)

// OfWar reports whether the figure of tokens [k, end) is said of a whole war: by
// what killed them, by what they died in, by the toll it is given as, or by those
// whom the war named before drove out.
func OfWar(p *phrase.Text, k, end int) bool {
	first, last := p.Bounds(k)
	if killer(p, k, first) {
		return true
	}
	for j := k - 1; j >= max(first, k-16); j-- {
		if p.Is(j, "toll", "tolls") {
			for i := j + 1; i < k; i++ {
				if war(p, i, last) {
					return true
				}
			}
		}
	}
	if !perfect(p, k, end) {
		return false
	}
	near := false
	for j := first; j < last; j++ {
		near = near || war(p, j, last) && between(p, j, k, end)
	}
	return near || displaced(p, first, last) && p.Sent[k] > 0 && named(p, int(p.Sent[k])-1)
}

// killer reports whether a war killed those counted at k: "the conflict has claimed
// the lives of 300".
func killer(p *phrase.Text, k, first int) bool {
	for j := k - 1; j >= max(first, k-10); j-- {
		t := &p.Tok[j]
		switch {
		case war(p, j, k):
			return true
		case t.UPOS == syntax.VERB && !kills[p.Lemma(j)]:
			return false
		case t.UPOS == syntax.VERB, t.UPOS == syntax.AUX, t.UPOS == syntax.ADV, t.UPOS == syntax.DET, t.UPOS == syntax.ADJ, t.UPOS == syntax.ADP && p.Is(j, "of", "than", "to", "over", "about", "around"):
		case p.Is(j, "that", "which", "life", "lives", "death", "deaths", "killing", "killings"):
		default:
			return false
		}
	}
	return false
}

// kills are what a war does to those whom a figure counts.
var kills = map[string]bool{"kill": true, "claim": true, "cost": true, "leave": true, "take": true, "cause": true, "injure": true, "wound": true}

// war reports whether token k, before last, heads a noun phrase of a war: "Syria's civil war",
// not "war crimes", "prisoners of war", "the latest conflict".
func war(p *phrase.Text, k, last int) bool {
	if t := &p.Tok[k]; t.UPOS != syntax.NOUN && t.UPOS != syntax.PROPN {
		return false
	}
	switch p.Lemma(k) {
	case "war", "conflict", "insurgency", "revolution":
	default:
		return false
	}
	if k+1 < last && (p.Tok[k+1].UPOS == syntax.NOUN || p.Tok[k+1].UPOS == syntax.PROPN || p.Is(k+1, "'s", "’s", "-")) {
		return false
	}
	for j := k - 1; j >= max(0, k-4) && p.Sent[j] == p.Sent[k]; j-- {
		switch {
		case p.Is(j, "latest", "renewed", "fresh", "new", "prisoner", "prisoners", "man", "men"):
			return false
		case p.Tok[j].UPOS == syntax.VERB || p.Tok[j].UPOS == syntax.PUNCT:
			return true
		}
	}
	return true
}

// between reports whether no other clause stands between a war at j and the
// figure: "have been killed in the war", "the war, which began in 2011, has killed".
func between(p *phrase.Text, j, k, end int) bool {
	lo, hi := end, j
	if j < k {
		lo, hi = j, k
	}
	for i := lo; i < hi; i++ {
		if p.Is(i, ";", ":", "while", "as", "when", "where", "after", "but") {
			return false
		}
	}
	return hi-lo <= 24
}

// perfect reports whether the figure of tokens [k, end) is told as what came of
// something up to now: "have been killed", "has killed".
func perfect(p *phrase.Text, k, end int) bool {
	first, last := p.Bounds(k)
	found := false
	for j := max(first, k-6); j < min(last, end+8); j++ {
		found = found || p.Is(j, "have", "has")
		if j >= end && p.Is(j, "was", "were") {
			return false
		}
	}
	return found
}

// displaced reports whether a sentence tells of those who were driven out.
func displaced(p *phrase.Text, first, last int) bool {
	for j := first; j < last; j++ {
		if p.Is(j, "displaced", "displacing", "uprooted", "refugees") || p.Is(j, "fled", "flee") && p.Is(j+1, "their", "the") {
			return true
		}
	}
	return false
}

// named reports whether sentence s names a war.
func named(p *phrase.Text, s int) bool {
	sent := &p.Syn.Sentences[s]
	for j := sent.First; j < sent.Last; j++ {
		if war(p, j, sent.Last) {
			return true
		}
	}
	return false
}

// OfYears reports whether the figure of tokens [k, end) sums up a year, a campaign,
// or what came since, and so counts no single event: "about 20,000 people have
// died since 1989".
func OfYears(p *phrase.Text, k, end int) bool {
	first, last := p.Bounds(k)
	past := false
	for j := first; j < last; j++ {
		switch {
		case p.Is(j, "since") && era(p, j+1, last):
			past = true
		case p.Is(j, "over", "in", "during", "within") && p.Is(j+1, "the", "these") && p.Is(j+2, "past", "last"), p.Is(j, "in", "over") && p.Tok[min(j+1, last-1)].UPOS == syntax.NUM:
			past = past || years(p, j+2, last)
		case p.Is(j, "this") && p.Is(j+1, "year", "decade") && !p.Is(j-1, "earlier", "later"), p.Is(j, "so") && p.Is(j+1, "far") && p.Is(j+2, "this"):
			past = true
		}
	}
	return past && perfect(p, k, end) || within(p, end, last) || fromStart(p, first, last)
}

// fromStart reports whether a sentence counts from when a war or year began: "since
// the start of the uprising".
func fromStart(p *phrase.Text, first, last int) bool {
	for j := first; j+4 < last; j++ {
		if !p.Is(j, "since", "from") || !p.Is(j+1, "the") || !p.Is(j+2, "start", "beginning", "outbreak", "onset") || !p.Is(j+3, "of") {
			continue
		}
		for i := j + 4; i < min(last, j+10); i++ {
			if p.Is(i, "war", "conflict", "uprising", "revolution", "insurgency", "crisis", "year", "century") {
				return true
			}
		}
	}
	return false
}

// years reports whether the words at k go on to a stretch of months or years.
func years(p *phrase.Text, k, last int) bool {
	for i := k; i < min(last, k+4); i++ {
		if p.Is(i, "years", "months", "decade", "decades", "year") {
			return true
		}
		if p.Tok[i].UPOS == syntax.PUNCT {
			return false
		}
	}
	return false
}

// within reports whether the words after a figure say at once that it took years:
// "280,000 killed in five years", not "the deadliest attack in five years".
func within(p *phrase.Text, k, last int) bool {
	for k < last && (p.Is(k, "killed", "dead", "died", "deaths", "slain", "wounded", "injured", "people", "lives") || p.Is(k, "have", "has", "been")) {
		k++
	}
	if k+1 >= last || !p.Is(k, "in", "over", "during", "within") || p.Tok[k+1].UPOS != syntax.NUM && !p.Is(k+1, "the", "more", "nearly", "almost") {
		return false
	}
	for j := k + 1; j < min(last, k+7); j++ {
		switch {
		case p.Is(j, "years", "decades"):
			return !p.Is(j+1, "ago")
		case p.Tok[j].UPOS == syntax.NUM, p.Is(j, "the", "more", "than", "nearly", "almost", "past", "last"):
		default:
			return false
		}
	}
	return false
}

// era reports whether the words after "since" begin a stretch longer than days:
// a year, a month, an event; not "since Monday".
func era(p *phrase.Text, k, last int) bool {
	for j := k; j < min(last, k+4); j++ {
		switch {
		case p.Tok[j].UPOS == syntax.PUNCT:
			return j > k
		case p.Is(j, "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "morning", "dawn", "midnight", "week", "night", "weekend"):
			return false
		}
	}
	return k < last
}
