package ask

import (
	"context"
	"fmt"

	"hearsay/internal/caption"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
)

// Log is the verb log.
type Log struct {
	store.Flag
	Since int64 `placeholder:"ROW" help:"Begin after this row."`
	store.AsOf
	Limit  int    `default:"100" placeholder:"N" help:"How many rows at most."`
	Format string `enum:"text,jsonl" default:"text" help:"text: for people. jsonl: one row a line."`
}

// Run shows what was appended.
func (c *Log) Run(io *console.Streams) error {
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		items, upto, err := d.Since(ctx, c.Since, c.Limit, c.When())
		if err != nil {
			return err
		}
		for i := range items {
			it := &items[i]
			if c.Format == "jsonl" {
				if err := console.Encoder(io.Out).Encode(it); err != nil {
					return err
				}
				continue
			}
			fmt.Fprintf(io.Out, "%8d  %s  %-8s %s\n", it.Row, it.Time.Format("2006-01-02 15:04:05"), it.Kind, line(it.Words, 140))
		}
		if len(items) == 0 && c.Format == "text" {
			io.Say("nothing was appended after row %d", c.Since)
		}
		if len(items) == c.Limit {
			io.Say("--since %d shows what follows", upto)
		}
		return nil
	})
}

// Changes is the verb changes.
type Changes struct {
	Incident string `arg:"" optional:"" help:"Of this incident; of all where none is named."`
	store.Flag
	Since int64 `placeholder:"ROW" help:"Changed after this row."`
	store.AsOf
	Format string `enum:"text,json" default:"text" help:"text: for people. json: one document."`
}

// Help is shown below the summary of changes.
func (*Changes) Help() string {
	return `Who gave one figure of the killed or injured, and in a later report another. Like is held against like: the same incident, the same people counted, ` +
		`the largest figure of each report. Who still gives the old figure has not changed it; of two reports of one day neither is the later, unless one is a later version of the other.`
}

// Run shows which figures were changed by whom.
func (c *Changes) Run(io *console.Streams) error {
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Changes(ctx, c.Incident, c.Since, c.When())
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.JSON(list)
		}
		t := console.TerminalOf(io.Out)
		for i := range list {
			f := &list[i]
			fmt.Fprintf(io.Out, "%s  %s: %s\n", f.Incident, line(f.Name, 60), turned(f))
			for _, x := range []*projection.Claim{&f.Before, &f.After} {
				where := x.Statement
				if where == "" {
					where = x.Report[:min(12, len(x.Report))]
				}
				fmt.Fprintf(io.Out, "    %s\n", t.Wrapped(fmt.Sprintf("%s  %s: “%s”", x.Date, where, caption.Tame(x.Words.Text)), "    "))
			}
		}
		if len(list) == 0 {
			io.Say("nobody changed a figure")
		}
		return nil
	})
}

// turned is a figure that was given anew, in words.
func turned(f *desk.Figure) string {
	return fmt.Sprintf("%s, %s (%s) → %s (%s)", f.Slot, line(f.Before.Value, 40), f.Before.Date, line(f.After.Value, 40), f.After.Date)
}
