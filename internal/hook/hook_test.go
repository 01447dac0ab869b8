package hook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/reading"
)

var (
	reader = sync.OnceValues(reading.Load)
	ctx    = context.Background()
)

// The reports are invented.
const (
	monday = "Two Guards Killed at Lanby Dock\n\nMeridian Press | March 11, 2025\n\nA drone strike on the dock of Aden in Yemen on Monday killed two guards, the harbour master, Ines Dahl, said.\n"
	denied = "Coalition Denies Strike\n\nRed Sea Courier | March 11, 2025\n\nThe coalition denied that it had struck the dock of Aden in Yemen on Monday. The drone strike killed two guards, the harbour master, Ines Dahl, said.\n"
	later  = "Toll Rises in Aden Dock Strike\n\nHarbour Lantern | March 12, 2025\n\nThe drone strike on the dock of Aden in Yemen on Monday killed four guards, the harbour master, Ines Dahl, said on Wednesday.\n"
)

// house is a ledger with hooks, an address that hears, and a clock that is moved.
type house struct {
	*Sender
	t     *testing.T
	keep  *keep.Keeper
	now   time.Time
	heard []heard
	code  int
	url   string
}

type heard struct {
	id, at, signature, body string
}

func build(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, now: time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC), code: 204}
	clock := func() time.Time { return h.now }
	b, err := Open(ctx, filepath.Join(t.TempDir(), "x.accounts"), clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	store := memory.New(clock)
	h.keep = keep.New(store)
	h.Sender = NewSender(b, desk.Open(store, reader), slog.New(slog.DiscardHandler))
	var mu sync.Mutex
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		raw, _ := io.ReadAll(r.Body)
		h.heard = append(h.heard, heard{r.Header.Get("webhook-id"), r.Header.Get("webhook-timestamp"), r.Header.Get("webhook-signature"), string(raw)})
		if h.code == http.StatusFound {
			w.Header().Set("Location", "http://127.0.0.1:1/")
		}
		w.WriteHeader(h.code)
	}))
	t.Cleanup(srv.Close)
	h.url = srv.URL + "/in"
	return h
}

func (h *house) add(text string) {
	h.t.Helper()
	r, err := reader()
	if err != nil {
		h.t.Fatal(err)
	}
	c := capture.Of([]byte(text), "invented", capture.Stated{})
	rd, err := r.Read(c)
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.keep.Keep(ctx, r.Identity(), []keep.Item{{Capture: c, Reading: rd}}, nil); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) turn() []heard {
	h.t.Helper()
	h.heard = nil
	if err := h.Turn(ctx); err != nil {
		h.t.Fatal(err)
	}
	return h.heard
}

