package ask

import (
	"context"
	"errors"
	"fmt"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/export"
	"hearsay/internal/ledger"
)

// Export is the verb export.
type Export struct {
	As string `arg:"" enum:"ucdp,acled,airwars,claims,parquet,jsonl,annotation" help:"ucdp, acled, airwars: CSV in their columns, one incident a line. claims, parquet: who took which stand on which fact. jsonl: incidents with everything. annotation: W3C Web Annotations."`
	store.Flag
	Filter
	Out   string `placeholder:"FILE" help:"Write to this file, not to standard output."`
	Notes bool   `help:"Print why each column can be empty, and nothing else."`
}

// Run writes incidents in a format.
func (c *Export) Run(io *console.Streams) error {
	if c.Notes {
		for _, n := range export.Notes(export.Format(c.As)) {
			fmt.Fprintf(io.Out, "%s: %s\n", n.Column, n.Why)
		}
		return nil
	}
	f, err := c.filter()
	if err != nil {
		return err
	}
	if c.As == "parquet" && c.Out == "" && console.TerminalOf(io.Out).Is {
		return errors.New("a Parquet file is no text: name a file with --out")
	}
	out, err := console.Create(c.Out, io.Out)
	if err != nil {
		return err
	}
	defer out.Close()
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		n := int64(0)
		bar := console.NewWork(io.Err, "incidents")
		err := export.Write(ctx, out, d, export.Format(c.As), f, func(done, all int64) {
			n = done
			if c.Out != "" { // else the bar and the lines would share a terminal
				bar.To(done, all)
			}
		})
		bar.Done()
		if ctx.Err() != nil {
			io.Say("interrupted after %d incidents; no file was written", n)
			return console.Exit(console.Interrupted)
		}
		if err != nil {
			return err
		}
		if err := out.Commit(); err != nil {
			return err
		}
		io.Say("%d incidents written", n)
		if len(export.Notes(export.Format(c.As))) > 0 {
			io.Say("empty columns have a reason: hearsay export %s --notes", c.As)
		}
		return nil
	})
}
