package calendar

import (
	"time"

	"hearsay/internal/syntax"
)

// monthHead is a month with its day and year: "Nov. 3, 1989", "last June",
// "January this year".
func (r *reader) monthHead(p phrase, i int) (Expression, bool) {
	if p.n.width > 0 || p.a || p.ord > 0 && !p.the {
		return Expression{}, false
	}
	w := r.words[i]
	if p.which == "each" || p.which == "every" {
		return lasts(p.first, i+1, TypeSet, "XXXX-"+two(int(w.n)), "")
	}
	first := p.first
	if p.the {
		first = i
		if p.ord > 0 {
			return Expression{}, false
		}
	}
	s, end, ok := r.monthDay(i)
	if !ok || s.grain == unitMonth && end == i+1 && !r.likeMonth(i, p) {
		return Expression{}, false
	}
	if p.which != "" && !r.ref.IsZero() && end == i+1 {
		s = r.whichMonth(p.which, time.Month(w.n))
	}
	return r.withPart(first, end, s, "")
}

// likeMonth tells a bare month from a verb or a person's name.
func (r *reader) likeMonth(i int, p phrase) bool {
	if r.words[i].plural { // "may", "march", "august" without a capital
		return false
	}
	if n := r.words[i].n; (n == 5 || n == 3) && r.tok[i].UPOS != syntax.PROPN && !(p.which != "" || r.is(i-1, "in", "since", "by", "until", "of", "late", "early", "to", "-", "–", "mid", "before", "after", "between")) {
		return false
	}
	switch r.words[i].n {
	case 3, 4, 5, 6, 8:
		if i > r.first && r.tok[i-1].UPOS == syntax.PROPN && p.which == "" && r.at(i-1).class == none {
			return false // "Theresa May"
		}
		if i+1 < r.last && r.tok[i+1].UPOS == syntax.PROPN && r.at(i+1).class == none && p.which == "" && !r.is(i-1, "in", "since", "late", "early", "by", "of") {
			return false
		}
	}
	return true
}

// whichMonth is "last June", "next March", "this September".
func (r *reader) whichMonth(which string, m time.Month) stamp {
	y := r.ref.Year()
	this := r.ref.Month()
	switch which {
	case "last", "past":
		if m >= this {
			y--
		}
	case "next", "coming":
		if m <= this {
			y++
		}
	case "previous", "preceding":
		if f := r.from(); m >= f.Month() {
			y = f.Year() - 1
		}
	case "following":
		if f := r.from(); m <= f.Month() {
			y = f.Year() + 1
		}
	}
	return stamp{grain: unitMonth, at: day(y, m, 1)}
}

// dayMonth is "5 January 1998", "the 5th of May", from its number on.
func (r *reader) dayMonth(k int) (Expression, bool) {
	d := int(r.words[k].n)
	j := k + 1
	if r.is(j, "of") && r.words[k].class == ordinal {
		j++
	}
	if r.is(j, "-") {
		j++
	}
	m := r.at(j)
	if m.class != month || d < 1 || d > 31 || r.words[k].class == number && !isDigit(r.tok[k].Form[0]) {
		return Expression{}, false
	}
	if n := r.at(j + 1); n.class == number && n.n <= 31 && n.n > 0 && r.words[k].class == number && !r.year2(j+1) {
		return Expression{}, false // "15 Nov. 3": the number is none of its
	}
	y, end := r.yearAfter(j + 1)
	s := r.dated(k, end, y, time.Month(m.n), d)
	return r.withPart(k, end, s, "")
}

// year2 reports whether token k is a year in two digits: it ends a date.
func (r *reader) year2(k int) bool {
	return r.at(k).class == number && len(r.tok[k].Form) == 2 && r.words[k].n >= 32
}

// yearAfter is the year after a day and month at token k, 0 where none is.
func (r *reader) yearAfter(k int) (y, end int) {
	j := k
	if r.is(j, ",") {
		j++
	}
	if w := r.at(j); w.class == year && r.likeYear(j, int(w.n)) {
		return int(w.n), j + 1
	}
	if j == k && r.year2(k) && r.words[k].n < 100 {
		return 1900 + int(r.words[k].n), k + 1
	}
	if y, end := r.yearTail(k); y > 0 {
		return y, end
	}
	return 0, k
}

// monthDay reads a month from token k on, with day and year where they
// follow: end is the token after it.
func (r *reader) monthDay(k int) (s stamp, end int, ok bool) {
	w := r.at(k)
	if w.class == number && w.n >= 1 && w.n <= 31 && r.at(k+1).class == month && isDigit(r.tok[k].Form[0]) {
		y, end := r.yearAfter(k + 2)
		return r.dated(k, end, y, time.Month(r.words[k+1].n), int(w.n)), end, true
	}
	if w.class != month {
		return s, k, false
	}
	m, d := time.Month(w.n), 0
	end = k + 1
	j := end
	if r.is(j, "the") {
		j++
	}
	if n := r.at(j); (n.class == number || n.class == ordinal) && n.n >= 1 && n.n <= 31 && !r.counts(j+1) {
		if n.class == ordinal || isDigit(r.tok[j].Form[0]) {
			d, end = int(n.n), j+1
		}
	}
	y, last := r.yearAfter(end)
	if d == 0 && y > 0 && r.is(end, ",") && r.words[k].plural {
		y, last = 0, end
	}
	return r.dated(k, last, y, m, d), last, true
}

// counts reports whether the number before token k counts something.
func (r *reader) counts(k int) bool {
	return r.is(k, "%", "percent", "million", "billion") || r.at(k).class == unit || r.at(k).class == meridiem || r.at(k).class == scale
}

// dated is the day or month, in year y or, where y is 0, in the year that
// brings it near the report's day: months by the tense, days the nearer one
// unless the words look back or ahead.
func (r *reader) dated(first, end, y int, m time.Month, d int) stamp {
	grain := unitMonth
	if d > 0 {
		grain = unitDay
	}
	if y > 0 {
		return stamp{grain: grain, at: clamp(y, m, d)}
	}
	loose := "XXXX-" + two(int(m))
	if d > 0 {
		loose += "-" + two(d)
	}
	if r.ref.IsZero() {
		return stamp{grain: grain, loose: loose}
	}
	y = r.ref.Year()
	t := r.tense(first, end)
	at := clamp(y, m, d)
	away := int(at.Sub(r.ref).Hours() / 24)
	switch {
	case grain == unitMonth && m == r.ref.Month():
	case away > 0 && t == past && (grain == unitMonth && away > 40 || away > 60), away > 200 && t != future:
		y--
	case away < 0 && t == future && away < -30, away < -200 && t == future:
		y++
	case away < -300 && t == unknown:
		y++
	}
	return stamp{grain: grain, at: clamp(y, m, d)}
}

// clamp is the day, or the month's first where d is 0; a day that the month
// does not have becomes its last.
func clamp(y int, m time.Month, d int) time.Time {
	last := day(y, m+1, 1).AddDate(0, 0, -1).Day()
	return day(y, m, max(1, min(d, last)))
}
