package fact

import "hearsay/internal/quantity"

// figure is a count of the text with what befell those it counts. Token
// positions are as in quantity.Count.
type figure struct {
	first, last, end int
	number           Number
	people           bool // what follows counts people, or nothing follows
	bare             bool // nothing follows
	category         Category
	effect           effect
	event            int
	listed           bool // of a toll or of bodies, so that what is joined to it counts too
}

// figures are all counts of the report.
func (p *page) figures() []figure {
	counts := quantity.Find(p.syn)
	out := make([]figure, len(counts))
	for i, c := range counts {
		out[i] = figure{
			first: c.First, last: c.Last, end: c.End, number: Number{Min: c.Min, Max: c.Max, Word: c.Word},
			people: c.People, bare: c.Bare, category: Category(c.Category), event: -1,
		}
	}
	return out
}
