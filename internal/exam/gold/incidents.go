package gold

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/incident/side"
	"hearsay/internal/origin"
)

// incidents counts what is right of the incidents and their facts.
type incidents struct {
	stories, typ, country, start, dates int // main incidents, one a story
	empty, invented                     int // stories without an incident
	gold, read, found                   int // all incidents, matched by kind
	tollGold, tollRead, tollRight       int // figures of the main incidents
	kindRight                           int // of the right figures, with the right category
	denyGold, denyRead, denyFound       int // facts with a denial
}

// group runs rooms 7 to 9.
func group(r *reading) ([]incident.Incident, []incident.Fact) {
	rep := incident.Report{Document: r.doc, Syntax: r.syn, Sources: r.sources, Statements: r.sts}
	rep.Events, rep.Claims = fact.Draw(r.doc, r.syn, r.sources, r.sts)
	incs, facts := incident.Group(rep)
	side.Take(r.sources, r.sts, incs, facts)
	origin.Weigh([]incident.Report{rep}, facts)
	return incs, facts
}

// kindOf is the gold's word for an ACLED sub-event type.
func kindOf(inc *incident.Incident) string {
	switch s := inc.SubEventType; s {
	case "Suicide bomb", "Attack":
		return strings.ToLower(s)
	case "Remote explosive/landmine/IED", "Grenade":
		return "remote explosive"
	case "Abduction/forced disappearance":
		return "abduction"
	case "Peaceful protest":
		return "protest"
	case "Violent demonstration":
		return "riot"
	case "Arrests":
		return "arrest"
	case "Disrupted weapons use":
		return "seizure/interception"
	case "":
		return "other"
	default:
		return strings.ToLower(s)
	}
}

// alike reports whether a marked kind is the one read; a crash is one of
// ACLED's other developments.
func alike(want string, inc *incident.Incident) bool {
	got := kindOf(inc)
	return want == got || got == "other" && (want == "crash" || want == "seizure/interception")
}

// score compares the incidents of a reading with the marked ones and returns
// the facts it read.
func (t *incidents) score(r *reading, mistakes io.Writer) []incident.Fact {
	incs, facts := group(r)
	want := r.story.Gold.Incidents
	t.stories++
	if len(want) == 0 {
		t.stories--
		t.empty++
		if len(incs) > 0 {
			t.invented++
			fmt.Fprintf(mistakes, "%s invented incident: %s\n", r.story.ID, incs[0].Mentions[0].Text)
		}
		return facts
	}
	t.main(r, incs, mistakes)
	t.all(r, incs, mistakes)
	t.tolls(r, incs, mistakes)
	t.denials(r, facts, mistakes)
	return facts
}

// mains are the marked incidents that a story is about.
func mains(incs []Incident) []*Incident {
	var out []*Incident
	for i := range incs {
		if incs[i].Main {
			out = append(out, &incs[i])
		}
	}
	return out
}

// main scores kind, country and days of the main incident against the marked
// one that fits best.
func (t *incidents) main(r *reading, incs []incident.Incident, mistakes io.Writer) {
	i := slices.IndexFunc(incs, func(inc incident.Incident) bool { return inc.Main })
	if i < 0 {
		fmt.Fprintf(mistakes, "%s no main incident\n", r.story.ID)
		return
	}
	inc := &incs[i]
	best, most := [4]bool{}, -1
	var of *Incident
	for _, g := range mains(r.story.Gold.Incidents) {
		got := [4]bool{alike(g.Type, inc), text(g.Country) == inc.Country, text(g.DateStart) == inc.DateStart, false}
		got[3] = got[2] && (text(g.DateEnd) == inc.DateEnd || g.DateEnd == nil && inc.DateEnd == inc.DateStart)
		n := 0
		for _, ok := range got {
			if ok {
				n++
			}
		}
		if n > most {
			best, most, of = got, n, g
		}
	}
	for k, n := range []*int{&t.typ, &t.country, &t.start, &t.dates} {
		if best[k] {
			*n++
		}
	}
	if most < 4 && of != nil {
		fmt.Fprintf(mistakes, "%s main: %s %s %s..%s, not %s %s %s..%s (%s)\n", r.story.ID, kindOf(inc), inc.Country, inc.DateStart, inc.DateEnd,
			of.Type, text(of.Country), text(of.DateStart), text(of.DateEnd), inc.Mentions[0].Text)
	}
}

// all pairs incidents by kind and country, in their order.
func (t *incidents) all(r *reading, incs []incident.Incident, mistakes io.Writer) {
	want := r.story.Gold.Incidents
	t.gold += len(want)
	t.read += len(incs)
	taken := make([]bool, len(want))
	for i := range incs {
		k := slices.IndexFunc(want, func(g Incident) bool {
			return !taken[slices.IndexFunc(want, func(o Incident) bool { return o.ID == g.ID })] && alike(g.Type, &incs[i])
		})
		if k < 0 {
			fmt.Fprintf(mistakes, "%s extra incident: %s %s %s %s\n", r.story.ID, kindOf(&incs[i]), incs[i].Country, incs[i].DateStart, words(incs[i].Mentions))
			continue
		}
		taken[k] = true
		t.found++
	}
	for k := range want {
		if !taken[k] {
			fmt.Fprintf(mistakes, "%s missed incident: %s %s %s %v\n", r.story.ID, want[k].Type, text(want[k].Country), text(want[k].DateStart), want[k].Targets)
		}
	}
}

