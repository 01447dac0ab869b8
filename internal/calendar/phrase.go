package calendar

import "time"

// phrase is a noun phrase on its way to a time: "the first nine months",
// "last week", "the previous Friday".
type phrase struct {
	first   int
	the, a  bool
	which   string // "last", "next", "this" …
	ord     int
	n       amount
	year    int  // "the 1988 second quarter"
	yearAgo bool // "the year-earlier quarter"
	fiscal  bool
	limited bool // "the end of the month": a period, no duration
}

// amount is how many units a phrase counts.
type amount struct {
	n     int // -1 where the text leaves it open ("several")
	half  bool
	width int // tokens; 0 where there is no number
}

// amount reads a number at token k: "two", "twenty-four", "2 1/2", "a couple
// of", "two to three" (the first counts).
func (r *reader) amount(k int) amount {
	w := r.at(k)
	a := amount{n: int(w.n), width: 1}
	switch w.class {
	case vague:
		a.n = -1
		if r.is(k, "couple") {
			a.n = 2
		}
		if r.is(k+1, "of") {
			a.width++
		}
		return a
	case scale:
	case number:
		if w.n >= 20 && w.n < 100 && w.n%10 == 0 && !isDigit(r.tok[k].Form[0]) {
			j := k + 1
			if r.at(j).class == hyphen {
				j++
			}
			if u := r.at(j); u.class == number && u.n < 10 && !isDigit(r.tok[j].Form[0]) {
				a.n, a.width = a.n+int(u.n), j+1-k
			}
		}
		for ; r.at(k+a.width).class == scale; a.width++ {
			a.n *= int(r.at(k + a.width).n)
		}
	default:
		return amount{}
	}
	if r.is(k+a.width, "1/2", "½") {
		a.half = true
		a.width++
	}
	j := k + a.width
	if r.at(j).class == hyphen {
		j++
	}
	switch {
	case r.is(j, "and") && r.half(j+1) > 0:
		a.half = true
		a.width = j + 1 + r.half(j+1) - k
	case r.is(j, "to", "or"):
		j++
		if r.at(j).class == hyphen {
			j++
		}
		if b := r.at(j); b.class == number {
			a.width = j + 1 - k
		}
	case j == k+a.width+1 && r.at(j).class == number: // "12-18 months"
		a.width += 2
	}
	return a
}

// half is the width of "a half", "- a - half" at token k, 0 for none.
func (r *reader) half(k int) int {
	j := k
	for j < k+4 && (r.at(j).class == hyphen || r.is(j, "a", "one")) {
		j++
	}
	if r.is(j, "half") && j > k {
		return j + 1 - k
	}
	return 0
}

// phrase reads a phrase from token k on; limited says that it names a period
// ("the end of the month").
func (r *reader) phrase(k int, limited bool) (Expression, bool) {
	p := phrase{first: k, limited: limited}
	i := k
	for ; i < r.last && i < k+9; i++ {
		switch w := r.words[i]; w.class {
		case article:
			if i > k {
				return Expression{}, false
			}
			p.the = w.name() == "the"
			p.a = !p.the
		case which, state:
			if p.which != "" && p.which != "this" && p.which != "that" {
				return r.bare(p, i)
			}
			if r.at(i+1).class == hyphen { // "last-minute"
				return Expression{}, false
			}
			p.which = r.tok[i].Lower
		case ordinal:
			if p.n.width > 0 {
				return Expression{}, false // "one-third this year"
			}
			p.ord = int(w.n)
		case number, scale, vague:
			if p.n.width > 0 {
				return Expression{}, false
			}
			p.n = r.amount(i)
			i += p.n.width - 1
		case year:
			if u := r.unitAfter(i + 1); u == noUnit {
				return r.yearHead(p, i)
			}
			p.year = int(w.n)
		case decade:
			return r.found(p.first, i+1, stamp{grain: unitDecade, at: day(int(w.n), 1, 1)}, "")
		case filler:
			if r.is(i, "local") {
				return Expression{}, false
			}
			p.fiscal = p.fiscal || r.is(i, "fiscal")
		case hyphen:
			if i == k || r.at(i+1).class != unit && r.at(i+1).class != ordinal && r.at(i+1).class != filler {
				return Expression{}, false
			}
		case part:
			return r.partHead(p, i)
		case season:
			return r.seasonHead(p, i)
		case weekday:
			return r.weekdayHead(p, i)
		case month:
			return r.monthHead(p, i)
		case holiday:
			return r.holidayHead(p, i)
		case unit:
			if n := r.yearAgo(i); n > 0 && unitKind(w.n) == unitYear && p.n.width == 0 && !p.a {
				if r.unitAfter(i+n) == noUnit && r.at(i+n).class != number {
					return r.shifted(phrase{first: i}, i+n, unitYear, -1, false)
				}
				p.yearAgo = true
				i += n - 1
				continue
			}
			return r.unitHead(p, i)
		default:
			if p.which == "" || !r.is(i, "of", "'s", "’s") {
				return r.bare(p, i)
			}
			return Expression{}, false
		}
	}
	return Expression{}, false
}

