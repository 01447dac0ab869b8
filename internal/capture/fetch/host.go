package fetch

import (
	"context"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/temoto/robotstxt"

	"hearsay/internal/capture/encoded"
)

// host is what is known of one host: whose turn it is, when it may be asked
// again, and what its robots.txt says.
type host struct {
	turn   sync.Mutex // held while it is asked; guards what follows
	next   time.Time
	delay  time.Duration
	robots *robotstxt.RobotsData
	read   time.Time // when robots.txt was
}

// maxHosts is how many hosts are remembered; then those whose robots.txt is old
// are forgotten.
const maxHosts = 50_000

func (f *Fetcher) host(u *url.URL) *host {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := u.Scheme + "://" + u.Host
	h := f.hosts[key]
	if h == nil {
		if len(f.hosts) >= maxHosts {
			f.forget()
		}
		h = &host{}
		f.hosts[key] = h
	}
	return h
}

// forget drops hosts that nobody waits for and that may be asked.
func (f *Fetcher) forget() {
	now := f.opt.Now()
	for k, h := range f.hosts {
		if h.turn.TryLock() {
			if h.next.Before(now) {
				delete(f.hosts, k)
			}
			h.turn.Unlock()
		}
	}
}

// await waits until the host may be asked. A clock that was set back never
// makes it wait longer than the longest wait there is.
func (f *Fetcher) await(ctx context.Context, h *host) error {
	wait := h.next.Sub(f.opt.Now())
	if wait <= 0 {
		return nil
	}
	if most := max(f.opt.MaxWait, h.delay, f.opt.Delay); wait > most {
		return &Error{Reason: "the server asks to be left alone until " + h.next.UTC().Format(time.RFC3339), Advice: "try again then", Retry: h.next}
	}
	return f.opt.Sleep(ctx, wait)
}

// permitted asks the host's robots.txt, which is read once a day. A server that
// has none permits all; one that fails permits nothing until it works (RFC 9309).
func (f *Fetcher) permitted(ctx context.Context, h *host, u *url.URL) error {
	if now := f.opt.Now(); h.robots == nil || now.Sub(h.read) > robotsFresh || now.Before(h.read) {
		data, err := f.readRobots(ctx, h, u)
		if err != nil {
			return err
		}
		h.robots, h.read = data, f.opt.Now()
		h.delay = min(maxDelay, data.FindGroup("hearsay").CrawlDelay)
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !h.robots.FindGroup("hearsay").Test(path) {
		return &Error{Reason: "the site's robots.txt asks programs not to read it", Advice: "open it in a browser, save it, and give the file"}
	}
	return nil
}

func (f *Fetcher) readRobots(ctx context.Context, h *host, u *url.URL) (*robotstxt.RobotsData, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range 5 {
		if err := f.await(ctx, h); err != nil {
			return nil, err
		}
		e, err := f.once(ctx, at, Request{}, f.opt.MaxBytes)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		h.next = f.opt.Now().Add(f.opt.Delay)
		if redirects(e.Status) {
			to, err := at.Parse(e.Header.Get("Location"))
			if err != nil || parsed(to) != nil {
				break
			}
			at = to
			continue
		}
		if e.Status >= 500 || e.Status == 429 {
			h.next = f.opt.Now().Add(max(f.opt.Delay, min(f.opt.MaxWait, f.retryAfter(e.Header))))
			return nil, &Error{Status: e.Status, Reason: fmt.Sprintf("the site's robots.txt answers %d, so nothing may be read", e.Status), Advice: "try again later", Retry: h.next}
		}
		body, err := encoded.Decode(e.Body, e.Header.Get("Content-Encoding"), f.opt.MaxBytes)
		if err != nil || e.Status != 200 {
			body = nil
		}
		data, err := robotstxt.FromBytes(body[:min(len(body), robotsBytes)])
		if err != nil {
			data, err = robotstxt.FromBytes(nil)
		}
		return data, err
	}
	return robotstxt.FromBytes(nil) // a robots.txt that only redirects is none
}

func parsed(u *url.URL) error {
	_, err := parse(u.String())
	return err
}
