package projection

import (
	"cmp"
	"fmt"
	"slices"

	"hearsay/internal/incident"
	"hearsay/internal/ledger/entry"
)

// Set is a field of an incident that a person corrected: the last correction of it
// that nobody withdrew.
type Set struct {
	Field  string    `json:"field"` // date | place | type
	Value  string    `json:"value"` // in words
	Was    string    `json:"was"`   // what the reports come to, in words; "" for nothing
	Who    string    `json:"who"`
	Row    int64     `json:"row"` // of the decision
	Reason string    `json:"reason,omitempty"`
	To     entry.Set `json:"to"`
}

// Words say who set it: "date 2025-03-10, set by M. Okoro, was 2025-03-09".
func (s *Set) Words() string {
	return fmt.Sprintf("%s %s, set by %s, was %s", s.Field, s.Value, s.Who, cmp.Or(s.Was, "not given"))
}

// Shown is the incident with what people set in place of what the reports come to.
// Page.Incident stays what they come to.
func (page *Page) Shown() incident.Incident {
	in := page.Incident
	for i := range page.Set {
		page.Set[i].To.Lay(page.Set[i].Field, &in)
	}
	return in
}

// set lays a person's correction of the incident itself over it.
func (page *Page) set(d *Decided) {
	var given incident.Incident
	d.Set.Lay(d.Field, &given)
	page.Set = slices.DeleteFunc(page.Set, func(o Set) bool { return o.Field == d.Field })
	page.Set = append(page.Set, Set{
		Field: d.Field, Value: entry.Value(&given, d.Field), Was: entry.Value(&page.Incident, d.Field), Who: d.Who, Row: d.Row, Reason: d.Reason, To: *d.Set,
	})
}
