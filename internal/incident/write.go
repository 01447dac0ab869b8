package incident

import (
	"slices"
	"strings"
	"time"

	"hearsay/internal/fact"
	"hearsay/internal/incident/value"
	"hearsay/internal/lexicon"
	"hearsay/internal/span"
)

// write makes the record's incidents and facts of the clusters that stay.
func (g *grouping) write() ([]Incident, []Fact) {
	incidents, facts := []Incident{}, []Fact{}
	for c := range g.clusters {
		cl := &g.clusters[c]
		if cl.drop {
			continue
		}
		inc := Incident{
			ID: g.id("inc", len(incidents)+1), Main: cl.main, EventType: cl.typ, SubEventType: cl.sub, Stage: g.stage(cl),
			Belligerents: []Belligerent{}, Targets: []Target{}, Casualties: []Casualty{}, Facts: []string{},
			Mentions: []Mention{}, Members: []string{}, PossibleDuplicates: []NearMatch{},
		}
		if inc.SubEventType == "" && cl.typ == "Violence against civilians" {
			inc.SubEventType = "Attack"
		}
		for _, e := range cl.events {
			inc.Mentions = append(inc.Mentions, g.mention(g.r.Events[e].Trigger))
		}
		own := g.facts(cl, &inc, len(facts))
		g.dates(&inc, own)
		g.places(&inc, own, cl)
		Parties(&inc, own)
		Casualties(&inc, own)
		facts = append(facts, own...)
		incidents = append(incidents, inc)
	}
	return incidents, facts
}

func (g *grouping) stage(cl *cluster) fact.Stage {
	for _, e := range cl.events {
		if g.r.Events[e].Stage == fact.Accomplished {
			return fact.Accomplished
		}
	}
	return fact.Attempted
}

func (g *grouping) mention(s span.Span) Mention {
	return Mention{Report: g.r.Document.ID, Quote: g.r.Syntax.Text.Quote(s)}
}

// Slots are the slots in the order in which the facts of an incident stand.
func Slots() []fact.Slot { return slotOrder }

var slotOrder = []fact.Slot{fact.Perpetrator, fact.Responsibility, fact.Target, fact.Instrument, fact.WherePlace, fact.WhenDate,
	fact.Killed, fact.Injured, fact.Support, fact.DamageDone, fact.Motive, fact.Detained, fact.Other}

// facts merges the claims of a cluster: one fact for each slot and value.
func (g *grouping) facts(cl *cluster, inc *Incident, before int) []Fact {
	var out []Fact
	for _, slot := range Slots() {
		var keys []string
		var echo []bool // the value so far is a headline's or a pull quote's
		from := len(out)
		for _, c := range g.ordered(cl) {
			cm := &g.r.Claims[c]
			if cm.Slot != slot || (slot == fact.Killed || slot == fact.Injured) && harmless(cl.sub) {
				continue
			}
			if slot == fact.Perpetrator && cm.Stance == fact.Asserts && nobody(cm.Norm.Name) {
				continue
			}
			key := keyOf(cm)
			i := slices.Index(keys, key)
			if i < 0 && slot == fact.Target {
				i = hitAgain(out[from:], cm.Value)
			}
			if i < 0 && slot == fact.Perpetrator && cm.Stance == fact.Asserts {
				i = actsAgain(out[from:], cm)
			}
			if i < 0 {
				keys = append(keys, key)
				i = len(keys) - 1
				f := Fact{
					Incident: inc.ID, Slot: slot, Value: cm.Value, Norm: cm.Norm,
					Spans: []Mention{}, OwnVoice: []Mention{}, AssertedBy: []Position{}, DeniedBy: []Position{},
					Uncommitted: []Position{}, OriginGroups: []OriginGroup{},
				}
				out = append(out, f)
				echo = append(echo, cm.Echo)
			} else if echo[i] && !cm.Echo && cm.Stance == fact.Asserts {
				out[from+i].Value, out[from+i].Norm, echo[i] = cm.Value, cm.Norm, false
			}
			g.lay(&out[from+i], cm)
		}
		if (slot == fact.Perpetrator || slot == fact.Target || slot == fact.WherePlace) && slices.Contains(echo, false) {
			kept := out[:from]
			for i, f := range out[from:] {
				if !echo[i] || len(f.DeniedBy) > 0 {
					kept = append(kept, f)
				}
			}
			out = kept // what a headline alone says, the story says better
		}
	}
	out = slices.DeleteFunc(out, func(f Fact) bool { return len(f.Spans) == 0 && len(f.DeniedBy) == 0 })
	g.ground(cl, out)
	for i := range out {
		out[i].ID = g.id("fact", before+i+1)
		inc.Facts = append(inc.Facts, out[i].ID)
	}
	return out
}

