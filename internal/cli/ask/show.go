package ask

import (
	"context"
	"errors"
	"fmt"
	goio "io"
	"strings"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/page"
	"hearsay/internal/reading"
	"hearsay/internal/sheet"
)

// Show is the verb show.
type Show struct {
	ID string `arg:"" help:"An incident (inc-…), a report (the first digits of its sha256), or a source's key."`
	store.Flag
	store.AsOf
	History bool   `help:"Of an incident: how it came to be, step by step."`
	Members bool   `help:"Of an incident: the ids by which decide split and move name its parts."`
	Format  string `enum:"text,json,html" default:"text" help:"text: for people. json: all that is known. html: one page."`
	Out     string `placeholder:"FILE" help:"Write to this file, not to standard output."`
	Color   string `enum:"auto,always,never" default:"auto" help:"Colour the sheet: auto colours a terminal, unless NO_COLOR is set."`
	Width   int    `placeholder:"N" help:"Columns of the sheet, 50 or more."`
}

// Run shows one thing.
func (c *Show) Run(io *console.Streams) error {
	return c.Ask(func(ctx context.Context, d *desk.Desk, store ledger.Store) error {
		switch {
		case strings.HasPrefix(c.ID, "inc-"):
			return c.incident(ctx, d, io)
		case len(c.ID) >= 6 && strings.Trim(c.ID, "0123456789abcdef") == "":
			return c.report(ctx, d, io)
		}
		return c.source(ctx, d, io)
	})
}

func (c *Show) incident(ctx context.Context, d *desk.Desk, io *console.Streams) error {
	id, _, _ := strings.Cut(c.ID, ".")
	if c.Members {
		m, err := d.Members(ctx, id)
		if err != nil {
			return err
		}
		return io.JSON(m)
	}
	if c.History {
		return c.history(ctx, d, io)
	}
	p, err := d.Incident(ctx, id, c.When())
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.write(io, func(w writer) error { enc := console.Encoder(w); enc.SetIndent("", "  "); return enc.Encode(p) })
	}
	if p.Asked != p.Incident.ID {
		io.Say("%s is now part of %s", p.Asked, p.Incident.ID)
	}
	doc, err := d.Document(ctx, p)
	if err != nil {
		return err
	}
	if err := c.set(doc, io); err != nil {
		return err
	}
	for i := range p.Lineage {
		io.Say("%s", line(p.Lineage[i].Words(), 200))
	}
	for _, n := range p.Near {
		io.Say("%s may be the same: %s", n.Incident, n.Reason)
	}
	for _, x := range p.Decisions {
		io.Say("row %d, %s: %s", x.Row, x.Time.Format("2006-01-02 15:04"), verdict(&x))
	}
	return nil
}

// writer is what a face is written to.
type writer = goio.Writer

// write writes to --out or standard output.
func (c *Show) write(io *console.Streams, f func(w writer) error) error {
	out, err := console.Create(c.Out, io.Out)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := f(out); err != nil {
		return err
	}
	return out.Commit()
}

// set sets a document as text or as a page.
func (c *Show) set(doc *reading.Document, io *console.Streams) error {
	return c.write(io, func(w writer) error {
		if c.Format == "html" {
			return page.Write(w, doc)
		}
		t := console.TerminalOf(io.Out)
		if c.Out != "" {
			t = console.Terminal{}
		}
		return sheet.Write(w, doc, sheet.Options{Width: t.Columns(c.Width), Color: t.Colors(c.Color)})
	})
}

