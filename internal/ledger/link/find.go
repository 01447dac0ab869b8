package link

import (
	"cmp"
	"math"
	"slices"

	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
)

// under are the marks under which fresh profiles are sought, by key: which of them,
// and how much it says.
type under map[string][]sought

type sought struct {
	fresh  int
	weight float64
}

// shortlist are, for each fresh profile, the numbers of those that stand under its
// marks, with the most weight in common.
func (l *Linker) shortlist(tx ledger.Tx, fresh []union.Profile, reach union.Reach) ([][]int64, error) {
	where := under{}
	var keys []string
	last := func(w string) int {
		n, err := l.counts.of(tx, w)
		if err != nil {
			return -1
		}
		return n.span()
	}
	for i := range fresh {
		for _, m := range fresh[i].Sought(reach.Rare, last) {
			k := keyOf(&m)
			if len(where[k]) == 0 {
				keys = append(keys, k)
			}
			where[k] = append(where[k], sought{i, m.Weight})
		}
	}
	weight := make([]map[int64]float64, len(fresh))
	for i := range weight {
		weight[i] = map[int64]float64{}
	}
	err := byKey(tx, marks, keys, func(h *ledger.Hit) error {
		list := posted(h.Body)
		for _, s := range where[h.Key] {
			for _, n := range list {
				weight[s.fresh][n] += s.weight
			}
		}
		return nil
	})
	out := make([][]int64, len(fresh))
	for i, w := range weight {
		for n := range w {
			out[i] = append(out[i], n)
		}
		slices.SortFunc(out[i], func(a, b int64) int { return cmp.Or(cmp.Compare(w[b], w[a]), cmp.Compare(b, a)) })
		out[i] = out[i][:min(mostAlike, len(out[i]))]
	}
	return out, err
}

// alike are the incidents whose members resemble fresh profiles most, and the
// numbers of denials that belong to none.
func (l *Linker) alike(tx ledger.Tx, fresh []union.Profile, reach union.Reach, report string) (incidents map[string]bool, loose []int64, err error) {
	short, err := l.shortlist(tx, fresh, reach)
	if err != nil {
		return nil, nil, err
	}
	if err := l.load(tx, slices.Concat(short...)); err != nil {
		return nil, nil, err
	}
	score := make([]map[int64]float64, len(fresh)) // of those that are alike not only in what they were found by
	var members []string
	for i, list := range short {
		score[i] = map[int64]float64{}
		own := union.Weigh(&fresh[i], reach.Rare)
		for _, n := range list {
			p := l.profile(n)
			if p == nil {
				continue // of a reading that another took the place of
			}
			if s, near := own.Score(p); near || p.Reply {
				score[i][n] = s
				members = append(members, p.ID)
			}
		}
	}
	slices.Sort(members)
	in := map[int64]string{}
	if err := byKey(tx, Members, slices.Compact(members), func(h *ledger.Hit) error {
		switch id := incidentOf(&h.Record); {
		case h.Values[2] == report:
		case id != "":
			in[number(&h.Record)] = id
		case h.Values[4] == int64(1):
			loose = append(loose, number(&h.Record))
		}
		return nil
	}); err != nil {
		return nil, nil, err
	}
	incidents = map[string]bool{}
	for i, list := range short {
		slices.SortStableFunc(list, func(a, b int64) int { return cmp.Compare(score[i][b], score[i][a]) })
		own := map[string]bool{}
		for _, n := range list {
			if _, ok := score[i][n]; ok && in[n] != "" && len(own) < mostHoods {
				own[in[n]], incidents[in[n]] = true, true
			}
		}
	}
	slices.Sort(loose)
	return incidents, loose, nil
}

// gathered is an incident of the ledger with some of its members.
type gathered struct {
	id      string
	since   int64 // the number of its eldest member
	fixed   bool  // people decided on it
	whole   bool  // members are all of its members
	held    bool  // they stay together
	stays   bool  // a group has its id: group
	group   int
	members []union.Profile
}

// gather are incidents with their first members, the eldest first; those
// without members only where they are kept.
func (l *Linker) gather(tx ledger.Tx, ids, kept map[string]bool) ([]gathered, error) {
	keys := make([]string, 0, len(ids))
	for id := range ids {
		keys = append(keys, id)
	}
	slices.Sort(keys)
	by := map[string]group{}
	var first []int64
	if err := byKey(tx, groups, keys, func(h *ledger.Hit) error {
		g := groupOf(&h.Record)
		by[h.Key] = g
		first = append(first, g.first[:min(sample, len(g.first))]...)
		return nil
	}); err != nil {
		return nil, err
	}
	if err := l.load(tx, first); err != nil {
		return nil, err
	}
	var out []gathered
	for _, id := range keys {
		g := by[id]
		t := gathered{id: id, since: math.MaxInt64, fixed: g.fixed, whole: g.whole()}
		for _, n := range g.first[:min(sample, len(g.first))] {
			if p := l.profile(n); p != nil {
				t.members = append(t.members, *p.Profile)
				t.since = min(t.since, n)
			}
		}
		if len(t.members) > 0 || kept[id] {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b gathered) int { return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.id, b.id)) })
	return out, nil
}