// nobody reports whether a name says of no party which it is: "his forces", "the
// group".
func nobody(name string) bool {
	switch strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(value.Plain(name), "his "), "their "), "our ") {
	case "group", "groups", "force", "forces", "men", "members", "side", "sides":
		return true
	}
	return false
}

// ground gives a party that is named only to deny its part the words of the
// denial to stand on.
func (g *grouping) ground(cl *cluster, facts []Fact) {
	for i := range facts {
		f := &facts[i]
		if len(f.Spans) > 0 || f.Slot != fact.Perpetrator && f.Slot != fact.Responsibility && f.Slot != fact.Support {
			continue
		}
		for _, c := range g.ordered(cl) {
			if cm := &g.r.Claims[c]; cm.Slot == f.Slot && keyOf(cm) == value.Key(f.Value, &f.Norm) {
				f.Spans = append(f.Spans, g.mention(cm.Span))
				break
			}
		}
	}
}

// ordered are the claims of a cluster in text order, what is asserted before
// what is denied.
func (g *grouping) ordered(cl *cluster) []int {
	var all []int
	for _, e := range cl.events {
		all = append(all, g.claims[e]...)
	}
	slices.SortStableFunc(all, func(a, b int) int {
		x, y := &g.r.Claims[a], &g.r.Claims[b]
		if x.Stance != y.Stance {
			return int(x.Stance) - int(y.Stance)
		}
		return span.Compare(x.Span, y.Span)
	})
	return all
}

// lay adds one claim to the positions on its value.
func (g *grouping) lay(f *Fact, cm *fact.Claim) {
	m := g.mention(cm.Span)
	if cm.Stance == fact.Asserts && !slices.Contains(f.Spans, m) {
		f.Spans = append(f.Spans, m)
	}
	if cm.Statement < 0 {
		if cm.Stance == fact.Asserts && !cm.Echo && !slices.Contains(f.OwnVoice, m) {
			f.OwnVoice = append(f.OwnVoice, m)
		}
		return
	}
	pos := Position{Statement: g.r.Statements[cm.Statement].ID, InPart: cm.InPart, Certainty: cm.Certainty}
	list := &f.AssertedBy
	switch cm.Stance {
	case fact.Denies:
		list = &f.DeniedBy
	case fact.Uncommitted:
		list = &f.Uncommitted
	}
	for _, p := range *list {
		if p.Statement == pos.Statement {
			return
		}
	}
	*list = append(*list, pos)
}

// keyOf is what two claims share that give one value.
func keyOf(cm *fact.Claim) string { return value.Key(cm.Value, &cm.Norm) }

// dates sets the range of days: the finest date the report gives; a first day
// only for "since".
func (g *grouping) dates(inc *Incident, facts []Fact) {
	var best, end *fact.Date
	for i := range facts {
		f := &facts[i]
		if f.Slot != fact.WhenDate || len(f.Spans) == 0 {
			continue
		}
		if g.ends(f.Spans[0].Span) {
			end = f.Norm.Date
			continue
		}
		if d := f.Norm.Date; best == nil || finer(*d, *best) {
			best = d
		}
	}
	if best == nil {
		best = end
	}
	if best == nil {
		return
	}
	inc.DatePrec = best.Prec
	if best.Start.IsZero() {
		return
	}
	inc.DateStart, inc.DateEnd = best.Start.Format(time.DateOnly), best.End.Format(time.DateOnly)
	if end != nil && best.Prec == 1 && end.Prec == 1 && end.Start.After(best.Start) && end.Start.Before(best.Start.AddDate(0, 0, 7)) {
		inc.DateEnd, inc.DatePrec = end.Start.Format(time.DateOnly), 2
	}
}

// ends reports whether a date is of the end of a thing: "ended early
// Wednesday", "lasted until Friday".
func (g *grouping) ends(s span.Span) bool {
	k := g.token(s.Start)
	for j := k - 1; j >= max(0, k-3); j-- {
		if slices.Contains([]string{"ended", "until", "till", "ending"}, g.r.Syntax.Tokens[j].Lower) {
			return true
		}
	}
	return false
}

// places sets place and country: the finest place, and the country that most
// of what is said of the incident points to.
func (g *grouping) places(inc *Incident, facts []Fact, cl *cluster) {
	votes := map[string]int{}
	var order []string
	vote := func(c string, n int) {
		if c == "" {
			return
		}
		if votes[c] == 0 {
			order = append(order, c)
		}
		votes[c] += n
	}
	for i := range facts {
		f := &facts[i]
		if f.Slot != fact.WherePlace || f.Norm.Place == nil || len(f.Spans) == 0 {
			continue
		}
		pl := f.Norm.Place
		w := 4
		if pl.Prec == 2 {
			w = 2
		}
		vote(pl.Country, w)
	}
	if len(order) == 0 && atSea(facts) {
		put(inc, facts, "")
		return
	}
	if len(order) == 0 {
		var sentences []int
		for _, e := range cl.events {
			sentences = append(sentences, g.r.Events[e].Sentence)
		}
		vote(g.where.Best(sentences), 1)
	}
	top := ""
	for _, c := range order {
		if top == "" || votes[c] > votes[top] {
			top = c
		}
	}
	put(inc, facts, top)
}

