package link

import (
	"errors"
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
	known  map[string]counted
	weight map[string]float64
	total  int // at which the weights were made
}

type counted struct {
	n     int
	since int64 // of its record, 0 where there is none
}

// mostKnown is how many names are remembered at once.
const mostKnown = 100_000

func (c *counts) forget() {
	c.known, c.weight, c.total = map[string]counted{}, map[string]float64{}, 0
}

func (c *counts) of(tx ledger.Reader, name string) (counted, error) {
	if n, ok := c.known[name]; ok {
		return n, nil
	}
	var n counted
	switch rec, err := tx.Record(names, name, 0); {
	case errors.Is(err, ledger.ErrNone):
	case err != nil:
		return n, err
	default:
		v, _ := rec.Values[0].(int64)
		n = counted{int(v), rec.Since}
	}
	if len(c.known) >= mostKnown {
		c.forget()
	}
	c.known[name] = n
	return n, nil
}

// see counts a report that has a name.
func (c *counts) see(tx ledger.Tx, name, report string, row int64) error {
	n, err := c.of(tx, name)
	if err != nil {
		return err
	}
	step := 1
	for n.n >= 16*step {
		step *= 8
	}
	if step > 1 && hash(name, report)%uint64(step) != 0 {
		return nil
	}
	n.n += step
	if n.since == 0 {
		n.since = row
	}
	c.known[name] = n
	delete(c.weight, name)
	return tx.Put(names, name, n.since, []any{int64(n.n)}, nil)
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
	n, e := c.of(tx, everything)
	if e != nil {
		*err = e
	}
	if n.n != c.total {
		// Weights move slowly with the number of reports.
		if c.total == 0 || n.n < 1000 || n.n > c.total+c.total/64 {
			c.weight, c.total = map[string]float64{}, n.n
		}
	}
	return union.Reach{Reports: max(1, c.total), Of: func(w string) int {
		n, e := c.of(tx, w)
		if e != nil {
			*err = e
		}
		return n.n
	}}
}

// rare is the weight of a name.
func (c *counts) rare(reach union.Reach) func(string) float64 {
	return func(w string) float64 {
		v, ok := c.weight[w]
		if !ok {
			v = union.Weight(w, reach.Of(w), reach.Reports)
			c.weight[w] = v
		}
		return v
	}
}
