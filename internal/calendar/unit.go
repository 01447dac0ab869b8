package calendar

import (
	"time"

	"hearsay/internal/syntax"
)

// unitHead is a phrase whose head at token i is a unit.
func (r *reader) unitHead(p phrase, i int) (Expression, bool) {
	w := r.words[i]
	u := unitKind(w.n)
	end := i + 1
	if r.aged(p, i) {
		return Expression{}, false
	}
	if u == unitYear && r.at(end).class == year && !w.plural && !p.a && p.which == "" { // "fiscal year 1990", "the year 2000"
		return r.found(p.first, end+1, stamp{grain: unitYear, at: day(int(r.words[end].n), 1, 1)}, "")
	}
	if u == unitYear && (r.is(end, "end") || r.at(end).class == hyphen && r.is(end+1, "end")) {
		for end--; !r.is(end, "end"); end++ {
		}
		return r.found(p.first, end+1, period(r.ref, unitYear), "END")
	}
	if u == unitQuarter || u == unitPeriod || u == unitHalf && (p.ord > 0 || p.which == "last") {
		if e, ok := r.quarterHead(p, i, u); ok || u != unitQuarter {
			return e, ok
		}
	}
	if u == unitHalf || u == unitPeriod || u == unitQuarter && (p.a || p.n.width > 0 && p.which == "") {
		return Expression{}, false // a quarter of something
	}
	if u == unitCentury && p.ord > 0 {
		return r.found(p.first, end, stamp{grain: u, at: day(100*(p.ord-1), 1, 1)}, "")
	}
	if dir, last := r.tail(i, p); dir != 0 {
		return r.shifted(p, last, u, dir, w.plural)
	}
	if p.which != "" {
		return r.whichUnit(p, i, u, w.plural)
	}
	mod := ""
	if r.is(end, "or") && r.is(end+1, "so", "more", "less", "two", "longer") {
		mod, end = "APPROX", end+2
	}
	switch {
	case p.n.width > 0:
		return lasts(p.first, end, TypeDuration, duration(p.n.n, p.n.half, u), mod)
	case p.ord > 0:
		return Expression{}, false
	case p.a:
		if r.is(end, "and") && r.half(end+1) > 0 {
			end += 1 + r.half(end+1)
			return lasts(p.first, end, TypeDuration, duration(1, true, u), mod)
		}
		if v, ok := halves[u]; ok && r.is(p.first-1, "half") {
			return lasts(p.first-1, end, TypeDuration, v, mod)
		}
		if mod == "" && i == p.first+1 && r.rate(p.first) {
			return lasts(p.first, end, TypeSet, duration(1, false, u), mod)
		}
		return lasts(p.first, end, TypeDuration, duration(1, false, u), mod)
	case p.limited || p.the && r.is(end, "of"):
		if p.the && r.is(end, "of") && r.at(end+1).class == month {
			if e, ok := r.read(end + 1); ok && u == unitWeek && e.Type == TypeDate {
				return r.found(p.first, e.Last, period(e.Date.Start, unitWeek), "")
			}
		}
		if p.limited {
			return r.found(p.first, end, period(r.ref, u), "")
		}
	case p.the && u == unitYear && !w.plural:
		return lasts(p.first, end, TypeDuration, "P1Y", "")
	case p.the && u == unitWeekend && !w.plural:
		return r.weekend(p, end)
	case !p.the && w.plural && u >= unitMinute && r.looseUnit(i):
		return lasts(p.first, end, TypeDuration, duration(-1, false, u), "")
	}
	return Expression{}, false
}

// halves are the values of half a unit.
var halves = map[unitKind]string{unitHour: "PT30M", unitYear: "P6M", unitDecade: "P5Y", unitCentury: "P50Y", unitMinute: "PT30S"}

// looseUnit reports whether a bare plural says how long: "for weeks".
func (r *reader) looseUnit(i int) bool {
	return r.is(i-1, "for", "in", "within", "after", "over") || r.is(i+1, "-")
}

// aged reports whether the phrase is somebody's age.
func (r *reader) aged(p phrase, i int) bool {
	j := i + 1
	if r.at(j).class == hyphen {
		j++
	}
	return r.is(j, "old", "olds") || r.is(j, "of") && r.is(j+1, "age") || r.is(p.first-1, "aged") || r.is(p.first-1, "age") && p.n.width > 0
}

