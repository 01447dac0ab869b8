package link

import (
	"hash/fnv"

	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
)

// everything is the key under which the number of reports is counted.
const everything = " "

// counts knows in how many reports a name stands. Small counts are exact; large
// ones are counted by samples, so that a common name is rarely written: what a
// name tells goes by the logarithm.
type counts struct {
	known, before map[string]*counted // those asked for lately, and a while ago
	total         int                 // reports, at which weights are taken
	turn          int                 // counts the totals
}

// counted is a name.
type counted struct {
	n      int
	last   int // latest span of days in which it was said, -1 for none
	tells  float64
	weight float64 // at a turn
	turn   int
}

// span is the latest span of days in which a name was said, as far as that is
// known: each of a name's first reports is counted, later ones by samples.
func (n *counted) span() int {
	if n.n >= exact {
		return union.Anywhere
	}
	return n.last
}

// exact is how many reports are counted one by one.
const exact = 16

// mostKnown is how many names are remembered at least.
const mostKnown = 50_000

func (c *counts) forget() { *c = counts{known: map[string]*counted{}, turn: c.turn} }

// get is what is remembered of a name.
func (c *counts) get(name string) *counted {
	if n := c.known[name]; n != nil {
		return n
	}
	n := c.before[name]
	if n != nil {
		c.keep(name, n)
	}
	return n
}

func (c *counts) keep(name string, n *counted) {
	if len(c.known) >= mostKnown {
		c.known, c.before = map[string]*counted{}, c.known
	}
	c.known[name] = n
}

// fetch asks for names that are not remembered; for all where another process may
// have counted some.
func (c *counts) fetch(tx ledger.Reader, list []string, all bool) error {
	var keys []string
	for _, w := range list {
		n := c.get(w)
		switch {
		case n == nil:
			c.keep(w, &counted{last: -1, tells: union.Tells(w)})
		case !all:
			continue
		}
		keys = append(keys, w)
	}
	return byKey(tx, names, keys, func(h *ledger.Hit) error {
		reports, _ := h.Values[0].(int64)
		last, _ := h.Values[1].(int64)
		n := c.get(h.Key)
		if n.n != int(reports) {
			n.n, n.turn = int(reports), 0
		}
		n.last = int(last)
		return nil
	})
}

// of is a name.
func (c *counts) of(tx ledger.Reader, name string) (*counted, error) {
	if n := c.get(name); n != nil {
		return n, nil
	}
	err := c.fetch(tx, []string{name}, false)
	return c.get(name), err
}

// see counts a report that has a name, and tells of a span of days.
func (c *counts) see(tx ledger.Tx, name, report string, span int) error {
	n, err := c.of(tx, name)
	if err != nil {
		return err
	}
	step := 1
	for n.n >= exact*step {
		step *= 8
	}
	if step > 1 && hash(name, report)%uint64(step) != 0 {
		return nil
	}
	n.n, n.last, n.turn = n.n+step, max(n.last, span), 0
	return tx.Put(names, name, 0, []any{int64(n.n), int64(n.last)}, nil)
}

func hash(parts ...string) uint64 {
	h := fnv.New64a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return h.Sum64()
}

// reach answers for union: an error is kept in err, as the measure knows none.
func (c *counts) reach(tx ledger.Reader, err *error) union.Reach {
	of := func(w string) *counted {
		n, e := c.of(tx, w)
		if e != nil {
			*err = e
		}
		return n
	}
	// Weights move slowly with the number of reports.
	if n := of(everything).n; n != c.total && (c.total == 0 || n < 1000 || n > c.total+c.total/64) {
		c.total = n
		c.turn++
	}
	reports := max(1, c.total)
	return union.Reach{
		Reports: reports,
		Of:      func(w string) int { return of(w).n },
		Rare: func(w string) float64 {
			n := of(w)
			if n.turn != c.turn {
				n.weight, n.turn = n.tells*union.Spread(n.n, reports), c.turn
			}
			return n.weight
		},
	}
}
