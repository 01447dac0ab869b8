package origin

import (
	"strings"
	"time"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/statement"
)

// tolls are the figures of each incident, slot and category.
func (w *weighing) tolls(facts []incident.Fact) map[string][]*incident.Fact {
	out := map[string][]*incident.Fact{}
	w.figures = map[string]int{}
	for i := range facts {
		if f := &facts[i]; tollKey(f) != "" {
			for _, p := range f.AssertedBy {
				w.figures[p.Statement+" "+f.Incident+" "+string(f.Slot)]++
			}
		}
		if k := tollKey(&facts[i]); k != "" {
			out[k] = append(out[k], &facts[i])
		}
	}
	return out
}

func tollKey(f *incident.Fact) string {
	if f.Slot != fact.Killed && f.Slot != fact.Injured || f.Norm.Number == nil {
		return ""
	}
	return strings.Join([]string{f.Incident, string(f.Slot), string(f.Norm.Category)}, " ")
}

// rivalled reports whether another source gives a toll that cannot be true
// beside this one. A bound that holds the other figure is no rival; nor is an
// earlier toll that a later, higher one took over; nor what a source itself
// puts right.
func (w *weighing) rivalled(f *incident.Fact, tolls map[string][]*incident.Fact) bool {
	for _, o := range tolls[tollKey(f)] {
		if o != f && excludes(f.Norm.Number, o.Norm.Number) && !w.superseded(f, o) && !w.superseded(o, f) && w.rivals(f, o) {
			return true
		}
	}
	return false
}

// excludes reports whether two figures cannot both be true.
func excludes(a, b *fact.Number) bool {
	low := func(n *fact.Number) int {
		if n.Min != nil {
			return *n.Min
		}
		return 0
	}
	high := func(n *fact.Number) int {
		if n.Max != nil {
			return *n.Max
		}
		return 1 << 30
	}
	return high(a) < low(b) || high(b) < low(a)
}

// superseded reports whether toll o, higher, is given only by reports of later
// days than all that give f.
func (w *weighing) superseded(f, o *incident.Fact) bool {
	if f.Norm.Number.Min == nil || o.Norm.Number.Min == nil || *o.Norm.Number.Min <= *f.Norm.Number.Min {
		return false
	}
	_, last := w.days(f)
	first, _ := w.days(o)
	return !last.IsZero() && last.Before(first)
}

// days are the first and last day on which sources give a fact's value, or
// where none does, reports. What a report says of its own, later, is told
// again and not claimed anew.
func (w *weighing) days(f *incident.Fact) (first, last time.Time) {
	see := func(d time.Time) {
		if d.IsZero() {
			return
		}
		if first.IsZero() || d.Before(first) {
			first = d
		}
		if d.After(last) {
			last = d
		}
	}
	for _, p := range f.AssertedBy {
		if at, ok := w.at[p.Statement]; ok {
			see(w.reports[at.rep].Document.Date.Day)
		}
	}
	if first.IsZero() {
		for i := range f.Spans {
			see(w.day[f.Spans[i].Report])
		}
	}
	return first, last
}

// rivals reports whether the figures are given by two sources, each for
// certain: no source gives both. Two figures of one report are rivals only
// where neither reads as a part of a whole.
func (w *weighing) rivals(f, o *incident.Fact) bool {
	a, b := w.givers(f), w.givers(o)
	if len(a) == 0 || len(b) == 0 || len(f.Spans) == 0 || len(o.Spans) == 0 {
		return false
	}
	if f.Spans[0].Report == o.Spans[0].Report && (part(f) || part(o) || w.listed(f, o) || w.listed(o, f)) {
		return false
	}
	for k := range a {
		if b[k] {
			return false
		}
	}
	return true
}

// listed reports whether a figure is one of several that a statement gives, "six
// guards, a chief and a driver", and less than the other, so that it is a part.
func (w *weighing) listed(f, o *incident.Fact) bool {
	a, b := f.Norm.Number, o.Norm.Number
	if a.Max == nil || b.Min == nil || *a.Max >= *b.Min {
		return false
	}
	for _, p := range f.AssertedBy {
		if w.figures[p.Statement+" "+f.Incident+" "+string(f.Slot)] > 1 {
			return true
		}
	}
	return false
}

// givers are the sources that assert a fact for certain.
func (w *weighing) givers(f *incident.Fact) map[string]bool {
	out := map[string]bool{}
	for _, p := range f.AssertedBy {
		if p.Certainty != statement.Certain && p.Certainty != statement.Unstated {
			continue
		}
		if _, sp := w.statement(p.Statement); sp != nil {
			if k := bucket(sp.src); k != "" {
				out[k] = true
			} else {
				out[sp.src.ID] = true
			}
		}
	}
	return out
}

// part reports whether a figure counts some of those who were hurt: attackers,
// children, "three others".
func part(f *incident.Fact) bool {
	if f.Norm.Category != fact.Unspecified && f.Norm.Category != fact.Civilian {
		return true
	}
	for w := range strings.FieldsSeq(strings.ToLower(f.Value)) {
		switch w {
		case "other", "others", "more", "another", "additional", "including", "all", "them":
			return true
		}
	}
	return false
}