// tail reads what makes a date of a length after token i: "ago" -2, "earlier"
// -1, "later" 1; last is the token after it.
func (r *reader) tail(i int, p phrase) (dir, last int) {
	j := i + 1
	if r.is(j, "or") && r.is(j+1, "so", "two", "more") {
		j += 2
	}
	if r.at(j).class == hyphen {
		j++
	}
	if r.is(j, "from") && r.is(j+1, "now", "today") {
		return 2, j + 2
	}
	w := r.at(j)
	if w.class == edge && r.is(j, "earlier", "later") {
		w.class, w.n = away, 1
		if r.is(j, "earlier") {
			w.n = -1
		}
	}
	if w.class != away || p.n.width == 0 && !p.a && !p.the && !r.words[i].plural && !(w.n == -1 && j == i+2) {
		return 0, 0
	}
	if p.the && p.n.width == 0 && !r.is(j, "before", "after", "earlier") {
		return 0, 0
	}
	if r.is(j, "before", "after") && j+1 < r.last && r.tok[j+1].UPOS != syntax.PUNCT && r.tok[j+1].XPOS != syntax.TagVBD && r.tok[j+1].UPOS != syntax.ADP {
		return 0, 0 // "two days after the attack" is how long
	}
	return int(w.n), j + 1
}

// shifted is a date by its distance: "two weeks ago", "a year earlier", "the
// day before".
func (r *reader) shifted(p phrase, last int, u unitKind, dir int, plural bool) (Expression, bool) {
	n, known := p.n.sum()
	if p.n.width == 0 && !plural {
		n, known = 1, true
	}
	mod := ""
	if r.is(last-2, "so") || r.is(last-3, "so") {
		mod = "APPROX"
	}
	if known && n > 1000 {
		known = false // "65 million years ago", no day
	}
	if !known && p.n.half && u >= unitDay {
		return lasts(p.first, last, TypeDate, "PAST_REF", mod)
	}
	if !known && (dir == 1 || dir == -1) {
		return lasts(p.first, last, TypeDuration, duration(-1, false, u), mod)
	}
	if !known {
		value := "PAST_REF"
		if dir > 0 {
			value = "FUTURE_REF"
		}
		return lasts(p.first, last, TypeDate, value, mod)
	}
	from := r.ref
	if (dir == 1 || dir == -1) && !r.anchor.at.IsZero() {
		from = r.anchor.at
	}
	if dir < 0 {
		n = -n
	}
	if u == unitYear && p.n.width == 0 {
		if q, ok := r.quarterNow(); ok {
			return r.beside(p.first, last, stamp{grain: unitQuarter, at: move(q.at, unitYear, n)})
		}
		if s := r.anchor; dir == -1 && s.grain == unitMonth {
			return r.found(p.first, last, stamp{grain: unitMonth, at: move(s.at, unitYear, n)}, mod)
		}
	}
	if u < unitDay {
		if dir == 1 || dir == -1 {
			return lasts(p.first, last, TypeDuration, duration(max(n, -n), false, u), mod)
		}
		return r.found(p.first, last, period(from, unitDay), mod)
	}
	if u == unitDecade || u == unitCentury {
		s := period(from, unitYear).shift(map[unitKind]int{unitDecade: 10, unitCentury: 100}[u] * n)
		return r.found(p.first, last, s, mod)
	}
	if from.IsZero() {
		return r.found(p.first, last, stamp{grain: u}, mod)
	}
	return r.found(p.first, last, period(move(from, u, n), u), mod)
}

