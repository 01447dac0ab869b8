package attribution

import (
	"cmp"
	"slices"

	"hearsay/internal/attribution/frame"
	"hearsay/internal/attribution/page"
	"hearsay/internal/span"
)

// choose labels the frame of each anchor and keeps the best attributions that
// agree with each other.
func (r *Reader) choose(pg *page.Page, run page.Run, b *bench) []Attribution {
	var all []Attribution
	for _, a := range b.anchors {
		b.frame.Look(pg, run, int(a), b.belief, b.anchors)
		b.node, b.edge = b.frame.Label(r.frame, &b.lattice, b.node, b.edge)
		at := int(a) - b.frame.First
		p := b.lattice.Marginal[at*int(frame.Labels)+int(frame.Cue)]
		if p < 0.4 {
			continue
		}
		b.lattice.Forbid(at, int(frame.Out))
		b.labels, b.scores = b.best.Find(&b.lattice, 1, b.labels, b.scores)
		if att, ok := spans(pg, b.frame.First, b.labels); ok {
			att.Confidence = float64(p)
			all = append(all, att)
		}
	}
	slices.SortStableFunc(all, func(a, b Attribution) int { return cmp.Compare(b.Confidence, a.Confidence) })
	var kept []Attribution
	for _, a := range all {
		if !slices.ContainsFunc(kept, func(k Attribution) bool { return clash(a, k) }) {
			kept = append(kept, a)
		}
	}
	slices.SortStableFunc(kept, func(a, b Attribution) int { return span.Compare(a.Cue, b.Cue) })
	return kept
}

// spans reads an attribution off the labels of a window.
func spans(pg *page.Page, first int, labels []uint8) (Attribution, bool) {
	att := Attribution{Within: -1}
	for i := 0; i < len(labels); {
		j := i + 1
		for j < len(labels) && labels[j] == labels[i] {
			j++
		}
		s := pg.Span(page.Range{First: first + i, Last: first + j})
		switch labels[i] {
		case frame.Source:
			att.Source = append(att.Source, s)
		case frame.Cue:
			att.Cue = s
		case frame.Content:
			att.Content = append(att.Content, s)
		}
		i = j
	}
	return att, len(att.Content) > 0
}

// clash reports whether two attributions share words in a way PolNeAR does not
// allow: a source may serve both, nothing else.
func clash(a, b Attribution) bool {
	ac, bc := []span.Span{a.Cue}, []span.Span{b.Cue}
	if touch(ac, bc) || touch(ac, b.Content) || touch(bc, a.Content) || touch(ac, b.Source) || touch(bc, a.Source) ||
		touch(a.Content, b.Content) || touch(a.Source, b.Content) || touch(b.Source, a.Content) {
		return true
	}
	return touch(a.Source, b.Source) && !slices.Equal(a.Source, b.Source)
}

func touch(a, b []span.Span) bool {
	for _, s := range a {
		if slices.ContainsFunc(b, s.Overlaps) {
			return true
		}
	}
	return false
}
