package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/net/dns/dnsmessage"

	"hearsay/internal/capture"
)

// page is an invented report.
const page = "<html><p>The dock was hit, two officials said.</p></html>"

// clock is a time that only sleep moves on.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *clock) Sleep(_ context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return nil
}

func start(t *testing.T, h http.Handler, opt Options) (*Fetcher, string, *clock) {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	c := &clock{now: time.Date(2025, 3, 4, 12, 0, 0, 0, time.UTC)}
	opt.Private, opt.Now, opt.Sleep = true, c.Now, c.Sleep
	f := New(opt)
	t.Cleanup(f.Close)
	return f, srv.URL, c
}

// site answers as a news site may; every path is a case.
func site(w http.ResponseWriter, r *http.Request) {
	packed := func(encoding string, body []byte) {
		w.Header().Set("Content-Encoding", encoding)
		_, _ = w.Write(body)
	}
	switch r.URL.Path {
	case "/robots.txt":
		fmt.Fprint(w, "User-agent: *\nDisallow: /closed\nCrawl-delay: 3\n")
	case "/page":
		w.Header().Set("Content-Type", "text/html; charset=koi8-r")
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, page)
	case "/moved":
		http.Redirect(w, r, "/page?utm_source=x#top", http.StatusMovedPermanently)
	case "/ring":
		http.Redirect(w, r, "/gnir", http.StatusFound)
	case "/gnir":
		http.Redirect(w, r, "/ring", http.StatusFound)
	case "/far":
		http.Redirect(w, r, "/far?"+r.URL.RawQuery+"x", http.StatusFound)
	case "/script":
		w.Header().Set("Location", "javascript:alert(1)")
		w.WriteHeader(http.StatusFound)
	case "/gzip":
		packed("gzip", pack(page, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }))
	case "/br":
		packed("br", pack(page, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }))
	case "/zstd":
		packed("zstd", pack(page, func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z }))
	case "/plain-gzip":
		packed("gzip", []byte(page))
	case "/half-gzip":
		b := pack(strings.Repeat(page, 50), func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
		packed("gzip", b[:len(b)/2])
	case "/bomb":
		packed("gzip", pack(strings.Repeat("\x00", 4<<20), func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }))
	case "/bomb-br":
		packed("br", pack(strings.Repeat("\x00", 4<<20), func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 4) }))
	case "/bomb-zstd":
		packed("zstd", pack(strings.Repeat("\x00", 4<<20), func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z }))
	case "/layers":
		packed("gzip, gzip, gzip", nil)
	case "/odd":
		packed("compress", []byte("x"))
	case "/endless":
		for {
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	case "/cut":
		w.Header().Set("Content-Length", "1000")
		fmt.Fprint(w, page)
	case "/slow":
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	case "/gone":
		w.WriteHeader(http.StatusGone)
	default:
		http.NotFound(w, r)
	}
}

func pack(s string, to func(io.Writer) io.WriteCloser) []byte {
	var b bytes.Buffer
	w := to(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.Bytes()
}

func TestFetch(t *testing.T) {
	f, at, _ := start(t, http.HandlerFunc(site), Options{MaxBytes: 1 << 20, Timeout: 3 * time.Second, Tries: 2})
	for _, c := range []struct{ path, want string }{
		{"/page", ""}, {"/moved", ""}, {"/gzip", ""}, {"/br", ""}, {"/zstd", ""}, {"/plain-gzip", ""},
		{"/ring", "redirects in a ring, back to " + at + "/ring"},
		{"/far", "redirects more than 10 times"},
		{"/script", "is no web address"},
		{"/half-gzip", "its content cannot be unpacked"},
		{"/bomb", "unpacks to more than 1048576 bytes"},
		{"/bomb-br", "unpacks to more than 1048576 bytes"},
		{"/bomb-zstd", "unpacks to more than 1048576 bytes"},
		{"/layers", "its content is encoded 3 times"},
		{"/odd", `its content is encoded as "compress", which is not read`},
		{"/endless", "is larger than 1048576 bytes"},
		{"/cut", "was cut off before its end"},
		{"/slow", "did not answer in time"},
		{"/gone", "the server has no such page (410)"},
		{"/closed/a", "robots.txt asks programs not to read it"},
	} {
		r, err := f.Fetch(t.Context(), Request{URL: at + c.path})
		if c.want == "" {
			if err != nil || string(r.Bytes) != page {
				t.Errorf("%s: %v, %v", c.path, r, err)
			}
			continue
		}
		var e *capture.Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), at+c.path+": ") || e.Advice == "" {
			t.Errorf("%s: error %v, want %q", c.path, err, c.want)
		}
	}
	for _, u := range []string{"file:///etc/passwd", "gopher://x/", "http://", "http://a:b@courier.example/", "::"} {
		if _, err := f.Fetch(t.Context(), Request{URL: u}); err == nil {
			t.Errorf("%s was fetched", u)
		}
	}
}

func TestCapture(t *testing.T) {
	f, at, c := start(t, http.HandlerFunc(site), Options{Contact: "desk@courier.example"})
	r, err := f.Fetch(t.Context(), Request{URL: at + "/moved"})
	if err != nil {
		t.Fatal(err)
	}
	got := r.Capture()
	if got.URI != at+"/page?utm_source=x" || got.Header["content-type"] != "text/html; charset=koi8-r" || got.Header["x-requested-url"] != at+"/moved" {
		t.Errorf("Capture = %+v", got)
	}
	if !got.Fetched.Equal(c.Now()) || got.SHA256 != capture.Of([]byte(page), "", capture.Stated{}).SHA256 || len(r.Hops) != 1 {
		t.Errorf("Capture = %+v", got)
	}
	if agent := r.Sent.Get("User-Agent"); !strings.Contains(agent, "hearsay/") || !strings.Contains(agent, "desk@courier.example") {
		t.Errorf("User-Agent %q", agent)
	}
	r, err = f.Fetch(t.Context(), Request{URL: at + "/page", ETag: `"1"`})
	if err != nil || !r.Unchanged || len(r.Bytes) != 0 {
		t.Errorf("conditional: %+v, %v", r, err)
	}
}