// whichUnit is "last week", "the past two months", "that day", "recent years".
func (r *reader) whichUnit(p phrase, i int, u unitKind, plural bool) (Expression, bool) {
	end := i + 1
	counted := p.n.width > 0 || plural
	if counted && (p.which == "that" || p.which == "this") {
		return Expression{}, false
	}
	switch p.which {
	case "each", "every":
		n := 1
		if p.n.n > 0 {
			n = p.n.n
		}
		return lasts(p.first, end, TypeSet, duration(n, false, u), "")
	case "another", "additional":
		if p.n.width == 0 {
			p.n = amount{n: 1, width: 1}
		}
		return lasts(p.first, end, TypeDuration, duration(p.n.n, p.n.half, u), "")
	case "recent":
		return lasts(p.first, end, TypeDate, "PAST_REF", "")
	case "these":
		if u == unitDay && p.n.width == 0 {
			return lasts(p.first, end, TypeDate, "PRESENT_REF", "")
		}
		return Expression{}, false
	case "those":
		return lasts(p.first, end, TypeDate, "PAST_REF", "")
	case "coming", "future", "upcoming":
		if plural && p.n.width == 0 {
			return lasts(p.first, end, TypeDate, "FUTURE_REF", "")
		}
	}
	if counted || u < unitDay {
		return r.stretch(p, end, u)
	}
	switch p.which {
	case "this", "current":
		if u == unitDay && p.which == "this" && p.first != i-1 {
			return Expression{}, false
		}
		return r.thisPeriod(p, end, u)
	case "last":
		if p.the && u < unitYear {
			return r.lately(p, end, u)
		}
		return r.found(p.first, end, period(r.ref, u).shift(-1), "")
	case "past":
		return r.lately(p, end, u)
	case "next", "coming", "upcoming":
		if p.the && p.which == "next" && u <= unitDay && !r.anchor.at.IsZero() {
			return r.found(p.first, end, period(r.anchor.at, u).shift(1), "")
		}
		return r.found(p.first, end, period(r.ref, u).shift(1), "")
	case "previous", "preceding", "prior":
		return r.found(p.first, end, period(r.from(), u).shift(-1), "")
	case "following", "ensuing", "subsequent":
		return r.found(p.first, end, period(r.from(), u).shift(1), "")
	case "same", "that":
		if u >= r.anchor.grain || r.anchor.at.IsZero() {
			return r.found(p.first, end, period(r.from(), u), "")
		}
	case "latest":
		if u == unitYear {
			return r.found(p.first, end, period(r.ref, u).shift(-1), "")
		}
	}
	return Expression{}, false
}

// from is the day that "the following" and "that" count from: the last date
// in the text, else the report's own.
func (r *reader) from() time.Time {
	if r.anchor.at.IsZero() {
		return r.ref
	}
	return r.anchor.at
}

// thisPeriod is the period of the report's day; a week ends with that day
// where the words look back.
func (r *reader) thisPeriod(p phrase, end int, u unitKind) (Expression, bool) {
	e, ok := r.found(p.first, end, period(r.ref, u), "")
	if u == unitWeek && e.Date.End.After(r.ref) && r.tense(p.first, end) != future {
		e.Date.End = r.ref
	}
	return e, ok
}

// stretch is a counted length that the words tie to the report's day: "the
// past two weeks" has days, "the next four years" none.
func (r *reader) stretch(p phrase, end int, u unitKind) (Expression, bool) {
	n := p.n.n
	if p.n.width == 0 {
		n = -1
	}
	e, ok := lasts(p.first, end, TypeDuration, duration(n, p.n.half, u), "")
	if p.which != "last" && p.which != "past" && p.which != "previous" || n < 1 || p.n.half || u < unitDay {
		return e, ok
	}
	e.Date = r.back(u, n, e.Date.Value)
	return e, ok
}

// back is the n units up to the day before the report's, or to the report's
// own for what is longer than a fortnight.
func (r *reader) back(u unitKind, n int, value string) Date {
	d := Date{Value: value}
	if r.ref.IsZero() {
		d.Prec, d.Relative = prec(u), true
		return d
	}
	d.Start, d.End = move(r.ref, u, -n), r.ref
	days := int(d.End.Sub(d.Start).Hours() / 24)
	switch {
	case days <= 1:
		d.Prec = 1
	case days < 7:
		d.Prec = 2
	case days < 15:
		d.Prec = 3
	case days <= 31:
		d.Prec = 4
	case days <= 366:
		d.Prec = 5
	default:
		return Date{Value: value}
	}
	if d.Prec <= 3 {
		d.End = r.ref.AddDate(0, 0, -1)
	}
	return d
}

