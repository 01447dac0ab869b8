package calendar

import (
	"time"

	"hearsay/internal/syntax"
)

// Expression is a time expression in tokens [First, Last).
type Expression struct {
	First, Last int
	Type        Type
	// Mod is TIMEX3's: START, MID, END, APPROX, LESS_THAN, MORE_THAN,
	// EQUAL_OR_MORE, EQUAL_OR_LESS; "" where none.
	Mod  string
	Date Date
}

// Type is TIMEX3's type of a time expression.
type Type string

// The types.
const (
	TypeDate     Type = "DATE"     // a day or longer: "on Monday", "last year"
	TypeTime     Type = "TIME"     // shorter than a day: "Monday night"
	TypeDuration Type = "DURATION" // how long: "two days"
	TypeSet      Type = "SET"      // how often: "every day"
)

// Date is a range of days, both ends included; zero where the expression
// stays relative or gives no days. Prec is UCDP's date_prec, 0 where the
// expression does not date anything ("two days", "recently"). Value is
// TIMEX3's.
type Date struct {
	Start, End time.Time
	Prec       int
	Relative   bool
	Value      string
}

// Dates reports whether the expression can date an event: it says which days,
// or says them relative to a day that is not known.
func (e Expression) Dates() bool {
	return e.Date.Prec > 0 && (e.Date.Relative || !e.Date.Start.IsZero())
}

// reader is one report as this room reads it.
type reader struct {
	tok   []syntax.Token
	words []word
	ref   time.Time // the report's day, zero where unknown
	sent  int       // the sentence being read
	first int       // its tokens [first, last)
	last  int
	// anchor is the last date that the text gave, quarter the last quarter and
	// quarterSent where.
	anchor      stamp
	quarter     stamp
	quarterSent int
}

// Find reads the time expressions of a report against its own day, which may
// be zero.
func Find(syn *syntax.Analysis, ref time.Time) []Expression {
	r := &reader{tok: syn.Tokens, words: make([]word, len(syn.Tokens)), ref: ref}
	for i := range r.tok {
		r.words[i] = look(&r.tok[i])
	}
	var out []Expression
	for s, sent := range syn.Sentences {
		r.sent, r.first, r.last = s, sent.First, sent.Last
		for k := sent.First; k < sent.Last; k++ {
			if r.words[k].class == none {
				continue
			}
			if e, ok := r.read(k); ok {
				out = append(out, e)
				k = e.Last - 1
			}
		}
	}
	return out
}

// Timely reports whether a lower-cased word names a day or a month.
func Timely(word string) bool {
	w := words[word]
	return w.class == weekday || w.class == month && w.n != 5
}

func (r *reader) is(k int, words ...string) bool {
	if k < r.first || k >= r.last {
		return false
	}
	for _, w := range words {
		if r.tok[k].Lower == w {
			return true
		}
	}
	return false
}

// at is the word at token k, none outside the sentence.
func (r *reader) at(k int) word {
	if k < r.first || k >= r.last {
		return word{}
	}
	return r.words[k]
}

// found is an expression that dates: it becomes what later ones count from.
func (r *reader) found(first, last int, s stamp, mod string) (Expression, bool) {
	e := Expression{First: first, Last: last, Type: TypeDate, Mod: mod, Date: s.date()}
	if s.part != "" || s.grain < unitDay {
		e.Type = TypeTime
	}
	if !s.at.IsZero() {
		r.anchor = s
		if s.grain == unitQuarter {
			r.quarter, r.quarterSent = s, r.sent
		}
	}
	return e, true
}

// beside is a date that others are compared with ("a year earlier"): what
// follows does not count from it.
func (r *reader) beside(first, last int, s stamp) (Expression, bool) {
	return Expression{First: first, Last: last, Type: TypeDate, Date: s.date()}, true
}

// lasts is a duration, or a set.
func lasts(first, last int, typ Type, value, mod string) (Expression, bool) {
	return Expression{First: first, Last: last, Type: typ, Mod: mod, Date: Date{Value: value}}, true
}

// read reads the expression that begins at token k.
func (r *reader) read(k int) (Expression, bool) {
	switch w := r.words[k]; w.class {
	case bound, away, vague:
		if e, ok := r.bounded(k); ok {
			return e, ok
		}
	case edge:
		return r.edged(k)
	case limit:
		return r.limited(k, k)
	case article:
		if r.at(k+1).class == limit {
			return r.limited(k, k+1)
		}
	case clock, noon:
		return r.clock(k)
	case date:
		return r.found(k, k+1, stamp{grain: unitDay, at: day(int(w.n/10000), time.Month(w.n/100%100), int(w.n%100))}, "")
	case near:
		return r.near(k)
	case tonight:
		return r.tonight(k)
	case reference:
		return r.reference(k)
	case every:
		if t := &r.tok[k]; t.UPOS == syntax.PROPN || t.UPOS == syntax.NOUN && (r.is(k+1, "said", "reported", "newspaper") || k > r.first && r.tok[k-1].UPOS != syntax.NOUN) || t.UPOS != syntax.ADV && !r.is(k, "daily", "weekly", "hourly", "nightly") {
			return Expression{}, false // "quarterly results" are results, a daily is a paper
		}
		return lasts(k, k+1, TypeSet, w.name(), "")
	case decade:
		if c := r.tok[k].Form[0]; c >= 'a' && c <= 'z' {
			return Expression{}, false // "a man in his fifties"
		}
		return r.found(k, k+1, stamp{grain: unitDecade, at: day(int(w.n), 1, 1)}, "")
	case year:
		if e, ok := r.clock(k); ok {
			return e, ok
		}
	case number, ordinal:
		if e, ok := r.dayMonth(k); ok {
			return e, ok
		}
		if e, ok := r.clock(k); ok {
			return e, ok
		}
		if e, ok := r.spelled(k); ok {
			return e, ok
		}
	case hyphen, zone, meridiem, ahead:
		return Expression{}, false
	}
	e, ok := r.phrase(k, false)
	if ok && len(e.Date.Value) == 4 && r.is(e.Last, "'s", "’s") {
		return r.within(e), true
	}
	return r.widen(e), ok
}

// within is "this year's third quarter": the period that a year owns.
func (r *reader) within(e Expression) Expression {
	i := e.Last + 1
	if c := r.at(i).class; e.Date.Start.IsZero() || c != ordinal && c != unit || r.unitAfter(i) == noUnit {
		return e
	}
	p := phrase{first: e.First, the: true, year: e.Date.Start.Year()}
	if w := r.at(i); w.class == ordinal {
		p.ord = int(w.n)
		i++
		if r.at(i).class == hyphen {
			i++
		}
	}
	if w := r.at(i); w.class == unit {
		if q, ok := r.quarterHead(p, i, unitKind(w.n)); ok {
			return q
		}
	}
	return e
}
