package union

import (
	"math"
	"slices"
	"strconv"

	"hearsay/internal/fact"
	"hearsay/internal/gazetteer"
	"hearsay/internal/incident"
	"hearsay/internal/incident/acled"
	"hearsay/internal/incident/value"
)

// sameFrom is the score from which two incidents are one, and nearFrom that
// from which a match is offered though they were not joined. The scores are
// sums of log odds, set by hand and checked with `hearsay exam ecb`.
const (
	sameFrom = 1.0
	nearFrom = 0.0
)

// resemblance is how far two incidents of different reports look like one.
// Conflict says what cannot be true of one event; it is "" where nothing is.
type resemblance struct {
	score    float64
	conflict string
}

// Weighed is a profile with what is needed to hold it against many others.
type Weighed struct {
	*Profile
	weights []float64 // of its names, in their order
	sum     float64
	parties []value.Party
}

// Weigh looks up the weights of a profile's names: higher, the fewer reports have
// them. See Weight.
func Weigh(p *Profile, rare func(string) float64) Weighed {
	w := Weighed{Profile: p, weights: make([]float64, len(p.Names)), parties: partiesOf(p)}
	for i, n := range p.Names {
		w.weights[i] = rare(n)
		w.sum += w.weights[i]
	}
	return w
}

func partiesOf(p *Profile) []value.Party {
	out := make([]value.Party, len(p.Actors))
	for i, a := range p.Actors {
		out[i] = value.PartyOf(a)
	}
	return out
}

// Sum is the sum of the weights of a profile's names.
func (a *Weighed) Sum() float64 { return a.sum }

// Noted is a profile whose names weighed so much in all when it was noted down:
// what Score is given, where what each weighs now is not known. Weights move by
// the logarithm of the number of reports.
func Noted(p *Profile, sum float64) *Weighed {
	return &Weighed{Profile: p, sum: sum, parties: partiesOf(p)}
}

// resemble holds two incidents against each other.
func resemble(a, b *Weighed) resemblance {
	r := resemblance{score: -2.5}
	r.kinds(a.Profile, b.Profile)
	r.days(a.Profile, b.Profile)
	r.places(a.Profile, b.Profile)
	r.people(a, b)
	r.score += shared(a, b)
	switch {
	case a.Main && b.Main:
		r.score += 0.5
	case !a.Main && !b.Main:
		r.score -= 0.5
	}
	return r
}

// against notes a conflict; the first is kept.
func (r *resemblance) against(why string) {
	if r.conflict == "" {
		r.conflict = why
	}
}

func (r *resemblance) kinds(a, b *Profile) {
	switch {
	case a.SubEventType == b.SubEventType && a.EventType == b.EventType:
		r.score++
	case acled.Compatible(a.EventType, a.SubEventType, b.EventType, b.SubEventType):
		r.score += 0.3
	case acled.Violent(a.EventType) && acled.Violent(b.EventType):
		r.score -= 0.7
	case marches(a.EventType) && marches(b.EventType):
		r.score += 0.3
	default:
		r.against("another kind of event")
	}
	if a.Stage != b.Stage {
		r.score--
	}
}

// marches reports whether a kind is of crowds: one march is a protest to one
// report and a riot to another.
func marches(typ string) bool { return typ == "Protests" || typ == "Riots" }

// days compares the ranges of days. Reports that reach a day apart are often
// of one night; farther apart they cannot be of one event.
func (r *resemblance) days(a, b *Profile) {
	if a.Start == 0 || b.Start == 0 {
		switch {
		case a.Weekday == "" || b.Weekday == "":
		case a.Weekday == b.Weekday:
			r.score += 0.7
		default:
			r.score--
		}
		r.told(a, b)
		return
	}
	gap := 0
	if b.Start > a.End {
		gap = b.Start - a.End
	} else if a.Start > b.End {
		gap = a.Start - b.End
	}
	long := max(a.End-a.Start, b.End-b.Start)
	switch {
	case gap > 1:
		r.against(strconv.Itoa(gap) + " days apart")
		if !slip(gap) {
			r.score -= 10 // no mistake of a report explains it: not even offered
		}
	case gap == 1:
		r.score += 0.5
	case long == 0:
		r.score += 2.5
	case long <= 7:
		r.score++
	case long <= 31:
		r.score += 0.5
	}
}

