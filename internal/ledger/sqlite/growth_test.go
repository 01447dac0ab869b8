package sqlite_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/sqlite"
)

// growth is what was measured at one size.
type growth struct {
	statements int
	append     float64   // readings a second while filling
	bytes      float64   // a reading
	ask        []float64 // medians of questions, milliseconds
}

// TestGrowth draws docs/growth.svg: what appending and each question cost as a
// ledger grows. HEARSAY_GROWTH gives the sizes, as "10000 100000 1000000".
func TestGrowth(t *testing.T) {
	sizes := strings.Fields(os.Getenv("HEARSAY_GROWTH"))
	if len(sizes) < 2 {
		t.Skip("HEARSAY_GROWTH gives no sizes to measure")
	}
	var all []growth
	for _, word := range sizes {
		n, err := strconv.Atoi(word)
		if err != nil {
			t.Fatal(err)
		}
		g := grown(t, n)
		t.Logf("%d statements: %.0f readings/s, %.0f bytes a reading, medians in ms %.2f", n, g.append, g.bytes, g.ask)
		all = append(all, g)
	}
	if err := os.WriteFile("../../../docs/growth.svg", []byte(drawGrowth(all)), 0o666); err != nil {
		t.Fatal(err)
	}
}

func grown(t *testing.T, n int) growth {
	path := filepath.Join(t.TempDir(), "hearsay.db")
	s := open(t, path, sqlite.Options{})
	defer s.Close()
	readings, begin := n/ledgertest.PerReading, time.Now()
	if err := ledgertest.Fill(context.Background(), s, ledgertest.NewLoad(1), readings, 64); err != nil {
		t.Fatal(err)
	}
	g := growth{statements: n, append: float64(readings) / time.Since(begin).Seconds()}
	for _, part := range []string{path, path + "-wal"} {
		if info, err := os.Stat(part); err == nil {
			g.bytes += float64(info.Size()) / float64(readings)
		}
	}
	for _, c := range questions {
		var took []time.Duration
		for i := range 400 {
			took = append(took, ask(t, s, c.q(i)))
		}
		slices.Sort(took)
		g.ask = append(g.ask, float64(took[len(took)/2].Microseconds())/1000)
	}
	return g
}

// drawGrowth draws three panels over the number of statements: questions in
// milliseconds, readings a second, bytes a reading. The axes of questions are
// logarithms, as is that of statements everywhere.
func drawGrowth(all []growth) string {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" width="860" height="330" viewBox="0 0 860 330" font-family="system-ui,sans-serif" font-size="12"><rect width="860" height="330" fill="#fff"/>`)
	colours := []string{"#1b6ca8", "#b3541e", "#3f7d20", "#7a3e9d", "#a31621", "#555"}
	var asked []line
	for k, c := range questions {
		l := line{name: c.name, colour: colours[k%len(colours)]}
		for _, g := range all {
			l.at = append(l.at, max(g.ask[k], 0.01))
		}
		asked = append(asked, l)
	}
	one := func(name string, of func(growth) float64) []line {
		l := line{name: name, colour: colours[0]}
		for _, g := range all {
			l.at = append(l.at, of(g))
		}
		return []line{l}
	}
	drawPanel(&b, 50, 290, "Questions, median, ms", all, asked, 0.01, 100, true)
	drawPanel(&b, 480, 120, "Readings appended a second", all, one("", func(g growth) float64 { return g.append }), 0, 3000, false)
	drawPanel(&b, 700, 120, "Bytes a reading", all, one("", func(g growth) float64 { return g.bytes }), 0, 24000, false)
	b.WriteString("</svg>\n")
	return b.String()
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
