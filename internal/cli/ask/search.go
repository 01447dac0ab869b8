package ask

import (
	"context"
	"fmt"
	goio "io"
	"strings"
	"text/tabwriter"

	"hearsay/internal/caption"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
)

// Sources is the verb sources.
type Sources struct {
	Words string `arg:"" optional:"" help:"How the name begins."`
	store.Flag
	store.Paged
}

// Run lists sources.
func (c *Sources) Run(io *console.Streams) error {
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Sources(ctx, c.Words, c.Page())
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.JSON(list)
		}
		w := tabwriter.NewWriter(io.Out, 0, 4, 2, ' ', 0)
		for _, s := range list.Items {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", line(s.Name, 50), s.Kind, strings.ReplaceAll(s.Identification, "_", " "), console.Shown(s.Key))
		}
		if err := w.Flush(); err != nil {
			return err
		}
		io.More(list.Next, len(list.Items), list.Total)
		return nil
	})
}

// Search is the verb search.
type Search struct {
	Query []string `arg:"" help:"Words, \"phrases\", prefix*, AND, OR, NOT, brackets, a NEAR/5 b; fields source: act: ident: kind: outlet: report: from: to:"`
	store.Flag
	store.AsOf
	store.Paged
}

// Run finds statements.
func (c *Search) Run(io *console.Streams) error {
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Search(ctx, desk.SearchFilter{When: c.When(), Query: strings.Join(c.Query, " "), Page: c.Page()})
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.JSON(list)
		}
		color := console.TerminalOf(io.Out).Colors("auto")
		for i := range list.Items {
			printHit(io.Out, &list.Items[i], color)
		}
		if len(list.Items) == 0 {
			io.Say("no statement fits")
		}
		io.More(list.Next, len(list.Items), list.Total)
		return nil
	})
}

// printHit prints a statement that was found: who, where, and the words.
func printHit(w goio.Writer, h *desk.Hit, color bool) {
	name := h.Name
	if name == "" {
		name = "no source given"
	}
	fmt.Fprintf(w, "%s  %s · %s", h.Date, line(name, 60), strings.ReplaceAll(h.Act, "_", " "))
	if h.Outlet != "" {
		fmt.Fprintf(w, " · %s", line(h.Outlet, 40))
	}
	fmt.Fprintf(w, " · %s\n    %s\n", h.Statement, marked(h, color))
}

// marked is the passage of a hit with what was searched for in bold, or between
// brackets.
func marked(h *desk.Hit, color bool) string {
	on, off := "[", "]"
	if color {
		on, off = "\x1b[1m", "\x1b[0m"
	}
	r := []rune(h.Passage)
	var b strings.Builder
	at := 0
	for _, m := range h.Marked {
		if m[0] < at {
			continue
		}
		b.WriteString(caption.Tame(string(r[at:m[0]])) + on + caption.Tame(string(r[m[0]:m[1]])) + off)
		at = m[1]
	}
	b.WriteString(caption.Tame(string(r[at:])))
	return b.String()
}
