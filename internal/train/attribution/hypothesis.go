package attribution

import (
	"slices"

	"hearsay/internal/attribution/chain"
	"hearsay/internal/attribution/hypothesis"
	"hearsay/internal/attribution/page"
)

// guess is a run's hypotheses with what is right about each.
type guess struct {
	set    hypothesis.Set // All only
	rows   []uint8        // one row a hypothesis
	truths []truth
}

// row is that of hypothesis k.
func (g *guess) row(k int) []uint8 {
	n := len(g.rows) / len(g.truths)
	return g.rows[k*n : (k+1)*n : (k+1)*n]
}

// pupil is a lesson with the guesses of models that have not seen it.
type pupil struct {
	*lesson
	guesses []*guess
}

// truth says how a hypothesis compares with the gold attribution whose cue it
// touches.
type truth struct {
	gold                   int32 // index into lesson.gold, -1 for none
	overlap                bool
	source, cue, cont, all bool
}

// The worth of what is right about a hypothesis; the sum is one.
const (
	worthFound   = 0.15
	worthOverlap = 0.2
	worthRole    = 0.15
	worthAll     = 0.2
)

func (t *truth) worth() float32 {
	if t.gold < 0 {
		return 0
	}
	v := float32(worthFound)
	add := func(b bool, w float32) {
		if b {
			v += w
		}
	}
	add(t.overlap, worthOverlap)
	add(t.source, worthRole)
	add(t.cue, worthRole)
	add(t.cont, worthRole)
	add(t.all, worthAll)
	return v
}

// compare finds the gold attribution that a hypothesis does best by.
func (les *lesson) compare(h *hypothesis.Hypothesis) truth {
	best := truth{gold: -1}
	for g := range les.gold {
		t := &les.gold[g]
		if t.cue.First >= h.Cue.Last || h.Cue.First >= t.cue.Last {
			continue
		}
		x := truth{gold: int32(g), source: slices.Equal(h.Source, t.source), cue: h.Cue == t.cue, cont: slices.Equal(h.Content, t.content)}
		x.all = x.source && x.cue && x.cont
		x.overlap = (meet(h.Source, t.source) || len(h.Source)+len(t.source) == 0) && meet(h.Content, t.content)
		if best.gold < 0 || x.worth() > best.worth() {
			best = x
		}
	}
	return best
}

func meet(a, b []page.Range) bool {
	for _, r := range a {
		for _, q := range b {
			if r.First < q.Last && q.First < r.Last {
				return true
			}
		}
	}
	return false
}

// newPupil gathers the hypotheses of a lesson, by models that have not seen it.
func newPupil(v *view, m *chain.Model, rk *hypothesis.Ranker) *pupil {
	var s hypothesis.Set
	p := &pupil{lesson: v.lesson}
	for k, r := range v.page.Runs {
		s.Gather(m, rk, v.page, r, v.belief, v.anchors[k])
		if len(s.All) == 0 {
			continue
		}

		g := &guess{}
		for i := range s.All {
			g.rows = s.Row(i, g.rows)
			h := s.All[i]
			h.Source, h.Content = slices.Clone(h.Source), slices.Clone(h.Content)
			g.set.All = append(g.set.All, h)
			g.truths = append(g.truths, v.compare(&h))
		}
		p.guesses = append(p.guesses, g)
	}
	return p
}
