package ask

import (
	"context"
	"fmt"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
)

// Sources is the verb sources.
type Sources struct {
	Words []string `arg:"" optional:"" help:"Words of the name, or how they begin."`
	store.Flag
	store.AsOf
	store.Paged
}

// Run lists sources.
func (c *Sources) Run(io *console.Streams) error {
	return c.Ask(func(ctx context.Context, d *desk.Desk, _ ledger.Store) error {
		list, err := d.Sources(ctx, strings.Join(c.Words, " "), c.When(), c.Page())
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return io.JSON(list)
		}
		var rows []row
		for _, s := range list.Items {
			rows = append(rows, row{line(s.Name, 50), s.Kind, plain(s.Identification), counted(s.Statements, "statement"), console.Shown(s.Key)})
		}
		if err := table(io.Out, rows, 1); err != nil {
			return err
		}
		if len(list.Items) == 0 {
			io.Say("no source fits")
		}
		io.More(list.Next, len(list.Items), list.Counted())
		return nil
	})
}

// Search is the verb search.
type Search struct {
	Query []string `arg:"" help:"Words, \"phrases\", prefix*, AND, OR, NOT, brackets, a NEAR/5 b; fields source: described: act: ident: kind: certainty: outlet: report: date: from: to:"`
	store.Flag
	store.AsOf
	store.Paged
}

// Help is shown below the summary of search.
func (*Search) Help() string {
	return `Words beside each other must all stand in a statement; capitals, accents and the order do not matter. ` +
		`source:navy is who has the word in the name, or a key that hearsay sources lists (a name that more than 50 have: whom the report calls so); described:officials are those who are not named. ` +
		`A field given twice may have either value. The latest thousand that fit are ranked, the best first; without words, the latest day comes first. What fits is counted up to five thousand.

` + "  hearsay search '\"barrel bombs\" act:deny from:2015-01-01'\n" +
		"  hearsay search 'hospital NEAR/5 (struck OR hit) source:observatory'\n" +
		"  hearsay search 'act:claim_responsibility outlet:\"Meridian Press\"'"
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
		t := console.TerminalOf(io.Out)
		for i := range list.Items {
			h := &list.Items[i]
			fmt.Fprintln(io.Out, strings.Join(about(h), " · "))
			fmt.Fprintln(io.Out, "    "+t.Wrapped(marked(h, color), "    "))
		}
		if len(list.Items) == 0 {
			io.Say("no statement fits")
		}
		io.More(list.Next, len(list.Items), list.Counted())
		return nil
	})
}

// about is what a statement is known by: its day, who, what it does, the outlet
// and its id.
func about(h *desk.Hit) []string {
	name := h.Name
	if name == "" {
		name = "no source given"
	}
	out := []string{line(name, 60), plain(h.Act)}
	if h.Date != "" {
		out = append([]string{h.Date}, out...)
	}
	if h.Outlet != "" {
		out = append(out, line(h.Outlet, 40))
	}
	if h.Later != "" {
		out = append(out, "in an earlier version of its report")
	}
	return append(out, h.Statement)
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
