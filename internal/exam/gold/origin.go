package gold

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
)

// origins counts what is right of facts, their standing and their origins. A
// read fact is paired with a marked one of the same incident and slot that
// rests on the same statements and whose value has words in common with it.
type origins struct {
	gold, read, found       map[string]int // facts, by slot
	pairs                   int
	standing                int
	least, most, both, held int
	should                  map[string]int // pairs by marked standing
	right                   map[string]int // of these, read alike
	wrong                   int            // contested in the reading alone
}

func newOrigins() *origins {
	return &origins{
		gold: map[string]int{}, read: map[string]int{}, found: map[string]int{}, should: map[string]int{}, right: map[string]int{},
	}
}

// weighed is a read fact and its marked counterpart.
type weighed struct {
	g     *Fact
	f     *incident.Fact
	score float64
}

// score compares the facts of a reading with the marked ones.
func (t *origins) score(r *reading, facts []incident.Fact, mistakes io.Writer) {
	all := t.candidates(r, facts)
	taken := map[any]bool{}
	for _, p := range all {
		if taken[p.g] || taken[p.f] {
			continue
		}
		taken[p.g], taken[p.f] = true, true
		t.found[p.g.Slot]++
		t.pair(r, p, mistakes)
	}
	for i := range facts {
		t.read[string(facts[i].Slot)]++
		if !taken[&facts[i]] {
			fmt.Fprintf(mistakes, "%s extra fact (%s): %s: %s\n", r.story.ID, facts[i].Standing, facts[i].Slot, facts[i].Value)
		}
	}
	for i := range r.story.Gold.Incidents {
		for k := range r.story.Gold.Incidents[i].Facts {
			g := &r.story.Gold.Incidents[i].Facts[k]
			t.gold[g.Slot]++
			if !taken[g] {
				fmt.Fprintf(mistakes, "%s missed fact (%s): %s: %s\n", r.story.ID, g.Standing, g.Slot, g.Value)
			}
		}
	}
}

// pair scores one read fact.
func (t *origins) pair(r *reading, p weighed, mistakes io.Writer) {
	t.pairs++
	t.should[p.g.Standing]++
	got := string(p.f.Standing)
	if got == p.g.Standing {
		t.standing++
		t.right[got]++
	} else if p.f.Standing == incident.Contested {
		t.wrong++
	}
	least, most := p.f.OriginsMin == p.g.OriginsMin, p.f.OriginsMax == p.g.OriginsMax
	for _, c := range []struct {
		n  *int
		ok bool
	}{{&t.least, least}, {&t.most, most}, {&t.both, least && most}, {&t.held, p.f.OriginsMin <= p.g.OriginsMin && p.g.OriginsMax <= p.f.OriginsMax}} {
		if c.ok {
			*c.n++
		}
	}
	if got != p.g.Standing || !least || !most {
		fmt.Fprintf(mistakes, "%s %s %q (%q): %s %d..%d, not %s %d..%d\n", r.story.ID, p.g.Slot, p.f.Value, p.g.Value,
			got, p.f.OriginsMin, p.f.OriginsMax, p.g.Standing, p.g.OriginsMin, p.g.OriginsMax)
	}
}

