package source

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/lexicon"
	"hearsay/internal/source/party"
	"hearsay/internal/span"
)

// record prints the figures that speak, relay or belong to a compound as
// sources, and ties each attribution to them.
func (d *desk) record() ([]Source, []Voice) {
	place := make([]int, len(d.fig)) // figure: source + 1
	var keep []int
	need := func(f int) {
		if place[f] == 0 {
			keep = append(keep, f)
			place[f] = len(keep)
		}
	}
	for _, i := range d.order() {
		if f := d.voice[i]; f >= 0 {
			need(f)
		}
	}
	for k := 0; k < len(keep); k++ {
		for _, m := range d.fig[keep[k]].member {
			need(m)
		}
	}
	for i := range d.chain {
		for _, f := range d.chain[i] {
			need(f)
		}
	}
	id := d.doc.ID[:min(12, len(d.doc.ID))] + ".src"
	sources := make([]Source, len(keep))
	for k, f := range keep {
		sources[k] = d.source(f)
		sources[k].ID = id + strconv.Itoa(k+1)
		for _, m := range d.fig[f].member {
			sources[k].Members = append(sources[k].Members, id+strconv.Itoa(place[m]))
		}
	}
	voices := make([]Voice, len(d.atts))
	for i, f := range d.voice {
		voices[i].Source = -1
		voices[i].Lent = d.lent[i]
		if f >= 0 {
			voices[i].Source = place[f] - 1
		}
		for _, c := range d.chain[i] {
			voices[i].Chain = append(voices[i].Chain, place[c]-1)
		}
	}
	return sources, voices
}

// source is the record of one figure.
func (d *desk) source(f int) Source {
	fig := &d.fig[f]
	s := Source{
		Name: d.fullName(f), Kind: fig.kind, Identification: fig.ident, Count: fig.count,
		Role: d.quoteOf(fig.role), Relation: Unknown, Tie: fig.tie, Terms: fig.terms,
		Members: []string{},
	}
	if s.Terms.Kind == "" {
		s.Terms.Kind = NotStated
	}
	if fig.ident == Unnamed {
		s.DescribedAs = d.quoteOf(fig.words)
	}
	if fig.affil != "" && !fig.affilS.Empty() {
		s.Affiliation = &Affiliation{Name: fig.affil, Span: d.doc.Text.Quote(fig.affilS)}
	}
	s.Mentions = d.mentions(f)
	return s
}

// mentions are the spans under which a figure speaks; for one that only
// relays, or is only part of a compound, where the text names it.
func (d *desk) mentions(f int) []span.Quote {
	spans := slices.Clone(d.fig[f].asked)
	if len(spans) == 0 {
		for _, k := range d.fig[f].at {
			end := k + 1
			for end < len(d.Tok) && d.Owner[end] == int32(f)+1 && d.Owner[k] == d.Owner[end] {
				end++
			}
			spans = append(spans, d.Over(k, end))
		}
	}
	slices.SortFunc(spans, span.Compare)
	return d.doc.Text.Quotes(slices.Compact(spans))
}

// relate notes of each figure what its relation to the events is read off.
func (d *desk) relate() {
	acting, hit := party.Find(&d.Page, d.inner, func(f int) string {
		if d.fig[f].body == lexicon.Group && d.fig[f].parts == nil {
			return d.fig[f].name
		}
		return ""
	})
	for f := range d.fig {
		fig := &d.fig[f]
		role := fig.roles
		if w := strings.Fields(d.doc.Text.Slice(fig.role)); role == lexicon.NoRole && len(w) > 0 {
			if n, ok := lexicon.RoleNoun(strings.ToLower(w[len(w)-1])); ok {
				role = n.Kind
			}
		}
		fig.tie = Tie{Role: role, Body: fig.body, Nation: fig.iso, Words: strings.ToLower(fig.mods + " " + d.doc.Text.Slice(fig.role) + " " + fig.affil)}
		if b, ok := lexicon.BodyNamed(cmp.Or(fig.affil, fig.name)); ok && b.Kind == lexicon.Group {
			fig.tie.Group = b.Name
		} else if fig.body == lexicon.Group && fig.parts == nil {
			fig.tie.Group = fig.name
		}
		fig.tie.Home = fig.iso == "" && fig.tie.Group == ""
		if fig.tie.Home {
			fig.tie.Nation = d.home // an office without a country is of the one spoken of
		}
		side := cmp.Or(fig.tie.Group, fig.tie.Nation)
		fig.tie.Acts, fig.tie.Struck = acting[side], hit[side]
	}
}
