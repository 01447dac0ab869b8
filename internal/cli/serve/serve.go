package serve

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/cli/value"
	"hearsay/internal/reading"
	"hearsay/internal/web"
)

// Serve is the verb serve.
type Serve struct {
	store.Flag
	Listen  string     `default:"localhost:8080" placeholder:"HOST:PORT" help:"Where to answer. On localhost only this machine may ask."`
	MaxSize value.Size `name:"max-size" default:"16MB" placeholder:"SIZE" help:"Largest report taken, in bytes or as 500kB, 16MB."`
	Quiet   bool       `help:"Log no requests."`
}

// Help is shown below the summary of serve.
func (*Serve) Help() string {
	return `The desk in a browser: the incidents, reports, sources and decisions of a ledger, and a page that reads what is pasted or dropped and keeps nothing of it. ` +
		`Where no ledger is named and there is no hearsay.db, that page is all. Decisions are taken on this machine alone: on another address the desk is for reading. ` +
		`Programs ask at /api/v1 (docs/api.md), clients of Citron at /citron, assistants at /mcp. ` +
		`Nothing leaves this machine, and the pages ask nothing of any other. ` +
		`An interrupt stops it once what is being answered is answered.`
}

// patience is how long answers may take to end once the server is told to stop.
const patience = 20 * time.Second

// Run serves until it is told to stop.
func (c *Serve) Run(io *console.Streams) error {
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return fmt.Errorf("--listen %s: not HOST:PORT, as localhost:8080", c.Listen)
	}
	reader, err := reading.Load()
	if err != nil {
		return err
	}
	var log *slog.Logger
	if !c.Quiet {
		log = slog.New(slog.NewTextHandler(io.Err, nil))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, d, done, err := c.Desk(ctx)
	if err != nil {
		return err
	}
	defer done()
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("%w; choose another address with --listen", err)
	}
	also := c.forPrograms(reader, store, d, log, loopback(host))
	srv := web.Listen(web.New(web.Options{Reader: reader, Desk: d, Log: log, MaxBytes: int64(c.MaxSize), Also: also, Local: loopback(host)}))
	io.Say("the desk is at http://%s/ (interrupt to stop)", listener.Addr())
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(listener) }()
	select {
	case err = <-ended:
		return err
	case <-ctx.Done():
	}
	late, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := srv.Shutdown(late); err != nil {
		return fmt.Errorf("some answers were cut off: %w", err)
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// loopback reports whether a host names this machine and no other can reach it.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