// candidates are the pairs of one slot that have statements or words in
// common, of incidents that have most in common, the best first.
func (t *origins) candidates(r *reading, facts []incident.Fact) []weighed {
	of := match(r)
	id := map[string]string{} // marked statement: read one
	for g := range of {
		if of[g] >= 0 {
			id[r.story.Gold.Statements[g].ID] = r.sts[of[g]].ID
		}
	}
	votes := map[string]map[int]float64{} // read incident: marked ones
	for i := range facts {
		for n := range r.story.Gold.Incidents {
			for k := range r.story.Gold.Incidents[n].Facts {
				if s := agree(&r.story.Gold.Incidents[n].Facts[k], &facts[i], id); s > 0 {
					if votes[facts[i].Incident] == nil {
						votes[facts[i].Incident] = map[int]float64{}
					}
					votes[facts[i].Incident][n] += s
				}
			}
		}
	}
	var all []weighed
	for i := range facts {
		best := -1
		for n, v := range votes[facts[i].Incident] {
			if best < 0 || v > votes[facts[i].Incident][best] || v == votes[facts[i].Incident][best] && n < best {
				best = n
			}
		}
		if best < 0 {
			continue
		}
		gs := r.story.Gold.Incidents[best].Facts
		for k := range gs {
			if s := agree(&gs[k], &facts[i], id); s > 0 {
				all = append(all, weighed{&gs[k], &facts[i], s})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b weighed) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	return all
}

// agree says how well a read fact fits a marked one; 0 for not at all.
func agree(g *Fact, f *incident.Fact, id map[string]string) float64 {
	if string(f.Slot) != g.Slot {
		return 0
	}
	said := 0.0
	for _, list := range []struct {
		marked []string
		read   []incident.Position
	}{{g.AssertedBy, f.AssertedBy}, {g.DeniedBy, f.DeniedBy}, {g.Uncommitted, f.Uncommitted}} {
		for _, s := range list.marked {
			if slices.ContainsFunc(list.read, func(p incident.Position) bool { return p.Statement == id[s] }) {
				said++
			}
		}
	}
	own := g.OwnVoice && len(f.OwnVoice) > 0
	words := inCommon(g.Value, f)
	switch {
	case words == 0 || said == 0 && !own && len(g.AssertedBy)+len(g.DeniedBy) > 0 && len(f.AssertedBy)+len(f.DeniedBy) > 0 && words < 0.5:
		return 0
	case said == 0 && !own && words < 0.3:
		return 0
	}
	return said + words
}

// inCommon is the share of the shorter value's words that stand in the other,
// by their first five letters; a figure counts as its number.
func inCommon(marked string, f *incident.Fact) float64 {
	a, b := stems(marked), stems(f.Value+" "+f.Norm.Name)
	if n := f.Norm.Number; n != nil && (f.Slot == fact.Killed || f.Slot == fact.Injured) {
		for _, bound := range []*int{n.Min, n.Max} {
			if bound != nil {
				for _, v := range []int{*bound, *bound - 1} {
					b = append(b, fmt.Sprint(v), numeral(v))
				}
			}
		}
	}
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return float64(n) / float64(min(len(a), len(b)))
}

func numeral(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return ""
}

func stems(s string) []string {
	var out []string
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		w = strings.Trim(w, ".,;:“”\"'’()")
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		switch w {
		case "", "the", "a", "an", "of", "in", "on", "at", "and", "by", "to":
			continue
		}
		if r := []rune(w); len(r) > 5 {
			w = string(r[:5])
		}
		out = append(out, w)
	}
	return out
}

func (t *origins) print(w io.Writer, title string) {
	fmt.Fprintf(w, "\nfacts and origins, %s\n  %-15s %7s %7s %7s %7s %7s\n", title, "slot", "marked", "read", "found", "P", "R")
	var slots []string
	for s := range t.gold {
		slots = append(slots, s)
	}
	slices.Sort(slots)
	row := func(s string, gold, read, found int) {
		fmt.Fprintf(w, "  %-15s %7d %7d %7d %7.1f %7.1f\n", s, gold, read, found, ratio(found, read), ratio(found, gold))
	}
	gold, read, found := 0, 0, 0
	for _, s := range slots {
		row(s, t.gold[s], t.read[s], t.found[s])
		gold, read, found = gold+t.gold[s], read+t.read[s], found+t.found[s]
	}
	row("all", gold, read, found)
	fmt.Fprintf(w, "  of %d found: standing %.1f %%, origins_min %.1f %%, origins_max %.1f %%, both %.1f %%, marked range inside the bounds %.1f %%\n",
		t.pairs, ratio(t.standing, t.pairs), ratio(t.least, t.pairs), ratio(t.most, t.pairs), ratio(t.both, t.pairs), ratio(t.held, t.pairs))
	var standings []string
	for s := range t.should {
		standings = append(standings, s)
	}
	slices.Sort(standings)
	for _, s := range standings {
		fmt.Fprintf(w, "    %-22s %3d of %3d\n", s, t.right[s], t.should[s])
	}
	fmt.Fprintf(w, "    contested where the mark is not: %d\n", t.wrong)
}
