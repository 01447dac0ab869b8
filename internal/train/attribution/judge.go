package attribution

import (
	"fmt"
	"io"

	"hearsay/internal/attribution"
	"hearsay/internal/attribution/tree"
	"hearsay/internal/train/boost"
)

var (
	valuePlan = boost.Plan{Trees: 150, Depth: 6, Rate: 0.1, L2: 5, MinChild: 20, Rows: 0.6, Columns: 0.5, Seed: 3}
	trustPlan = boost.Plan{Trees: 60, Depth: 4, Rate: 0.1, L2: 10, MinChild: 20, Rows: 0.7, Columns: 0.5, Seed: 4}
)

// halves is how many parts the lessons are dealt into for the forests: each
// part is judged by a forest of the others, to settle the least worth, the
// trust and its figures.
const halves = 2

// judge grows the forests of m.
func judge(m *attribution.Model, pupils []*pupil, progress io.Writer) {
	part := func(i int) int { return i / folds % halves }
	grow := func(plan boost.Plan, rows func(p *pupil, out *boost.Rows), use func(p *pupil, f *tree.Forest)) *tree.Forest {
		for k := range halves + 1 {
			train := &boost.Rows{}
			for i, p := range pupils {
				if k == halves || part(i) != k {
					rows(p, train)
				}
			}
			f := boost.Train(plan, train)
			if k == halves {
				return f
			}
			for i, p := range pupils {
				if part(i) == k {
					use(p, f)
				}
			}
		}
		return nil
	}
	reached(pupils, progress)
	m.Value = grow(valuePlan, (*pupil).valueRows, (*pupil).value)
	m.Worth = settle(pupils, progress)
	var table calibration
	m.Trust = grow(trustPlan, func(p *pupil, out *boost.Rows) { p.trustRows(m.Worth, out) },
		func(p *pupil, f *tree.Forest) { p.calibrate(m.Worth, f, &table) })
	table.print(progress)
}

// reached says how much of the gold the hypotheses hold: the most that any
// choice among them can find.
func reached(pupils []*pupil, progress io.Writer) {
	gold, found, overlap, all := 0, 0, 0, 0
	for _, p := range pupils {
		best := make([]truth, len(p.gold))
		for _, g := range p.guesses {
			for _, t := range g.truths {
				if t.gold >= 0 {
					b := &best[t.gold]
					b.gold, b.overlap, b.all = 1, b.overlap || t.overlap, b.all || t.all
				}
			}
		}
		gold += len(best)
		for _, b := range best {
			for _, c := range []struct {
				ok bool
				n  *int
			}{{b.gold == 1, &found}, {b.overlap, &overlap}, {b.all, &all}} {
				if c.ok {
					*c.n++
				}
			}
		}
	}
	of := func(n int) float64 { return 100 * float64(n) / float64(max(gold, 1)) }
	fmt.Fprintf(progress, "attribution: hypotheses hold %.1f %% found, %.1f %% overlapping, %.1f %% exact\n", of(found), of(overlap), of(all))
}

// valueRows adds a row for every hypothesis.
func (p *pupil) valueRows(out *boost.Rows) {
	for _, g := range p.guesses {
		for k := range g.truths {
			out.Push(g.row(k), g.truths[k].worth())
		}
	}
}

// value sets the value of every hypothesis.
func (p *pupil) value(f *tree.Forest) {
	for _, g := range p.guesses {
		for k := range g.truths {
			g.set.All[k].Value = f.Probability(g.row(k))
		}
	}
}

// trustRows adds a row for every chosen hypothesis.
func (p *pupil) trustRows(worth float32, out *boost.Rows) {
	for _, g := range p.guesses {
		for _, k := range g.set.Choose(worth, nil) {
			y := float32(0)
			if g.truths[k].overlap {
				y = 1
			}
			out.Push(g.set.Rivalry(k, g.row(k)), y)
		}
	}
}

// calibrate counts how often a confidence is right.
func (p *pupil) calibrate(worth float32, f *tree.Forest, table *calibration) {
	for _, g := range p.guesses {
		for _, k := range g.set.Choose(worth, nil) {
			c := f.Probability(g.set.Rivalry(k, g.row(k)))
			row := &table[min(9, int(c*10))]
			row.n++
			row.stated += float64(c)
			if g.truths[k].overlap {
				row.right++
			}
		}
	}
}

// calibration counts by tenths of confidence.
type calibration [10]struct {
	n, right int
	stated   float64
}

func (c *calibration) print(w io.Writer) {
	for i, r := range c {
		if r.n > 0 {
			fmt.Fprintf(w, "attribution: confidence %.1f to %.1f: %6d, stated %5.1f%%, right %5.1f%%\n",
				float64(i)/10, float64(i+1)/10, r.n, 100*r.stated/float64(r.n), 100*float64(r.right)/float64(r.n))
		}
	}
}

// settle finds the least worth that makes the mean F1 of what is scored best:
// found, overlapping, all exact, and exact by role.
func settle(pupils []*pupil, progress io.Writer) float32 {
	best, at := 0.0, float32(0)
	for step := 20; step <= 50; step++ {
		worth := float32(step) / 100
		t := tallied(pupils, worth)
		if f := t.mean(); f > best {
			best, at = f, worth
			fmt.Fprintf(progress, "attribution: worth %.2f: %s\n", worth, t)
		}
	}
	return at
}

// tally counts what is right among what was chosen.
type tally struct {
	ours, gold                                int
	found, overlap, all, source, cue, content int
}

func tallied(pupils []*pupil, worth float32) *tally {
	t := &tally{}
	for _, p := range pupils {
		t.gold += len(p.gold)
		taken := map[int32]bool{}
		for _, g := range p.guesses {
			for _, k := range g.set.Choose(worth, nil) {
				t.ours++
				x := &g.truths[k]
				if x.gold < 0 || taken[x.gold] {
					continue
				}
				taken[x.gold] = true
				t.found++
				for _, c := range []struct {
					ok bool
					n  *int
				}{{x.overlap, &t.overlap}, {x.all, &t.all}, {x.source, &t.source}, {x.cue, &t.cue}, {x.cont, &t.content}} {
					if c.ok {
						*c.n++
					}
				}
			}
		}
	}
	return t
}

func (t *tally) f(right int) float64 { return 200 * float64(right) / float64(max(1, t.ours+t.gold)) }

func (t *tally) mean() float64 {
	return t.f(t.found+t.overlap+t.all+t.source+t.cue+t.content) / 6
}

func (t *tally) String() string {
	return fmt.Sprintf("source %.1f cue %.1f content %.1f; found %.1f overlap %.1f exact %.1f; %d for %d",
		t.f(t.source), t.f(t.cue), t.f(t.content), t.f(t.found), t.f(t.overlap), t.f(t.all), t.ours, t.gold)
}
