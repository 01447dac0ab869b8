package link

import (
	"slices"

	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
)

// neighbourhood is the fresh profiles of a reading and the incidents they may
// belong to.
type neighbourhood struct {
	row   *ledger.Row
	fresh int             // so many of every are the reading's own
	every []union.Profile // the fresh, then the members of hood
	of    []int           // of each, its incident in hood; -1 for none
	hood  []gathered
	rare  func(string) float64
}

// mostFree is how many members of small incidents are arranged anew with a
// reading; what goes beyond stays together as it is.
const mostFree = 64

// hold enters the members of the incidents, and says which stay together: those
// of an incident that people decided on, or that is not here as a whole, and what
// an earlier reading of the report said in the same words.
func (n *neighbourhood) hold(before []former) []union.Held {
	var held []union.Held
	free := 0
	for k := range n.hood {
		t := &n.hood[k]
		h := union.Held{Fixed: t.fixed}
		for _, p := range t.members {
			h.Members = append(h.Members, len(n.every))
			n.every, n.of = append(n.every, p), append(n.of, k)
		}
		again := false
		for i := range n.fresh {
			for _, f := range before {
				if f.incident == t.id && n.of[i] < 0 && !n.every[i].Reply && overlap(f.mentions, n.every[i].Mentions) {
					h.Members = append(h.Members, i)
					n.of[i], again = k, true
					break
				}
			}
		}
		if free += len(t.members); t.fixed || !t.whole || again || free > mostFree {
			t.held = true
			held = append(held, h)
		}
	}
	return held
}

func overlap(a, b []int) bool {
	return slices.ContainsFunc(a, func(x int) bool { return slices.Contains(b, x) })
}
