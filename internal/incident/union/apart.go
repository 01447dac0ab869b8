package union

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/gazetteer"
	"hearsay/internal/incident/value"
)

// doubt says of two incidents that may be one what speaks for it and what against.
func doubt(a, b *Profile, conflict string, rare func(string) float64) string {
	pro, con := grounds(a, b, rare), differences(a, b)
	switch {
	case con == "" && conflict != "":
		con = conflict
	case con == "":
		con = "too little in common to be sure"
	}
	if pro == "" {
		pro = "what they tell is alike"
	}
	return "for: " + pro + " — against: " + con
}

// differences are the things in which two profiles differ, in words.
func differences(a, b *Profile) string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	switch x, y := kind(a), kind(b); {
	case a.Stage != b.Stage:
		say("one %s, the other %s", plain(string(a.Stage)), plain(string(b.Stage)))
	case x != y && x != "" && y != "":
		say("%s and %s", x, y)
	}
	if a.Start != 0 && b.Start != 0 {
		switch gap := max(b.Start-a.End, a.Start-b.End); {
		case gap == 1:
			say("one day apart")
		case gap > 1:
			say("%d days apart", gap)
		}
	} else if a.Weekday != "" && b.Weekday != "" && a.Weekday != b.Weekday {
		say("on %s and on %s", a.Weekday, b.Weekday)
	}
	switch {
	case a.Country != "" && b.Country != "" && a.Country != b.Country:
		say("in %s and in %s", a.Country, b.Country)
	case len(a.Places) > 0 && len(b.Places) > 0 && !slices.ContainsFunc(a.Places, func(x string) bool { return slices.Contains(b.Places, x) }):
		far := ""
		if a.Latitude != nil && b.Latitude != nil && a.Longitude != nil && b.Longitude != nil && a.WherePrec <= 2 && b.WherePrec <= 2 {
			if km := gazetteer.Distance(*a.Latitude, *a.Longitude, *b.Latitude, *b.Longitude); km >= 1 {
				far = ", " + strconv.Itoa(int(km+0.5)) + " km apart"
			}
		}
		say("in %s and in %s%s", a.Places[0], b.Places[0], far)
	}
	for _, of := range []struct {
		what string
		a, b []fact.Number
	}{{"killed", a.Killed, b.Killed}, {"injured", a.Injured, b.Injured}} {
		x, y := told(of.a), told(of.b)
		if _, ok := figure(of.a, of.b); !ok && x != "" && y != "" && x != y {
			say("%s and %s %s", x, y, of.what)
		}
	}
	if len(a.Actors) > 0 && len(b.Actors) > 0 && !slices.ContainsFunc(a.Actors, func(x string) bool {
		return slices.ContainsFunc(b.Actors, func(y string) bool { return value.SameParty(x, y) })
	}) {
		say("%s and %s are said to have acted", a.Actors[0], b.Actors[0])
	}
	return strings.Join(out, "; ")
}

func kind(p *Profile) string {
	if p.SubEventType != "" {
		return p.SubEventType
	}
	return p.EventType
}

func plain(s string) string { return strings.ReplaceAll(s, "_", " ") }

// told are the figures that a profile gives: "2 or 4"; "" for none that is known.
func told(list []fact.Number) string {
	var all []int
	for i := range list {
		if n := least0(&list[i]); n >= 0 {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	var out []string
	for _, n := range slices.Compact(all) {
		if out = append(out, strconv.Itoa(n)); len(out) == 4 {
			break
		}
	}
	return strings.Join(out, " or ")
}
