package attribution

import (
	"slices"
	"unicode"

	"hearsay/internal/attribution/page"
	"hearsay/internal/span"
)

// carry lets a quotation that its paragraph leaves open run on through the
// paragraphs that open with a mark again, as print does with long quotations:
//
//	“First,” she said. “The pier was gone.
//
//	“Then the crane fell.”
//
// What the next paragraphs hold belongs to the same attribution, unless another
// one takes those words.
func carry(pg *page.Page, found []Attribution) []Attribution {
	for k := range pg.Quotes {
		q := &pg.Quotes[k]
		if !q.Unclosed || k+1 >= len(pg.Quotes) || !pg.Quotes[k+1].Continues || q.Continues {
			continue
		}
		owner := -1
		for i := range found {
			if n := len(found[i].Content); n > 0 && found[i].Content[n-1].Overlaps(q.Span) && found[i].Content[n-1].End >= q.End-1 {
				owner = i
			}
		}
		if owner < 0 {
			if owner = behind(pg, found, q.Span); owner < 0 {
				continue
			}
			found[owner].Content = append(found[owner].Content, q.Span)
		}
		for n := k + 1; n < len(pg.Quotes) && pg.Quotes[n].Continues; n++ {
			next := pg.Quotes[n].Span
			if slices.ContainsFunc(found, func(a Attribution) bool { return a.holds(next) }) {
				break
			}
			found[owner].Content = append(found[owner].Content, next)
			if !pg.Quotes[n].Unclosed {
				break
			}
		}
	}
	return found
}

// behind is the attribution that ends right before a quotation which its
// paragraph leaves open, and which no other holds: "she said the night was
// quiet. “At ten we heard …"; -1 for none.
func behind(pg *page.Page, found []Attribution, q span.Span) int {
	best := -1
	for i := range found {
		if found[i].holds(q) {
			return -1
		}
		if end := found[i].cover().End; end <= q.Start && (best < 0 || end > found[best].cover().End) {
			best = i
		}
	}
	if best < 0 {
		return -1
	}
	for _, r := range pg.Doc.Text.Slice(span.Of(found[best].cover().End, q.Start)) {
		if r == '\n' || !unicode.IsSpace(r) && !unicode.IsPunct(r) {
			return -1
		}
	}
	return best
}

// holds reports whether any part of an attribution lies in s.
func (a *Attribution) holds(s span.Span) bool {
	return s.Overlaps(a.Cue) || slices.ContainsFunc(a.Content, s.Overlaps) || slices.ContainsFunc(a.Source, s.Overlaps)
}
