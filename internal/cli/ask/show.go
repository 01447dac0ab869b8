package ask

import (
	"context"
	"errors"
	"fmt"
	goio "io"
	"slices"
	"strings"
	"time"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/anchor"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/page"
	"hearsay/internal/reading"
	"hearsay/internal/sheet"
)

// Show is the verb show.
type Show struct {
	ID string `arg:"" help:"An incident (inc-…), a fact of it (inc-….killed.…), a report (the first digits of its sha256), a statement, or a source's key."`
	store.Flag
	store.AsOf
	History bool   `help:"Of an incident: how it came to be, step by step."`
	Members bool   `help:"Of an incident: the ids by which decide split and move name its parts."`
	All     bool   `help:"Of an incident that dozens of reports tell of: everything, not the first of each."`
	Diff    bool   `help:"Of a report: what changed since the version before at the same address."`
	Against string `placeholder:"ID" help:"Of a report: what differs from this other report."`
	Limit   int    `default:"100" placeholder:"N" help:"Of a source: how many statements at most, up to 1000."`
	After   string `placeholder:"CURSOR" help:"Of a source: go on where the statements broke off."`
	Format  string `enum:"text,json,html" default:"text" help:"text: for people. json: all that is known. html: one page."`
	Out     string `placeholder:"FILE" help:"Write to this file, not to standard output."`
	Color   string `enum:"auto,always,never" default:"auto" help:"Colour the sheet: auto colours a terminal, unless NO_COLOR is set."`
	Width   int    `placeholder:"N" help:"Columns of the sheet, 50 or more."`
}

// Help is shown below the summary of show.
func (*Show) Help() string {
	return `An incident shows each fact with who says, denies or is silent on it, and below, the ids of its facts, what people decided, what may be the same, which report was made from which. ` +
		`A fact shows every statement about it with its words. A report shows its reading and its versions. A source shows all it has said, by incident and by time.

` + "  hearsay show inc-4ced97ede62e --as-of 2026-01-03    what was believed on 3 January\n" +
		"  hearsay show inc-4ced97ede62e --history             how it came to be\n" +
		"  hearsay show inc-4ced97ede62e.killed.7ef2397e       all statements about a fact\n" +
		"  hearsay show e07f8b4259e8 --diff                    what a later version changed"
}

// Run shows one thing.
func (c *Show) Run(io *console.Streams) error {
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		incident, report := strings.HasPrefix(c.ID, "inc-"), digits(c.ID)
		id, _, _ := strings.Cut(c.ID, ".")
		switch {
		case (c.History || c.Members) && !incident:
			return errors.New("--history and --members are of an incident, as inc-4ced97ede62e")
		case (c.Diff || c.Against != "") && !report:
			return errors.New("--diff and --against are of a report: give the first digits of its id")
		case c.History:
			return c.history(ctx, d, io, id)
		case c.Members:
			return c.members(ctx, d, io, id)
		case incident && id != c.ID:
			return c.fact(ctx, d, io)
		case incident:
			return c.incident(ctx, d, io)
		case c.Diff || c.Against != "":
			return c.diff(ctx, d, io)
		case report:
			return c.report(ctx, d, io)
		case digits(id) && anchor.Part(c.ID) == "st":
			return c.statement(ctx, d, io)
		}
		return c.source(ctx, d, io)
	})
}

// digits reports whether an id is the beginning of a report's.
func digits(id string) bool { return len(id) >= 6 && strings.Trim(id, "0123456789abcdef") == "" }

func (c *Show) incident(ctx context.Context, d *desk.Desk, io *console.Streams) error {
	p, err := d.Incident(ctx, c.ID, c.When())
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.json(io, p)
	}
	doc, err := d.Document(ctx, p)
	if err != nil {
		return err
	}
	if c.Format == "html" {
		return c.write(io, func(w writer, _ sheet.Options) error { return page.Write(w, doc) })
	}
	head := sheet.Item{Words: []string{c.stood(p.Row)}}
	if p.Asked != p.Incident.ID {
		head.Words = append(head.Words, p.Asked+" is now part of it")
	}
	for _, id := range p.Redirects {
		if id != p.Asked {
			head.Words = append(head.Words, id+" is part of it")
		}
	}
	for i := range p.Set {
		head.Words = append(head.Words, fmt.Sprintf("%s (row %d)", p.Set[i].Words(), p.Set[i].Row))
	}
	facts := sheet.Section{Title: "Facts by id, for show and decide"}
	for i := range p.Facts {
		f := &p.Facts[i]
		facts.Items = append(facts.Items, sheet.Item{Words: []string{f.ID + "  " + worth(f)}})
	}
	near := sheet.Section{Title: "May be the same"}
	for _, n := range p.Near {
		near.Items = append(near.Items, sheet.Item{Words: []string{n.Incident + ": " + n.Reason}})
	}
	made := sheet.Section{Title: "Which report was made from which"}
	for i := range p.Lineage {
		made.Items = append(made.Items, sheet.Item{Words: []string{p.Lineage[i].Words()}})
	}
	return c.write(io, func(w writer, opt sheet.Options) error {
		opt.Before = []sheet.Section{{Title: p.Incident.ID, Items: []sheet.Item{head}}}
		opt.After = []sheet.Section{decisions(p.Decisions), versions(p), made, near, facts}
		if !c.All && len(p.Reports) > dozens {
			opt.Most, opt.Rest = 8, "--all shows them"
		}
		return sheet.Write(w, doc, opt)
	})
}