func verdict(x *projection.Decided) string {
	s := x.Who + " " + string(x.What)
	for _, v := range []string{x.Subject, x.Field, x.Value, x.Into, x.Reason} {
		if v != "" {
			s += " · " + line(v, 120)
		}
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
	return s
}

func (c *Show) history(ctx context.Context, d *desk.Desk, io *console.Streams) error {
	steps, err := d.History(ctx, c.ID)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return io.JSON(steps)
	}
	facts := map[string]string{}
	for i := range steps {
		s := &steps[i]
		fmt.Fprintf(io.Out, "row %d, %s: %d reports, origins %s\n", s.Row, s.Time.Format("2006-01-02 15:04:05"), s.Line.Reports, bounds(s.Line.OriginsMin, s.Line.OriginsMax))
		for _, g := range s.Gone {
			fmt.Fprintf(io.Out, "  - %s\n", named(g, facts[g]))
		}
		for _, t := range s.Turned {
			fmt.Fprintf(io.Out, "  ~ %s, was %s\n", named(t, s.Facts[t]), line(facts[t], 60))
		}
		for _, t := range s.Added {
			fmt.Fprintf(io.Out, "  + %s\n", named(t, s.Facts[t]))
		}
		for i := range s.Lineage {
			fmt.Fprintf(io.Out, "  = %s\n", line(s.Lineage[i].Words(), 140))
		}
		for id, v := range s.Facts {
			facts[id] = v
		}
	}
	return nil
}

// named is a fact by its slot and value.
func named(id, value string) string {
	slot := "fact"
	if parts := strings.Split(id, "."); len(parts) > 1 {
		slot = parts[1]
	}
	return slot + ": " + line(value, 100)
}

func (c *Show) report(ctx context.Context, d *desk.Desk, io *console.Streams) error {
	p, err := d.Report(ctx, c.ID, c.When())
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.write(io, func(w writer) error { enc := console.Encoder(w); enc.SetIndent("", "  "); return enc.Encode(p) })
	}
	for _, s := range p.Captures {
		io.Say("row %d, %s: captured from %s", s.Row, s.Time.Format("2006-01-02 15:04"), console.Shown(s.URI))
	}
	for _, v := range p.Versions {
		notes := ""
		if len(v.Notes) > 0 {
			notes = ": " + line(v.Notes[0], 120)
		}
		io.Say("row %d: version %.12s%s", v.Row, v.Report, notes)
	}
	for _, in := range p.Incidents {
		io.Say("tells of %s", in)
	}
	for i := range p.Lineage {
		io.Say("%s", line(p.Lineage[i].Words(), 200))
	}
	for _, x := range p.Decisions {
		io.Say("row %d: %s", x.Row, verdict(&x))
	}
	if p.Reading == nil {
		if p.Failure != nil {
			return fmt.Errorf("it could not be read: %s; %s", p.Failure.Reason, p.Failure.Advice)
		}
		return errors.New("it waits to be read: `hearsay work --drain` reads it")
	}
	return c.set(&reading.Document{Format: reading.Format, Reader: p.Reading.Reader, Readings: []*reading.Reading{p.Reading}, Incidents: p.Reading.Incidents, Facts: p.Reading.Facts, Failures: []reading.Failure{}}, io)
}

func (c *Show) source(ctx context.Context, d *desk.Desk, io *console.Streams) error {
	p, err := d.Source(ctx, c.ID, c.When(), desk.Page{Limit: 200})
	if errors.Is(err, ledger.ErrNone) {
		return fmt.Errorf("%q is no incident, report or source of this ledger; `hearsay sources` lists the keys", c.ID)
	}
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.write(io, func(w writer) error { enc := console.Encoder(w); enc.SetIndent("", "  "); return enc.Encode(p) })
	}
	fmt.Fprintf(io.Out, "%s · %s · %d statements\n", line(p.Name, 80), strings.ReplaceAll(p.Identification, "_", " "), p.Statements.Total)
	for i := range p.Changes {
		ch := &p.Changes[i]
		fmt.Fprintf(io.Out, "  changed: %s of %s, from %s (%s) to %s (%s)\n", ch.Slot, ch.Incident, line(ch.Before.Value, 40), ch.Before.Date, line(ch.After.Value, 40), ch.After.Date)
	}
	for i := range p.Statements.Items {
		printHit(io.Out, &p.Statements.Items[i], false)
	}
	return nil
}
