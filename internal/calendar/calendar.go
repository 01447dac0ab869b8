package calendar

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"hearsay/internal/syntax"
)

// Expression is a time expression in tokens [First, Last).
type Expression struct {
	First, Last int
	Date        Date
}

// Date is a range of days, both ends included; zero where the expression
// stays relative. Prec is UCDP's date_prec; Value is TIMEX3's.
type Date struct {
	Start, End time.Time
	Prec       int
	Relative   bool
	Value      string
}

// reader is one report as this room reads it.
type reader struct {
	tok  []syntax.Token
	ref  time.Time // the report's day, zero where unknown
	last int       // end of the sentence being read
}

// Find reads the time expressions of a report against its own day.
func Find(syn *syntax.Analysis, ref time.Time) []Expression {
	r := &reader{tok: syn.Tokens, ref: ref}
	var out []Expression
	for _, sent := range syn.Sentences {
		r.last = sent.Last
		for k := sent.First; k < sent.Last; k++ {
			w, ok := r.read(k)
			if !ok || len(out) > 0 && w.First < out[len(out)-1].Last {
				continue
			}
			out = append(out, w)
			k = w.Last - 1
		}
	}
	return out
}

// Timely reports whether a lower-cased word names a day or a month.
func Timely(word string) bool {
	_, day := weekdays[word]
	return day || monthOf(word) > 0
}

