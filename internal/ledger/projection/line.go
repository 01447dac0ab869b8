package projection

import (
	"slices"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/match"
)

// lineOf is a page as a list shows it.
func lineOf(page *Page) *Line {
	shown := page.Shown()
	in := &shown
	l := &Line{
		ID: in.ID, Type: in.EventType, SubType: in.SubEventType, Stage: string(in.Stage), DateStart: in.DateStart, DateEnd: in.DateEnd, DatePrec: in.DatePrec,
		Where: in.WhereDescription, Place: in.Place, Country: in.Country, ISO: in.ISO, Adm1: in.Adm1, Latitude: in.Latitude, Longitude: in.Longitude, WherePrec: in.WherePrec,
		Actors: []string{}, Targets: []string{}, Standings: []string{}, Reports: len(page.Reports), Captures: page.Captures(), Duplicates: len(page.Near),
	}
	for _, b := range in.Belligerents {
		if !slices.Contains(l.Actors, b.Name) {
			l.Actors = append(l.Actors, b.Name)
		}
	}
	for _, t := range in.Targets {
		l.Targets = append(l.Targets, t.Name)
	}
	for i := range page.Facts {
		f := &page.Facts[i]
		if f.Rejected {
			continue
		}
		if s := string(f.Stands()); s != "" && !slices.Contains(l.Standings, s) {
			l.Standings = append(l.Standings, s)
		}
		l.Contested = l.Contested || f.Stands() == incident.Contested
		l.OriginsMin, l.OriginsMax = max(l.OriginsMin, f.OriginsMin), max(l.OriginsMax, f.OriginsMax)
		n := f.Number()
		if n == nil || len(f.Spans) == 0 || f.Stands() == incident.Discounted {
			continue
		}
		switch f.Slot {
		case fact.Killed:
			widen(&l.KilledMin, &l.KilledMax, n)
		case fact.Injured:
			widen(&l.InjuredMin, &l.InjuredMax, n)
		}
	}
	for i := range page.Set {
		l.Set = append(l.Set, page.Set[i].Words())
	}
	slices.Sort(l.Standings)
	if len(page.Reports) > 0 {
		l.Headline = page.Reports[0].Headline
	}
	return l
}

func widen(low, high **int, n *fact.Number) {
	if v := n.Min; v != nil && (*low == nil || *v < **low) {
		*low = v
	}
	v := n.Max
	if v == nil {
		v = n.Min
	}
	if v != nil && (*high == nil || *v > **high) {
		*high = v
	}
}

// columns are those of an incident's record.
func columns(page *Page, l *Line) []any {
	text := func(s string) any {
		if s == "" {
			return nil
		}
		return s
	}
	real := func(v *float64) any {
		if v == nil {
			return nil
		}
		return *v
	}
	contested := int64(0)
	if l.Contested {
		contested = 1
	}
	var killed any
	if l.KilledMax != nil {
		killed = int64(*l.KilledMax)
	}
	end := l.DateEnd
	if end == "" {
		end = l.DateStart
	}
	return []any{
		l.DateStart, end, text(l.Type), text(l.SubType), text(l.Country), text(l.ISO), text(l.Adm1), real(l.Latitude), real(l.Longitude),
		contested, int64(l.OriginsMin), killed, int64(l.Reports), int64(l.Duplicates), text(l.Assigned), doubt(page, l), l.Row, words(page, l), int64(l.Captures),
	}
}

// doubt is how much an incident asks for a person, from 0 to 1: contested facts,
// open duplicates, statements the reader was not sure of.
func doubt(page *Page, l *Line) float64 {
	d := 0.0
	if l.Contested {
		d += 0.4
	}
	if l.Duplicates > 0 {
		d += 0.3
	}
	least := 1.0
	for i := range page.Passages {
		least = min(least, page.Passages[i].Confidence)
	}
	return min(1, d+0.3*(1-least))
}

// words are what a list of incidents is searched by: places, parties, targets,
// headlines, and tokens of its standings and each word of its actors.
func words(page *Page, l *Line) string {
	out := []string{l.Where, l.Place, l.Country, l.Adm1, l.Type, l.SubType}
	out = append(append(out, l.Actors...), l.Targets...)
	out = append(out, headlines(page)...)
	for _, s := range l.Standings {
		out = append(out, match.Tag("standing", s))
	}
	for _, a := range l.Actors {
		for _, w := range match.Words(a) {
			out = append(out, match.Tag("actor", w))
		}
	}
	return strings.Join(out, " . ")
}

// mostHeadlines is how many headlines an incident is searched by at most.
const mostHeadlines = 48

// headlines are those by which an incident is searched: the first ones that each
// say a word that none before has. A thousand reports of one story say little more,
// and each state of the line keeps them.
func headlines(page *Page) []string {
	var out []string
	said := map[string]bool{}
	for i := range page.Reports {
		fresh := false
		for _, w := range match.Words(page.Reports[i].Headline) {
			fresh = fresh || !said[w]
			said[w] = true
		}
		if fresh {
			if out = append(out, page.Reports[i].Headline); len(out) == mostHeadlines {
				break
			}
		}
	}
	return out
}
