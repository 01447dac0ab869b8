package union

import (
	"testing"

	"hearsay/internal/fact"
)

// TestDoubt: a possible duplicate says what speaks for it and what against. The
// profiles are invented.
func TestDoubt(t *testing.T) {
	n := func(v int) []fact.Number { return []fact.Number{{Min: &v, Max: &v}} }
	base := Profile{EventType: "Battles", SubEventType: "Armed clash", Stage: fact.Accomplished, Start: 100, End: 100, Country: "Yemen", Places: []string{"aden"}, Killed: n(8)}
	for _, c := range []struct {
		change func(p *Profile)
		conf   string
		want   string
	}{
		{func(p *Profile) { p.Start, p.End = 103, 103 }, "3 days apart", "for: same kind; both in aden; both give 8 killed — against: 3 days apart"},
		{func(p *Profile) { p.Start, p.End = 101, 101 }, "", "for: same kind; one day apart; both in aden; both give 8 killed — against: one day apart"},
		{func(p *Profile) { p.Killed = n(18) }, "", "for: same kind; same day; both in aden — against: 8 and 18 killed"},
		{func(p *Profile) { p.EventType, p.SubEventType = "Violence against civilians", "Attack" }, "", "for: same day; both in aden; both give 8 killed — against: Armed clash and Attack"},
		{func(p *Profile) { p.Places = []string{"taiz"} }, "", "for: same kind; same day; both in Yemen; both give 8 killed — against: in aden and in taiz"},
		{func(p *Profile) {}, "", "for: same kind; same day; both in aden; both give 8 killed — against: too little in common to be sure"},
	} {
		p := base
		c.change(&p)
		if got := doubt(&base, &p, c.conf, func(string) float64 { return 1 }); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}
