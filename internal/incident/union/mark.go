package union

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident/value"
)

// Mark is something that two tellings of one incident are likely to share: a
// ledger finds incidents by it. The first letter of its key says what it is: d a
// day and country, p a day and place, q a place, n a part of a name, t the names
// of a whole text. All but the last are of a span of sixteen days, so that what
// stands under one does not grow with the years.
type Mark struct {
	Span int // number of the span, 0 for none
	Key  string
	// Weight is how much it says that two profiles share it.
	Weight float64
}

const (
	standsUnder = 12 // names that a profile stands under
	soughtUnder = 20 // names that it is sought under
	elsewhere   = 6  // of these, names that it is sought under in other times
	spanDays    = 16
	longest     = 7 // days of a range that says when it was
)

// dated reports whether the profile says on which day it was, or nearly.
func (p *Profile) dated() bool { return p.Start != 0 && p.End-p.Start <= longest }

// day is the day by which a profile is found: of the incident, else of
// publication; 0 for none.
func (p *Profile) day() int {
	if p.dated() || p.Told == 0 {
		return p.Start
	}
	return p.Told
}

// SpanOf is the span in which a profile stands; 0 for none.
func (p *Profile) SpanOf() int {
	if d := p.day(); d != 0 {
		return 1 + d/spanDays
	}
	return 0
}

// Marks are what a profile stands under, rare as in Weight. They are few, so
// that keeping them costs little.
func (p *Profile) Marks(rare func(string) float64) []Mark {
	out := p.places(0)
	span := p.SpanOf()
	for _, m := range p.rarest(rare, standsUnder) {
		m.Span = span
		out = append(out, m)
		if p.Told == 0 && span != 0 {
			m.Span = 0
			out = append(out, m)
		}
	}
	return p.text(out)
}

// Sought are the marks under which others may stand that tell of the same
// incident: those of the day before and after, too, and what was published in
// the two weeks after the day. last tells in which span a name was said last: -1
// for none, Anywhere where that is not known. A report that tells of another time
// than its own may have a day wrong, and is sought in its own time by some of its
// names; one of no day of publication where these were said last.
func (p *Profile) Sought(rare func(string) float64, last func(string) int) []Mark {
	out := p.places(1)
	spans, others := p.spans(), []int{0} // what has no day
	if p.dated() && p.Told != 0 && (p.Told < p.Start || p.Told >= p.End+spanDays) {
		others = append(others, p.Told/spanDays, 1+p.Told/spanDays)
	}
	for i, m := range p.rarest(func(w string) float64 {
		if last(w) < 0 {
			return -1
		}
		return rare(w)
	}, soughtUnder) {
		l := last(m.Key[1:])
		if l < 0 {
			break
		}
		for _, m.Span = range spans {
			if m.Span <= l {
				out = append(out, m)
			}
		}
		if i >= elsewhere {
			continue
		}
		for _, m.Span = range others {
			if m.Span <= l && !slices.Contains(spans, m.Span) {
				out = append(out, m)
			}
		}
		if m.Span = l; p.Told == 0 && l != Anywhere && !slices.Contains(spans, l) {
			out = append(out, m)
		}
	}
	return p.text(out)
}

// Anywhere is the span of a name that is said often.
const Anywhere = math.MaxInt

// spans are those in which others may stand that tell of the same incident. What
// is of no day of publication may be of any time, and stands in none, too.
func (p *Profile) spans() []int {
	d := p.day()
	var out []int
	if p.Told == 0 {
		if out = append(out, 0); d == 0 {
			return out
		}
	}
	from, to := d-spanDays+1, d+spanDays-1
	if p.dated() {
		from, to = p.Start-longest-1, p.End+spanDays-1
	}
	for s := 1 + from/spanDays; s <= 1+to/spanDays; s++ {
		out = append(out, s)
	}
	return out
}

// places are the marks of days, countries and places, or, beside days farther,
// those to look up.
func (p *Profile) places(beside int) []Mark {
	var out []Mark
	add := func(key byte, day, span int, what string, weight float64) {
		b := append(make([]byte, 0, 10+len(what)), key)
		if day > 0 {
			b = strconv.AppendInt(b, int64(day), 10)
		}
		out = append(out, Mark{span, string(append(append(b, ' '), what...)), weight})
	}
	where := p.Places[:min(3, len(p.Places))]
	if p.dated() {
		for d := p.Start - beside; d <= p.End+beside; d++ {
			w := 1.0
			if d < p.Start || d > p.End {
				w = 0.5
			}
			add('d', d, 1+d/spanDays, p.Country, w)
			for _, pl := range where {
				add('p', d, 1+d/spanDays, pl, 3*w)
			}
		}
	} else if beside == 0 {
		for _, pl := range where {
			add('q', 0, p.SpanOf(), pl, 1.5)
		}
	}
	if beside > 0 {
		for _, pl := range where {
			for _, s := range p.spans() {
				add('q', 0, s, pl, 1.5)
			}
			if !p.dated() && p.Told != 0 { // the last few days
				for d := p.Told - 3; d <= p.Told; d++ {
					add('p', d, 1+d/spanDays, pl, 1)
				}
			}
		}
	}
	return out
}

