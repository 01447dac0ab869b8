package fact

import (
	"strings"

	"hearsay/internal/fact/trigger"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// claimed makes the speaker of a claim of responsibility the one who did it.
func (p *page) claimed(i int) {
	st := &p.sts[i]
	if st.Speaker < 0 || st.SourceSpan == nil {
		return
	}
	switch p.sources[st.Speaker].Kind {
	case source.Document, source.Dataset, source.Outlet:
		return // "… claimed responsibility, said the report"
	}
	if k, last := p.tokens(st.SourceSpan.Span); k < last && p.Is(k, "no", "nobody", "none", "neither") {
		return
	}
	p.add(i, p.spoken(i, true), Responsibility, p.party(i), Norm{Name: p.sources[st.Speaker].Name}, Asserts)
}

// whole makes the content of statement i one value.
func (p *page) whole(i int, slot Slot) {
	st := &p.sts[i]
	if len(st.Content) == 0 || st.Repeats != nil {
		return
	}
	c := st.Content[len(st.Content)-1]
	if len(st.Content) == 1 || c.Len() < st.Content[0].Len() {
		c = st.Content[0]
	}
	if strings.TrimSpace(c.Text) == "" || pointing(c.Text) {
		return
	}
	norm := Norm{}
	if slot == Responsibility {
		first, _ := p.tokens(c.Span)
		if end := p.End(first, false); end > first {
			if name, ok := p.actorName(first, end); ok {
				norm.Name = name
			}
		}
	}
	e := p.spoken(i, slot == Other || norm.Name != "" && p.blames(i, c.Span))
	if e < 0 || slot == Responsibility && (norm.Name == "" || flat(norm.Name) == "other" || flat(norm.Name) == "others") {
		return
	}
	p.add(i, e, slot, c.Span, norm, Asserts)
}

// blames reports whether an accusation is of what has been told already: it
// names the party alone, or what is laid to it points back: "accused the army
// of being behind the attack", not "of delaying talks".
func (p *page) blames(i int, at span.Span) bool {
	first, last := p.tokens(at)
	for k := first; k < last; k++ {
		if p.Is(k, "of", "for", "over") {
			for j := k + 1; j < last; j++ {
				if p.Is(j, "involvement", "role", "behind", "responsible", "attack", "attacks", "it", "this", "that", "plot", "plotting", "orchestrating", "masterminding", "responsibility", "incident", "massacre", "deaths", "violence") {
					return true
				}
			}
			return false
		}
	}
	return true
}

// support finds who is said to have helped: "provided intelligence support",
// "backed by African Union troops".
func (p *page) support() {
	for k := range p.Tok {
		switch {
		case p.Is(k, "support", "assistance", "backing", "help") && p.Tok[k].UPOS == syntax.NOUN && p.gave(k):
			first, _ := p.Bounds(k)
			v := k - 1
			for v > first && p.Tok[v].UPOS != syntax.VERB {
				v--
			}
			lo, _, ok := p.BeforeVerb(v, first)
			if !ok {
				continue
			}
			if e, there := p.about(k); there && p.of[lo] == p.of[k] {
				p.claim(e, Support, lo, k+1, Norm{})
			}
		case p.Is(k, "backed", "supported", "aided", "assisted") && p.Is(k+1, "by"):
			if e, ok := p.about(k); ok && p.isViolent(e) && p.events[e].Stage == Accomplished {
				if end := p.End(k+2, false); end > k+2 {
					p.claim(e, Support, k, end, Norm{})
				}
			}
		}
	}
}

// gave reports whether a verb of giving stands before the noun at k.
func (p *page) gave(k int) bool {
	for j := k - 1; j >= max(0, k-4); j-- {
		if p.Tok[j].UPOS == syntax.VERB {
			switch p.Lemma(j) {
			case "provide", "give", "offer", "lend", "supply", "contribute":
				return true
			}
			return false
		}
	}
	return false
}

// firsts finds what sets an event apart: "the first known strike on …".
func (p *page) firsts() {
	for k := range p.Tok {
		if !p.Is(k, "first", "deadliest", "largest", "biggest", "worst") || !p.Is(k-1, "the", "'s", "’s") {
			continue
		}
		if p.Is(k, "first") && !p.Is(k+1, "known", "such", "confirmed", "publicly", "time") {
			continue
		}
		e, ok := p.about(k)
		if !ok || p.events[e].Stage != Accomplished || !p.ofDeed(k) {
			continue
		}
		_, last := p.Bounds(k)
		end := k
		for end < last && p.Tok[end].Lower != "," && p.Tok[end].Lower != ";" && p.Tok[end].Lower != "." && p.of[end] == p.of[k] {
			end++
		}
		if end == k+1 {
			continue
		}
		n := len(p.claims)
		p.claim(e, Other, k, end, Norm{})
		if st := p.marking(k); len(p.claims) > n && p.claims[n].Statement < 0 && st >= 0 {
			p.claims[n].Statement, p.claims[n].Certainty = st, p.sts[st].Certainty
		}
	}
}

// ofDeed reports whether the superlative at k is of a deed: "the deadliest attack",
// "the worst violence", "the deadliest in Lanby"; not "the largest slum".
func (p *page) ofDeed(k int) bool {
	if p.Is(k, "first") {
		return true
	}
	_, last := p.Bounds(k)
	end := min(p.End(k, false), last)
	for j := k + 1; j < end; j++ {
		if trigger.Noun(p.Syn, j, end) || p.Is(j, "violence", "attack", "attacks", "toll", "loss", "losses", "incident", "crackdown", "day", "month", "year") {
			return true
		}
	}
	return end <= k+1 && p.Is(k, "deadliest", "worst")
}

// marking is the statement that goes on in a clause at token k: "officials said
// the army struck the port, marking the first known raid"; -1 for none.
func (p *page) marking(k int) int {
	first, _ := p.Bounds(k)
	for k > first && !p.Is(k, ",") {
		if t := &p.Tok[k-1]; !p.Is(k-1, "the", "a", ",", "it", "what", "is", "would", "be", "'s", "’s") && t.XPOS != syntax.TagVBG {
			return -1
		}
		k--
	}
	if k == first {
		return -1
	}
	return int(p.of[k-1])
}
