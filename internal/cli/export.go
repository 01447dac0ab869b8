package cli

import (
	"context"
	"errors"
	"fmt"

	"hearsay/internal/desk"
	"hearsay/internal/export"
	"hearsay/internal/ledger"
)

type exportCmd struct {
	As string `arg:"" enum:"ucdp,acled,airwars,claims,parquet,jsonl,annotation" help:"ucdp, acled, airwars: CSV in their columns, one incident a line. claims, parquet: who took which stand on which fact. jsonl: incidents with everything. annotation: W3C Web Annotations."`
	ledgerFlag
	filterFlags
	Out   string `placeholder:"FILE" help:"Write to this file, not to standard output."`
	Notes bool   `help:"Print why each column can be empty, and nothing else."`
}

// Run writes incidents in a format.
func (c *exportCmd) Run(io *streams) error {
	if c.Notes {
		for _, n := range export.Notes(export.Format(c.As)) {
			fmt.Fprintf(io.out, "%s: %s\n", n.Column, n.Why)
		}
		return nil
	}
	f, err := c.filter()
	if err != nil {
		return err
	}
	if c.As == "parquet" && c.Out == "" && terminalOf(io.out).is {
		return errors.New("a Parquet file is no text: name a file with --out")
	}
	out, err := openOutput(c.Out, io.out)
	if err != nil {
		return err
	}
	defer out.close()
	return c.ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		n := int64(0)
		if err := export.Write(ctx, out, d, export.Format(c.As), f, func(done, _ int64) { n = done }); err != nil {
			return err
		}
		if err := out.commit(); err != nil {
			return err
		}
		io.say("%d incidents written", n)
		if len(export.Notes(export.Format(c.As))) > 0 {
			io.say("empty columns have a reason: hearsay export %s --notes", c.As)
		}
		return nil
	})
}