// lately is "the past week", "the last year": as much time up to the report's
// day.
func (r *reader) lately(p phrase, end int, u unitKind) (Expression, bool) {
	if u == unitYear {
		return r.found(p.first, end, period(r.ref, u).shift(-1), "")
	}
	if u == unitWeekend {
		return r.weekend(p, end)
	}
	if u == unitWeek && r.is(p.first+1, "last") {
		return r.found(p.first, end, period(r.ref, u).shift(-1), "")
	}
	e, ok := lasts(p.first, end, TypeDuration, "", "")
	e.Date = r.back(u, 1, duration(1, false, u))
	return e, ok
}

// weekend is the one that the tense points to: the last, or this week's.
func (r *reader) weekend(p phrase, end int) (Expression, bool) {
	s := period(r.ref, unitWeekend)
	if !r.ref.IsZero() && s.at.After(r.ref) && r.tense(p.first, end) != future {
		s = s.shift(-1)
	}
	return r.found(p.first, end, s, "")
}

// quarterHead is "the third quarter", "the 1988 period", "the year-earlier
// quarter", "this quarter", "the last half of 1989".
func (r *reader) quarterHead(p phrase, i int, u unitKind) (Expression, bool) {
	end := i + 1
	if p.n.width > 0 || r.words[i].plural {
		return Expression{}, false
	}
	s, ok := stamp{}, false
	now, known := r.quarterNow()
	year := p.year
	if year == 0 {
		year, end = r.yearTail(end)
	}
	switch {
	case p.ord > 0 && p.ord <= 4 && u == unitQuarter:
		s, ok = r.quarterOf(p.ord, r.tense(p.first, end)), true
	case u == unitHalf && (p.ord == 1 || p.ord == 2 || p.which == "last"):
		m := time.Month(1)
		if p.ord != 1 {
			m = 7
		}
		s, ok = stamp{grain: unitHalf}, true
		if !r.ref.IsZero() {
			s.at = day(r.ref.Year(), m, 1)
		} else if year > 0 {
			s.at = day(year, m, 1)
		}
	case u == unitQuarter && (p.which == "this" || p.which == "current"):
		s, ok = period(r.ref, u), true
	case u == unitQuarter && p.which == "next":
		s, ok = period(r.ref, u).shift(1), true
	case u == unitQuarter && p.which == "last" || p.which == "latest" && !known:
		s, ok = period(r.ref, unitQuarter).shift(-1), true
	case (p.which == "previous" || p.which == "preceding") && known:
		s, ok = now.shift(-1), true
	case known && (p.the || p.yearAgo || p.which == "same" || p.which == "that") && (u == unitQuarter || p.yearAgo || p.year > 0 || p.which == "latest" || p.which == "same"):
		s, ok = now, true
	case p.year > 0 && u == unitPeriod, p.yearAgo:
		s, ok = period(r.ref, unitYear), true
	}
	if !ok || s.at.IsZero() && year == 0 {
		if ok {
			return r.found(p.first, end, s, "")
		}
		return Expression{}, false
	}
	if year > 0 {
		if s.at.IsZero() {
			s.at = day(year, 1, 1)
			if p.ord > 0 && s.grain == unitQuarter {
				s.at = day(year, time.Month(3*p.ord-2), 1)
			}
		}
		s.at = day(year, s.at.Month(), 1)
	}
	if p.yearAgo {
		s.at = move(s.at, unitYear, -1)
		return r.beside(p.first, end, s)
	}
	return r.found(p.first, end, s, "")
}

// yearTail reads "of 1984", "of last year", "last year", "a year ago" at token
// k: the year and the token after it, 0 and k where none is.
func (r *reader) yearTail(k int) (y, end int) {
	j := k
	if r.is(j, "of", "in", ",") {
		j++
	}
	if r.is(j, "fiscal") {
		j++
	}
	if w := r.at(j); w.class == year && !r.is(j-1, ",") {
		return int(w.n), j + 1
	}
	if r.ref.IsZero() || r.is(j-1, ",") {
		return 0, k
	}
	switch {
	case r.is(j, "last") && r.is(j+1, "year"):
		return r.ref.Year() - 1, j + 2
	case r.is(j, "this") && r.is(j+1, "year"):
		return r.ref.Year(), j + 2
	case r.is(j, "next") && r.is(j+1, "year"):
		return r.ref.Year() + 1, j + 2
	case r.is(j, "a") && r.is(j+1, "year") && r.is(j+2, "ago", "earlier"):
		return r.ref.Year() - 1, j + 3
	}
	return 0, k
}
