package attribution

import (
	"slices"

	"hearsay/internal/attribution/page"
	"hearsay/internal/lexicon"
	"hearsay/internal/span"
	"hearsay/internal/syntax"
)

// shortestHost is how many words a content must have to be looked into.
const shortestHost = 6

// inner looks for attributions inside the contents of those found, one level
// deep, and lists all sorted by cue with Within set:
//
//	“She told us the pier was gone,” he said.    told us lies within said
//
// PolNeAR marks none, so the models have learned to leave them alone: each
// content is read as if it stood by itself, its quotation marks taken off.
func (r *Reader) inner(pg *page.Page, b *bench, found []Attribution) []Attribution {
	type entry struct {
		att       Attribution
		old, host int
	}
	all := make([]entry, 0, len(found))
	for i, a := range found {
		all = append(all, entry{a, i, -1})
	}
	host := make([]bool, len(found)) // those that hold others already
	for i := range found {
		if w := found[i].Within; w >= 0 {
			host[w] = true
		}
	}
	for i := range found {
		if found[i].Within >= 0 || host[i] {
			continue
		}
		for _, c := range found[i].Content {
			rng := pg.Range(c)
			if rng.Len() < shortestHost || !promises(pg, rng) {
				continue
			}
			for _, a := range r.alone(pg, b, rng) {
				all = append(all, entry{a, -1, i})
			}
		}
	}
	if len(all) == len(found) {
		return found
	}
	slices.SortStableFunc(all, func(a, b entry) int { return span.Compare(a.att.Cue, b.att.Cue) })
	place := make([]int, len(found))
	for i, e := range all {
		if e.old >= 0 {
			place[e.old] = i
		}
	}
	out := make([]Attribution, len(all))
	for i, e := range all {
		out[i] = e.att
		if w := max(e.host, e.att.Within); w >= 0 {
			out[i].Within = place[w]
		}
	}
	return out
}

// promises reports whether a verb of the cue table that says or thinks stands
// in r, beyond its first word.
func promises(pg *page.Page, r page.Range) bool {
	for i := r.First + 1; i < r.Last; i++ {
		if pg.Words[i].UPOS != syntax.VERB {
			continue
		}
		if c, ok := lexicon.CueOf(pg.Syn.Tokens[i].Lemma); ok {
			switch c.Act {
			case "state", "confirm", "deny", "accuse", "claim_responsibility", "believe":
				return true
			}
		}
	}
	return false
}

// alone reads the words of r as a run of their own.
func (r *Reader) alone(pg *page.Page, b *bench, rng page.Range) []Attribution {
	words := pg.Words[rng.First:rng.Last]
	b.kept = append(b.kept[:0], words...)
	for i := range words {
		words[i].Mark = page.Outside
		if !words[i].Inner {
			continue
		}
		words[i].Mark = page.Inside
		if i == 0 || !words[i-1].Inner {
			words[i].Mark = page.Opening
		} else if i+1 == len(words) || !words[i+1].Inner {
			words[i].Mark = page.Closing
		}
	}
	run := page.Run{First: rng.First, Last: min(rng.Last, rng.First+page.MaxRun)}
	r.believe(pg, run, b)
	found := r.choose(pg, run, b, nil)
	copy(words, b.kept)
	return found
}
