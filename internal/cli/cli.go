package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"

	"hearsay/internal/cli/intake"
)

// grammar is the command line; kong reads it, and docs/cli.md is written from
// it.
type grammar struct {
	Read      readCmd      `cmd:"" help:"Read reports and show who said what, about which incident."`
	Add       addCmd       `cmd:"" help:"Read reports into a ledger."`
	Incidents incidentsCmd `cmd:"" help:"List a ledger's incidents."`
	Show      showCmd      `cmd:"" help:"Show one incident, report or source of a ledger."`
	Sources   sourcesCmd   `cmd:"" help:"List a ledger's sources."`
	Search    searchCmd    `cmd:"" help:"Find statements by their words."`
	Log       logCmd       `cmd:"" help:"Show what was appended to a ledger."`
	Changes   changesCmd   `cmd:"" help:"Show who changed a figure."`
	Queue     queueCmd     `cmd:"" help:"List what a person should look at, the most doubtful first."`
	Decide    decideCmd    `cmd:"" help:"Keep a person's decision."`
	Export    exportCmd    `cmd:"" help:"Write a ledger's incidents as UCDP, ACLED, Airwars, CSV, Parquet, JSON Lines or Web Annotations."`
	Verify    verifyCmd    `cmd:"" help:"Check that a ledger is what was appended."`
	Backup    backupCmd    `cmd:"" help:"Copy a ledger to a new file, while others write."`
	Rebuild   rebuildCmd   `cmd:"" help:"Make all that is derived from a ledger's rows again."`
	Work      workCmd      `cmd:"" help:"Read what was kept to be read."`
	Jobs      jobsCmd      `cmd:"" help:"List what is to be done, and try what failed again."`
	Fetch     intake.Fetch `cmd:"" help:"Fetch pages politely and keep them in a web archive."`
	Watch     watchCmd     `cmd:"" help:"Poll feeds, keep what is new in them and what changes later."`
	Serve     serveCmd     `cmd:"" help:"Open the desk in a browser."`
	MCP       mcpCmd       `cmd:"" name:"mcp" help:"Answer an assistant over the Model Context Protocol."`
	Exam      examCmd      `cmd:"" help:"Score the reader on a folder of marked texts."`
	Train     trainCmd     `cmd:"" help:"Train weights again from their corpora."`
	Version   versionCmd   `cmd:"" help:"Say which program and models this is."`
}

const description = `Reads news reports and keeps the record: who said what, how each source is identified, who denies it, ` +
	`which incident it is about, and how many independent informants can stand behind each fact. ` +
	`It runs offline, and the same bytes always give the same reading.`

// streams are where a verb reads and writes.
type streams struct {
	in       *os.File
	out, err io.Writer
}

// say prints one message.
func (s *streams) say(format string, args ...any) {
	fmt.Fprintf(s.err, "hearsay: "+format+"\n", args...)
}

// Run carries out one command line and returns the exit code.
func Run(args []string, stdin *os.File, stdout, stderr io.Writer) (code int) {
	io := &streams{stdin, stdout, stderr}
	defer func() {
		// --help is carried out in the middle of the parse and leaves from there.
		if r := recover(); r != nil {
			e, ok := r.(exit)
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
			io.say("%s is no command; `hearsay read %s` reads it", shown(args[0]), shown(args[0]))
			return exitUsage
		}
		io.say("%s; `hearsay %s--help` says how it is used", err, verb(err))
		return exitUsage
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	return io.outcome(ctx.Run(io, &intake.Streams{In: io.in, Out: io.out, Err: io.err}))
}

// heapGrowth is by how many percent the heap may grow before it is collected.
// Most of it is models that never go, of which the usual doubling would take
// another hundred megabytes; reading is hardly slower by it.
const heapGrowth = 40

func parser(io *streams) (*kong.Kong, error) {
	return kong.New(&grammar{}, kong.Name("hearsay"), kong.Description(description), kong.Writers(io.out, io.err),
		kong.Exit(func(code int) { panic(exit(code)) }), kong.Vars(defaults()),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}))
}

// verb is the verb that a parse broke off in, with a blank; "" for none.
func verb(err error) string {
	var p *kong.ParseError
	if errors.As(err, &p) && p.Context != nil && p.Context.Command() != "" {
		for _, e := range p.Context.Path {
			if e.Command != nil {
				return e.Command.Name + " "
			}
		}
	}
	return ""
}

// outcome is the exit code of a verb's error, which it says where nothing has
// been said.
func (s *streams) outcome(err error) int {
	var code exit
	var taken intake.Exit
	switch {
	case errors.As(err, &taken):
		return int(taken)
	case err == nil:
		return exitOK
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, syscall.EPIPE):
		return exitPipe // whoever read has gone: nobody to tell
	}
	s.say("%s", err)
	var unwritten *writeError
	if errors.As(err, &unwritten) {
		return exitUnwritten
	}
	return exitSome
}
