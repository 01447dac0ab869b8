package lineage

import (
	"slices"
	"strings"

	"hearsay/internal/span"
)

// names finds the outlets of the reports in their texts.
type names map[string][][]string // first word: the words of each name

func namesOf(pages []page) names {
	n := names{}
	seen := map[string]bool{}
	for i := range pages {
		o := pages[i].owner
		if o == "" || seen[o] {
			continue
		}
		seen[o] = true
		for _, form := range forms(o) {
			w := strings.Fields(form)
			n[w[0]] = append(n[w[0]], append([]string{o}, w...))
		}
	}
	return n
}

// forms are the ways in which a text may name an outlet.
func forms(o string) []string {
	out := []string{o}
	w := strings.Fields(o)
	if len(w) > 1 && (w[len(w)-1] == "service" || w[len(w)-1] == "agency") {
		out = append(out, strings.Join(w[:len(w)-1], " "))
	}
	if len(w) == 3 && w[0] != "new" {
		out = append(out, strings.Join(w[1:], " "))
	}
	return out
}

// find notes where a page names outlets other than its own, and whether someone
// spoke to its own.
func (n names) find(p *page) {
	for _, at := range p.capitals {
		k := int(at)
		best := 0
		var c credit
		for _, name := range n[p.tokens[k].lower] {
			w := name[1:]
			if len(w) <= best || k+len(w) > len(p.tokens) {
				continue
			}
			same := true
			for i := range w {
				same = same && p.tokens[k+i].lower == w[i]
			}
			if same {
				best = len(w)
				c = credit{name[0], span.Of(p.tokens[k].Start, p.tokens[k+len(w)-1].End)}
			}
		}
		switch {
		case best == 0:
		case c.name == p.owner:
			p.heard = p.heard || k > 0 && slices.Contains([]string{"told", "to", "with", "by"}, p.tokens[k-1].lower)
		default:
			p.cites = append(p.cites, c)
		}
	}
}

// names reports whether, and where first, a report credits or cites an outlet.
func (p *page) named(outlet string) (at span.Span, credited, cited bool) {
	if outlet == "" || outlet == p.owner {
		return at, false, false
	}
	if i := slices.IndexFunc(p.made, func(c credit) bool { return c.name == outlet }); i >= 0 {
		at, credited = p.made[i].at, true
	}
	if i := slices.IndexFunc(p.cites, func(c credit) bool { return c.name == outlet }); i >= 0 {
		cited = true
		if !credited {
			at = p.cites[i].at
		}
	}
	return at, credited, cited
}