// dozens is from how many reports on an incident is shown in part.
const dozens = 24

// stood says as of when a page stood, and since which row it is so.
func (c *Show) stood(row int64) string {
	s := fmt.Sprintf("so since row %d", row)
	switch w := c.When(); {
	case w.Row > 0:
		return fmt.Sprintf("as it stood with row %d, %s", w.Row, s)
	case !w.Time.IsZero():
		return "as it stood on " + w.Time.UTC().Format("2006-01-02 15:04:05") + " UTC, " + s
	}
	return "as it stands, " + s
}

// worth is a fact in words: slot, value, standing, and what people decided.
func worth(f *projection.Fact) string {
	s := string(f.Slot) + ": " + line(f.Value, 80)
	if f.Corrected != "" {
		s += ", corrected to " + line(f.Corrected, 80)
	}
	s += " (" + plain(string(f.Stands())) + ")"
	switch {
	case f.Rejected:
		s += ", rejected"
	case f.Accepted:
		s += ", accepted"
	}
	return s
}

// decisions are those of people, the first first.
func decisions(list []projection.Decided) sheet.Section {
	s := sheet.Section{Title: "What people decided"}
	for i := range list {
		x := &list[i]
		s.Items = append(s.Items, sheet.Item{Words: []string{fmt.Sprintf("row %d, %s: %s", x.Row, x.Time.Format("2006-01-02 15:04"), verdict(x))}})
	}
	return s
}

func verdict(x *projection.Decided) string {
	s := x.Who + " " + string(x.What)
	subject := x.Subject
	if len(subject) == 64 && digits(subject) {
		subject = "report " + subject[:12]
	}
	for _, v := range []string{subject, x.Field} {
		if v != "" {
			s += " · " + line(v, 120)
		}
	}
	if x.Was != "" {
		s += " · “" + line(x.Was, 60) + "” →"
	}
	for _, v := range []string{x.Value, x.Into, x.Reason} {
		if v != "" {
			s += " · " + line(v, 120)
		}
	}
	if x.Decision > 0 {
		s += fmt.Sprintf(" row %d", x.Decision)
	}
	if x.Withdrawn > 0 {
		s += fmt.Sprintf(" (withdrawn with row %d)", x.Withdrawn)
	}
	if x.Now != "" {
		s += " (now " + x.Now + ")"
	}
	if x.Orphaned {
		s += " (what it was about is gone)"
	}
	return strings.ReplaceAll(s, "→ ·", "→")
}

// writer is what a face is written to.
type writer = goio.Writer

// write writes to --out or standard output.
func (c *Show) write(io *console.Streams, f func(w writer, opt sheet.Options) error) error {
	out, err := console.Create(c.Out, io.Out)
	if err != nil {
		return err
	}
	defer out.Close()
	t := console.TerminalOf(io.Out)
	if c.Out != "" {
		t = console.Terminal{}
	}
	if err := f(out, sheet.Options{Width: t.Columns(c.Width), Color: t.Colors(c.Color)}); err != nil {
		return err
	}
	return out.Commit()
}

// json writes all that is known.
func (c *Show) json(io *console.Streams, v any) error {
	return c.write(io, func(w writer, _ sheet.Options) error {
		enc := console.Encoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(v)
	})
}

func (c *Show) members(ctx context.Context, d *desk.Desk, io *console.Streams, id string) error {
	p, err := d.Incident(ctx, id, c.When())
	if err != nil {
		return err
	}
	m, err := d.Members(ctx, p.Incident.ID, c.When())
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.json(io, m)
	}
	parts := sheet.Section{Title: "Parts of " + p.Incident.ID}
	for i := range p.Reports {
		r := &p.Reports[i]
		ids := slices.Sorted(slices.Values(m[r.ID]))
		parts.Items = append(parts.Items, sheet.Item{Head: headed(r), Words: ids})
	}
	return c.write(io, func(w writer, opt sheet.Options) error { return sheet.Sections(w, opt, parts) })
}

