package desk_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// drawn are the questions that are drawn; the table has all.
var drawn = strings.Split("incident|source|list of a country|rare word|common word|phrase|review queue", "|")

// drawGrowth draws three panels over the number of statements: questions in
// milliseconds, what one more report costs, bytes a report. The axes of questions
// are logarithms, as is that of statements everywhere.
func drawGrowth(all []growth) string {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" width="860" height="330" viewBox="0 0 860 330" font-family="system-ui,sans-serif" font-size="12"><rect width="860" height="330" fill="#fff"/>`)
	colours := []string{"#1b6ca8", "#b3541e", "#3f7d20", "#7a3e9d", "#a31621", "#555"}
	var asked []line
	for _, name := range drawn {
		l := line{name: name, colour: colours[len(asked)%len(colours)]}
		for _, g := range all {
			l.at = append(l.at, max(g.half[slices.Index(questionNames, name)], 0.01))
		}
		asked = append(asked, l)
	}
	one := func(name string, colour int, of func(growth) float64) line {
		l := line{name: name, colour: colours[colour]}
		for _, g := range all {
			l.at = append(l.at, of(g))
		}
		return l
	}
	drawPanel(&b, 50, 260, "Questions, median, ms", all, asked, 0.01, 100, true)
	drawPanel(&b, 470, 110, "ms for one more report", all, []line{
		one("keep, link", 0, func(g growth) float64 { return g.kept }), one("its records", 1, func(g growth) float64 { return g.made }),
	}, 0, top(all, func(g growth) float64 { return max(g.kept, g.made) }), false)
	drawPanel(&b, 720, 110, "kB a report", all, []line{one("", 0, func(g growth) float64 { return g.bytes / 1000 })}, 0, top(all, func(g growth) float64 { return g.bytes / 1000 }), false)
	b.WriteString("</svg>\n")
	return b.String()
}

// top is an even number above all values.
func top(all []growth, of func(growth) float64) float64 {
	most := 1.0
	for _, g := range all {
		most = max(most, of(g))
	}
	step := math.Pow(10, math.Floor(math.Log10(most)))
	return 2 * step * math.Ceil(1.05*most/step/2)
}

// line is a line of a panel: a value for each size.
type line struct {
	name, colour string
	at           []float64
}

func drawPanel(b *strings.Builder, left, width float64, title string, all []growth, lines []line, low, high float64, logs bool) {
	const top, bottom = 50.0, 280.0
	x := func(i int) float64 {
		a, z := math.Log10(float64(all[0].statements)), math.Log10(float64(all[len(all)-1].statements))
		return left + width*(math.Log10(float64(all[i].statements))-a)/(z-a)
	}
	y := func(v float64) float64 {
		if logs {
			return bottom - (bottom-top)*(math.Log10(v)-math.Log10(low))/(math.Log10(high)-math.Log10(low))
		}
		return bottom - (bottom-top)*(v-low)/(high-low)
	}
	fmt.Fprintf(b, `<text x="%.0f" y="26" font-weight="600">%s</text>`, left, title)
	ticks := []float64{low, high / 2, high}
	if logs {
		ticks = []float64{0.01, 0.1, 1, 10, 100}
	}
	for _, v := range ticks {
		fmt.Fprintf(b, `<path d="M%.1f %.1fH%.1f" stroke="#ddd"/><text x="%.1f" y="%.1f" text-anchor="end" fill="#444">%g</text>`, left, y(v), left+width, left-6, y(v)+4, v)
	}
	for i, g := range all {
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="middle" fill="#444">%s</text>`, x(i), bottom+20, short(g.statements))
	}
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="middle" fill="#444">statements stored</text>`, left+width/2, bottom+38)
	slices.SortStableFunc(lines, func(p, q line) int { return int(1e4 * (q.at[len(q.at)-1] - p.at[len(p.at)-1])) })
	before := 0.0
	for _, l := range lines {
		fmt.Fprintf(b, `<polyline fill="none" stroke="%s" stroke-width="2" points="`, l.colour)
		for i, v := range l.at {
			fmt.Fprintf(b, "%.1f,%.1f ", x(i), y(v))
		}
		b.WriteString(`"/>`)
		for i, v := range l.at {
			fmt.Fprintf(b, `<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>`, x(i), y(v), l.colour)
		}
		if l.name != "" {
			at := max(y(l.at[len(l.at)-1])+4, before+14)
			before = at
			fmt.Fprintf(b, `<text x="%.1f" y="%.1f" fill="%s">%s</text>`, left+width+8, at, l.colour, l.name)
		}
	}
}

// short is a number of statements in few letters.
func short(n int) string {
	switch {
	case n >= 1_000_000:
		return fmt.Sprintf("%dM", n/1_000_000)
	case n >= 1000:
		return fmt.Sprintf("%dk", n/1000)
	}
	return fmt.Sprint(n)
}
