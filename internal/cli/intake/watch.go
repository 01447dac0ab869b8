package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
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
	"hearsay/internal/capture/hook"
	"hearsay/internal/capture/warc"
	"hearsay/internal/capture/watch"
	"hearsay/internal/cli/console"
	report "hearsay/internal/document"
)

// Following are the flags of a watch, in the verb watch and beside a server.
type Following struct {
	Keep    string        `placeholder:"DIR" help:"Where to keep what is captured: a web archive a day, which hearsay read takes, and the state of the watch, which goes on from there."`
	Every   time.Duration `default:"15m" placeholder:"TIME" help:"How often each feed is asked."`
	Contact string        `env:"HEARSAY_CONTACT" placeholder:"ADDRESS" help:"Whom those may write to whose pages are fetched: a mail address or a page. It is sent with each request."`
	Private bool          `help:"Also fetch from, and call webhooks in, private networks and this machine."`

	Webhook       []string `sep:"none" placeholder:"URL" help:"Post each event to this address as JSON, signed (docs/capture.md); it can be given several times."`
	WebhookSecret string   `name:"webhook-secret" placeholder:"FILE" help:"The file that holds what webhooks are signed with. Default: the variable HEARSAY_WEBHOOK_SECRET."`
}

// Watch is the verb watch.
type Watch struct {
	Feeds []string `arg:"" optional:"" name:"feeds" help:"An OPML file, or the address of a feed or news sitemap. Where none is named, the watch of --keep goes on."`
	Following

	Format string        `enum:"text,jsonl" default:"text" help:"How events are printed, a line each."`
	For    time.Duration `placeholder:"TIME" help:"Stop after this time. Default: at an interrupt."`
	Failed bool          `help:"List what could not be captured or told, with the reason, and do nothing else."`
	Retry  bool          `help:"Try all of that again, now: stories, feeds, and webhooks' dead letters."`

	MaxSize int64 `name:"max-size" default:"16000000" placeholder:"BYTES" help:"Largest answer taken."`
}

// Help is shown below the summary of watch.
func (*Watch) Help() string {
	return `Prints a line for each story that is new, changed, gone or given up, and for each feed that goes down or comes back; with a ledger, for each incident that begins, figure that changes and story that was changed. ` +
		`A story is captured again an hour, a day and a week after the first time; only a change of its text counts. ` +
		`An interrupt stops it; started again with the same folder, it goes on.`
}

// keeper writes what is captured into the archive of the day.
type keeper struct {
	dir    string
	jsonl  bool
	each   func(capture.Capture) error
	io     *console.Streams
	hooks  *hook.Hooks
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
	}
	if err := k.tell(string(e.Kind), e.String(), e); err != nil || e.Capture == nil || k.each == nil {
		return err
	}
	return k.each(*e.Capture)
}

// tell says what happened: a line, and a message to each webhook.
func (k *keeper) tell(kind, line string, what any) error {
	if err := k.hooks.Put(kind, what); err != nil {
		return k.failed(err)
	}
	if k.jsonl {
		b, err := json.Marshal(what)
		if err != nil {
			return err
		}
		fmt.Fprintf(k.io.Out, "%s\n", b)
		return nil
	}
	fmt.Fprintln(k.io.Out, console.Shown(line))
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

// RunOn does what the flags ask of an open watch.
func (c *Watch) RunOn(w *Watching, io *console.Streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	w.keeper.jsonl = c.Format == "jsonl"
	if c.Failed {
		return w.list(ctx, io)
	}
	if c.Retry {
		n, err := w.Journal.Retry(ctx, time.Now())
		if err != nil {
			return err
		}
		m, err := w.Hooks.Retry()
		if err != nil {
			return err
		}
		io.Say("%d stories and feeds and %d messages are tried again", n, m)
	}
	if c.For > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.For)
		defer cancel()
	}
	return w.Run(ctx)
}

// Watching is a watch whose state is open.
type Watching struct {
	Journal *watch.Journal
	Hooks   *hook.Hooks
	io      *console.Streams
	keeper  *keeper
	fetcher *fetch.Fetcher
	watch   *watch.Watch
}