// bare is a phrase that ends before a head at token i: "the past", "the
// future", "current".
func (r *reader) bare(p phrase, i int) (Expression, bool) {
	if i != p.first+1 && !(i == p.first+2 && p.the) || p.which == "" || p.n.width > 0 {
		return Expression{}, false
	}
	w := r.at(i - 1)
	if w.class != state {
		return Expression{}, false
	}
	noun := p.the
	if noun != (r.is(i-1, "past", "future") && p.the) || !noun && r.is(i-1, "past") {
		return Expression{}, false
	}
	first := i - 1
	if noun {
		first = p.first
	}
	return lasts(first, i, TypeDate, w.name(), "")
}

// unitAfter is the unit that stands at k, over an ordinal and hyphens.
func (r *reader) unitAfter(k int) unitKind {
	for ; k < r.last; k++ {
		switch w := r.words[k]; {
		case w.class == unit && !w.plural && (unitKind(w.n) == unitQuarter || unitKind(w.n) == unitHalf || unitKind(w.n) == unitPeriod):
			return unitKind(w.n)
		case w.class == ordinal, w.class == hyphen, w.class == filler && r.is(k, "fiscal"):
		default:
			return noUnit
		}
	}
	return noUnit
}

// yearAgo is the width of "year-earlier" at token k where a period follows.
func (r *reader) yearAgo(k int) int {
	if r.at(k+1).class == hyphen && r.is(k+2, "ago", "earlier") {
		return 3
	}
	if r.is(k+1, "ago", "earlier") && r.unitAfter(k+2) != noUnit {
		return 2
	}
	return 0
}

// rate reports whether "a year" at token k says how often: "$5 a year".
func (r *reader) rate(k int) bool {
	for j := k - 1; j >= max(r.first, k-3); j-- {
		t := &r.tok[j]
		switch {
		case r.is(j, "once", "twice", "times", "%", "percent"), r.is(j, "million", "billion", "thousand", "cents", "dollars"):
			return true
		case r.words[j].class == number && r.words[j].n > 1, r.words[j].class == scale, t.Form[0] >= '0' && t.Form[0] <= '9':
			return true
		case t.Lower == ",", t.Lower == "for", t.Lower == "in", t.Lower == "than", t.Lower == "of", t.Lower == "after", t.Lower == "and":
			return false
		}
	}
	return false
}

// yearHead is a year as a head: "1998", "fiscal 1990", "the 1988".
func (r *reader) yearHead(p phrase, i int) (Expression, bool) {
	y := int(r.words[i].n)
	if p.n.width > 0 || p.ord > 0 || p.a || p.which != "" {
		return Expression{}, false
	}
	first := i
	if p.fiscal {
		first = p.first
	}
	if !r.likeYear(i, y) {
		return Expression{}, false
	}
	return r.found(first, i+1, stamp{grain: unitYear, at: day(y, 1, 1)}, "")
}

// likeYear tells a year from a count or a sum.
func (r *reader) likeYear(i, y int) bool {
	if r.is(i-1, "$", "£", "€", "#", "no.", "number", "flight", "room", "highway", "route", "resolution", "case", "article", "section", "chapter", "page", "bus", "train", "-", "–", "/", "about", "than") && !r.is(i-2, "mid", "post", "pre") && r.at(i-2).class != year ||
		r.is(i+1, "%", "percent", "people", "persons", "men", "women", "children", "soldiers", "troops", "civilians", "miles", "km", "feet", "tons", "tonnes", "points", "shares", "meters", "metres", "million", "dollars", "rounds", "/") {
		return false
	}
	if y >= 1900 && y <= 2050 {
		return true
	}
	return r.is(i-1, "in", "since", "of", "by", "from", "until", "before", "after", "circa", "late", "early", "year")
}

// quarterNow is the quarter that the text speaks of: the last one named not
// long ago.
func (r *reader) quarterNow() (stamp, bool) {
	return r.quarter, !r.quarter.at.IsZero() && r.sent-r.quarterSent <= 4
}

// quarterOf is the nth quarter without a year: of this year unless it is far
// ahead, and of next year where the words look ahead and it is over.
func (r *reader) quarterOf(n int, t tense) stamp {
	if r.ref.IsZero() {
		return stamp{grain: unitQuarter, loose: "XXXX-Q" + string(rune('0'+n))}
	}
	s := stamp{grain: unitQuarter, at: day(r.ref.Year(), time.Month(3*n-2), 1)}
	if s.at.After(r.ref.AddDate(0, 2, 0)) && t != future {
		s.at = s.at.AddDate(-1, 0, 0)
	} else if t == future && s.shift(1).at.Before(r.ref.AddDate(0, -3, 0)) {
		s.at = s.at.AddDate(1, 0, 0)
	}
	return s
}

// sum is n as a count for shifts; open numbers and halves give false.
func (a amount) sum() (int, bool) { return a.n, a.width > 0 && a.n > 0 && !a.half }
