package hook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"code.dny.dev/ssrf"

	"hearsay/internal/desk"
)

const (
	// look is how often it is looked for what is new and what is due.
	look = 2 * time.Second
	// answer is how long an address may take.
	answer = 10 * time.Second
	// atOnce are as many deliveries as are looked at together.
	atOnce = 50
)

// waits are how long after each failed try the next one comes; after the last
// there is none.
var waits = []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, time.Hour, 4 * time.Hour, 12 * time.Hour}

// Sender tells the addresses of a ledger what is new, until its context ends.
type Sender struct {
	book   *Book
	desk   *desk.Desk
	log    *slog.Logger
	public *http.Client
	any    *http.Client
}

// NewSender makes a sender.
func NewSender(b *Book, d *desk.Desk, log *slog.Logger) *Sender {
	client := func(dialer *net.Dialer) *http.Client {
		return &http.Client{
			Timeout:       answer,
			Transport:     &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: answer, ResponseHeaderTimeout: answer, MaxIdleConns: 16, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	return &Sender{book: b, desk: d, log: log, any: client(&net.Dialer{Timeout: answer}), public: client(&net.Dialer{Timeout: answer, Control: ssrf.New(ssrf.WithAnyPort()).Safe})}
}

// Run tells until ctx ends. What was begun is ended before it returns.
func (s *Sender) Run(ctx context.Context) {
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		if err := s.Turn(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("hooks", "what", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Turn looks once for what is new and sends what is due.
func (s *Sender) Turn(ctx context.Context) error {
	targets, err := s.book.Targets(ctx)
	if err != nil {
		return err
	}
	targets = slices.DeleteFunc(targets, func(t Target) bool { return !t.Ended.IsZero() })
	if len(targets) == 0 {
		return nil
	}
	if err := s.note(ctx, targets); err != nil {
		return err
	}
	return s.send(ctx, targets)
}

// note keeps what is new for those that asked for it.
func (s *Sender) note(ctx context.Context, targets []Target) error {
	f, err := s.desk.Fresh(ctx)
	if err == nil && f.Row < f.Head.Seq {
		if err = s.desk.Refresh(ctx, nil); err == nil {
			f, err = s.desk.Fresh(ctx)
		}
	}
	if err != nil {
		return err
	}
	found := map[int64][]Event{} // by the row after which
	for _, t := range targets {
		if t.Row >= f.Row {
			continue
		}
		events, ok := found[t.Row]
		if !ok {
			if events, err = find(ctx, s.desk, t.Row, f.Row, s.book.clock().UTC()); err != nil {
				return err
			}
			found[t.Row] = events
		}
		mine := slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return !slices.Contains(t.Kinds, e.Type) })
		if err := s.book.keep(ctx, t.ID, t.Row, f.Row, mine); err != nil {
			return err
		}
	}
	return nil
}

// send sends what is due, to several addresses at once: one that is slow does not
// hold up the others.
func (s *Sender) send(ctx context.Context, targets []Target) error {
	due, err := s.book.deliveries(ctx, "WHERE state = 'waiting' AND next <= ? ORDER BY next, id LIMIT ?", s.book.now(), atOnce)
	if err != nil {
		return err
	}
	var wait sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for _, t := range targets {
		mine := slices.DeleteFunc(slices.Clone(due), func(d Delivery) bool { return d.Target != t.ID })
		if len(mine) == 0 {
			continue
		}
		wait.Go(func() {
			for i := range mine {
				if ctx.Err() != nil {
					return
				}
				if err := s.deliver(ctx, &t, &mine[i]); err != nil {
					mu.Lock()
					failed = errors.Join(failed, err)
					mu.Unlock()
				}
			}
		})
	}
	wait.Wait()
	return failed
}

// deliver tries one delivery. Its error is the database's.
func (s *Sender) deliver(ctx context.Context, t *Target, d *Delivery) error {
	secret, ok, err := s.book.claim(ctx, d)
	if err != nil || !ok {
		return err
	}
	// What was claimed is sent to its end, also where the server is told to stop.
	ctx = context.WithoutCancel(ctx)
	code, reason := s.post(ctx, t, d, secret)
	switch {
	case code >= 200 && code < 300:
		return s.book.settle(ctx, d, Done, code, "", 0)
	case code == http.StatusGone:
		if err := s.book.settle(ctx, d, Dead, code, "the address wants no more", 0); err != nil {
			return err
		}
		return s.book.Remove(ctx, t.ID)
	case d.Tries > len(waits):
		s.log.Warn("hook given up", "hook", t.ID, "delivery", d.ID, "what", reason)
		return s.book.settle(ctx, d, Dead, code, reason, 0)
	}
	return s.book.settle(ctx, d, Waiting, code, reason, waits[d.Tries-1])
}

// post sends a delivery, and returns the code of the answer, or 0 and why there
// is none.
func (s *Sender) post(ctx context.Context, t *Target, d *Delivery, secret string) (int, string) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, t.URL, bytes.NewReader([]byte(d.Body)))
	if err != nil {
		return 0, err.Error()
	}
	at := strconv.FormatInt(s.book.clock().Unix(), 10)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "hearsay")
	req.Header.Set("webhook-id", d.Event)
	req.Header.Set("webhook-timestamp", at)
	req.Header.Set("webhook-signature", Sign(secret, d.Event, at, d.Body))
	client := s.public
	if t.Private {
		client = s.any
	}
	res, err := client.Do(req)
	if err != nil {
		if errors.Is(err, ssrf.ErrProhibitedIP) || errors.Is(err, ssrf.ErrProhibitedNetwork) {
			return 0, "the address leads to a private network or this machine; add it with --private if that is meant"
		}
		return 0, strings.ToValidUTF8(err.Error(), "")
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10))
	return res.StatusCode, fmt.Sprintf("the address answers %d", res.StatusCode)
}

// Sign is the signature of what is sent, as standardwebhooks.com has it: whoever
// has the secret computes it from the webhook-id, the webhook-timestamp (seconds
// of Unix) and the body, and compares.
func Sign(secret, id, timestamp, body string) string {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, whole))
	if err != nil {
		key = []byte(secret)
	}
	m := hmac.New(sha256.New, key)
	m.Write([]byte(id + "." + timestamp + "." + body))
	return "v1," + base64.StdEncoding.EncodeToString(m.Sum(nil))
}
