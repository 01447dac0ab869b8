package origin

import (
	"cmp"
	"slices"

	"hearsay/internal/incident"
	"hearsay/internal/source"
)

// counted is the bounds for one fact and what they rest on.
type counted struct {
	least, most int
	groups      []incident.OriginGroup
}

// count finds the informants behind a fact.
func (w *weighing) count(f *incident.Fact) counted {
	t := &tally{w: w, byOutlet: map[string][]int{}, persons: map[int]map[int]int{}}
	for _, p := range f.AssertedBy {
		t.hear(p.Statement)
	}
	for v := range t.v {
		t.v[v].outs = t.through(v)
		for _, o := range t.v[v].outs {
			t.byOutlet[o] = append(t.byOutlet[o], v)
		}
		if o := w.reports[t.v[v].st.rep].outlet; o != "" && !slices.Contains(t.v[v].outs, o) {
			t.byOutlet[o] = append(t.byOutlet[o], v)
		}
	}
	t.repeats()
	t.sameSource()
	t.spokesmen()
	t.copied()
	t.relays()
	return t.bounds()
}

// tally is the voices on one fact, joined step by step.
type tally struct {
	w        *weighing
	v        []voice
	byOutlet map[string][]int    // voices that came through an outlet or stand in its reports
	persons  map[int]map[int]int // of a first voice that is a named person: its source in each report
}

// bounds counts what remains apart.
func (t *tally) bounds() counted {
	c := counted{groups: []incident.OriginGroup{}}
	var apart []int
	members := map[int][]string{}
	for v := range t.v {
		if t.v[v].into == v {
			apart = append(apart, v)
			c.most += t.v[v].many
		}
		f := t.first(v)
		if l := members[f]; len(l) == 0 || l[len(l)-1] != t.v[v].id {
			members[f] = append(l, t.v[v].id)
		}
	}
	sure := t.unlike(apart)
	c.least = len(sure)
	for _, v := range apart {
		c.groups = append(c.groups, t.group(v, members[v]))
	}
	c.groups = append(c.groups, t.merges()...)
	for _, v := range apart {
		if _, ok := slices.BinarySearch(sure, v); ok {
			continue
		}
		for _, o := range sure {
			if t.mayBe(v, o) {
				c.groups = append(c.groups, incident.OriginGroup{
					Statements: t.ids(o, v), Reason: "may be one informant: " + t.name(o) + "; " + t.name(v), Span: t.show(v),
				})
				break
			}
		}
	}
	return c
}

// unlike picks as many voices as it can of whom no two may be one: persons with
// names first, who are never in doubt with each other, and those last who may
// be anyone.
func (t *tally) unlike(apart []int) []int {
	order := slices.Clone(apart)
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(t.doubtful(a)-t.doubtful(b), cmp.Compare(t.v[a].id, t.v[b].id), a-b)
	})
	var sure, others []int
	for _, v := range order {
		person := t.doubtful(v) == 0
		against := sure
		if person {
			against = others
		}
		if slices.ContainsFunc(against, func(o int) bool { return t.mayBe(v, o) }) {
			continue
		}
		sure = append(sure, v)
		if !person {
			others = append(others, v)
		}
	}
	slices.Sort(sure)
	return sure
}

// doubtful orders voices by how many others they may be.
func (t *tally) doubtful(v int) int {
	sp := t.speaker(v)
	switch {
	case sp.isOutlet():
		return 5
	case sp.src.Identification == source.Named && sp.src.Kind == source.Person && !lone(sp.src):
		return 0
	case !sp.unnamed():
		return 1
	case sp.walk != anyone && sp.iso != "":
		return 2
	case sp.walk != anyone:
		return 3
	}
	return 4
}

// group is one informant with all statements that rest on it.
func (t *tally) group(v int, ids []string) incident.OriginGroup {
	text := "one informant: "
	if n := t.v[v].many; n > 1 {
		text = "one informant or up to " + number(n) + ": "
	}
	return incident.OriginGroup{Statements: ids, Reason: text + t.name(v), Span: t.show(v)}
}

// merges are the joins, each with its reason.
func (t *tally) merges() []incident.OriginGroup {
	var out []incident.OriginGroup
	for v := range t.v {
		if o := t.v[v].into; o != v && t.v[v].why.text != "" && t.v[o].id != t.v[v].id {
			out = append(out, incident.OriginGroup{Statements: t.ids(o, v), Reason: t.v[v].why.text, Span: t.v[v].why.span})
		}
	}
	return out
}