// atSea reports whether the text puts an incident on the open sea.
func atSea(facts []Fact) bool {
	return slices.ContainsFunc(facts, func(f Fact) bool {
		return f.Slot == fact.WherePlace && f.Norm.Place != nil && f.Norm.Place.Prec == 7 && len(f.Spans) > 0
	})
}

// put sets the finest place of an incident that lies in its country, or in
// none; where the text gives none, the country alone.
func put(inc *Incident, facts []Fact, country string) {
	var best *Fact
	for i := range facts {
		f := &facts[i]
		if f.Slot != fact.WherePlace || f.Norm.Place == nil || len(f.Spans) == 0 {
			continue
		}
		if pl := f.Norm.Place; (pl.Country == country || pl.Country == "") && (best == nil || Roughness(pl.Prec) < Roughness(best.Norm.Place.Prec)) {
			best = f
		}
	}
	if best != nil {
		pl := best.Norm.Place
		inc.WhereDescription, inc.Place, inc.WherePrec = best.Value, pl.Name, pl.Prec
		inc.Adm1, inc.Latitude, inc.Longitude = pl.Adm1, pl.Latitude, pl.Longitude
	}
	if country == "" {
		return
	}
	inc.Country = country
	if c, ok := lexicon.CountryNamed(country); ok {
		inc.ISO = c.ISO
	} else if best != nil {
		inc.ISO = best.Norm.Place.ISO
	}
	if inc.WherePrec == 0 {
		inc.WherePrec = 6
	}
}

// Roughness orders where_prec by how little a place says of where it happened.
func Roughness(prec int) int { return roughness[prec] }

var roughness = [8]int{0: 7, 1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 6, 7: 5}

// Parties fills belligerents and targets from their facts.
func Parties(inc *Incident, facts []Fact) {
	for i := range facts {
		f := &facts[i]
		switch f.Slot {
		case fact.Perpetrator, fact.Responsibility, fact.Support:
			if f.Norm.Name != "" {
				belligerent(inc, f)
			}
		case fact.Target:
			if len(f.Spans) > 0 {
				inc.Targets = append(inc.Targets, Target{Name: f.Value, Facts: []string{f.ID}})
			}
		}
	}
}

func belligerent(inc *Incident, f *Fact) {
	b := Belligerent{Name: f.Norm.Name, Role: "perpetrator", Type: "known", Position: "none", Facts: []string{f.ID}}
	if f.Slot == fact.Support {
		b.Role = "supporter"
	}
	if f.Slot == fact.Responsibility && len(f.OwnVoice) == 0 {
		b.Type = "suspected"
	}
	switch {
	case len(f.DeniedBy) > 0:
		b.Position, b.Type = "denied", "suspected"
	case len(f.Uncommitted) > 0:
		b.Position = "silent"
	}
	for i := range inc.Belligerents {
		if o := &inc.Belligerents[i]; value.Plain(o.Name) == value.Plain(b.Name) && o.Role == b.Role {
			o.Facts = append(o.Facts, f.ID)
			if o.Position == "none" {
				o.Position = b.Position
			}
			return
		}
	}
	inc.Belligerents = append(inc.Belligerents, b)
}

// Casualties makes one entry for each distinct figure. A vague word counts
// from the least it can mean: dozens from 24, hundreds from 200.
func Casualties(inc *Incident, facts []Fact) {
	for i := range facts {
		f := &facts[i]
		if f.Slot != fact.Killed && f.Slot != fact.Injured || f.Norm.Number == nil || len(f.Spans) == 0 {
			continue
		}
		low, high := f.Norm.Number.Min, f.Norm.Number.Max
		if n, ok := least[f.Norm.Number.Word]; ok {
			low = &n
		}
		c := Casualty{Category: f.Norm.Category, Facts: []string{f.ID}}
		if f.Slot == fact.Killed {
			c.KilledMin, c.KilledMax = low, high
		} else {
			c.InjuredMin, c.InjuredMax = low, high
		}
		inc.Casualties = append(inc.Casualties, c)
	}
}

// Least is the least that a vague word for a number can mean.
func Least(word string) (n int, ok bool) {
	n, ok = least[word]
	return n, ok
}

var least = map[string]int{"dozens": 24, "hundreds": 200, "thousands": 2000, "scores": 40}
