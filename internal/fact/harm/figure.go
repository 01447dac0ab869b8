package harm

import (
	"slices"
	"sort"

	"hearsay/internal/quantity"
	"hearsay/internal/syntax"
)

// Figure is a count of people with what befell them, or the statement that
// nobody was harmed (Min and Max 0). Tokens [First, End) are the words.
type Figure struct {
	First, End int
	// Min and Max are nil where the text sets no bound; Word keeps "dozens".
	Min, Max *int
	Word     string
	Category quantity.Category
	Effect   Effect
	// Listed says that a toll or a found body gives the figure, so that no verb
	// beside it can take it back.
	Listed bool
	// Old says that the text puts another figure in its place: "up from 38".
	Old bool
	// Present says that the verb is in the present, as headlines have it:
	// "strikes kill 50".
	Present bool
}

// Effect is what befell those counted.
type Effect uint8

// The effects.
const (
	Unharmed Effect = iota // nothing is said
	Dead
	Hurt
	DeadOrHurt // "killed and injured 1,000": one figure for both
)

// figure is a count on its way to a Figure. Token positions are as in
// quantity.Count.
type figure struct {
	quantity.Count
	effect  Effect
	listed  bool
	old     bool
	active  bool // the object of who harmed: "killed three"
	subject bool // the subject of what befell: "three were killed"
	present bool // the verb is in the present
	part    bool // of the figure before: "including two children"
}

// page is one report as this package reads it.
type page struct {
	syn *syntax.Analysis
	tok []syntax.Token
}

// Find reads the figures of those killed and injured, in text order.
func Find(syn *syntax.Analysis) []Figure {
	p := &page{syn: syn, tok: syn.Tokens}
	figures := p.figures()
	for i := range figures {
		if f := &figures[i]; f.People || f.Unknown {
			p.befall(f)
			if f.Unknown && !f.People && !f.subject && !f.active && !f.listed {
				f.effect = Unharmed
			}
		}
	}
	for i := 1; i < len(figures); i++ {
		p.join(&figures[i], &figures[i-1])
	}
	for i := len(figures) - 2; i >= 0; i-- {
		if j := p.following(figures, i); j < len(figures) {
			p.share(&figures[i], &figures[j])
		}
	}
	for i := 1; i < len(figures); i++ { // "three officers were killed and seven wounded"
		f, prev := &figures[i], &figures[i-1]
		if f.Bare && f.effect != Unharmed && prev.effect != Unharmed && f.effect != prev.effect && f.Category == quantity.Unspecified && p.sentence(prev.First) == p.sentence(f.First) && f.First-prev.End <= 5 && prev.subject && f.subject && p.within(prev.End, f.First, "were") && p.is(f.First-1, "and") {
			f.Category = prev.Category
		}
	}
	for i := 1; i < len(figures); i++ { // what a shared effect opens
		p.join(&figures[i], &figures[i-1])
	}
	var out []Figure
	for i := range figures {
		if f := &figures[i]; f.effect != Unharmed {
			out = append(out, Figure{
				First: f.First, End: f.End, Min: f.Min, Max: f.Max, Word: f.Word, Category: f.Category,
				Effect: f.effect, Listed: f.listed, Old: f.old, Present: f.present,
			})
		}
	}
	out = append(out, p.none()...)
	slices.SortStableFunc(out, func(a, b Figure) int { return a.First - b.First })
	return out
}

// figures are all counts of the report, but for those of nobody.
func (p *page) figures() []figure {
	counts := quantity.Find(p.syn)
	out := make([]figure, 0, len(counts))
	for _, c := range counts {
		if c.Max == nil || *c.Max > 0 {
			if w, ok := quantity.Whole(p.syn, c); ok && p.lately(c.End) {
				c = w // "five of the 16 people killed in the attack": 16 were
			}
			out = append(out, figure{Count: c})
		}
	}
	return out
}

// lately reports whether the words at k tell, without a verb of their own, what
// befell those before them: "people killed in Sunday's attack".
func (p *page) lately(k int) bool {
	return p.is(k, "killed", "injured", "wounded", "slain", "murdered", "massacred") && p.is(k+1, "in", "by", "when", "during", "on", "at", "outside", "near")
}

// passive reports whether the verb at k has its subject before it as the one
// harmed: "were killed 12 days ago".
func (p *page) passive(k, first int) bool {
	for j := k - 1; j >= max(first, k-3); j-- {
		switch {
		case p.is(j, "was", "were", "been", "being", "be"):
			return true
		case p.tok[j].UPOS != syntax.ADV && p.tok[j].UPOS != syntax.AUX:
			return false
		}
	}
	return false
}

// is reports whether token k of the same text is one of the lower-cased words.
func (p *page) is(k int, words ...string) bool {
	return k >= 0 && k < len(p.tok) && slices.Contains(words, p.tok[k].Lower)
}

// sentence is the index of the sentence of token k.
func (p *page) sentence(k int) int {
	return sort.Search(len(p.syn.Sentences), func(i int) bool { return p.syn.Sentences[i].Last > k })
}

// bounds are the tokens of the sentence of token k.
func (p *page) bounds(k int) (first, last int) {
	s := &p.syn.Sentences[p.sentence(k)]
	return s.First, s.Last
}

// object reports whether a noun phrase follows at k, as after a verb in the
// active.
func (p *page) object(k, last int) bool {
	for k < last && p.tok[k].UPOS == syntax.ADV {
		if p.is(k, "when", "where", "while", "after") {
			return false
		}
		k++
	}
	if k >= last {
		return false
	}
	switch p.tok[k].UPOS {
	case syntax.DET, syntax.NUM, syntax.ADJ, syntax.NOUN, syntax.PROPN:
		return !dated[p.tok[k].Lower]
	}
	return p.tok[k].XPOS == syntax.TagPRPS
}

// dated are the nouns that say when, and are no object.
var dated = map[string]bool{
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"today": true, "yesterday": true, "this": true, "last": true, "that": true, "overnight": true, "tonight": true,
}
