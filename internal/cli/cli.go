package cli

import (
	"errors"
	"io"
	"os"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"

	"hearsay/internal/cli/ask"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/hook"
	"hearsay/internal/cli/intake"
	"hearsay/internal/cli/keep"
	"hearsay/internal/cli/serve"
	"hearsay/internal/cli/user"
)

// grammar is the command line; kong reads it, and docs/cli.md is written from
// it.
type grammar struct {
	Read      readCmd       `cmd:"" help:"Read reports and show who said what, about which incident."`
	Add       keep.Add      `cmd:"" help:"Read reports into a ledger."`
	Incidents ask.Incidents `cmd:"" help:"List a ledger's incidents."`
	Show      ask.Show      `cmd:"" help:"Show one incident, report or source of a ledger."`
	Sources   ask.Sources   `cmd:"" help:"List a ledger's sources."`
	Search    ask.Search    `cmd:"" help:"Find statements by their words."`
	Log       ask.Log       `cmd:"" help:"Show what was appended to a ledger."`
	Changes   ask.Changes   `cmd:"" help:"Show who changed a figure."`
	Queue     ask.Queue     `cmd:"" help:"List what a person should look at, the most doubtful first."`
	Decide    ask.Decide    `cmd:"" help:"Keep a person's decision."`
	Export    ask.Export    `cmd:"" help:"Write a ledger's incidents as UCDP, ACLED, Airwars, CSV, Parquet, JSON Lines or Web Annotations, or all its statements."`
	Verify    keep.Verify   `cmd:"" help:"Check that a ledger is what was appended."`
	Backup    keep.Backup   `cmd:"" help:"Copy a ledger to a new file, while others write."`
	Restore   keep.Restore  `cmd:"" help:"Make a ledger from a backup, in a file or in PostgreSQL."`
	Rebuild   keep.Rebuild  `cmd:"" help:"Make all that is derived from a ledger's rows again."`
	Work      keep.Work     `cmd:"" help:"Read what was kept to be read."`
	Jobs      keep.Jobs     `cmd:"" help:"List what is to be done, and try what failed again."`
	Fetch     intake.Fetch  `cmd:"" help:"Fetch pages politely and keep them in a web archive."`
	Watch     keep.Watch    `cmd:"" help:"Poll feeds, keep what is new in them and what changes later."`
	Serve     serve.Serve   `cmd:"" help:"Open the desk in a browser."`
	MCP       serve.MCP     `cmd:"" name:"mcp" help:"Answer an assistant over the Model Context Protocol."`
	User      user.User     `cmd:"" help:"Manage who may use the desk."`
	Hook      hook.Hook     `cmd:"" help:"Manage who is told what is new."`
	Exam      examCmd       `cmd:"" help:"Score the reader on a folder of marked texts."`
	Train     trainCmd      `cmd:"" help:"Train weights again from their corpora."`
	Version   versionCmd    `cmd:"" help:"Say which program and models this is."`
}

const description = `Reads news reports and keeps the record: who said what, how each source is identified, who denies it, ` +
	`which incident it is about, and how many independent informants can stand behind each fact. ` +
	`It runs offline, and the same bytes always give the same reading.`

// Run carries out one command line and returns the exit code.
func Run(args []string, stdin *os.File, stdout, stderr io.Writer) (code int) {
	io := &console.Streams{In: stdin, Out: stdout, Err: stderr}
	defer func() {
		// --help is carried out in the middle of the parse and leaves from there.
		if r := recover(); r != nil {
			e, ok := r.(console.Exit)
			if !ok {
				panic(r)
			}
			code = int(e)
		}
	}()
	k, err := parser(io)
	if err != nil {
		panic(err) // a mistake in the grammar
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	ctx, err := k.Parse(args)
	if err != nil {
		if _, e := os.Stat(args[0]); e == nil && len(args) == 1 {
			io.Say("%s is no command; `hearsay read %s` reads it", console.Shown(args[0]), console.Shown(args[0]))
			return console.Usage
		}
		io.Say("%s; `hearsay %s--help` says how it is used", err, verb(err))
		return console.Usage
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	return outcome(io, ctx.Run(io))
}

// heapGrowth is by how many percent the heap may grow before it is collected.
// Most of it is models that never go, of which the usual doubling would take
// another hundred megabytes; reading is hardly slower by it.
const heapGrowth = 40

func parser(io *console.Streams) (*kong.Kong, error) {
	return kong.New(&grammar{}, kong.Name("hearsay"), kong.Description(description), kong.Writers(io.Out, io.Err),
		kong.Exit(func(code int) { panic(console.Exit(code)) }), kong.Vars(defaults()),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}))
}

// verb is the verb that a parse broke off in, with a blank; "" for none.
func verb(err error) string {
	var p *kong.ParseError
	if errors.As(err, &p) && p.Context != nil && p.Context.Command() != "" {
		out := ""
		for _, e := range p.Context.Path {
			if e.Command != nil {
				out += e.Command.Name + " "
			}
		}
		return out
	}
	return ""
}

// outcome is the exit code of a verb's error, which it says where nothing has
// been said.
func outcome(s *console.Streams, err error) int {
	var code console.Exit
	switch {
	case err == nil:
		return console.OK
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, syscall.EPIPE):
		return console.Pipe // whoever read has gone: nobody to tell
	}
	s.Say("%s", err)
	var unwritten *console.WriteError
	if errors.As(err, &unwritten) {
		return console.Unwritten
	}
	return console.Some
}