// TestPolite: requests to a host come one at a time, no closer than its crawl
// delay, and robots.txt is read once.
func TestPolite(t *testing.T) {
	var running, robots atomic.Int32
	var times []time.Time
	var c *clock
	var f *Fetcher
	var at string
	f, at, c = start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if running.Add(1) > 1 {
			t.Error("two requests at a time")
		}
		defer running.Add(-1)
		if r.URL.Path == "/robots.txt" {
			robots.Add(1)
		}
		times = append(times, c.Now())
		site(w, r)
	}), Options{})
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			if _, err := f.Fetch(t.Context(), Request{URL: at + "/page"}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if robots.Load() != 1 {
		t.Errorf("robots.txt was read %d times", robots.Load())
	}
	for i := 2; i < len(times); i++ {
		if d := times[i].Sub(times[i-1]); d < 3*time.Second {
			t.Errorf("request %d came %s after the one before", i, d)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	for _, c := range []struct {
		after  string
		failed int32 // how many answers are 503
		tries  int32 // how many requests come
		want   string
		waited time.Duration
	}{
		{"7", 1, 2, "", 7 * time.Second},
		{"", 2, 3, "", 2 * time.Second},
		{"", 9, 3, "the server answers 503", 2 * time.Second},
		{"3600", 9, 1, "the server answers 503", 0},
		{"Tue, 04 Mar 2025 12:00:20 GMT", 1, 2, "", 10 * time.Second},
	} {
		var n atomic.Int32
		f, at, clk := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
			} else if n.Add(1) <= c.failed {
				if c.after != "" {
					w.Header().Set("Retry-After", c.after)
				}
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		}), Options{})
		began := clk.Now()
		_, err := f.Fetch(t.Context(), Request{URL: at + "/a"})
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) || n.Load() != c.tries {
			t.Errorf("Retry-After %q: %v after %d tries", c.after, err, n.Load())
		}
		if waited := clk.Now().Sub(began); waited < c.waited {
			t.Errorf("Retry-After %q: waited %s", c.after, waited)
		}
		var e *Error
		if c.after == "3600" && (!errors.As(err, &e) || e.Retry.Sub(began) < time.Hour) {
			t.Errorf("Retry = %v", e)
		}
	}
}

// TestRobotsDown: a robots.txt that fails permits nothing.
func TestRobotsDown(t *testing.T) {
	f, at, _ := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			t.Error("a page was asked for")
		}
		w.WriteHeader(http.StatusInternalServerError)
	}), Options{})
	if _, err := f.Fetch(t.Context(), Request{URL: at + "/page"}); err == nil || !strings.Contains(err.Error(), "robots.txt answers 500") {
		t.Errorf("error %v", err)
	}
}

// TestPrivate: no address of a private network is connected to, whatever names
// it, and by whatever redirect.
func TestPrivate(t *testing.T) {
	var asked atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer srv.Close()
	f := New(Options{Tries: 1})
	defer f.Close()
	for _, u := range []string{srv.URL, "http://127.0.0.1/", "http://[::1]/", "http://0.0.0.0/", "http://10.0.0.1/", "http://169.254.169.254/", "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://[fd00::1]/"} {
		_, err := f.Fetch(t.Context(), Request{URL: u})
		if err == nil || asked.Load() != 0 {
			t.Errorf("%s: %v", u, err)
		}
	}
}

// TestRebinding: a name that first leads to a public address and then to this
// machine gains nothing, as the address is looked at when it is dialled.
func TestRebinding(t *testing.T) {
	dns, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	defer dns.Close()
	go rebind(dns)
	var asked atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer srv.Close()
	resolver := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", dns.LocalAddr().String())
	}}
	f := New(Options{Resolver: resolver, Tries: 3, Delay: time.Millisecond, Timeout: time.Second})
	defer f.Close()
	for range 3 {
		_, err = f.Fetch(t.Context(), Request{URL: "http://harbour.example:8080/"})
	}
	if err == nil || !strings.Contains(err.Error(), "not public") || asked.Load() != 0 {
		t.Errorf("error %v, asked %d", err, asked.Load())
	}
}

// rebind answers each question for an address with 192.0.2.1 at first, which is
// kept for documentation and leads nowhere, then with 127.0.0.1.
func rebind(dns net.PacketConn) {
	buf := make([]byte, 512)
	for n := 0; ; {
		size, from, err := dns.ReadFrom(buf)
		if err != nil {
			return
		}
		var m dnsmessage.Message
		if m.Unpack(buf[:size]) != nil || len(m.Questions) != 1 {
			continue
		}
		m.Response, m.RCode = true, dnsmessage.RCodeSuccess
		m.Additionals = nil
		if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
			addr := [4]byte{192, 0, 2, 1}
			if n++; n > 1 {
				addr = [4]byte{127, 0, 0, 1}
			}
			m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: addr}}}
		}
		if b, err := m.Pack(); err == nil {
			_, _ = dns.WriteTo(b, from)
		}
	}
}

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"HTTP://Courier.Example:80/a/../b/?utm_source=x&b=2&a=1#top", "http://courier.example/b?a=1&b=2"},
		{"https://courier.example/?fbclid=x", "https://courier.example"},
		{"https://courier.example/a%7Eb", "https://courier.example/a~b"},
		{"not an address", "not an address"},
	} {
		if got := Canonical(c.in); got != c.want {
			t.Errorf("Canonical(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
