package calendar

import (
	"strconv"
	"time"
)

// clock is a time of day: "10:35 a.m. Tuesday", "9 a.m. EDT", "1700 GMT",
// "noon", "3 o'clock". The day is the one beside it, else the last date of the
// sentence, else the report's.
func (r *reader) clock(k int) (Expression, bool) {
	w := r.words[k]
	end := k + 1
	h, m, whole := 0, 0, false
	switch w.class {
	case clock:
		h, m = int(w.n)/60, int(w.n)%60
		if c := r.at(end).class; c != meridiem && c != zone && !r.is(k-1, "at", "by", "around", "about", "until", "from", "before", "after", "and", "since", "to") {
			return Expression{}, false
		}
	case noon:
		hh, _ := strconv.Atoi(w.name()[:2])
		h = hh
	case number, year:
		f := r.tok[k].Form
		switch {
		case w.class == number && w.n <= 12 && (r.at(end).class == meridiem || r.is(end, "o'clock", "o’clock")):
			h, whole = int(w.n), true
		case len(f) == 4 && isDigit(f[0]) && (r.at(end).class == zone && !r.is(end, "local") || r.is(end, "hours") || r.is(end, "local") && r.is(end+1, "time")):
			h, m = int(w.n)/100, int(w.n)%100
		default:
			return Expression{}, false
		}
	default:
		return Expression{}, false
	}
	if h > 24 || m > 59 {
		return Expression{}, false
	}
	switch n := r.at(end); {
	case n.class == meridiem:
		h = h%12 + int(n.n)
		end++
	case whole, r.is(end, "hours"):
		end++
	}
	if r.at(end).class == zone {
		end++
		if r.is(end, "time") {
			end++
		}
	}
	part := "T" + two(h) + ":" + two(m)
	j := r.pastZone(end)
	if r.is(j, ",", "on") {
		j++
	}
	first := k
	if d, last, ok := r.dayAt(j); ok && (j == end || r.at(j).class == weekday) {
		d.part = part
		return r.found(first, last, d, "")
	}
	s := period(r.ref, unitDay)
	if r.anchor.grain == unitDay && !r.anchor.at.IsZero() {
		s = period(r.anchor.at, unitDay)
	}
	s.part, s.loose = part, part
	return r.found(first, end, s, "")
}

// pastZone is the token after a bracket that gives the hour of another zone: "9:05
// a.m. (0305 GMT) Tuesday".
func (r *reader) pastZone(k int) int {
	if !r.is(k, "(") {
		return k
	}
	for j := k + 1; j < k+6; j++ {
		if r.is(j, ")") && r.at(j-1).class == zone {
			return j + 1
		}
	}
	return k
}

// dayAt reads a day at token k.
func (r *reader) dayAt(k int) (s stamp, end int, ok bool) {
	switch w := r.at(k); w.class {
	case near:
		return period(r.ref, unitDay).shift(int(w.n)), k + 1, true
	case weekday:
		if w.plural {
			return s, k, false
		}
		s, end = r.weekday(phrase{first: k}, k, time.Weekday(w.n)), k+1
		if r.is(end, ",") {
			if d, last, ok := r.monthDay(end + 1); ok && d.grain == unitDay {
				return d, last, true
			}
		}
		return s, end, true
	case month:
		s, end, ok = r.monthDay(k)
		return s, end, ok && s.grain == unitDay
	}
	return s, k, false
}

// spelled is a year as it is spoken: "nineteen ninety-six", "two thousand
// four" is left alone.
func (r *reader) spelled(k int) (Expression, bool) {
	c := r.words[k]
	if c.n != 18 && c.n != 19 || isDigit(r.tok[k].Form[0]) {
		return Expression{}, false
	}
	a := r.amount(k + 1)
	if a.width == 0 || a.n < 10 || a.n > 99 || isDigit(r.tok[k+1].Form[0]) {
		return Expression{}, false
	}
	return r.found(k, k+1+a.width, stamp{grain: unitYear, at: day(int(c.n)*100+a.n, 1, 1)}, "")
}
