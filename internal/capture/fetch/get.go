package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"code.dny.dev/ssrf"

	"hearsay/internal/capture/encoded"
)

// Fetch gets one address, through its redirects. Its errors are *Error, or ctx's.
func (f *Fetcher) Fetch(ctx context.Context, req Request) (*Response, error) {
	r := &Response{Requested: req.URL}
	next := req.URL
	seen := map[string]bool{}
	for hop := 0; ; hop++ {
		u, err := parse(next)
		if err != nil {
			return nil, &Error{URL: req.URL, Reason: err.Error(), Advice: "check the address"}
		}
		if key := u.String(); seen[key] {
			return nil, &Error{URL: req.URL, Reason: "redirects in a ring, back to " + key, Advice: "open it in a browser and give the address that is shown"}
		} else if hop > maxRedirects {
			return nil, &Error{URL: req.URL, Reason: fmt.Sprintf("redirects more than %d times", maxRedirects), Advice: "open it in a browser and give the address that is shown"}
		} else {
			seen[key] = true
		}
		e, err := f.patient(ctx, u, req)
		if err != nil {
			return nil, named(err, req.URL)
		}
		to := e.Header.Get("Location")
		if !redirects(e.Status) || to == "" {
			r.URL, r.Exchange = u.String(), *e
			return r, f.judge(r)
		}
		r.Hops = append(r.Hops, *e)
		ref, err := u.Parse(to)
		if err != nil {
			return nil, &Error{URL: req.URL, Reason: fmt.Sprintf("redirects to %q, which is no address", to), Advice: "tell the site"}
		}
		if ref.Fragment == "" {
			ref.Fragment = u.Fragment
		}
		next = ref.String()
	}
}

func parse(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Host == "":
		return nil, errors.New("is no web address")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("has the scheme %s, and only http and https are fetched", u.Scheme)
	case u.User != nil:
		return nil, errors.New("holds a user name, which is not sent")
	}
	u.Fragment = ""
	return u, nil
}

func redirects(status int) bool {
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308
}

// judge unpacks the body of the last exchange and refuses what is no page.
func (f *Fetcher) judge(r *Response) error {
	switch {
	case r.Status == http.StatusNotModified:
		r.Unchanged = true
		return nil
	case r.Status == http.StatusNotFound, r.Status == http.StatusGone:
		return &Error{URL: r.Requested, Status: r.Status, Reason: fmt.Sprintf("the server has no such page (%d)", r.Status), Advice: "look for it in a web archive"}
	case r.Status == http.StatusUnauthorized, r.Status == http.StatusPaymentRequired, r.Status == http.StatusForbidden, r.Status == 451:
		return &Error{URL: r.Requested, Status: r.Status, Reason: fmt.Sprintf("the server refuses it (%d)", r.Status), Advice: "open it in a browser, save it, and give the file"}
	case r.Status != http.StatusOK:
		return &Error{URL: r.Requested, Status: r.Status, Reason: fmt.Sprintf("the server answers %d", r.Status), Advice: "try again later"}
	}
	var err error
	r.Bytes, err = encoded.Decode(r.Body, strings.Join(r.Header.Values("Content-Encoding"), ","), f.opt.MaxBytes)
	if err != nil {
		return &Error{URL: r.Requested, Reason: err.Error(), Advice: "open it in a browser, save it, and give the file"}
	}
	return nil
}

// patient makes a request, again where what failed may pass.
func (f *Fetcher) patient(ctx context.Context, u *url.URL, req Request) (*Exchange, error) {
	h := f.host(u)
	h.turn.Lock()
	defer h.turn.Unlock()
	if err := f.permitted(ctx, h, u); err != nil {
		return nil, err
	}
	for try := 1; ; try++ {
		if err := f.await(ctx, h); err != nil {
			return nil, err
		}
		e, err := f.once(ctx, u, req, f.opt.MaxBytes)
		h.next = f.opt.Now().Add(max(f.opt.Delay, h.delay))
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		var wait time.Duration
		switch {
		case err != nil && !passing(err):
			return nil, err
		case err == nil && !busy(e.Status):
			return e, nil
		case err == nil:
			wait = f.retryAfter(e.Header)
			err = &Error{Status: e.Status, Reason: fmt.Sprintf("the server answers %d", e.Status), Advice: "try again later"}
		}
		if wait == 0 {
			wait = f.opt.Delay << min(try, 10)
		}
		h.next = f.opt.Now().Add(wait)
		if try >= f.opt.Tries || wait > f.opt.MaxWait {
			if e := (*Error)(nil); errors.As(err, &e) {
				e.Retry = h.next
			}
			return nil, err
		}
	}
}

func busy(status int) bool {
	switch status {
	case 408, 425, 429, 500, 502, 503, 504:
		return true
	}
	return false
}

// passing reports whether an error may be gone the next time.
func passing(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.passing
}

// retryAfter is how long the server asks to wait; 0 where it does not.
func (f *Fetcher) retryAfter(h http.Header) time.Duration {
	v := h.Get("Retry-After")
	if n, err := strconv.Atoi(v); err == nil && n >= 0 {
		return time.Duration(min(n, 1<<30)) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return max(0, t.Sub(f.opt.Now()))
	}
	return 0
}

// once makes one request and takes its answer, up to most bytes of its body.
func (f *Fetcher) once(ctx context.Context, u *url.URL, req Request, most int64) (*Exchange, error) {
	ctx, cancel := context.WithTimeout(ctx, f.opt.Timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &Error{Reason: "is no web address (" + cause(err) + ")", Advice: "check the address"}
	}
	r.Header = http.Header{
		"User-Agent":      {f.agent},
		"Accept":          {"text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"},
		"Accept-Encoding": {"gzip, br, zstd, deflate"},
	}
	if req.ETag != "" {
		r.Header.Set("If-None-Match", req.ETag)
	}
	if req.LastModified != "" {
		r.Header.Set("If-Modified-Since", req.LastModified)
	}
	e := &Exchange{URL: u.String(), Method: http.MethodGet, Sent: r.Header, Started: f.opt.Now()}
	resp, err := f.client.Do(r)
	if err != nil {
		return nil, netError(err)
	}
	defer resp.Body.Close()
	e.Status, e.Header = resp.StatusCode, resp.Header
	if resp.ContentLength > most {
		return nil, tooLarge(most)
	}
	e.Body, err = io.ReadAll(io.LimitReader(resp.Body, most+1))
	switch {
	case int64(len(e.Body)) > most:
		return nil, tooLarge(most)
	case err != nil:
		return nil, netError(err)
	}
	return e, nil
}

func tooLarge(most int64) error {
	return &Error{Reason: fmt.Sprintf("is larger than %d bytes", most), Advice: "raise --max-size, or fetch it with another program and give the file"}
}

// netError says in words what went wrong on the way.
func netError(err error) error {
	e := &Error{Reason: "could not be fetched (" + cause(err) + ")", Advice: "check the address and the network, and try again", Err: err, passing: true}
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedPort), errors.Is(err, ssrf.ErrProhibitedNetwork):
		e.Reason, e.Advice, e.passing = "leads to an address or port that is not public", "give --private if that is meant", false
	case errors.Is(err, io.ErrUnexpectedEOF):
		e.Reason = "was cut off before its end"
	case errors.As(err, &timeout) && timeout.Timeout():
		e.Reason = "did not answer in time"
	}
	return e
}