// slip reports whether reports of one event may lie so many days apart by a
// mistake: “last Tuesday” read a week off, or a year that is not the one meant.
func slip(gap int) bool { return gap <= 10 || gap >= 363 && gap <= 368 }

// told compares the days of publication, where an incident has no day itself:
// the news of one week is rarely of the month before.
func (r *resemblance) told(a, b *Profile) {
	if a.Told == 0 || b.Told == 0 {
		return
	}
	switch gap := max(b.Told-a.Told, a.Told-b.Told); {
	case gap <= 1:
		r.score += 0.5
	case gap <= 3:
	case gap <= 7:
		r.score -= 0.7
	case gap <= 30:
		r.score -= 1.5
	default:
		r.score -= 3
	}
}

func (r *resemblance) places(a, b *Profile) {
	switch {
	case a.Country == "" || b.Country == "":
	case a.Country == b.Country:
		r.score += 0.7
	case a.Located && b.Located:
		r.against("another country: " + a.Country + ", " + b.Country)
	default:
		r.score--
	}
	if len(a.Places) == 0 || len(b.Places) == 0 {
		return
	}
	best := -1.0
	for _, x := range a.Places {
		for _, y := range b.Places {
			switch {
			case x == y:
				best = 2
			case value.WordIn(x, y) || value.WordIn(y, x):
				best = max(best, 1.2)
			}
		}
	}
	if a.Latitude != nil && b.Latitude != nil && a.Longitude != nil && b.Longitude != nil && a.WherePrec <= 2 && b.WherePrec <= 2 {
		switch km := gazetteer.Distance(*a.Latitude, *a.Longitude, *b.Latitude, *b.Longitude); {
		case km <= 10:
			best = max(best, 1)
		case km > 50 && best < 1:
			best = -2.5
		}
	}
	r.score += best
}

// people compares tolls, parties and targets.
func (r *resemblance) people(a, b *Weighed) {
	r.score += tolls(a.Killed, b.Killed) + tolls(a.Injured, b.Injured)/2
	if len(a.Actors) > 0 && len(b.Actors) > 0 {
		if slices.ContainsFunc(a.parties, func(x value.Party) bool {
			return slices.ContainsFunc(b.parties, x.Same)
		}) {
			r.score++
		} else {
			r.score -= 0.5
		}
	}
	if slices.ContainsFunc(a.Targets, func(w string) bool { return slices.Contains(b.Targets, w) }) {
		r.score += 0.7
	}
}

// tolls compares two sets of figures: one that both give speaks for one event,
// the more the larger it is; tolls that differ widely speak against it.
func tolls(a, b []fact.Number) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	best := -1.5
	for i := range a {
		for j := range b {
			x, y := least0(&a[i]), least0(&b[j])
			if x < 0 || y < 0 {
				best = max(best, 0)
				continue
			}
			if x > y {
				x, y = y, x
			}
			switch {
			case x == y && x == 0:
				best = max(best, 0.5)
			case x == y:
				best = max(best, min(2, 0.4+0.5*math.Log2(float64(x))))
			case y <= x+1 || 2*y <= 3*x:
				best = max(best, 0.2)
			case y <= 3*x:
				best = max(best, -0.5)
			}
		}
	}
	return best
}

func least0(n *fact.Number) int {
	switch {
	case n.Min != nil:
		return *n.Min
	case n.Max != nil:
		return *n.Max
	}
	if v, ok := incident.Least(n.Word); ok {
		return v
	}
	return -1
}

// shared is what the names two incidents have in common say, from -2 (none) to
// 4: by how much of the shorter list stands in the longer, and less where the
// names tell little or are few.
func shared(a, b *Weighed) float64 {
	both, k := 0.0, 0
	for i, w := range a.Names {
		for k < len(b.Names) && b.Names[k] < w {
			k++
		}
		if k < len(b.Names) && b.Names[k] == w {
			both += a.weights[i]
		}
	}
	least := min(a.sum, b.sum)
	if least == 0 {
		return 0
	}
	s := 12 * (both/least - 0.12)
	if s < 0 {
		return max(-2, s) * min(1, least/2)
	}
	return min(4, s) * min(1, both/0.8)
}
