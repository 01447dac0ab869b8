package union

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident/value"
)

// Mark is something that two tellings of one incident are likely to share: a
// ledger finds incidents by it. Its first letter says what it is: d a day and
// country, p a day and place, n a part of a name, t the names of a whole text.
type Mark struct {
	Key string
	// Weight is how much it says that two profiles share it.
	Weight float64
}

const (
	standsUnder = 12 // names that a profile stands under
	soughtUnder = 24 // names that it is sought under
)

// Marks are what a profile stands under, rare as in Weight. They are few, so
// that keeping them costs little.
func (p *Profile) Marks(rare func(string) float64) []string {
	var out []string
	for _, m := range p.marks(rare, 0, standsUnder) {
		out = append(out, m.Key)
	}
	return out
}

// Sought are the marks under which others may stand that tell of the same
// incident, the most telling first: those of the day before and after, too.
func (p *Profile) Sought(rare func(string) float64) []Mark {
	out := p.marks(rare, 1, soughtUnder)
	slices.SortStableFunc(out, func(a, b Mark) int { return cmp.Compare(b.Weight, a.Weight) })
	return out
}

func (p *Profile) marks(rare func(string) float64, beside, most int) []Mark {
	var out []Mark
	if p.Start != 0 && p.End-p.Start <= 7 {
		for d := p.Start - beside; d <= p.End+beside; d++ {
			day := strconv.Itoa(d)
			w := 1.0
			if d < p.Start || d > p.End {
				w = 0.5
			}
			out = append(out, Mark{"d" + day + " " + p.Country, w})
			for _, pl := range p.Places[:min(3, len(p.Places))] {
				out = append(out, Mark{"p" + day + " " + pl, 3 * w})
			}
		}
	}
	var names []Mark
	for _, w := range p.Names {
		names = append(names, Mark{"n" + w, rare(w)})
	}
	slices.SortStableFunc(names, func(a, b Mark) int { return cmp.Compare(b.Weight, a.Weight) })
	out = append(out, names[:min(most, len(names))]...)
	if len(p.Names) >= 4 {
		h := fnv.New64a()
		for _, w := range p.Names {
			h.Write([]byte(w))
			h.Write([]byte{0})
		}
		out = append(out, Mark{"t" + strconv.FormatUint(h.Sum64(), 36), 4})
	}
	slices.SortStableFunc(out, func(a, b Mark) int { return cmp.Compare(a.Key, b.Key) })
	return slices.CompactFunc(out, func(a, b Mark) bool { return a.Key == b.Key })
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
	r := resemble(a, b, rare)
	return Resemblance{Score: r.score, Same: sameFrom, Conflict: r.conflict, Reason: grounds(a, b, rare)}
}

// Score is the score of Resemble alone, and whether it is at least that from
// which a match is offered.
func Score(a, b *Profile, rare func(string) float64) (score float64, near bool) {
	r := resemble(a, b, rare)
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
	default:
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
			names = append(names, Mark{w, rare(w)})
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