// rarest are the marks of the names with the most weight, in that order.
func (p *Profile) rarest(rare func(string) float64, most int) []Mark {
	names := make([]Mark, len(p.Names))
	for i, w := range p.Names {
		names[i] = Mark{Key: w, Weight: rare(w)}
	}
	slices.SortStableFunc(names, func(a, b Mark) int { return cmp.Compare(b.Weight, a.Weight) })
	names = names[:min(most, len(names))]
	for i := range names {
		names[i].Key = "n" + names[i].Key
	}
	return names
}

// text adds the mark of a whole text.
func (p *Profile) text(out []Mark) []Mark {
	if !p.Main || len(p.Names) < 4 {
		return out
	}
	h := fnv.New64a()
	for _, w := range p.Names {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	return append(out, Mark{0, "t" + strconv.FormatUint(h.Sum64(), 36), 4})
}

// Resemblance is how far two incidents of different reports look like one.
type Resemblance struct {
	// Score is a sum of log odds, Same the one from which they are one.
	Score, Same float64
	// Conflict says what cannot be true of one event; "" where nothing is.
	Conflict string
	// Reason says in words what they share.
	Reason string
}

// Resemble holds two profiles against each other, rare as in Weight.
func Resemble(a, b *Profile, rare func(string) float64) Resemblance {
	x, y := Weigh(a, rare), Weigh(b, rare)
	r := resemble(&x, &y)
	return Resemblance{Score: r.score, Same: sameFrom, Conflict: r.conflict, Reason: grounds(a, b, rare)}
}

// Score is the score of Resemble alone, and whether it is at least that from
// which a match is offered.
func (a *Weighed) Score(b *Weighed) (score float64, near bool) {
	r := resemble(a, b)
	return r.score, r.score >= nearFrom
}

// grounds are the things two profiles share, in words.
func grounds(a, b *Profile, rare func(string) float64) string {
	var out []string
	say := func(words string) { out = append(out, words) }
	if a.EventType == b.EventType && a.SubEventType == b.SubEventType && a.EventType != "" {
		say("same kind")
	}
	switch {
	case a.Start == 0 || b.Start == 0:
	case a.Start == b.Start && a.End == b.End && a.Start == a.End:
		say("same day")
	case a.Start <= b.End && b.Start <= a.End:
		say("days that fit")
	case a.Start <= b.End+1 && b.Start <= a.End+1:
		say("one day apart")
	}
	if i := slices.IndexFunc(a.Places, func(x string) bool { return slices.Contains(b.Places, x) }); i >= 0 {
		say("both in " + a.Places[i])
	} else if a.Country != "" && a.Country == b.Country {
		say("both in " + a.Country)
	}
	if n, ok := figure(a.Killed, b.Killed); ok {
		say("both give " + strconv.Itoa(n) + " killed")
	}
	if n, ok := figure(a.Injured, b.Injured); ok {
		say("both give " + strconv.Itoa(n) + " injured")
	}
	for _, x := range a.Actors {
		if slices.ContainsFunc(b.Actors, func(y string) bool { return value.SameParty(x, y) }) {
			say("both name " + x)
			break
		}
	}
	var names []Mark
	for _, w := range a.Names {
		if _, ok := slices.BinarySearch(b.Names, w); ok {
			names = append(names, Mark{Key: w, Weight: rare(w)})
		}
	}
	slices.SortStableFunc(names, func(a, b Mark) int { return cmp.Compare(b.Weight, a.Weight) })
	if len(names) > 0 {
		var few []string
		for _, m := range names[:min(4, len(names))] {
			few = append(few, m.Key)
		}
		say("names in both: " + strings.Join(few, ", "))
	}
	return strings.Join(out, "; ")
}

// figure is one that both give.
func figure(a, b []fact.Number) (int, bool) {
	for i := range a {
		for j := range b {
			if x := least0(&a[i]); x > 0 && x == least0(&b[j]) {
				return x, true
			}
		}
	}
	return 0, false
}
