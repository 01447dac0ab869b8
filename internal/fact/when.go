package fact

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"hearsay/internal/syntax"
)

// when is a time expression in tokens [first, last).
type when struct {
	first, last int
	date        Date
}

// drawDates gives each event the expression that stands nearest to it. An
// expression that dates the telling, not what is told, is left out.
func (p *page) drawDates() {
	for k := 0; k < len(p.tok); k++ {
		w, ok := p.when(k)
		if !ok {
			continue
		}
		k = w.last - 1
		if p.telling(w) {
			continue
		}
		if i := p.near(w.first); i >= 0 && p.mentions[i].event >= 0 {
			d := w.date
			p.claim(p.mentions[i].event, WhenDate, w.first, w.last, Norm{Date: &d})
		}
	}
}

// telling reports whether a date stands beside the cue, outside what is told:
// "told reporters on Monday that", "confirmed Monday".
func (p *page) telling(w when) bool {
	if p.of[w.first] >= 0 {
		return false
	}
	first, last := p.bounds(w.first)
	for k := w.first - 1; k >= max(first, w.first-6); k-- {
		if p.cue[k] {
			return true
		}
		if p.of[k] >= 0 {
			break
		}
	}
	for k := w.last; k < min(last, w.last+3); k++ {
		if p.cue[k] {
			return true
		}
	}
	return false
}

var weekdays = map[string]time.Weekday{
	"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday,
}

func monthOf(l string) time.Month {
	l = strings.TrimSuffix(l, ".")
	if len(l) < 3 || l == "may" {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if l == name || len(l) <= 4 && l == name[:min(len(name), len(l))] && l != "mar" && l != "sept" || l == "sept" && m == time.September {
			return m
		}
	}
	return 0
}

// month is the month named at token k. "May" counts where it is written as a
// name.
func (p *page) month(k int) time.Month {
	if k < 0 || k >= len(p.tok) || !unicode.IsUpper(rune(p.tok[k].Form[0])) {
		return 0
	}
	if p.is(k, "may") && p.tok[k].UPOS == syntax.PROPN {
		return time.May
	}
	return monthOf(p.tok[k].Lower)
}

// when reads a time expression that begins at token k.
func (p *page) when(k int) (when, bool) {
	if d, ok := weekdays[strings.TrimSuffix(p.tok[k].Lower, "s")]; ok && unicode.IsUpper(rune(p.tok[k].Form[0])) {
		return p.weekday(k, d), true
	}
	if m := p.month(k); m > 0 {
		return p.inMonth(k, m)
	}
	if y := p.year(k); y > 0 && p.is(k-1, "in", "the", "since", "of", "a", "deadly", ",", "early", "late", "during") {
		return when{k, k + 1, span1(day(y, 1, 1), day(y, 12, 31), 5, strconv.Itoa(y))}, true
	}
	return p.relative(k)
}

