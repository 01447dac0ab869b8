package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/capture/feed"
	"hearsay/internal/capture/fetch"
	"hearsay/internal/capture/warc"
	"hearsay/internal/capture/watch"
	"hearsay/internal/cli/console"
	report "hearsay/internal/document"
)

// Watch is the verb watch.
type Watch struct {
	Feeds []string `arg:"" name:"feeds" help:"An OPML file, or the address of a feed or news sitemap."`

	Keep    string        `required:"" placeholder:"DIR" help:"Where to keep what is captured: a web archive a day, which hearsay read takes, and the state of the watch, which goes on from there."`
	Every   time.Duration `default:"15m" placeholder:"TIME" help:"How often each feed is asked."`
	Format  string        `enum:"text,jsonl" default:"text" help:"How events are printed, a line each."`
	For     time.Duration `placeholder:"TIME" help:"Stop after this time. Default: at an interrupt."`
	Contact string        `env:"HEARSAY_CONTACT" placeholder:"ADDRESS" help:"Whom those may write to whose pages are fetched: a mail address or a page. It is sent with each request."`
	Private bool          `help:"Also fetch from private networks and this machine."`
	// Each, where not nil, takes what was captured, too; it may be given a capture
	// twice where the program died in between.
	Each func(capture.Capture) error `kong:"-"`

	MaxSize int64 `name:"max-size" default:"16000000" placeholder:"BYTES" help:"Largest answer taken."`
}

// Help is shown below the summary of watch.
func (*Watch) Help() string {
	return `Prints a line for each story that is new, changed, gone or given up, and for each feed that goes down or comes back. ` +
		`A story is captured again an hour, a day and a week after the first time; only a change of its text counts. ` +
		`An interrupt stops it; started again with the same folder, it goes on.`
}

// keeper writes what is captured into the archive of the day.
type keeper struct {
	dir    string
	jsonl  bool
	each   func(capture.Capture) error
	io     *console.Streams
	day    string
	file   *os.File
	writer *warc.Writer
}

// keep writes a capture and says what happened. It is called before the state
// says so: a crash in between writes the capture twice, never not at all.
func (k *keeper) keep(e watch.Event) error {
	if c := e.Capture; c != nil {
		if err := k.open(e.At); err != nil {
			return err
		}
		header := http.Header{"Content-Type": {c.Header["content-type"]}}
		for _, name := range []string{"Last-Modified", "Etag"} {
			if v := c.Header[strings.ToLower(name)]; v != "" {
				header[name] = []string{v}
			}
		}
		if err := k.writer.Response(c.URI, c.Fetched, "200 OK", header, c.Bytes); err != nil {
			return k.failed(err)
		}
		if err := k.file.Sync(); err != nil {
			return k.failed(err)
		}
		if k.each != nil {
			if err := k.each(*c); err != nil {
				return err
			}
		}
	}
	if k.jsonl {
		b, err := json.Marshal(e)
		if err != nil {
			return err
		}
		fmt.Fprintf(k.io.Out, "%s\n", b)
		return nil
	}
	fmt.Fprintln(k.io.Out, console.Shown(e.String()))
	return nil
}

func (k *keeper) failed(err error) error {
	return console.NotWritten(k.dir, "cannot be written ("+console.Cause(err)+")", "make room on the disk, or check --keep")
}

// open opens the archive of a day; what an earlier run wrote into it stays.
func (k *keeper) open(at time.Time) error {
	day := at.UTC().Format(time.DateOnly)
	if day == k.day {
		return nil
	}
	k.close()
	f, err := os.OpenFile(filepath.Join(k.dir, "watch-"+day+".warc.gz"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o666)
	if err != nil {
		return k.failed(err)
	}
	k.day, k.file = day, f
	if k.writer, err = warc.NewWriter(f, "hearsay", at); err != nil {
		return k.failed(err)
	}
	return nil
}

func (k *keeper) close() {
	if k.file != nil {
		_ = k.file.Close()
		k.file, k.day = nil, ""
	}
}

// Run watches until it is told to stop.
func (c *Watch) Run(io *console.Streams) error {
	feeds, err := c.feeds()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Keep, 0o777); err != nil {
		return console.NotWritten(c.Keep, "cannot be made ("+console.Cause(err)+")", "check --keep")
	}
	journal, err := watch.OpenJournal(filepath.Join(c.Keep, "state.jsonl"))
	if err != nil {
		return err
	}
	defer journal.Close()
	k := &keeper{dir: c.Keep, jsonl: c.Format == "jsonl", each: c.Each, io: io}
	defer k.close()
	journal.Each = k.keep
	f := fetch.New(fetch.Options{Contact: c.Contact, Private: c.Private, MaxBytes: int64(c.MaxSize)})
	defer f.Close()
	w := watch.New(watch.Options{Store: journal, Fetch: f.Fetch, Digest: digest, Every: c.Every})
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if c.For > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.For)
		defer cancel()
	}
	if err := w.Add(ctx, feeds...); err != nil {
		return err
	}
	io.Say("watching %d feeds; an interrupt stops it", len(feeds))
	return w.Run(ctx)
}

// feeds are those that the arguments name.
func (c *Watch) feeds() ([]feed.Outline, error) {
	var out []feed.Outline
	for _, name := range c.Feeds {
		if IsURL(name) {
			out = append(out, feed.Outline{URL: name})
			continue
		}
		file, err := capture.File(name, capture.Stated{}, capture.Limits{})
		if err != nil {
			return nil, err
		}
		f, err := feed.Parse(file.Bytes)
		if err != nil || len(f.Feeds) == 0 {
			return nil, &capture.Error{URI: name, Reason: "lists no feeds", Advice: "give an OPML file, or the address of a feed", Err: err}
		}
		out = append(out, f.Feeds...)
	}
	return out, nil
}

// digest is the same for two captures whose text is: advertisements and counters
// around it change each time. What holds no text is compared by its bytes.
func digest(c capture.Capture) string {
	d, err := report.Open(c)
	if err != nil {
		return c.SHA256
	}
	sum := sha256.Sum256([]byte(d.Text))
	return hex.EncodeToString(sum[:])
}
