package chart

import (
	"strconv"
	"strings"
	"time"
)

// Tally is how many there are of a day (ISO).
type Tally struct {
	Day string
	N   int64
}

// Bin is how many there are of a day, month or year.
type Bin struct {
	From, To string // ISO days, both in it
	Name     string // "March 2025"
	Short    string // "Mar"
	N        int64
	Href     string
}

// most bins of a histogram: more would be too narrow to point at.
const most = 64

// Bins sorts days into days, months or years, whichever gives bins that can be
// told apart; those between the first and the last are all there. What is no day
// is left out.
func Bins(days []Tally) []Bin {
	var first, last time.Time
	at := map[time.Time]int64{}
	for _, d := range days {
		t, err := time.Parse(time.DateOnly, d.Day)
		if err != nil {
			continue
		}
		if len(at) == 0 || t.Before(first) {
			first = t
		}
		if len(at) == 0 || t.After(last) {
			last = t
		}
		at[t] += d.N
	}
	if len(at) == 0 {
		return nil
	}
	step, name, short := next(first, last)
	var out []Bin
	for from := begin(first, step); !from.After(last); {
		to := from.AddDate(step[0], step[1], step[2])
		out = append(out, Bin{From: from.Format(time.DateOnly), To: to.AddDate(0, 0, -1).Format(time.DateOnly), Name: from.Format(name), Short: from.Format(short)})
		from = to
	}
	i := 0
	for from := range inOrder(at) {
		day := from.Format(time.DateOnly)
		for out[i].To < day {
			i++
		}
		out[i].N += at[from]
	}
	return out
}

// next is the step of the bins from a first to a last day, in years, months and
// days, and how they are written.
func next(first, last time.Time) (step [3]int, name, short string) {
	switch {
	case last.Sub(first) < most*24*time.Hour:
		return [3]int{0, 0, 1}, "2 January 2006", "2 Jan"
	case (last.Year()-first.Year())*12+int(last.Month()-first.Month()) < most:
		return [3]int{0, 1, 0}, "January 2006", "Jan 2006"
	}
	n := 1 + (last.Year()-first.Year())/most
	return [3]int{n, 0, 0}, "2006", "2006"
}

// begin is where the bin of a day begins.
func begin(t time.Time, step [3]int) time.Time {
	switch {
	case step[0] > 0:
		return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	case step[1] > 0:
		return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	}
	return t
}

// Bars draws a histogram; its words stand outside, so that they keep their size.
func Bars(bins []Bin, noun string) string {
	if len(bins) == 0 {
		return ""
	}
	top := int64(1)
	for _, x := range bins {
		top = max(top, x.N)
	}
	const h, w = 120, 10
	var b svg
	b.add(`<svg class="bars" viewBox="0 0 %d %d" preserveAspectRatio="none" role="group" aria-label="How many %ss when; the fields From and To choose the same">`, len(bins)*w, h, words(noun, 20))
	for i, x := range bins {
		label := x.Name + ": " + plural(x.N, noun)
		if x.N == 0 {
			continue
		}
		high := max(3, round(float64(x.N)/float64(top)*(h-4)))
		b.link(x.Href, label)
		b.add(`<rect class="hit" x="%d" y="0" width="%d" height="%d"/><rect class="bar" x="%d" y="%d" width="%d" height="%d"><title>%s</title></rect>`, i*w, w, h, i*w+1, h-high, w-2, high, words(label, 80))
		b.shut(x.Href)
	}
	b.WriteString("</svg>")
	return b.String()
}

// Axis are the words below a histogram: of its first bin, some between, and its
// last, evenly spaced.
func Axis(bins []Bin) []string {
	if len(bins) < 5 {
		var out []string
		for _, x := range bins {
			out = append(out, x.Short)
		}
		return out
	}
	var out []string
	for i := range 5 {
		out = append(out, bins[i*(len(bins)-1)/4].Short)
	}
	return out
}

// Top is the greatest number of a histogram, for its side.
func Top(bins []Bin) string {
	top := int64(0)
	for _, x := range bins {
		top = max(top, x.N)
	}
	return strings.TrimSpace(strconv.FormatInt(top, 10))
}
