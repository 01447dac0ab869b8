package fetch

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"code.dny.dev/ssrf"

	"hearsay/internal/capture"
)

// Options of a Fetcher. The zero value is the default of each.
type Options struct {
	// Contact tells those whose pages are fetched whom to write to: an address or
	// a page.
	Contact string
	// Private allows addresses of private networks and of this machine.
	Private bool
	// MaxBytes bounds a body, packed and unpacked; capture.DefaultMaxBytes.
	MaxBytes int64
	// Timeout bounds one request with its answer; 30 seconds.
	Timeout time.Duration
	// Delay is the least time between two requests to a host; one second. A
	// longer one that robots.txt asks for goes before it.
	Delay time.Duration
	// Tries is how often a request is made that fails for what may pass; 3.
	Tries int
	// MaxWait is how long a server's Retry-After is waited for; one minute. A
	// longer one ends the fetch, with the time in Error.Retry.
	MaxWait time.Duration
	// Resolver, Now and Sleep are the world's; tests put their own.
	Resolver *net.Resolver
	Now      func() time.Time
	Sleep    func(context.Context, time.Duration) error
}

// The defaults and limits (docs/capture.md gives the reasons).
const (
	maxRedirects = 10
	maxDelay     = time.Minute // of robots.txt; a longer one is taken for this
	robotsFresh  = 24 * time.Hour
	robotsBytes  = 500 << 10 // RFC 9309 asks for at least 500 KiB
)

// Fetcher fetches. It is safe for concurrent use; requests to one host wait for
// each other.
type Fetcher struct {
	opt    Options
	client *http.Client
	agent  string
	mu     sync.Mutex
	hosts  map[string]*host
}

// Version is what the user agent calls this program.
const version = "hearsay/0.1"

// New makes a Fetcher.
func New(opt Options) *Fetcher {
	opt.MaxBytes = cmp.Or(opt.MaxBytes, capture.DefaultMaxBytes)
	opt.Timeout = cmp.Or(opt.Timeout, 30*time.Second)
	opt.Delay = cmp.Or(opt.Delay, time.Second)
	opt.Tries = cmp.Or(opt.Tries, 3)
	opt.MaxWait = cmp.Or(opt.MaxWait, time.Minute)
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Sleep == nil {
		opt.Sleep = sleep
	}
	f := &Fetcher{opt: opt, hosts: map[string]*host{}}
	contact := strings.Map(printable, cmp.Or(opt.Contact, "no contact stated"))
	f.agent = version + " (reads news reports for documentation; " + contact + ")"
	dialer := &net.Dialer{Timeout: opt.Timeout, Resolver: opt.Resolver}
	if !opt.Private {
		dialer.Control = ssrf.New(ssrf.WithPorts(80, 443, 8080, 8443)).Safe
	}
	f.client = &http.Client{
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			DisableCompression:     true, // bodies are kept as they came
			MaxConnsPerHost:        1,
			MaxIdleConns:           64,
			IdleConnTimeout:        30 * time.Second,
			ResponseHeaderTimeout:  opt.Timeout,
			TLSHandshakeTimeout:    opt.Timeout,
			MaxResponseHeaderBytes: 256 << 10,
			ForceAttemptHTTP2:      true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return f
}

// printable keeps a contact from breaking the header.
func printable(r rune) rune {
	if r < ' ' || r > '~' || r == '(' || r == ')' {
		return -1
	}
	return r
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close ends idle connections.
func (f *Fetcher) Close() { f.client.CloseIdleConnections() }

// Request asks for one address. The marks of an earlier answer make it a
// conditional one.
type Request struct {
	URL          string
	ETag         string
	LastModified string
}

// Exchange is one request with its answer, as they went over the wire.
type Exchange struct {
	URL     string
	Method  string
	Sent    http.Header // of the request
	Status  int
	Header  http.Header
	Body    []byte // as it came: packed where Content-Encoding says so
	Started time.Time
}

// Response is what a fetch brought.
type Response struct {
	Requested string
	URL       string // after redirects
	Exchange         // the last
	Hops      []Exchange
	Bytes     []byte // Body, unpacked
	// Unchanged says that the server has nothing newer; Bytes is then empty.
	Unchanged bool
}

// keptHeaders are the fields of an answer that say something of its bytes.
var keptHeaders = []string{"Content-Type", "Content-Encoding", "Content-Language", "Date", "Etag", "Last-Modified", "Link", "Location", "Server"}

// Capture is the response as a capture, whence it came being the address it
// was found at in the end.
func (r *Response) Capture() capture.Capture {
	c := capture.Of(r.Bytes, r.URL, capture.Stated{URL: r.URL})
	c.Fetched = r.Started.UTC()
	c.Header = HeaderOf(r.Header)
	if r.Requested != r.URL {
		c.Header["x-requested-url"] = r.Requested
	}
	return c
}

// HeaderOf are the fields of h that are kept with a capture, by lower-case name.
func HeaderOf(h http.Header) map[string]string {
	m := map[string]string{}
	for _, k := range keptHeaders {
		if v := h.Values(k); len(v) > 0 {
			m[strings.ToLower(k)] = strings.Join(v, ", ")
		}
	}
	return m
}
