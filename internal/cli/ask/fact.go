package ask

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/cli/console"
	"hearsay/internal/desk"
	"hearsay/internal/incident"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/sheet"
)

// stands are all stands on one fact, as JSON has them.
type stands struct {
	Incident  string                      `json:"incident"`
	Fact      *projection.Fact            `json:"fact"`
	Claims    desk.List[projection.Claim] `json:"claims"`
	Passages  []projection.Passage        `json:"passages"`
	Reports   []projection.Head           `json:"reports"`
	Decisions []projection.Decided        `json:"decisions"`
}

// fact shows all statements about one fact.
func (c *Show) fact(ctx context.Context, d *desk.Desk, io *console.Streams) error {
	in, rest, _ := strings.Cut(c.ID, ".")
	p, err := d.Incident(ctx, in, c.When())
	if err != nil {
		return err
	}
	id := p.Incident.ID + "." + rest // of the incident it redirects to
	i := slices.IndexFunc(p.Facts, func(f projection.Fact) bool { return f.ID == id || f.ID == c.ID })
	if i < 0 {
		return fmt.Errorf("fact %s: %w; `hearsay show %s` lists its facts, --history those it had", c.ID, ledger.ErrNone, p.Incident.ID)
	}
	f := &p.Facts[i]
	out := stands{Incident: p.Incident.ID, Fact: f, Passages: []projection.Passage{}, Reports: p.Reports, Decisions: []projection.Decided{}}
	if out.Claims, err = d.Claims(ctx, desk.ClaimFilter{When: c.When(), Fact: f.ID, Page: desk.Page{Limit: 1000}}); err != nil {
		return err
	}
	for _, x := range p.Decisions {
		if x.Subject == f.ID {
			out.Decisions = append(out.Decisions, x)
		}
	}
	at := map[string]*projection.Passage{}
	for i := range p.Passages {
		at[p.Passages[i].ID] = &p.Passages[i]
	}
	heads := map[string]*projection.Head{}
	for i := range p.Reports {
		heads[p.Reports[i].ID] = &p.Reports[i]
	}
	top := sheet.Section{Title: f.ID, Items: []sheet.Item{
		{Words: []string{worth(f), c.stood(p.Row), plain(string(f.Stands())) + ": " + f.Rule, "origins " + bounds(f.OriginsMin, f.OriginsMax)}},
	}}
	if f.Decided != "" {
		top.Items[0].Words[2] = fmt.Sprintf("%s: a person's decision; the program has %s", plain(string(f.Decided)), plain(string(f.Standing)))
	}
	list := []sheet.Section{top}
	for _, side := range []struct {
		title string
		list  []incident.Position
	}{{"Says so", f.AssertedBy}, {"Denies it", f.DeniedBy}, {"Neither", f.Uncommitted}} {
		s := sheet.Section{Title: side.title}
		for _, pos := range side.list {
			ps := at[pos.Statement]
			if ps == nil {
				continue
			}
			out.Passages = append(out.Passages, *ps)
			s.Items = append(s.Items, said(ps, &pos, heads[ps.Report]))
		}
		list = append(list, s)
	}
	own := sheet.Section{Title: "Reports that state it in their own voice"}
	for _, m := range f.OwnVoice {
		it := sheet.Item{Words: []string{"“" + caption.Tame(m.Text) + "”"}}
		if h := heads[m.Report]; h != nil {
			it.Head = headed(h)
		}
		own.Items = append(own.Items, it)
	}
	groups := sheet.Section{Title: "How origins were counted"}
	for _, g := range f.OriginGroups {
		if len(g.Statements) > 1 || g.Reason != "" {
			groups.Items = append(groups.Items, sheet.Item{Words: []string{strings.Join(g.Statements, ", ") + ": " + g.Reason}})
		}
	}
	if c.Format == "json" {
		return c.json(io, out)
	}
	return c.write(io, func(w writer, opt sheet.Options) error {
		return sheet.Sections(w, opt, append(list, own, groups, decisions(out.Decisions))...)
	})
}

// said is a statement about a fact: who, how known, in which report, the words.
func said(ps *projection.Passage, pos *incident.Position, h *projection.Head) sheet.Item {
	parts := []string{"no source given"}
	if s := ps.Speaker; s != nil {
		parts[0] = s.Name
		if parts[0] == "" && s.DescribedAs != nil {
			parts[0] = s.DescribedAs.Text
		}
		parts = append(parts, plain(string(s.Identification)))
	}
	parts = append(parts, plain(string(ps.Act)))
	if pos.InPart {
		parts = append(parts, "in part")
	}
	if pos.Certainty != "" && pos.Certainty != "certain" {
		parts = append(parts, plain(string(pos.Certainty)))
	}
	where := ps.ID
	if h != nil {
		where = headed(h) + " · " + ps.ID
	}
	return sheet.Item{Head: strings.Join(parts, " · "), Words: []string{"“" + caption.Tame(ps.Words.Text) + "”", where}}
}
