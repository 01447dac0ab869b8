package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/desk/bulk"
	"hearsay/internal/export"
	"hearsay/internal/ledger"
)

// Export is the verb export.
type Export struct {
	As string `arg:"" enum:"ucdp,acled,airwars,claims,parquet,jsonl,annotation,statements,statements-parquet,statements-jsonl" help:"ucdp, acled, airwars: CSV in their columns, one incident a line. claims, parquet: who took which stand on which fact. jsonl: incidents with everything. annotation: W3C Web Annotations. statements: CSV, one statement a line, of incidents or not; statements-parquet, statements-jsonl: the same lines."`
	store.Flag
	Filter
	Outlet string `placeholder:"NAME" help:"Statements of this outlet's reports. Statements are chosen by --from and --to, which are then days of publication, by these four, --as-of and --row."`
	Report string `placeholder:"ID" help:"Statements of this report, by its id or the beginning of it."`
	Source string `placeholder:"KEY" help:"Statements of this source."`
	Act    string `placeholder:"WORD" help:"Statements that do this, as deny or accuse."`
	Out    string `placeholder:"FILE" help:"Write to this file, not to standard output."`
	Notes  bool   `help:"Print why each column can be empty, and nothing else."`
}

// Run writes incidents or statements in a format.
func (c *Export) Run(io *console.Streams) error {
	format := export.Format(c.As)
	if c.Notes {
		for _, n := range export.Notes(format) {
			fmt.Fprintf(io.Out, "%s: %s\n", n.Column, n.Why)
		}
		return nil
	}
	f, err := c.filter()
	if err != nil {
		return err
	}
	unit, choice := "incidents", c.choice(&f)
	if slices.Contains(export.OfStatements, format) {
		unit = "statements"
	}
	if (format == export.Parquet || format == export.StatementsParquet) && c.Out == "" && console.TerminalOf(io.Out).Is {
		return errors.New("a Parquet file is no text: name a file with --out")
	}
	out, err := console.Create(c.Out, io.Out)
	if err != nil {
		return err
	}
	defer out.Close()
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		bar := console.NewWork(io.Err, unit)
		progress := bar.To
		if c.Out == "" {
			progress = nil // the bar and the lines would share a terminal
		}
		var sum export.Sum
		var err error
		if unit == "statements" {
			sum, err = export.WriteStatements(ctx, out, d, format, choice, progress)
		} else {
			sum, err = export.Write(ctx, out, d, format, f, progress)
		}
		bar.Done()
		if ctx.Err() != nil {
			left := "no file was written"
			if c.Out == "" {
				left = "what was written is a part"
			}
			io.Say("interrupted after %d %s; %s", sum.Items, unit, left)
			return console.Exit(console.Interrupted)
		}
		if err != nil {
			return err
		}
		if err := out.Commit(); err != nil {
			return err
		}
		if sum.Lines != sum.Items {
			io.Say("%d %s written, %d lines", sum.Items, unit, sum.Lines)
		} else {
			io.Say("%d %s written", sum.Items, unit)
		}
		if len(export.Notes(format)) > 0 {
			io.Say("empty columns have a reason: hearsay export %s --notes", c.As)
		}
		return nil
	})
}

// choice is what statements are chosen by.
func (c *Export) choice(f *desk.IncidentFilter) bulk.Choice {
	return bulk.Choice{When: f.When, From: f.From, To: f.To, Outlet: c.Outlet, Report: c.Report, Source: c.Source, Act: c.Act}
}

// Validate checks that a filter is one of what is written.
func (c *Export) Validate() error {
	f, err := c.filter()
	if err != nil {
		return err
	}
	if slices.Contains(export.OfStatements, export.Format(c.As)) {
		if f != (desk.IncidentFilter{When: f.When, From: f.From, To: f.To, Sort: f.Sort}) {
			return errors.New("statements are chosen by --from, --to, --outlet, --report, --source, --act, --as-of and --row; the other filters are of incidents: take them out, or export claims")
		}
	} else if c.choice(&f) != (bulk.Choice{When: f.When, From: f.From, To: f.To}) {
		return fmt.Errorf("--outlet, --report, --source and --act choose statements: take them out, or export statements in place of %s", c.As)
	}
	return nil
}