func (r *reader) is(k int, words ...string) bool {
	return k >= 0 && k < r.last && slices.Contains(words, r.tok[k].Lower)
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
func (r *reader) month(k int) time.Month {
	if k < 0 || k >= len(r.tok) || !unicode.IsUpper(rune(r.tok[k].Form[0])) {
		return 0
	}
	if r.is(k, "may") && r.tok[k].UPOS == syntax.PROPN {
		return time.May
	}
	return monthOf(r.tok[k].Lower)
}

// read reads a time expression that begins at token k.
func (r *reader) read(k int) (Expression, bool) {
	if d, ok := weekdays[strings.TrimSuffix(r.tok[k].Lower, "s")]; ok && unicode.IsUpper(rune(r.tok[k].Form[0])) {
		return r.weekday(k, d), true
	}
	if m := r.month(k); m > 0 {
		return r.inMonth(k, m)
	}
	if y := r.year(k); y > 0 && r.is(k-1, "in", "the", "since", "of", "a", "deadly", ",", "early", "late", "during") {
		return Expression{k, k + 1, span1(day(y, 1, 1), day(y, 12, 31), 5, strconv.Itoa(y))}, true
	}
	return r.relative(k)
}

func (r *reader) year(k int) int {
	if k < 0 || k >= len(r.tok) || len(r.tok[k].Form) != 4 {
		return 0
	}
	y, err := strconv.Atoi(r.tok[k].Form)
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
func (r *reader) weekday(k int, d time.Weekday) Expression {
	w := Expression{First: k, Last: k + 1, Date: Date{Prec: 1, Relative: true}}
	if r.ref.IsZero() || r.is(k-1, "next", "coming") {
		return w
	}
	at := r.ref
	for at.Weekday() != d {
		at = at.AddDate(0, 0, -1)
	}
	w.Date = span1(at, at, 1, at.Format(time.DateOnly))
	return w
}

// inMonth reads "January 5, 2020", "5 January", "January 2020", "in January".
func (r *reader) inMonth(k int, m time.Month) (Expression, bool) {
	w := Expression{First: k, Last: k + 1}
	y, d := 0, 0
	number := func(j int) int {
		if j < 0 || j >= r.last {
			return 0
		}
		n, err := strconv.Atoi(strings.TrimRight(r.tok[j].Lower, "stndrh"))
		if err != nil || n < 1 || n > 31 || len(r.tok[j].Form) > 4 {
			return 0
		}
		return n
	}
	if d = number(k + 1); d > 0 {
		w.Last++
	} else if d = number(k - 1); d > 0 {
		w.First--
	}
	at := w.Last
	if r.is(at, ",", "of") {
		at++
	}
	if y = r.year(at); y > 0 && (d > 0 || at == w.Last || r.is(at-1, "of")) {
		w.Last = at + 1
	}
	if d == 0 && y == 0 && !r.is(k-1, "in", "since", "last", "early", "late", "mid", "of", "during", "this", "-") {
		return w, false
	}
	if y == 0 {
		if r.ref.IsZero() {
			w.Date = Date{Prec: 4, Relative: true}
			if d > 0 {
				w.Date.Prec = 1
			}
			return w, true
		}
		y = r.ref.Year()
		if day(y, m, max(d, 1)).After(r.ref.AddDate(0, 0, 7)) {
			y--
		}
	}
	if d == 0 {
		start := day(y, m, 1)
		w.Date = span1(start, start.AddDate(0, 1, -1), 4, start.Format("2006-01"))
		return w, true
	}
	at1 := day(y, m, d)
	w.Date = span1(at1, at1, 1, at1.Format(time.DateOnly))
	return w, true
}

// relative reads "yesterday", "last week", "earlier this month", "two days
// ago", "the previous day".
func (r *reader) relative(k int) (Expression, bool) {
	w := Expression{First: k, Last: k + 1}
	l, two := r.tok[k].Lower, ""
	if k+1 < r.last {
		two = r.tok[k+1].Lower
	}
	back := func(days int) (Expression, bool) {
		w.Date = r.ago(days)
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
			w.Last++
			return back(0)
		case "week", "month", "year":
			w.Last++
			w.Date = r.period(two, 0)
			if r.is(k-1, "earlier", "later") {
				w.First--
			}
			return w, true
		}
	case "last", "past":
		switch two {
		case "night":
			w.Last++
			return back(1)
		case "week", "month", "year":
			w.Last++
			w.Date = r.period(two, -1)
			if l == "past" {
				w.Date = r.lately(two)
			}
			return w, true
		}
	case "previous":
		if two == "day" && r.is(k-1, "the") {
			w.First, w.Last = k-1, k+2
			return back(1)
		}
	}
	if n := small(l); n > 0 && r.is(k+1, "days", "day") && r.is(k+2, "ago", "earlier") {
		w.Last = k + 3
		return back(n)
	}
	return w, false
}

// ago is the day that lies n days before the report's.
func (r *reader) ago(n int) Date {
	if r.ref.IsZero() {
		return Date{Prec: 1, Relative: true}
	}
	d := r.ref.AddDate(0, 0, -n)
	return span1(d, d, 1, d.Format(time.DateOnly))
}

// period is the week (from Monday), month or year of the report, or the one
// that lies by away from it. This week and month end with the report.
func (r *reader) period(unit string, by int) Date {
	prec := map[string]int{"week": 3, "month": 4, "year": 5}[unit]
	if r.ref.IsZero() {
		return Date{Prec: prec, Relative: true}
	}
	y, m, _ := r.ref.Date()
	switch unit {
	case "week":
		monday := r.ref.AddDate(0, 0, -(int(r.ref.Weekday())+6)%7+7*by)
		end := monday.AddDate(0, 0, 6)
		if by == 0 {
			end = r.ref
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
func (r *reader) lately(unit string) Date {
	d := r.period(unit, -1)
	if d.Relative {
		return d
	}
	d.Value = ""
	switch unit {
	case "week":
		d.Start, d.End = r.ref.AddDate(0, 0, -7), r.ref.AddDate(0, 0, -1)
	case "month":
		d.Start, d.End = r.ref.AddDate(0, -1, 0), r.ref
	case "year":
		d.Start, d.End = r.ref.AddDate(-1, 0, 0), r.ref
	}
	return d
}

// small is a number of days in words or digits, 0 where it is none.
func small(l string) int {
	words := [...]string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if i := slices.Index(words[:], l); i > 0 {
		return i
	}
	n, err := strconv.Atoi(l)
	if err != nil || n < 0 || n > 60 {
		return 0
	}
	return n
}
