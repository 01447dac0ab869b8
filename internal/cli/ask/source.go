package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/cli/console"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/sheet"
)

// source shows all that a source has said, by incident and by time.
func (c *Show) source(ctx context.Context, d *desk.Desk, io *console.Streams) error {
	p, err := d.Source(ctx, c.ID, c.When(), desk.Page{Limit: c.Limit, After: c.After})
	if errors.Is(err, ledger.ErrNone) {
		return fmt.Errorf("%q is no incident, report or source of this ledger; `hearsay sources` lists the keys", c.ID)
	}
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.json(io, p)
	}
	ids := make([]string, 0, len(p.Incidents))
	for id := range p.Incidents {
		ids = append(ids, id)
	}
	lines, err := d.Lines(ctx, ids, c.When())
	if err != nil {
		return err
	}
	slices.SortFunc(ids, func(a, b string) int {
		if n := strings.Compare(lines[b].DateStart, lines[a].DateStart); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	told := sheet.Section{Title: "By incident"}
	for _, id := range ids {
		l := lines[id]
		it := sheet.Item{Head: strings.Join([]string{span(l.DateStart, l.DateEnd), l.SubType, place(&l), id}, " · ")}
		for _, claim := range p.Incidents[id] {
			it.Words = append(it.Words, fmt.Sprintf("%s %s: %s (%s, %s)", plain(claim.Stance), claim.Slot, line(claim.Value, 80), claim.Date, claim.Statement))
		}
		told.Items = append(told.Items, it)
	}
	top := sheet.Item{Words: []string{fmt.Sprintf("%s · %s · %s", p.Key, plain(p.Identification), counted(p.Statements.Total, "statement"))}}
	if len(p.Days) > 0 {
		top.Words = append(top.Words, "from "+p.Days[0].Day+" to "+p.Days[len(p.Days)-1].Day)
	}
	changed := sheet.Section{Title: "Figures it changed"}
	for i := range p.Changes {
		changed.Items = append(changed.Items, sheet.Item{Words: []string{p.Changes[i].Incident + "  " + turned(&p.Changes[i])}})
	}
	err = c.write(io, func(w writer, opt sheet.Options) error {
		return sheet.Sections(w, opt, sheet.Section{Title: p.Name, Items: []sheet.Item{top}}, changed, told, timed(p.Statements.Items))
	})
	io.More(p.Statements.Next, len(p.Statements.Items), p.Statements.Counted())
	return err
}

// timed are statements by time.
func timed(hits []desk.Hit) sheet.Section {
	s := sheet.Section{Title: "By time"}
	for i := range hits {
		h := &hits[i]
		s.Items = append(s.Items, sheet.Item{Head: strings.Join(about(h), " · "), Words: []string{"“" + h.Passage + "”"}})
	}
	return s
}

// statement shows one statement with its words.
func (c *Show) statement(ctx context.Context, d *desk.Desk, io *console.Streams) error {
	h, err := d.Statement(ctx, c.ID, c.When())
	if err != nil {
		return fmt.Errorf("statement %s: %w", c.ID, err)
	}
	list, err := d.Claims(ctx, desk.ClaimFilter{When: c.When(), Report: h.Report, Page: desk.Page{Limit: 1000}})
	if err != nil {
		return err
	}
	rep, err := d.Report(ctx, h.Report, c.When())
	if err != nil {
		return err
	}
	own := slices.DeleteFunc(rep.Decisions, func(x projection.Decided) bool { return x.Subject != h.Statement && x.Now != h.Statement })
	claims := slices.DeleteFunc(list.Items, func(x projection.Claim) bool { return x.Statement != h.Statement })
	if c.Format == "json" {
		return c.json(io, struct {
			Statement *desk.Hit            `json:"statement"`
			Claims    []projection.Claim   `json:"claims"`
			Decisions []projection.Decided `json:"decisions"`
		}{h, claims, own})
	}
	top := sheet.Section{Title: "Statement " + h.Statement, Items: []sheet.Item{
		{Head: strings.Join(about(h), " · "), Words: []string{"“" + h.Passage + "”", fmt.Sprintf("code points %d to %d of report %.12s, read with confidence %.2f", h.Start, h.End, h.Report, h.Confidence)}},
	}}
	facts := sheet.Section{Title: "Facts it takes a stand on"}
	for _, x := range claims {
		facts.Items = append(facts.Items, sheet.Item{Words: []string{fmt.Sprintf("%s %s: %s  %s", plain(x.Stance), x.Slot, line(x.Value, 80), x.Fact)}})
	}
	return c.write(io, func(w writer, opt sheet.Options) error { return sheet.Sections(w, opt, top, facts, decisions(own)) })
}

// diff shows what differs between a report and another, or the version before.
func (c *Show) diff(ctx context.Context, d *desk.Desk, io *console.Streams) error {
	p, err := d.Report(ctx, c.ID, c.When())
	if err != nil {
		return err
	}
	before := c.Against
	if before == "" {
		i := slices.IndexFunc(p.Versions, func(v projection.Version) bool { return v.Report == p.ID })
		switch {
		case len(p.Versions) < 2:
			return errors.New("there is one version of it; --against names another report to compare it with")
		case i < 1:
			return fmt.Errorf("it is the first version; `hearsay show %.12s --diff` shows what the next one changed", p.Versions[1].Report)
		}
		before = p.Versions[i-1].Report
	}
	lines, err := d.Diff(ctx, before, p.ID, c.When())
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.json(io, lines)
	}
	return c.write(io, func(w writer, opt sheet.Options) error {
		fmt.Fprintf(w, "--- %.12s\n+++ %.12s\n", before, p.ID)
		on := map[string]string{"-": "\x1b[31m", "+": "\x1b[32m"}
		for _, l := range lines {
			if text := l.Op + " " + caption.Tame(l.Text); opt.Color && on[l.Op] != "" {
				fmt.Fprintf(w, "%s%s\x1b[0m\n", on[l.Op], text)
			} else {
				fmt.Fprintln(w, strings.TrimRight(text, " "))
			}
		}
		return nil
	})
}
