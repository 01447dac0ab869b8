package incident

import (
	"slices"

	"hearsay/internal/fact"
	"hearsay/internal/statement"
)

// Replies are the incidents, with their facts, that a report speaks of only
// to deny them.
func Replies(r *Report) ([]Incident, []Fact) {
	if r.Replied != nil {
		return r.Replied.Incidents, r.Replied.Facts
	}
	found := false
	for e := range r.Events {
		found = found || r.onlyDenied(e)
	}
	if !found {
		return nil, nil
	}
	only := *r
	only.Events = slices.Clone(r.Events)
	for e := range only.Events {
		if !r.onlyDenied(e) {
			only.Events[e].Stage = fact.Hypothetical
		}
	}
	g := newGrouping(only)
	for e := range only.Events {
		if happened(&only.Events[e]) {
			g.put(e)
		}
	}
	return g.write()
}

// onlyDenied reports whether event e is denied and belongs to no incident of
// the report.
func (r *Report) onlyDenied(e int) bool {
	ev := &r.Events[e]
	if ev.Statement < 0 || ev.Statement >= len(r.Statements) || r.Statements[ev.Statement].Act != statement.Deny || !happened(ev) {
		return false
	}
	for i := range r.Incidents {
		for _, m := range r.Incidents[i].Mentions {
			if m.Span == ev.Trigger {
				return false
			}
		}
	}
	return true
}
