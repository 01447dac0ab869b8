package serve

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/cli/value"
	"hearsay/internal/mcp"
	"hearsay/internal/reading"
)

// MCP is the verb mcp.
type MCP struct {
	store.Flag
	MaxSize value.Size `name:"max-size" default:"16MB" placeholder:"SIZE" help:"Largest text taken, in bytes or as 500kB, 16MB."`
}

// Help is shown below the summary of mcp.
func (*MCP) Help() string {
	return `Speaks the Model Context Protocol over standard input and output, for an assistant that starts it: read_text, search_statements, incident, source and what_changed. ` +
		`Answers carry the exact words of reports, with report id and characters. Nothing is changed. Where no ledger is named and there is no hearsay.db, read_text is all. ` +
		`hearsay serve answers the same at /mcp.`
}

// Run answers one assistant.
func (c *MCP) Run(io *console.Streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	reader, err := reading.Load()
	if err != nil {
		return err
	}
	_, d, done, err := c.Desk(ctx)
	if err != nil {
		return err
	}
	defer done()
	err = mcp.New(mcp.Options{Reader: reader, Desk: d, MaxBytes: int64(c.MaxSize)}).Stdio(ctx, io.In, io.Out)
	if errors.Is(err, context.Canceled) {
		return nil // it was told to stop
	}
	return err
}