// Open opens the state of a watch and adds feeds to it, by OPML files and
// addresses.
func (c *Following) Open(io *console.Streams, names []string, most int64) (w *Watching, err error) {
	if c.Keep == "" {
		return nil, errors.New("name the folder in which to keep what is captured, with --keep")
	}
	feeds, err := outlines(names)
	if err != nil {
		return nil, err
	}
	secret, err := c.secret()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(c.Keep, 0o777); err != nil {
		return nil, console.NotWritten(c.Keep, "cannot be made ("+console.Cause(err)+")", "check --keep")
	}
	w = &Watching{io: io, keeper: &keeper{dir: c.Keep, io: io}}
	if w.Journal, err = watch.OpenJournal(filepath.Join(c.Keep, "state.jsonl")); err != nil {
		return nil, err
	}
	if w.Hooks, err = hook.Open(filepath.Join(c.Keep, "hooks.jsonl"), hook.Options{URLs: c.Webhook, Secret: secret, Private: c.Private}); err != nil {
		return nil, errors.Join(err, w.Journal.Close())
	}
	w.keeper.hooks = w.Hooks
	w.Journal.Each = w.keeper.keep
	w.fetcher = fetch.New(fetch.Options{Contact: c.Contact, Private: c.Private, MaxBytes: most})
	w.watch = watch.New(watch.Options{Store: w.Journal, Fetch: w.fetcher.Fetch, Digest: digest, Every: c.Every})
	if err := w.watch.Add(context.Background(), feeds...); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// secret is what webhooks are signed with.
func (c *Following) secret() ([]byte, error) {
	if c.WebhookSecret == "" {
		s := os.Getenv("HEARSAY_WEBHOOK_SECRET")
		if s == "" && len(c.Webhook) > 0 {
			return nil, errors.New("--webhook: its messages need a secret to be signed with; give --webhook-secret FILE or HEARSAY_WEBHOOK_SECRET")
		}
		return []byte(s), nil
	}
	file, err := capture.File(c.WebhookSecret, capture.Stated{}, capture.Limits{MaxBytes: 4096})
	if err != nil {
		return nil, err
	}
	s := bytes.TrimSpace(file.Bytes)
	if len(s) < 16 {
		return nil, &capture.Error{URI: c.WebhookSecret, Reason: "holds a secret of fewer than 16 characters", Advice: "put a longer one into it"}
	}
	return s, nil
}

// Take has f take what is captured, too; it may be given a capture twice where
// the program died in between.
func (w *Watching) Take(f func(capture.Capture) error) { w.keeper.each = f }

// Tell says what happened besides, as events of the watch are told: a line, and a
// message to each webhook.
func (w *Watching) Tell(kind, line string, what any) error { return w.keeper.tell(kind, line, what) }

// Run watches, and sends what webhooks are told, until ctx ends.
func (w *Watching) Run(ctx context.Context) error {
	feeds, err := w.Journal.Feeds(ctx)
	if err != nil {
		return err
	}
	if len(feeds) == 0 {
		return errors.New("there is no feed to watch; name an OPML file or the address of a feed")
	}
	w.io.Say("watching %d feeds; an interrupt stops it", len(feeds))
	sending, stop := context.WithCancel(ctx)
	defer stop()
	sent := make(chan error, 1)
	go func() {
		err := w.Hooks.Run(sending)
		stop()
		sent <- err
	}()
	err = w.watch.Run(sending)
	stop()
	return errors.Join(err, <-sent)
}

// Close closes all that is open.
func (w *Watching) Close() error {
	w.keeper.close()
	w.fetcher.Close()
	return errors.Join(w.Hooks.Close(), w.Journal.Close())
}

// list prints what failed.
func (w *Watching) list(ctx context.Context, io *console.Streams) error {
	feeds, err := w.Journal.Feeds(ctx)
	if err != nil {
		return err
	}
	n := 0
	say := func(what, name, reason string, next time.Time) {
		when := "given up"
		if !next.IsZero() {
			when = "tried again at " + next.UTC().Format("2006-01-02 15:04:05Z")
		}
		fmt.Fprintf(io.Out, "%s %s: %s (%s)\n", what, console.Shown(name), reason, when)
		n++
	}
	for _, f := range feeds {
		if f.Failures > 0 {
			say("feed", f.URL, fmt.Sprintf("%s; %d failures in a row", f.Problem, f.Failures), f.Next)
		}
	}
	for _, s := range w.Journal.Failed() {
		say("story", s.URL, s.Problem, s.Next)
	}
	for _, m := range w.Hooks.Waiting() {
		if m.Tries > 0 {
			say("message", m.To, m.Event+": "+m.Last, m.Next)
		}
	}
	for _, m := range w.Hooks.Dead() {
		say("message", m.To, m.Event+": "+m.Last, time.Time{})
	}
	if n == 0 {
		io.Say("nothing failed")
	}
	return nil
}

// outlines are the feeds that OPML files and addresses name.
func outlines(names []string) ([]feed.Outline, error) {
	var out []feed.Outline
	for _, name := range names {
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
