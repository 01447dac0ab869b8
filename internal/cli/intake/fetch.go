package intake

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/capture/bundle"
	"hearsay/internal/capture/fetch"
	"hearsay/internal/capture/warc"
	"hearsay/internal/cli/console"
)

// Fetch is the verb fetch.
type Fetch struct {
	URLs []string `arg:"" optional:"" name:"url" help:"What to fetch: an http or https address."`

	Out    string `short:"o" required:"" placeholder:"FILE" help:"The web archive to write, as crawl.warc.gz: hearsay read takes it."`
	From   string `placeholder:"FILE" help:"Fetch the addresses in this file too, one a line."`
	Failed string `placeholder:"FILE" help:"Write the addresses that could not be fetched to this file, one a line, for --from."`

	Network
	MaxSize int64 `name:"max-size" default:"16000000" placeholder:"BYTES" help:"Largest answer taken."`
}

// Help is shown below the summary of fetch.
func (*Fetch) Help() string {
	return `Every answer is kept as it came, with its time, header and digest, each in a gzip member of its own, redirects too. ` +
		`Hosts are asked side by side, one host never twice at a time (docs/capture.md).`
}

// fetchers is how many hosts are asked at the same time.
const fetchers = 16

// crawl is one run of fetch.
type crawl struct {
	cmd     *Fetch
	io      *console.Streams
	fetcher *fetch.Fetcher
	mu      sync.Mutex // guards what follows
	archive *warc.Writer
	err     error // of the archive
	seen    map[string]bool
	fetched int
	failed  []string
}

// Run fetches and writes the archive.
func (c *Fetch) Run(io *console.Streams) error {
	urls := c.URLs
	if c.From != "" {
		more, err := NamesIn(c.From)
		if err != nil {
			return err
		}
		urls = append(urls, more...)
	}
	if len(urls) == 0 {
		return fmt.Errorf("there is nothing to fetch; name an address, or a file of some with --from")
	}
	out, err := console.Create(c.Out, nil)
	if err != nil {
		return err
	}
	defer out.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	r := &crawl{cmd: c, io: io, seen: map[string]bool{}, fetcher: fetch.New(fetch.Options{Contact: c.Contact, Private: c.Private, MaxBytes: int64(c.MaxSize)})}
	defer r.fetcher.Close()
	if r.archive, err = warc.NewWriter(out, "hearsay", time.Now()); err != nil {
		return err
	}
	r.all(ctx, urls, 0)
	if r.err != nil {
		return r.err
	}
	if r.fetched > 0 {
		if err := out.Commit(); err != nil {
			return err
		}
	}
	if err := WriteLines(c.Failed, r.failed); err != nil {
		return err
	}
	io.Say("%d of %d addresses were fetched", r.fetched, r.fetched+len(r.failed))
	switch {
	case ctx.Err() != nil:
		return console.Exit(console.Interrupted)
	case r.fetched == 0:
		return console.Exit(console.None)
	case len(r.failed) > 0:
		return console.Exit(console.Some)
	}
	return nil
}

// all fetches addresses side by side, and where a feed is followed, what it
// names.
func (r *crawl) all(ctx context.Context, urls []string, depth int) {
	var wait sync.WaitGroup
	slots := make(chan struct{}, fetchers)
	var mu sync.Mutex
	var more []string
	for _, u := range urls {
		if key := fetch.Canonical(u); r.seen[key] {
			continue
		} else {
			r.seen[key] = true
		}
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			links := r.one(ctx, u)
			mu.Lock()
			more = append(more, links...)
			mu.Unlock()
		})
	}
	wait.Wait()
	if r.cmd.Follow && depth < maxFollowed && len(more) > 0 && ctx.Err() == nil {
		r.all(ctx, more, depth+1)
	}
}

// one fetches an address and returns those that it names, where it is a feed.
func (r *crawl) one(ctx context.Context, u string) (links []string) {
	resp, err := r.fetcher.Fetch(ctx, fetch.Request{URL: u})
	r.mu.Lock()
	defer r.mu.Unlock()
	if ctx.Err() != nil || r.err != nil {
		return nil
	}
	if err != nil {
		e := &capture.Error{URI: u, Reason: err.Error(), Advice: "try again"}
		errors.As(err, &e)
		r.io.Say("%s", e)
		r.failed = append(r.failed, u)
		return nil
	}
	for _, e := range append(resp.Hops, resp.Exchange) {
		err := r.archive.Response(e.URL, e.Started, fmt.Sprintf("%d %s", e.Status, http.StatusText(e.Status)), e.Header, e.Body)
		if err == nil {
			err = r.archive.Request(e.URL, e.Method, e.Started, e.Sent)
		}
		if err != nil {
			r.err = console.NotWritten(r.cmd.Out, "cannot be written ("+console.Cause(err)+")", "make room on the disk, or check --out")
			return nil
		}
	}
	r.fetched++
	if !r.cmd.Follow {
		return nil
	}
	for it, err := range bundle.Read(strings.NewReader(string(resp.Bytes)), resp.URL, bundle.Options{MaxBytes: int64(r.cmd.MaxSize)}) {
		if err == nil && it.Link != "" {
			links = append(links, it.Link)
		}
	}
	return links
}

// WriteLines writes names to a file, one a line; "" is no file.
func WriteLines(path string, names []string) error {
	if path == "" {
		return nil
	}
	out, err := console.Create(path, nil)
	if err != nil {
		return err
	}
	defer out.Close()
	for _, n := range names {
		fmt.Fprintln(out, n)
	}
	return out.Commit()
}
