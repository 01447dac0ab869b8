package calendar

import (
	"strconv"
	"strings"
	"time"

	"hearsay/internal/syntax"
)

// weekdayHead is a weekday with what surrounds it: "last Monday", "Friday,
// Oct. 13", "Monday night".
func (r *reader) weekdayHead(p phrase, i int) (Expression, bool) {
	w := r.words[i]
	end := i + 1
	if p.n.width > 0 || p.ord > 0 || p.a || w.plural && p.which != "" {
		return Expression{}, false
	}
	if r.is(i-1, "bloody", "black", "good", "palm", "holy", "ash", "super", "boxing", "giving", "cyber") && capital(&r.tok[i-1]) ||
		r.is(end, "times", "telegraph", "mail", "mirror", "express", "herald", "independent", "post", "tribune") && capital(&r.tok[end]) {
		return Expression{}, false
	}
	// A full date says more than the weekday does.
	j := end
	if r.is(j, ",", "[", "(") {
		j++
	}
	if d, last, ok := r.monthDay(j); ok && (d.grain == unitDay) {
		return r.withPart(p.first, last, d, "")
	}
	if w.plural {
		return r.weekdaySet(p, i)
	}
	if p.which == "each" || p.which == "every" {
		return lasts(p.first, end, TypeSet, "XXXX-WXX-"+weekdayNo(w.n), "")
	}
	first := p.first
	if p.the && p.which == "" {
		first = i
	}
	s := r.weekday(p, i, time.Weekday(w.n))
	return r.withPart(first, end, s, "")
}

func weekdayNo(n int32) string {
	if n == 0 {
		n = 7
	}
	return strconv.Itoa(int(n))
}

func (r *reader) weekdaySet(p phrase, i int) (Expression, bool) {
	v, end := "XXXX-WXX-"+weekdayNo(r.words[i].n), i+1
	if w := r.at(end); w.class == part {
		v, end = v+"T"+w.name(), end+1
	}
	return lasts(p.first, end, TypeSet, v, "")
}

// weekday is the day that a weekday's name means: the last one up to the
// report's own day where the words look back, the next one where they look
// ahead or say so.
func (r *reader) weekday(p phrase, i int, d time.Weekday) stamp {
	s := stamp{grain: unitDay, loose: "XXXX-WXX-" + weekdayNo(int32(d))}
	if r.ref.IsZero() {
		return s
	}
	from, step, same := r.ref, -1, true
	switch p.which {
	case "last", "past":
		same = false
	case "next", "coming":
		step, same = 1, false
	case "previous", "preceding":
		from, same = r.from(), false
	case "following":
		if !p.the { // a preposition: "following Tuesday's raid"
			break
		}
		from, step, same = r.from(), 1, false
	default:
		if r.tense(p.first, i+1) == future {
			step = 1
		}
	}
	at := day(from.Year(), from.Month(), from.Day())
	if !same {
		at = at.AddDate(0, 0, step)
	}
	for at.Weekday() != d {
		at = at.AddDate(0, 0, step)
	}
	s.at = at
	return s
}

// withPart takes a part of the day or a clock time after a day into it.
func (r *reader) withPart(first, end int, s stamp, mod string) (Expression, bool) {
	if w := r.at(end); w.class == part && !w.plural {
		s.part = "T" + w.name()
		if s.loose != "" {
			s.loose += s.part
		}
		end++
	} else if w.class == noon {
		s.part = "T" + w.name()
		end++
	}
	return r.found(first, end, s, mod)
}

// near is "yesterday", "today", "tomorrow", with a part of the day.
func (r *reader) near(k int) (Expression, bool) {
	return r.withPart(k, k+1, period(r.ref, unitDay).shift(int(r.words[k].n)), "")
}

// tonight is the report's night, and "overnight" the one before its day.
func (r *reader) tonight(k int) (Expression, bool) {
	name, before := strings.CutSuffix(r.words[k].name(), "-1")
	s := period(r.ref, unitDay)
	if before {
		if r.tok[k].UPOS == syntax.ADJ {
			return Expression{}, false
		}
		s = s.shift(-1)
	}
	s.part = "T" + name
	return r.found(k, k+1, s, "")
}

// reference is a word for the present, past or future.
func (r *reader) reference(k int) (Expression, bool) {
	if r.is(k, "soon") && r.is(k+1, "after", "as", "afterward", "afterwards") || r.is(k-1, "as", "too") && r.is(k, "soon") {
		return Expression{}, false
	}
	return lasts(k, k+1, TypeDate, r.words[k].name(), "")
}

