package link

import (
	"slices"

	"hearsay/internal/ledger"
)

// mostFirst is how many members of an incident stand in its group: more than are
// looked at, so that some may leave.
const mostFirst = 2 * sample

// group is an incident of the ledger as the next report needs it.
type group struct {
	members int     // how many it has
	fixed   bool    // people decided on it
	first   []int64 // the numbers of the first of them
}

// whole reports whether all members are known, and few.
func (g *group) whole() bool { return g.members == len(g.first) && g.members <= sample }

func groupOf(rec *ledger.Record) group {
	n, _ := rec.Values[0].(int64)
	return group{int(n), rec.Values[1] == int64(1), posted(rec.Body)}
}

// regroup changes the group of an incident.
func regroup(tx ledger.Tx, incident string, change func(*group)) error {
	var g group
	err := byKey(tx, groups, []string{incident}, func(h *ledger.Hit) error {
		g = groupOf(&h.Record)
		return nil
	})
	if err != nil {
		return err
	}
	change(&g)
	fixed := int64(0)
	if g.fixed {
		fixed = 1
	}
	return tx.Put(groups, incident, 0, []any{int64(g.members), fixed}, postings(g.first))
}

// shift moves a member's profile from one incident to another; "" is none.
func shift(tx ledger.Tx, profile int64, from, to string) error {
	if from == to {
		return nil
	}
	if from != "" {
		if err := regroup(tx, from, func(g *group) {
			g.members--
			g.first = slices.DeleteFunc(g.first, func(n int64) bool { return n == profile })
		}); err != nil {
			return err
		}
	}
	if to == "" {
		return nil
	}
	return regroup(tx, to, func(g *group) {
		if g.members++; len(g.first) < mostFirst {
			g.first = append(g.first, profile)
		}
	})
}

// thread puts what a record of Threads says.
func thread(tx ledger.Tx, id string, row int64, into, fixed any) error {
	if err := regroup(tx, id, func(g *group) { g.fixed = fixed == int64(1) }); err != nil {
		return err
	}
	return tx.Put(Threads, id, row, []any{into, fixed}, nil)
}
