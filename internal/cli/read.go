package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"syscall"

	"github.com/alecthomas/kong"

	"hearsay/internal/capture"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/intake"
	"hearsay/internal/cli/value"
	"hearsay/internal/sheet"
)

type readCmd struct {
	Reports []string `arg:"" optional:"" name:"report" help:"A report: plain text, a page of HTML, PDF, Word, mail, Markdown or a news item, told by its content; what holds several: a web archive (WARC, WACZ), a feed, a table (CSV, JSON Lines), a zip file; the http or https address of any of them; a directory that is walked for such files by their endings; or - for standard input."`

	Date   value.Day `placeholder:"DAY" help:"Day of publication, as 2025-12-30, of every report named: relative dates (\"on Monday\") are resolved by it. Goes before what a report says of itself."`
	Outlet string    `placeholder:"NAME" help:"Outlet of every report named."`
	URL    string    `placeholder:"URL" help:"Public address of every report named; it is kept, not fetched."`

	From    string            `placeholder:"FILE" help:"Read the reports named in this file too, one a line."`
	Failed  string            `placeholder:"FILE" help:"Write the names of those that could not be read to this file, one a line, for --from."`
	Columns map[string]string `placeholder:"WHAT=COLUMN" help:"Which column of a table, or field of its JSON, holds what, as body=Inhalt;date=Tag: headline, body, url, outlet, by, date, updated, located, credit. The usual names are known."`

	intake.Network

	Format  string     `enum:"text,json,jsonl,html" default:"text" help:"text: a sheet for people. json: one document (docs/format.md). jsonl: one reading a line, as they are read. html: one page with the texts marked."`
	Out     string     `placeholder:"FILE" help:"Write to this file, not to standard output."`
	Workers int        `default:"${workers}" placeholder:"N" help:"Reports read at the same time; the output is the same for any number. Default: the number of processors."`
	MaxSize value.Size `name:"max-size" default:"16MB" placeholder:"SIZE" help:"Largest report taken, in bytes or as 500kB, 16MB."`
	Color   string     `enum:"auto,always,never" default:"auto" help:"Colour the sheet: auto colours a terminal, unless NO_COLOR is set."`
	Width   int        `placeholder:"N" help:"Columns of the sheet, 50 or more. Default: the terminal's, up to 140; 80 in a pipe."`
}

// Help is shown below the summary of read.
func (*readCmd) Help() string {
	return `Several reports in one call are linked: an incident they share is shown once, with every report's positions. ` +
		`The same bytes given twice are one report. A report that cannot be read is named on standard error with the reason; the others are still read. Nothing is fetched unless an address is named; what is named is fetched politely (docs/capture.md).

` + console.ExitCodes()
}

// defaults are the variables of the grammar.
func defaults() kong.Vars { return kong.Vars{"workers": strconv.Itoa(runtime.NumCPU())} }

// Validate checks what kong cannot.
func (c *readCmd) Validate() error {
	switch {
	case len(c.Reports) == 0 && c.From == "":
		return fmt.Errorf("expected \"<report> ...\"")
	case c.Width != 0 && c.Width < sheet.MinWidth:
		return fmt.Errorf("--width must be %d or more", sheet.MinWidth)
	}
	return intake.Check(c.Reports, c.Workers)
}

// Run reads the reports and shows them.
func (c *readCmd) Run(io *console.Streams) error {
	out, err := console.Create(c.Out, io.Out)
	if err != nil {
		return err
	}
	defer out.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // the second interrupt ends the program

	names := c.Reports
	if c.From != "" {
		more, err := intake.NamesIn(c.From)
		if err != nil {
			return err
		}
		names = append(names, more...)
	}
	src := &intake.Sources{Network: c.Network, Stated: capture.Stated{Outlet: c.Outlet, URL: c.URL, Date: c.Date.Time}, Most: int64(c.MaxSize), Columns: c.Columns, Streams: io}
	if err := src.Check(); err != nil {
		return err
	}
	entries := src.Entries(names)
	tot := console.NewTotal(len(entries))
	if c.Format != "jsonl" || !console.TerminalOf(io.Out).Is { // else lines and bar would mix
		tot.Bar = console.NewProgress(io.Err, len(entries), src.Long(entries))
	}
	io = &console.Streams{In: io.In, Out: io.Out, Err: tot.Bar.Writer(io.Err)}
	src.Err, src.Add = io.Err, tot.Add
	g := &gathering{items: src.Items(entries), workers: c.Workers, keep: c.Format != "jsonl", total: tot, io: io}
	var lines *jsonl
	if c.Format == "jsonl" {
		lines = &jsonl{w: out}
		g.each = lines.write
	}
	if err := g.run(ctx); err != nil {
		return err
	}
	if g.read > 0 { // else nothing is shown, and an older file of that name stays
		if lines != nil {
			err = lines.err
		} else {
			err = c.show(out, g.reader.Join(g.readings, g.failures), io)
		}
		if err == nil {
			err = out.Commit()
		}
	}
	if err == nil {
		var failed []string
		for _, f := range g.failures {
			failed = append(failed, f.URI)
		}
		err = intake.WriteLines(c.Failed, failed)
	}
	if err != nil {
		return err
	}
	src.PassedOver()
	return g.verdict()
}
