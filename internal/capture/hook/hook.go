package hook

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"code.dny.dev/ssrf"
)

// Options of Hooks.
type Options struct {
	// URLs are where messages go.
	URLs []string
	// Secret signs them; it must not be empty where there are addresses.
	Secret []byte
	// Private allows addresses of private networks and of this machine.
	Private bool
	// Timeout bounds one request; 15 seconds.
	Timeout time.Duration
	// Now and Sleep are the world's; tests put their own.
	Now   func() time.Time
	Sleep func(context.Context, time.Duration) error
}

const (
	firstWait = 30 * time.Second
	longest   = 6 * time.Hour
	mostTries = 12
	// idle is how often it is looked for what is due.
	idle = time.Second
)

// Hooks sends messages.
type Hooks struct {
	opt    Options
	client *http.Client
	mu     sync.Mutex // guards j
	j      *journal
}

// Open opens the journal of a folder of messages, or begins one.
func Open(path string, opt Options) (*Hooks, error) {
	opt.Timeout = cmp.Or(opt.Timeout, 15*time.Second)
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Sleep == nil {
		opt.Sleep = func(ctx context.Context, d time.Duration) error {
			select {
			case <-time.After(d):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	for _, at := range opt.URLs {
		u, err := url.Parse(at)
		switch {
		case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
			return nil, fmt.Errorf("%s is no address for a webhook: give an http or https one", at)
		case u.User != nil:
			return nil, fmt.Errorf("%s holds a user's name: the signature says who sends", u.Redacted())
		case len(opt.Secret) == 0:
			return nil, errors.New("a webhook needs a secret to sign with")
		}
	}
	j, err := openJournal(path)
	if err != nil {
		return nil, err
	}
	dialer := &net.Dialer{Timeout: opt.Timeout}
	if !opt.Private {
		dialer.Control = ssrf.New(ssrf.WithPorts(80, 443, 8080, 8443)).Safe
	}
	return &Hooks{opt: opt, j: j, client: &http.Client{
		Timeout:       opt.Timeout,
		Transport:     &http.Transport{DialContext: dialer.DialContext, MaxResponseHeaderBytes: 64 << 10, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Close closes the journal; what was not sent stays in it.
func (h *Hooks) Close() error {
	h.client.CloseIdleConnections()
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.j.file.Close()
}

// Put takes a message for every address. It is on disk when Put returns.
func (h *Hooks) Put(event string, body any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []*Message
	for _, to := range h.opt.URLs {
		id := make([]byte, 12)
		_, _ = rand.Read(id) // it never fails
		list = append(list, &Message{ID: hex.EncodeToString(id), To: to, Event: event, Body: b, At: h.opt.Now().UTC()})
	}
	if len(list) == 0 {
		return nil
	}
	return h.j.put(list)
}

// Waiting are the messages that are yet to arrive, and Dead those given up, the
// oldest first.
func (h *Hooks) Waiting() []Message { return h.list(false) }

// Dead lists the messages that were given up.
func (h *Hooks) Dead() []Message { return h.list(true) }

func (h *Hooks) list(dead bool) (out []Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, m := range h.j.messages {
		if m.Dead == dead {
			out = append(out, *m)
		}
	}
	return out
}

// Retry makes dead letters messages again, to be sent at once, and returns how
// many those are.
func (h *Hooks) Retry() (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, m := range h.j.messages {
		if !m.Dead {
			continue
		}
		m.Dead, m.Tries, m.Next = false, 0, time.Time{}
		if err := h.j.write(line{Message: m}); err != nil {
			return n, err
		}
		n++
	}
	return n, h.j.file.Sync()
}

// Run sends what is due until ctx ends, and returns nil then; any other error is
// the journal's.
func (h *Hooks) Run(ctx context.Context) error {
	for {
		sent, err := h.Step(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			return err
		case sent:
			continue
		}
		if err := h.opt.Sleep(ctx, idle); err != nil {
			return nil
		}
	}
}

// Step sends to each address the first message that waits for it, where that is
// due, and reports whether there was one.
func (h *Hooks) Step(ctx context.Context) (sent bool, err error) {
	now := h.opt.Now()
	var due []*Message
	h.mu.Lock()
	for _, m := range h.j.messages {
		if !m.Dead && !slices.ContainsFunc(due, func(o *Message) bool { return o.To == m.To }) {
			due = append(due, m)
		}
	}
	h.mu.Unlock()
	due = slices.DeleteFunc(due, func(m *Message) bool { return m.Next.After(now) && m.Next.Sub(now) <= longest })
	var wait sync.WaitGroup
	errs := make([]error, len(due))
	for i, m := range due {
		wait.Go(func() { errs[i] = h.one(ctx, m) })
	}
	wait.Wait()
	return len(due) > 0, errors.Join(errs...)
}

// one sends a message and notes what became of it. Its error is the journal's.
func (h *Hooks) one(ctx context.Context, m *Message) error {
	problem, final := h.send(ctx, m)
	if ctx.Err() != nil {
		return nil // it is sent again after the restart
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if problem == "" {
		return h.j.done(m)
	}
	m.Last = problem
	m.Tries++
	m.Next = h.opt.Now().Add(min(longest, firstWait<<min(m.Tries-1, 16))).UTC()
	m.Dead = final || m.Tries >= mostTries
	return h.j.write(line{Message: m})
}

// send posts a message and says what went wrong; final says that trying again
// cannot help.
func (h *Hooks) send(ctx context.Context, m *Message) (problem string, final bool) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, m.To, bytes.NewReader(m.Body))
	if err != nil {
		return err.Error(), true
	}
	now := h.opt.Now()
	head := req.Header
	head.Set("Content-Type", "application/json")
	head.Set("User-Agent", "hearsay/0.1 (webhook)")
	head.Set("Hearsay-Event", m.Event)
	head.Set("Hearsay-Delivery", m.ID)
	head.Set("Hearsay-Timestamp", strconv.FormatInt(now.Unix(), 10))
	head.Set("Hearsay-Signature", Sign(h.opt.Secret, now, m.Body))
	resp, err := h.client.Do(req)
	if err != nil {
		if u := (*url.Error)(nil); errors.As(err, &u) {
			err = u.Err
		}
		if errors.Is(err, ssrf.ErrProhibitedIP) || errors.Is(err, ssrf.ErrProhibitedPort) || errors.Is(err, ssrf.ErrProhibitedNetwork) {
			return "its address is private, or its port unusual; --private allows that", true
		}
		return err.Error(), false
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	if resp.StatusCode/100 == 2 {
		return "", false
	}
	return "the server answers " + resp.Status, resp.StatusCode == http.StatusGone
}
