package calendar

import "strings"

// edged is a date with "early", "late", "mid-": "late last week", "mid-1996",
// "earlier this month", "earlier in the year".
func (r *reader) edged(k int) (Expression, bool) {
	i := k + 1
	if r.at(i).class == hyphen {
		i++
	}
	if r.is(i, "on") && r.is(k, "later", "earlier", "late", "early") {
		i++
	}
	in := false
	if r.is(i, "in") && r.is(i+1, "the", "this", "that") && r.at(i+2).class == unit {
		i, in = i+1, true
	}
	var e Expression
	var ok bool
	switch c := r.at(i); c.class {
	case weekday, month, year, decade, near, season, which, article, part, holiday, state, filler:
		if in {
			if u := r.at(i + 1); u.class == unit && r.is(i, "the") {
				e, ok = r.found(k, i+2, period(r.ref, unitKind(u.n)), "")
				break
			}
		}
		e, ok = r.part(i)
	}
	if !ok || e.Type == TypeDuration || e.Type == TypeSet || strings.HasSuffix(e.Date.Value, "_REF") {
		return Expression{}, false
	}
	e.First, e.Mod = k, r.words[k].name()
	return e, true
}

// part reads what "early" stands before; "mid afternoon" is the report's.
func (r *reader) part(i int) (Expression, bool) {
	if w := r.at(i); w.class == part {
		if n := r.at(i + 1); n.class == near || n.class == weekday {
			e, ok := r.read(i + 1)
			if ok {
				e.Date.Value += "T" + w.name()
				e.Type, e.First = TypeTime, i
			}
			return e, ok
		}
		return Expression{}, false
	}
	if r.at(i).class == article {
		return r.phrase(i, true)
	}
	return r.read(i)
}

// limited is "the end of the month", "the beginning of October"; the word
// stands at token i.
func (r *reader) limited(k, i int) (Expression, bool) {
	if !r.is(i+1, "of") {
		return Expression{}, false
	}
	var e Expression
	var ok bool
	switch r.at(i + 2).class {
	case article, which:
		e, ok = r.phrase(i+2, true)
	case month, year, decade, edge, near, weekday:
		e, ok = r.read(i + 2)
	}
	if !ok || e.Type != TypeDate || strings.HasSuffix(e.Date.Value, "_REF") {
		return Expression{}, false
	}
	e.First, e.Mod = k, r.words[i].name()
	return e, true
}

// bounded is a length or distance with what bounds it: "about two years ago",
// "more than a decade", "at least 30 days".
func (r *reader) bounded(k int) (Expression, bool) {
	i, mod := k+1, ""
	switch w := r.words[k]; {
	case w.class == bound:
		mod = w.name()
	default:
		return Expression{}, false
	}
	if c := r.at(i).class; c != number && c != scale && c != vague && c != article && c != month && c != clock && c != noon && c != year {
		return Expression{}, false
	}
	e, ok := r.read(i)
	if !ok || mod == "MORE_THAN" && e.Type != TypeDuration || r.is(k, "about") && e.Type == TypeDate && e.Date.Start.IsZero() {
		return e, false
	}
	if e.Type == TypeDuration && r.at(i).class == article && r.is(i, "the") {
		return e, false
	}
	e.First, e.Mod = k, mod
	return e, true
}

// widen takes what bounds a length into it: "more than two years", "at least
// 30 days", "up to a week", "within 18 months".
func (r *reader) widen(e Expression) Expression {
	if e.Type != TypeDuration || e.Mod != "" {
		return e
	}
	k := e.First
	switch {
	case r.is(k-1, "than") && r.is(k-2, "more"):
		e.First, e.Mod = k-2, "MORE_THAN"
		if r.is(k-3, "no") {
			e.First, e.Mod = k-3, "EQUAL_OR_LESS"
		}
	case r.is(k-1, "than") && r.is(k-2, "less", "fewer"):
		e.First, e.Mod = k-2, "LESS_THAN"
	case r.is(k-1, "least") && r.is(k-2, "at"):
		e.First, e.Mod = k-2, "EQUAL_OR_MORE"
	case r.is(k-1, "most") && r.is(k-2, "at"), r.is(k-1, "to") && r.is(k-2, "up"):
		e.First, e.Mod = k-2, "EQUAL_OR_LESS"
	}
	return e
}