func words(ms []incident.Mention) string {
	var out []string
	for _, m := range ms {
		out = append(out, m.Text)
	}
	return strings.Join(out, " | ")
}

// count is one casualty figure.
type count struct {
	hurt     bool
	low, top int // -1 for none
	category string
}

func counts(category string, killedMin, killedMax, injuredMin, injuredMax *int) []count {
	at := func(n *int) int {
		if n == nil {
			return -1
		}
		return *n
	}
	var out []count
	if killedMin != nil || killedMax != nil {
		out = append(out, count{false, at(killedMin), at(killedMax), category})
	}
	if injuredMin != nil || injuredMax != nil {
		out = append(out, count{true, at(injuredMin), at(injuredMax), category})
	}
	return out
}

// tolls scores the figures of all incidents: a figure is right if its bounds
// are.
func (t *incidents) tolls(r *reading, incs []incident.Incident, mistakes io.Writer) {
	var want, got []count
	for i := range r.story.Gold.Incidents {
		for _, c := range r.story.Gold.Incidents[i].Casualties {
			want = append(want, counts(c.Category, c.KilledMin, c.KilledMax, c.InjuredMin, c.InjuredMax)...)
		}
	}
	for i := range incs {
		for _, c := range incs[i].Casualties {
			got = append(got, counts(string(c.Category), c.KilledMin, c.KilledMax, c.InjuredMin, c.InjuredMax)...)
		}
	}
	t.tollGold += len(want)
	t.tollRead += len(got)
	for _, g := range got {
		k := slices.IndexFunc(want, func(w count) bool { return w == g })
		if k >= 0 {
			t.kindRight++
		} else {
			k = slices.IndexFunc(want, func(w count) bool { w.category = g.category; return w == g })
		}
		if k < 0 {
			fmt.Fprintf(mistakes, "%s extra figure: %+v\n", r.story.ID, g)
			continue
		}
		t.tollRight++
		want = slices.Delete(want, k, k+1)
	}
	for _, w := range want {
		fmt.Fprintf(mistakes, "%s missed figure: %+v\n", r.story.ID, w)
	}
}

// denials scores contested facts: a marked one is found where a read one is
// denied by a statement that the mark names.
func (t *incidents) denials(r *reading, facts []incident.Fact, mistakes io.Writer) {
	of := match(r)
	right := make([]bool, len(facts))
	for _, inc := range r.story.Gold.Incidents {
		for _, g := range inc.Facts {
			if len(g.DeniedBy) == 0 {
				continue
			}
			t.denyGold++
			ids := deniers(r, of, g.DeniedBy)
			found := false
			for i := range facts {
				for _, p := range facts[i].DeniedBy {
					if slices.Contains(ids, p.Statement) {
						found, right[i] = true, true
					}
				}
			}
			if found {
				t.denyFound++
			} else {
				fmt.Fprintf(mistakes, "%s missed contested %s: %s\n", r.story.ID, g.Slot, g.Value)
			}
		}
	}
	for i := range facts {
		if len(facts[i].DeniedBy) > 0 {
			t.denyRead++
			if !right[i] {
				fmt.Fprintf(mistakes, "%s extra contested %s: %s\n", r.story.ID, facts[i].Slot, facts[i].Value)
			}
		}
	}
}

// deniers are the ids of the read statements that stand for marked ones.
func deniers(r *reading, of []int, marked []string) []string {
	var ids []string
	for g := range r.story.Gold.Statements {
		if of[g] >= 0 && slices.Contains(marked, r.story.Gold.Statements[g].ID) {
			ids = append(ids, r.sts[of[g]].ID)
		}
	}
	return ids
}

func (t *incidents) print(w io.Writer, title string) {
	share := func(n, of int) string {
		return fmt.Sprintf("%5.1f %% (%d of %d)", 100*float64(n)/float64(max(of, 1)), n, of)
	}
	fmt.Fprintf(w, "\nincidents, %s\n", title)
	fmt.Fprintf(w, "  main: type        %s\n  main: country     %s\n  main: first day   %s\n  main: both days   %s\n",
		share(t.typ, t.stories), share(t.country, t.stories), share(t.start, t.stories), share(t.dates, t.stories))
	fmt.Fprintf(w, "  incidents by kind: precision %s, recall %s\n", share(t.found, t.read), share(t.found, t.gold))
	fmt.Fprintf(w, "  figures, exact:    precision %s, recall %s\n", share(t.tollRight, t.tollRead), share(t.tollRight, t.tollGold))
	fmt.Fprintf(w, "    with category    %s\n", share(t.kindRight, t.tollRight))
	fmt.Fprintf(w, "  contested found    %s, %d read\n", share(t.denyFound, t.denyGold), t.denyRead)
	fmt.Fprintf(w, "  stories without an incident: %d, invented in %d\n", t.empty, t.invented)
}