func (p *page) year(k int) int {
	if k < 0 || k >= len(p.tok) || len(p.tok[k].Form) != 4 {
		return 0
	}
	y, err := strconv.Atoi(p.tok[k].Form)
	if err != nil || y < 1900 || y > 2100 {
		return 0
	}
	return y
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func span1(start, end time.Time, prec int, value string) Date {
	return Date{Start: start, End: end, Prec: prec, Value: value}
}

// weekday is the last such day up to the report's own, or the week before for
// "last Monday"; the next one after "next".
func (p *page) weekday(k int, d time.Weekday) when {
	w := when{k, k + 1, Date{Prec: 1, Relative: true}}
	if p.ref.IsZero() || p.is(k-1, "next", "coming") {
		return w
	}
	at := p.ref
	for at.Weekday() != d {
		at = at.AddDate(0, 0, -1)
	}
	w.date = span1(at, at, 1, at.Format(time.DateOnly))
	return w
}

// inMonth reads "January 5, 2020", "5 January", "January 2020", "in January".
func (p *page) inMonth(k int, m time.Month) (when, bool) {
	w := when{first: k, last: k + 1}
	y, d := 0, 0
	number := func(j int) int {
		if j < 0 || j >= len(p.tok) || p.sent[j] != p.sent[k] {
			return 0
		}
		n, err := strconv.Atoi(strings.TrimRight(p.tok[j].Lower, "stndrh"))
		if err != nil || n < 1 || n > 31 || len(p.tok[j].Form) > 4 {
			return 0
		}
		return n
	}
	if d = number(k + 1); d > 0 {
		w.last++
	} else if d = number(k - 1); d > 0 {
		w.first--
	}
	at := w.last
	if p.is(at, ",", "of") {
		at++
	}
	if y = p.year(at); y > 0 && (d > 0 || at == w.last || p.is(at-1, "of")) {
		w.last = at + 1
	}
	if d == 0 && y == 0 && !p.is(k-1, "in", "since", "last", "early", "late", "mid", "of", "during", "this", "-") {
		return w, false
	}
	if y == 0 {
		if p.ref.IsZero() {
			w.date = Date{Prec: 4, Relative: true}
			if d > 0 {
				w.date.Prec = 1
			}
			return w, true
		}
		y = p.ref.Year()
		if day(y, m, max(d, 1)).After(p.ref.AddDate(0, 0, 7)) {
			y--
		}
	}
	if d == 0 {
		start := day(y, m, 1)
		w.date = span1(start, start.AddDate(0, 1, -1), 4, start.Format("2006-01"))
		return w, true
	}
	at1 := day(y, m, d)
	w.date = span1(at1, at1, 1, at1.Format(time.DateOnly))
	return w, true
}

// relative reads "yesterday", "last week", "earlier this month", "two days
// ago", "the previous day".
func (p *page) relative(k int) (when, bool) {
	w := when{first: k, last: k + 1}
	l, two := p.tok[k].Lower, ""
	if k+1 < len(p.tok) {
		two = p.tok[k+1].Lower
	}
	back := func(days int) (when, bool) {
		w.date = p.ago(days)
		return w, true
	}
	switch l {
	case "today", "tonight":
		return back(0)
	case "yesterday", "overnight":
		return back(1)
	case "this":
		switch two {
		case "morning", "afternoon", "evening":
			w.last++
			return back(0)
		case "week", "month", "year":
			w.last++
			w.date = p.period(two, 0)
			if p.is(k-1, "earlier", "later") {
				w.first--
			}
			return w, true
		}
	case "last", "past":
		switch two {
		case "night":
			w.last++
			return back(1)
		case "week", "month", "year":
			w.last++
			w.date = p.period(two, -1)
			if l == "past" {
				w.date = p.lately(two)
			}
			return w, true
		}
	case "previous":
		if two == "day" && p.is(k-1, "the") {
			w.first, w.last = k-1, k+2
			return back(1)
		}
	}
	if n, ok := simple(l); ok && n < 100 && p.is(k+1, "days", "day") && p.is(k+2, "ago", "earlier") {
		w.last = k + 3
		return back(n)
	}
	return w, false
}

// ago is the day that lies n days before the report's.
func (p *page) ago(n int) Date {
	if p.ref.IsZero() {
		return Date{Prec: 1, Relative: true}
	}
	d := p.ref.AddDate(0, 0, -n)
	return span1(d, d, 1, d.Format(time.DateOnly))
}

// period is the week (from Monday), month or year of the report, or the one
// that lies by away from it. This week and month end with the report.
func (p *page) period(unit string, by int) Date {
	prec := map[string]int{"week": 3, "month": 4, "year": 5}[unit]
	if p.ref.IsZero() {
		return Date{Prec: prec, Relative: true}
	}
	y, m, _ := p.ref.Date()
	switch unit {
	case "week":
		monday := p.ref.AddDate(0, 0, -(int(p.ref.Weekday())+6)%7+7*by)
		end := monday.AddDate(0, 0, 6)
		if by == 0 {
			end = p.ref
		}
		yy, ww := monday.ISOWeek()
		return span1(monday, end, prec, strconv.Itoa(yy)+"-W"+strconv.Itoa(ww/10)+strconv.Itoa(ww%10))
	case "month":
		start := day(y, m, 1).AddDate(0, by, 0)
		return span1(start, start.AddDate(0, 1, -1), prec, start.Format("2006-01"))
	}
	return span1(day(y+by, 1, 1), day(y+by, 12, 31), prec, strconv.Itoa(y+by))
}

// lately is "the past week": the days up to the report's.
func (p *page) lately(unit string) Date {
	d := p.period(unit, -1)
	if d.Relative {
		return d
	}
	d.Value = ""
	switch unit {
	case "week":
		d.Start, d.End = p.ref.AddDate(0, 0, -7), p.ref.AddDate(0, 0, -1)
	case "month":
		d.Start, d.End = p.ref.AddDate(0, -1, 0), p.ref
	case "year":
		d.Start, d.End = p.ref.AddDate(-1, 0, 0), p.ref
	}
	return d
}
