package union

import (
	"cmp"
	"slices"
	"strconv"
)

// crowded is how many bundles may stand under a name before it says nothing.
const crowded = 40

// candidates are the bundles that share a day and country, or a name, with
// profile i.
func (g *arranging) candidates(i int) []int {
	var out []int
	for _, k := range g.keys(i, true) {
		if l := g.index[k]; k[0] != 'n' || len(l) <= crowded {
			out = append(out, l...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// keys are what profile i stands under in the index, or, to look up, what it
// may be found under.
func (g *arranging) keys(i int, look bool) []string {
	known := &g.stand[i][b2i(look)]
	if *known != nil {
		return *known
	}
	p := &g.all[i]
	out := p.dayKeys(look)
	type name struct {
		word  string
		reach int
	}
	names := make([]name, 0, len(p.Names))
	for _, w := range p.Names {
		if n := g.reach.Of(w); n > 1 { // others say it, too
			names = append(names, name{w, n})
		}
	}
	slices.SortStableFunc(names, func(a, b name) int { return cmp.Compare(a.reach, b.reach) })
	for _, n := range names {
		out = append(out, "n"+n.word)
		if len(out) > 40 {
			break
		}
	}
	if out == nil {
		out = []string{}
	}
	*known = out
	return out
}

// dayKeys are the keys by day and country.
func (p *Profile) dayKeys(look bool) []string {
	if p.Start == 0 || p.End-p.Start > 7 {
		return nil
	}
	var out []string
	from, to := p.Start, p.End
	if look {
		from, to = from-1, to+1
	}
	for d := from; d <= to; d++ {
		day := "d" + strconv.Itoa(d)
		switch {
		case !look:
			out = append(out, day+p.Country, day+"*")
		case p.Country == "":
			out = append(out, day+"*")
		default:
			out = append(out, day+p.Country, day)
		}
	}
	return out
}
