package cli

import (
	"context"
	"fmt"
	goio "io"
	"strings"
	"text/tabwriter"

	"hearsay/internal/caption"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
)

type sourcesCmd struct {
	Words string `arg:"" optional:"" help:"How the name begins."`
	ledgerFlag
	paged
}

// Run lists sources.
func (c *sourcesCmd) Run(io *streams) error {
	return c.ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Sources(ctx, c.Words, c.page())
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.json(list)
		}
		w := tabwriter.NewWriter(io.out, 0, 4, 2, ' ', 0)
		for _, s := range list.Items {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", line(s.Name, 50), s.Kind, strings.ReplaceAll(s.Identification, "_", " "), shown(s.Key))
		}
		if err := w.Flush(); err != nil {
			return err
		}
		io.more(list.Next, len(list.Items), list.Total)
		return nil
	})
}

type searchCmd struct {
	Query []string `arg:"" help:"Words, \"phrases\", prefix*, AND, OR, NOT, brackets, a NEAR/5 b; fields source: act: ident: kind: outlet: report: from: to:"`
	ledgerFlag
	asOf
	paged
}

// Run finds statements.
func (c *searchCmd) Run(io *streams) error {
	return c.ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Search(ctx, desk.SearchFilter{When: c.when(), Query: strings.Join(c.Query, " "), Page: c.page()})
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.json(list)
		}
		color := terminalOf(io.out).colors("auto")
		for i := range list.Items {
			printHit(io.out, &list.Items[i], color)
		}
		if len(list.Items) == 0 {
			io.say("no statement fits")
		}
		io.more(list.Next, len(list.Items), list.Total)
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