// partHead is a part of the day: "this morning", "last night", "the next
// morning".
func (r *reader) partHead(p phrase, i int) (Expression, bool) {
	w := r.words[i]
	if p.n.width > 0 || p.ord > 0 || w.plural {
		return Expression{}, false
	}
	part := "T" + w.name()
	s := stamp{}
	switch p.which {
	case "this":
		s = period(r.ref, unitDay)
	case "last":
		s = period(r.ref, unitDay).shift(-1)
	case "next", "following":
		s = period(r.from(), unitDay).shift(1)
	case "previous", "preceding":
		s = period(r.from(), unitDay).shift(-1)
	case "that", "same":
		s = period(r.from(), unitDay)
	case "each", "every":
		return lasts(p.first, i+1, TypeSet, "XXXX-XX-XX"+part, "")
	default:
		return Expression{}, false
	}
	s.part = part
	return r.found(p.first, i+1, s, "")
}

// seasonHead is a season: "this summer", "last fall", "the winter of 1994".
func (r *reader) seasonHead(p phrase, i int) (Expression, bool) {
	w := r.words[i]
	y, end := r.yearTail(i + 1)
	if p.n.width > 0 || p.ord > 0 || p.a || w.plural {
		return Expression{}, false
	}
	if p.which == "" && y == 0 && !(p.the && !r.is(i, "fall", "spring") || r.is(i-1, "in", "since", "by", "until", "during") && r.tok[i].UPOS == syntax.NOUN) {
		return Expression{}, false
	}
	if p.which == "each" || p.which == "every" {
		return lasts(p.first, i+1, TypeSet, "XXXX-"+w.name(), "")
	}
	if p.which == "" && y == 0 && i+1 < r.last && r.tok[i+1].UPOS == syntax.NOUN {
		return Expression{}, false // "the winter capital"
	}
	first := time.Month(3)
	for m, n := range seasonNames {
		if n == w.name() && m > 0 {
			first = time.Month(3 * m)
		} else if n == w.name() {
			first = 12
		}
	}
	if y > 0 {
		return r.found(p.first, end, stamp{grain: unitSeason, at: day(y, first, 1)}, "")
	}
	if r.ref.IsZero() {
		return r.found(p.first, i+1, stamp{grain: unitSeason, loose: "XXXX-" + w.name()}, "")
	}
	s := stamp{grain: unitSeason, at: day(r.ref.Year(), first, 1)}
	switch now := period(r.ref, unitSeason); {
	case p.which == "last" && !s.at.Before(now.at), p.which == "past" && s.at.After(r.ref):
		s.at = s.at.AddDate(-1, 0, 0)
	case p.which == "next" && !s.at.After(r.ref), first == 12 && p.which != "last" && now.at.Month() == 12:
		if p.which == "next" {
			s.at = s.at.AddDate(1, 0, 0)
		} else {
			s = now
		}
	case p.which != "this" && s.at.After(r.ref) && r.tense(p.first, end) == past:
		s.at = s.at.AddDate(-1, 0, 0)
	}
	return r.found(p.first, i+1, s, "")
}

// holidayHead is a feast by its name.
func (r *reader) holidayHead(p phrase, i int) (Expression, bool) {
	if p.n.width > 0 || p.a || p.which == "each" || p.which == "every" || !capital(&r.tok[i]) {
		return Expression{}, false
	}
	end, eve := i+1, 0
	if r.is(end, "'s", "’s") && r.is(end+1, "day", "eve") {
		end++
	}
	if r.is(end, "eve") {
		eve = -1
	}
	if r.is(end, "day", "eve") {
		end++
	} else if r.is(i, "labor", "labour", "memorial", "independence", "veterans") {
		return Expression{}, false
	}
	y, end := r.yearTail(end)
	if y == 0 && r.ref.IsZero() {
		return r.found(p.first, end, stamp{grain: unitDay}, "")
	}
	rule := r.words[i].name()
	if y > 0 {
		return r.found(p.first, end, stamp{grain: unitDay, at: feast(rule, y).AddDate(0, 0, eve)}, "")
	}
	at := feast(rule, r.ref.Year())
	t := r.tense(p.first, end)
	if at.After(r.ref) && (p.which == "last" || t == past && at.Sub(r.ref) > 60*24*time.Hour) {
		at = feast(rule, r.ref.Year()-1)
	} else if at.Before(r.ref) && (p.which == "next" || t == future) {
		at = feast(rule, r.ref.Year()+1)
	}
	return r.found(p.first, end, stamp{grain: unitDay, at: at.AddDate(0, 0, eve)}, "")
}

// feast is the day of a rule in year y: "12-25", or "11-4-4" for the fourth
// Thursday of November.
func feast(rule string, y int) time.Time {
	f := strings.Split(rule, "-")
	n := make([]int, len(f))
	for i := range f {
		n[i], _ = strconv.Atoi(f[i])
	}
	if len(n) == 2 {
		return day(y, time.Month(n[0]), n[1])
	}
	at := day(y, time.Month(n[0]), 1)
	for at.Weekday() != time.Weekday(n[2]) {
		at = at.AddDate(0, 0, 1)
	}
	for n[1]--; n[1] > 0 && at.AddDate(0, 0, 7).Month() == at.Month(); n[1]-- {
		at = at.AddDate(0, 0, 7)
	}
	return at
}
