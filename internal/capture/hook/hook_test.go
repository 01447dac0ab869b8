package hook

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// receiver is a server that fails as told, and keeps what it took.
type receiver struct {
	mu    sync.Mutex
	fails int
	took  []string
	bad   []string // signatures that do not hold
	ids   map[string]int
}

var secret = []byte("harbour")

func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	body, _ := io.ReadAll(q.Body)
	if r.ids == nil {
		r.ids = map[string]int{}
	}
	r.ids[q.Header.Get("Hearsay-Delivery")]++
	if !Holds(secret, q.Header.Get("Hearsay-Timestamp"), q.Header.Get("Hearsay-Signature"), body, now, 5*time.Minute) {
		r.bad = append(r.bad, q.Header.Get("Hearsay-Signature"))
	}
	if r.fails > 0 {
		r.fails--
		http.Error(w, "broken", http.StatusInternalServerError)
		return
	}
	r.took = append(r.took, q.Header.Get("Hearsay-Event")+" "+string(body))
}

var now = time.Date(2025, 3, 4, 12, 0, 0, 0, time.UTC)

// open makes hooks with a clock that each step that sends nothing moves on.
func open(t *testing.T, path string, urls ...string) *Hooks {
	t.Helper()
	h, err := Open(path, Options{URLs: urls, Secret: secret, Private: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// steps sends what is due over some time.
func steps(t *testing.T, h *Hooks, n int) {
	t.Helper()
	defer func(was time.Time) { now = was }(now)
	for range n {
		sent, err := h.Step(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !sent {
			now = now.Add(time.Minute)
		}
	}
}

// TestHooks: messages arrive signed and in order, though the server fails and
// the program dies in between.
func TestHooks(t *testing.T) {
	r := &receiver{fails: 3}
	srv := httptest.NewServer(r)
	defer srv.Close()
	path := filepath.Join(t.TempDir(), "hooks.jsonl")
	h := open(t, path, srv.URL)
	for i := range 3 {
		if err := h.Put("new", map[string]int{"n": i}); err != nil {
			t.Fatal(err)
		}
	}
	steps(t, h, 1)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if b, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0); err != nil {
		t.Fatal(err)
	} else { // a crash in the middle of a line
		_, _ = b.WriteString(`{"message":{"id":"x","to`)
		_ = b.Close()
	}
	h = open(t, path, srv.URL)
	steps(t, h, 20)
	if got := strings.Join(r.took, "; "); got != `new {"n":0}; new {"n":1}; new {"n":2}` {
		t.Errorf("arrived: %s", got)
	}
	if len(r.bad) > 0 || len(r.ids) != 3 {
		t.Errorf("%d signatures do not hold; %d deliveries", len(r.bad), len(r.ids))
	}
	if len(h.Waiting())+len(h.Dead()) != 0 {
		t.Errorf("left: %v, %v", h.Waiting(), h.Dead())
	}
	_ = h.Close()
	if h = open(t, path, srv.URL); len(h.Waiting()) != 0 {
		t.Errorf("after a restart: %v", h.Waiting())
	}
}

// TestDead: what never arrives is a dead letter, holds up no other address, and
// can be tried again.
func TestDead(t *testing.T) {
	r, well := &receiver{fails: 1000}, &receiver{}
	srv, other := httptest.NewServer(r), httptest.NewServer(well)
	defer srv.Close()
	defer other.Close()
	path := filepath.Join(t.TempDir(), "hooks.jsonl")
	h := open(t, path, srv.URL, other.URL)
	if err := h.Put("changed", "x"); err != nil {
		t.Fatal(err)
	}
	steps(t, h, 3000)
	if d := h.Dead(); len(d) != 1 || d[0].To != srv.URL || d[0].Tries != mostTries || !strings.Contains(d[0].Last, "500") {
		t.Fatalf("dead letters: %+v", d)
	}
	if len(well.took) != 1 {
		t.Errorf("the other address has %v", well.took)
	}
	_ = h.Close()
	h = open(t, path, srv.URL, other.URL)
	r.fails = 0
	if n, err := h.Retry(); n != 1 || err != nil {
		t.Errorf("%d tried again, %v", n, err)
	}
	steps(t, h, 3)
	if len(r.took) != 1 || len(h.Dead()) != 0 {
		t.Errorf("took %v, dead %v", r.took, h.Dead())
	}
}

// TestPrivate: an address of this machine is refused unless allowed, and a
// message to it is a dead letter at once; bad addresses are refused at once.
func TestPrivate(t *testing.T) {
	srv := httptest.NewServer(&receiver{})
	defer srv.Close()
	h, err := Open(filepath.Join(t.TempDir(), "h"), Options{URLs: []string{srv.URL}, Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Put("new", 1); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Step(context.Background()); err != nil {
		t.Fatal(err)
	}
	if d := h.Dead(); len(d) != 1 || !strings.Contains(d[0].Last, "private") {
		t.Errorf("dead letters: %+v", d)
	}
	for _, at := range []string{"ftp://x.example/", "courier.example", "https://a:b@x.example/", ""} {
		if _, err := Open(filepath.Join(t.TempDir(), "h"), Options{URLs: []string{at}, Secret: secret}); err == nil {
			t.Errorf("%q is taken", at)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "h"), Options{URLs: []string{srv.URL}}); err == nil {
		t.Error("no secret is taken")
	}
}

func TestHolds(t *testing.T) {
	b := []byte(`{"a":1}`)
	s := Sign(secret, now, b)
	stamp := fmt.Sprint(now.Unix())
	for _, c := range []struct {
		stamp, sig string
		body       string
		secret     string
		at         time.Time
		want       bool
	}{
		{stamp, s, `{"a":1}`, "harbour", now.Add(time.Minute), true},
		{stamp, s, `{"a":2}`, "harbour", now, false},
		{stamp, s, `{"a":1}`, "other", now, false},
		{stamp, s, `{"a":1}`, "harbour", now.Add(time.Hour), false},
		{fmt.Sprint(now.Unix() + 1), s, `{"a":1}`, "harbour", now, false},
		{"x", s, `{"a":1}`, "harbour", now, false},
	} {
		if got := Holds([]byte(c.secret), c.stamp, c.sig, []byte(c.body), c.at, 5*time.Minute); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
