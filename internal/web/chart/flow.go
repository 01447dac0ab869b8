package chart

import (
	"cmp"
	"slices"
)

// Node is an informant, a relay or a report.
type Node struct {
	Label, Sub, Href string
	Kind             string // named | office | unnamed | relay | report
}

// Tie leads from one node to another: what one said, relayed, or was made into.
type Tie struct {
	From, To int    // places in Lineage's lists, see there
	Kind     string // says | denies | silent | relays | copy
	Note     string
}

// Lineage is who had it from whom. Ties of Told go from informants to relays
// where Relayed says so, else to reports; those of Passed from relays to reports;
// those of Made from a report to one made from it.
type Lineage struct {
	Informants, Relays, Reports []Node
	ToRelay                     []Tie
	ToReport                    []Tie
	Passed                      []Tie
	Made                        []Tie
	// Shared are informants that are counted as one for some fact.
	Shared [][]int
}

// Sheet of a Flow.
const (
	rowH    = 40
	flowTop = 40
	flowW   = 1060
	informW = 300
	relayX  = 450
	relayW  = 170
	reportX = 730
	reportW = 250
)

// MostShared is how many groups that are counted as one it looks at.
const MostShared = 9

// MostNodes is how many informants, relays and reports a Flow draws, of each.
const MostNodes = 16

// Flow draws a lineage: informants to the left, those who relayed them in the
// middle, reports to the right, by day. Of more than MostNodes of a kind it draws the
// first ones.
func Flow(l Lineage) string {
	if len(l.Reports) == 0 {
		return ""
	}
	l.Informants, l.Relays, l.Reports = first(l.Informants), first(l.Relays), first(l.Reports)
	rows := max(len(l.Informants), len(l.Relays), len(l.Reports))
	h := flowTop + rows*rowH + 8
	reportY := spread(len(l.Reports), rows)
	relayY := settle(len(l.Relays), rows, l.Passed, reportY, nil, nil)
	informY := settle(len(l.Informants), rows, l.ToReport, reportY, l.ToRelay, relayY)
	var b svg
	b.add(`<svg class="flow" viewBox="0 0 %d %d" width="%d" height="%d" role="group" aria-label="Who had it from whom; the list below says the same">`, flowW, h, flowW, h)
	b.text(0, 18, "head", "Informants", 20)
	if len(l.Relays) > 0 {
		b.text(relayX, 18, "head", "Relayed by", 20)
	}
	b.text(reportX, 18, "head", "Reports, by day", 30)
	b.ties(l.ToReport, informY, reportY, informW, reportX)
	b.ties(l.ToRelay, informY, relayY, informW, relayX)
	b.ties(l.Passed, relayY, reportY, relayX+relayW, reportX)
	for i, t := range l.Made {
		if t.From >= len(reportY) || t.To >= len(reportY) {
			continue
		}
		y0, y1 := reportY[t.From], reportY[t.To]
		out := reportX + reportW + 18 + i%5*11
		b.add(`<path class="tie made %s" d="M%d %dC%d %d %d %d %d %d"><title>%s</title></path>`, t.Kind, reportX+reportW, y0, out+14, y0, out+14, y1, reportX+reportW+5, y1, words(t.Note, 200))
		b.add(`<path class="tip" d="M%d %dl8 -5v10z"/>`, reportX+reportW+1, y1)
	}
	b.shared(l.Shared, informY)
	for i, n := range l.Informants {
		b.node(n, 14, informY[i], informW-14)
	}
	for i, n := range l.Relays {
		b.node(n, relayX, relayY[i], relayW)
	}
	for i, n := range l.Reports {
		b.node(n, reportX, reportY[i], reportW)
	}
	b.WriteString("</svg>")
	return b.String()
}

func first(ns []Node) []Node { return ns[:min(len(ns), MostNodes)] }

// spread are the heights of n nodes over so many rows.
func spread(n, rows int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = flowTop + rowH/2 + (2*i+1)*rows*rowH/(2*n) - rowH/2
	}
	return out
}

// settle gives nodes places near what they lead to, so that ties cross little:
// in the order of the mean height of their ends.
func settle(n, rows int, a []Tie, aY []int, b []Tie, bY []int) []int {
	sum, count := make([]int, n), make([]int, n)
	for _, s := range []struct {
		ties []Tie
		y    []int
	}{{a, aY}, {b, bY}} {
		for _, t := range s.ties {
			if t.From < n && t.To < len(s.y) {
				sum[t.From] += s.y[t.To]
				count[t.From]++
			}
		}
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	mean := func(i int) int {
		if count[i] == 0 {
			return 1 << 20
		}
		return sum[i] * 64 / count[i]
	}
	slices.SortStableFunc(order, func(i, k int) int { return cmp.Compare(mean(i), mean(k)) })
	y := spread(n, rows)
	out := make([]int, n)
	for place, i := range order {
		out[i] = y[place]
	}
	return out
}

// ties draws curves from one column to another.
func (b *svg) ties(ts []Tie, from, to []int, x0, x1 int) {
	for _, t := range ts {
		if t.From >= len(from) || t.To >= len(to) {
			continue
		}
		mid := (x0 + x1) / 2
		b.add(`<path class="tie %s" d="M%d %dC%d %d %d %d %d %d"`, t.Kind, x0, from[t.From], mid, from[t.From], mid, to[t.To], x1, to[t.To])
		if t.Note != "" {
			b.add(`><title>%s</title></path>`, words(t.Note, 200))
		} else {
			b.WriteString("/>")
		}
	}
}

// shared draws a bracket at the left of informants that are counted as one.
func (b *svg) shared(groups [][]int, y []int) {
	for i, g := range groups {
		var ys []int
		for _, k := range g {
			if k < len(y) {
				ys = append(ys, y[k])
			}
		}
		if len(ys) < 2 || i >= MostShared {
			continue
		}
		slices.Sort(ys)
		x := 9 - i%2*6
		b.add(`<path class="bracket" d="M%d %dV%d`, x, ys[0], ys[len(ys)-1])
		for _, v := range ys {
			b.add("M%d %dh%d", x, v, 14-x)
		}
		b.add(`"><title>counted as one for some fact</title></path>`)
	}
}

// node draws a box with a name and what it is.
func (b *svg) node(n Node, x, y, w int) {
	if n.Href != "" { // its name is what is written in the box
		b.add(`<a href="%s" tabindex="-1">`, words(n.Href, 2000))
	}
	b.add(`<g class="node %s"><title>%s</title><rect x="%d" y="%d" width="%d" height="%d" rx="5"/>`, n.Kind, words(n.Label+", "+n.Sub, 200), x, y-16, w, 32)
	room := w * 10 / 72
	if n.Sub == "" {
		b.text(x+9, y+5, "", n.Label, room)
	} else {
		b.text(x+9, y-1, "", n.Label, room)
		b.text(x+9, y+12, "sub", n.Sub, w*10/58)
	}
	b.WriteString("</g>")
	b.shut(n.Href)
}