// headed is a report in a list: its day, outlet and headline.
func headed(h *projection.Head) string {
	var out []string
	for _, s := range []string{h.Date, h.Outlet, line(h.Headline, 80)} {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(append(out, h.ID[:min(12, len(h.ID))]), " · ")
}

func (c *Show) history(ctx context.Context, d *desk.Desk, io *console.Streams, id string) error {
	steps, err := d.History(ctx, id, c.When())
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.json(io, steps)
	}
	facts := map[string]string{}
	var list sheet.Section
	list.Title = "How " + id + " came to be"
	for i := range steps {
		s := &steps[i]
		it := sheet.Item{Head: fmt.Sprintf("row %d, %s: %s, origins %s", s.Row, s.Time.Format("2006-01-02 15:04:05"), told(&s.Line), bounds(s.Line.OriginsMin, s.Line.OriginsMax))}
		for _, g := range s.Gone {
			it.Words = append(it.Words, "- "+named(g, facts[g]))
		}
		for _, t := range s.Turned {
			it.Words = append(it.Words, "~ "+named(t, s.Facts[t])+", was "+line(plain(facts[t]), 60))
		}
		for _, t := range s.Added {
			it.Words = append(it.Words, "+ "+named(t, s.Facts[t]))
		}
		for i := range s.Lineage {
			it.Words = append(it.Words, "= "+line(s.Lineage[i].Words(), 200))
		}
		for _, w := range s.Line.Set {
			if i == 0 || !slices.Contains(steps[i-1].Line.Set, w) {
				it.Words = append(it.Words, "! "+line(w, 200))
			}
		}
		if len(it.Words) == 0 {
			it.Words = []string{"no fact changed"}
		}
		list.Items = append(list.Items, it)
		for id, v := range s.Facts {
			facts[id] = v
		}
	}
	return c.write(io, func(w writer, opt sheet.Options) error { return sheet.Sections(w, opt, list) })
}

// named is a fact by its slot and value.
func named(id, value string) string {
	slot := "fact"
	if parts := strings.Split(id, "."); len(parts) > 1 {
		slot = parts[1]
	}
	return slot + ": " + line(plain(value), 100)
}

func (c *Show) report(ctx context.Context, d *desk.Desk, io *console.Streams) error {
	p, err := d.Report(ctx, c.ID, c.When())
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.json(io, p)
	}
	if p.Reading == nil && c.Format == "text" {
		if err := c.write(io, func(w writer, opt sheet.Options) error { return sheet.Sections(w, opt, kept(p)...) }); err != nil {
			return err
		}
	}
	if p.Reading == nil {
		if p.Failure != nil {
			return fmt.Errorf("it could not be read: %s; %s", p.Failure.Reason, p.Failure.Advice)
		}
		return errors.New("it waits to be read: `hearsay work --drain` reads it")
	}
	doc := &reading.Document{Format: reading.Format, Reader: p.Reading.Reader, Readings: []*reading.Reading{p.Reading}, Incidents: p.Reading.Incidents, Facts: p.Reading.Facts, Failures: []reading.Failure{}}
	return c.write(io, func(w writer, opt sheet.Options) error {
		if c.Format == "html" {
			return page.Write(w, doc)
		}
		opt.Before = kept(p)
		opt.After = []sheet.Section{decisions(p.Decisions)}
		return sheet.Write(w, doc, opt)
	})
}

// kept is what the ledger says of a report.
func kept(p *desk.ReportPage) []sheet.Section {
	at := func(row int64, t time.Time) string {
		return fmt.Sprintf("row %d, %s: ", row, t.Format("2006-01-02 15:04"))
	}
	came := sheet.Section{Title: "Report " + p.ID[:min(12, len(p.ID))]}
	for i, s := range p.Captures {
		what := "captured from "
		if i > 0 {
			what = "seen again, unchanged, at "
		}
		came.Items = append(came.Items, sheet.Item{Words: []string{at(s.Row, s.Time) + what + console.Shown(s.URI)}})
	}
	for _, r := range p.Readings {
		came.Items = append(came.Items, sheet.Item{Words: []string{at(r.Row, r.Time) + fmt.Sprintf("read by hearsay %s (%.8s)", r.Name, r.Reader)}})
	}
	for i, v := range p.Versions {
		s := fmt.Sprintf("version %d: %.12s", i+1, v.Report)
		if v.Report == p.ID {
			s += " (this)"
		}
		came.Items = append(came.Items, sheet.Item{Words: append([]string{at(v.Row, v.Time) + s}, v.Notes...)})
	}
	if p.Later != "" {
		came.Items = append(came.Items, sheet.Item{Words: []string{fmt.Sprintf("a later version holds: %.12s", p.Later)}})
	}
	for _, in := range p.Incidents {
		came.Items = append(came.Items, sheet.Item{Words: []string{"tells of " + in}})
	}
	for i := range p.Lineage {
		came.Items = append(came.Items, sheet.Item{Words: []string{p.Lineage[i].Words()}})
	}
	return []sheet.Section{came}
}
