package chart

import (
	"iter"
	"maps"
	"slices"
	"strconv"
	"time"
)

// inOrder are the days of a count, the first first.
func inOrder(at map[time.Time]int64) iter.Seq[time.Time] {
	return slices.Values(slices.SortedFunc(maps.Keys(at), time.Time.Compare))
}

// Mark is one thing of a day: a report, or what is said in it.
type Mark struct {
	Kind string // report | says | denies | silent
	Href string
	// Label is asked of those that are drawn.
	Label func() string
}

// Column is a day of a timeline.
type Column struct {
	Day   string // ISO; "" where none is known
	Marks []Mark
	// Reports and Said count the marks of each side, where they are more than Marks
	// has; 0 for as many.
	Reports, Said int
}

// mostMarks is how many marks a timeline has in all, about: what a thousand reports
// say would be as many specks, and a page of a megabyte.
const mostMarks = 90

// thin leaves out marks where there are too many: of each day the first of each side
// stay, and how many there were is kept.
func thin(cols []Column) []Column {
	all := 0
	for _, c := range cols {
		all += len(c.Marks)
	}
	if all <= mostMarks {
		return cols
	}
	each := max(3, mostMarks/2/len(cols))
	out := make([]Column, len(cols))
	for i, c := range cols {
		out[i] = Column{Day: c.Day}
		for _, m := range c.Marks {
			n := &out[i].Said
			if m.Kind == "report" {
				n = &out[i].Reports
			}
			if *n++; *n <= each {
				out[i].Marks = append(out[i].Marks, m)
			}
		}
	}
	return out
}

// Sheet of a timeline.
const (
	dayHead  = 34 // units above the marks
	cell     = 22 // of a mark
	dayLeast = 92 // width of a day
	mostDays = 40
)

// Days draws what was reported and said, by day: reports above the line,
// statements below it. from and to, ISO days, are when the incident is said to
// have been; "" where unknown. Days beyond forty are the first thirty-nine and one
// column for the rest; of many marks each day shows the first and counts the rest.
func Days(cols []Column, from, to string) string {
	if len(cols) > mostDays {
		rest := Column{Day: cols[mostDays-1].Day}
		for _, c := range cols[mostDays-1:] {
			rest.Marks = append(rest.Marks, c.Marks...)
		}
		cols = append(slices.Clone(cols[:mostDays-1]), rest)
	}
	cols = thin(cols)
	// A day as wide as its marks need, at most ten rows high.
	up, down, x := 1, 1, 0
	type placed struct{ x, w, per int }
	var at []placed
	lead := 0
	if from != "" {
		lead = 150
	}
	x = lead
	for i, c := range cols {
		reports, said := 0, 0
		for _, m := range c.Marks {
			if m.Kind == "report" {
				reports++
			} else {
				said++
			}
		}
		if i > 0 && apart(cols[i-1].Day, c.Day) > 1 {
			x += 34
		}
		per := max(3, (max(reports, said)+9)/10)
		w := max(dayLeast, per*cell+18)
		at = append(at, placed{x, w, per})
		up, down = max(up, (reports+per-1)/per), max(down, (said+per-1)/per)
		if c.Reports > reports {
			up = max(up, (reports+per-1)/per+1)
		}
		if c.Said > said {
			down = max(down, (said+per-1)/per+1)
		}
		x += w
	}
	line := dayHead + up*cell + 8
	h := line + down*cell + 18
	var b svg
	b.add(`<svg class="days" viewBox="0 0 %d %d" width="%d" height="%d" role="group" aria-label="Reports and statements by day; the list of reports says the same">`, x+8, h, x+8, h)
	if from != "" {
		b.text(0, 20, "day", short(from, to), 24)
		b.text(0, 40, "note", "said to have", 20)
		b.text(0, 56, "note", "happened", 20)
		b.add(`<path class="event" d="M0 %dh%d"/>`, line, lead-20)
	}
	b.add(`<path class="axis" d="M%d %dH%d"/>`, lead, line, x)
	for i, c := range cols {
		p := at[i]
		if i > 0 {
			if n := apart(cols[i-1].Day, c.Day); n > 1 {
				b.add(`<path class="gap" d="M%d %dv12M%d %dv12"><title>%s between</title></path>`, p.x-20, line-6, p.x-15, line-6, plural(int64(n-1), "day"))
			}
		}
		name := "no day"
		if c.Day != "" {
			name = short(c.Day, c.Day)
		}
		b.text(p.x+4, 20, "day", name, 16)
		r, s := 0, 0
		for _, m := range c.Marks {
			k, y := r, 0
			if m.Kind == "report" {
				y = line - 8 - cell/2 - k/p.per*cell
				r++
			} else {
				k = s
				y = line + 10 + cell/2 + k/p.per*cell
				s++
			}
			b.mark(m, p.x+cell/2+2+k%p.per*cell, y)
		}
		if more := c.Reports - r; more > 0 {
			b.text(p.x+4, line-12-((r+p.per-1)/p.per)*cell, "note", strconv.Itoa(more)+" more", 12)
		}
		if more := c.Said - s; more > 0 {
			b.text(p.x+4, line+22+((s+p.per-1)/p.per)*cell, "note", strconv.Itoa(more)+" more", 12)
		}
	}
	b.WriteString("</svg>")
	return b.String()
}

// mark draws one mark around a point.
func (b *svg) mark(m Mark, x, y int) {
	label := m.Label()
	b.link(m.Href, label)
	b.add(`<g class="m %s"><title>%s</title>`, m.Kind, words(label, 300))
	switch m.Kind {
	case "report":
		b.add(`<rect x="%d" y="%d" width="16" height="16" rx="2"/>`, x-8, y-8)
	case "denies":
		b.add(`<path d="M%d %dl12 12m0-12l-12 12"/>`, x-6, y-6)
	default:
		b.add(`<circle cx="%d" cy="%d" r="6.5"/>`, x, y)
	}
	b.WriteString("</g>")
	b.shut(m.Href)
}

// apart is how many days lie from one to another; 0 where one is none.
func apart(a, b string) int {
	x, err1 := time.Parse(time.DateOnly, a)
	y, err2 := time.Parse(time.DateOnly, b)
	if err1 != nil || err2 != nil {
		return 0
	}
	return int(y.Sub(x) / (24 * time.Hour))
}

// short is a day or days in few letters.
func short(from, to string) string {
	a, err1 := time.Parse(time.DateOnly, from)
	z, err2 := time.Parse(time.DateOnly, to)
	switch {
	case err1 != nil:
		return from
	case err2 != nil || a.Equal(z):
		return a.Format("2 Jan 2006")
	case z.Sub(a) > 300*24*time.Hour:
		return a.Format("2006")
	}
	return a.Format("2 Jan") + " – " + z.Format("2 Jan 2006")
}