// TestTold: what is new is told once, with the words, signed.
func TestTold(t *testing.T) {
	h := build(t)
	h.add(monday)
	if err := h.desk.Refresh(ctx, nil); err != nil {
		t.Fatal(err)
	}
	f, err := h.desk.Fresh(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, secret, err := h.book.Add(ctx, h.url, Kinds, true, f.Row)
	if err != nil {
		t.Fatal(err)
	}
	if got := h.turn(); len(got) != 0 {
		t.Errorf("told of what was there: %+v", got)
	}
	h.add(denied)
	got := map[Kind]Event{}
	for _, m := range h.turn() {
		var e Event
		if err := json.Unmarshal([]byte(m.body), &e); err != nil {
			t.Fatal(err)
		}
		got[e.Type] = e
		if m.id != e.ID || m.signature != Sign(secret, m.id, m.at, m.body) || m.signature == Sign(secret, m.id, m.at, m.body+" ") || m.at != fmt.Sprint(h.now.Unix()) {
			t.Errorf("%+v is not signed", m)
		}
	}
	if e := got[Denial]; e.Claim == nil || e.Claim.Stance != "denies" || e.Claim.Words.Text == "" || e.Incident.Country != "Yemen" || e.Row <= f.Row {
		t.Errorf("the denial: %+v", e)
	}
	if e := got[Contested]; !e.Incident.Contested {
		t.Errorf("contested: %+v", e)
	}
	if len(h.turn()) != 0 {
		t.Error("told twice")
	}
	h.add(later)
	var figure *desk.Figure
	for _, m := range h.turn() {
		var e Event
		_ = json.Unmarshal([]byte(m.body), &e)
		if e.Type == Contested && e.Incident.ID == got[Contested].Incident.ID {
			t.Error("what was contested became so again")
		}
		if e.Type == Figure {
			figure = e.Figure
		}
	}
	if figure == nil || *figure.Before.Low != 2 || *figure.After.Low != 4 {
		t.Errorf("the figure: %+v", figure)
	}
}

// TestTried: what is not taken is tried again, later and later, then left; retry
// brings it back.
func TestTried(t *testing.T) {
	h := build(t)
	target, _, err := h.book.Add(ctx, h.url, []Kind{Denial}, true, 0)
	if err != nil {
		t.Fatal(err)
	}
	h.add(denied)
	h.code = 500
	first := h.turn()
	if len(first) != 1 {
		t.Fatalf("%d deliveries", len(first))
	}
	if len(h.turn()) != 0 {
		t.Error("tried again at once")
	}
	for i, wait := range waits {
		h.now = h.now.Add(wait)
		if got := h.turn(); len(got) != 1 || got[0].id != first[0].id || got[0].body != first[0].body {
			t.Errorf("try %d: %+v", i+2, got)
		}
	}
	h.now = h.now.Add(48 * time.Hour)
	if len(h.turn()) != 0 {
		t.Error("tried after the last try")
	}
	list, err := h.book.Deliveries(ctx, target.ID, 10)
	if err != nil || len(list) != 1 || list[0].State != Dead || list[0].Tries != len(waits)+1 || list[0].Code != 500 || list[0].Reason == "" {
		t.Fatalf("%+v %v", list, err)
	}
	if err := h.book.Retry(ctx, list[0].ID); err != nil {
		t.Fatal(err)
	}
	h.code = 302 // is not followed
	if len(h.turn()) != 1 {
		t.Error("retried, it is not tried")
	}
	h.code = 200
	h.now = h.now.Add(waits[0])
	if len(h.turn()) != 1 {
		t.Error("after a redirection it is not tried")
	}
	if err := h.book.Retry(ctx, list[0].ID); !errors.Is(err, ErrNone) {
		t.Errorf("what is done is tried: %v", err)
	}
	// 410 ends an address.
	h.add(later)
	if _, err := h.book.db.Do(ctx, "UPDATE hook_target SET told = 0"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.book.db.Do(ctx, "DELETE FROM hook_delivery"); err != nil {
		t.Fatal(err)
	}
	h.code = 410
	if len(h.turn()) != 1 {
		t.Error("not told")
	}
	all, err := h.book.Targets(ctx)
	if err != nil || len(all) != 1 || all[0].Ended.IsZero() {
		t.Errorf("%+v %v", all, err)
	}
	if err := h.book.Remove(ctx, target.ID); !errors.Is(err, ErrNone) {
		t.Errorf("ended twice: %v", err)
	}
}

// TestOnce: two processes tell it once.
func TestOnce(t *testing.T) {
	h := build(t)
	if _, _, err := h.book.Add(ctx, h.url, Kinds, true, 0); err != nil {
		t.Fatal(err)
	}
	h.add(denied)
	if err := h.desk.Refresh(ctx, nil); err != nil {
		t.Fatal(err)
	}
	other := NewSender(h.book, h.desk, h.log)
	var wait sync.WaitGroup
	for _, s := range []*Sender{h.Sender, other, h.Sender, other} {
		wait.Go(func() {
			if err := s.Turn(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	_ = h.Turn(ctx)
	ids := map[string]int{}
	for _, m := range h.heard {
		if ids[m.id]++; ids[m.id] > 1 {
			t.Errorf("%s is told twice", m.id)
		}
	}
	if len(ids) == 0 {
		t.Error("nothing was told")
	}
}

// TestRefused: nothing is sent to this machine or a private network, unless that
// was meant.
func TestRefused(t *testing.T) {
	h := build(t)
	for _, bad := range []string{"", "desk.example", "ftp://desk.example/", "http://desk.example/", "https://ana:secret@desk.example/", "file:///etc/passwd", "https:///x"} {
		if _, _, err := h.book.Add(ctx, bad, Kinds, false, 0); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	if _, _, err := h.book.Add(ctx, h.url, nil, true, 0); err == nil {
		t.Error("told of nothing")
	}
	for _, to := range []string{"https://127.0.0.1:1/", "https://localhost:1/", "https://10.0.0.1/", "https://169.254.169.254/latest", "https://[::1]:1/"} {
		if _, _, err := h.book.Add(ctx, to, []Kind{Denial}, false, 0); err != nil {
			t.Fatal(err)
		}
	}
	h.add(denied)
	h.turn()
	list, err := h.book.Deliveries(ctx, "", 50)
	if err != nil || len(list) != 5 {
		t.Fatalf("%d %v", len(list), err)
	}
	for _, d := range list {
		if !strings.Contains(d.Reason, "private network or this machine") || d.Code != 0 {
			t.Errorf("%+v", d)
		}
	}
	if _, err := ParseKinds("denial.came,everything"); err == nil {
		t.Error("a kind that there is not")
	}
}
