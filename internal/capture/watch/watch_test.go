package watch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay/internal/capture/feed"
	"hearsay/internal/capture/fetch"
)

// world is an invented web with a clock that only the test moves.
type world struct {
	mu    sync.Mutex
	now   time.Time
	pages map[string]string // "" answers 404, "down" fails
	asked map[string]int
}

func (w *world) Now() time.Time { w.mu.Lock(); defer w.mu.Unlock(); return w.now }

func (w *world) Fetch(_ context.Context, r fetch.Request) (*fetch.Response, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked[r.URL]++
	switch p := w.pages[r.URL]; p {
	case "":
		return nil, &fetch.Error{URL: r.URL, Status: 404, Reason: "the server has no such page (404)", Advice: "look elsewhere"}
	case "down":
		return nil, &fetch.Error{URL: r.URL, Status: 503, Reason: "the server answers 503", Advice: "try again later"}
	default:
		tag := fmt.Sprint(len(p), p[len(p)-1:])
		e := fetch.Exchange{URL: r.URL, Status: 200, Header: http.Header{"Etag": {tag}}, Started: w.now}
		if r.ETag == tag {
			return &fetch.Response{Requested: r.URL, URL: r.URL, Exchange: e, Unchanged: true}, nil
		}
		return &fetch.Response{Requested: r.URL, URL: r.URL, Exchange: e, Bytes: []byte(p)}, nil
	}
}

func rss(links ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>`)
	for _, l := range links {
		fmt.Fprintf(&b, "<item><title>Dock</title><link>%s</link></item>", l)
	}
	return b.String() + "</channel></rss>"
}

const feedAt = "http://courier.example/rss"

// start makes a watch of one feed; said collects its events.
func start(t *testing.T, store Store, w *world) *Watch {
	t.Helper()
	watch := New(Options{Store: store, Fetch: w.Fetch, Now: w.Now})
	if err := watch.Add(t.Context(), feed.Outline{URL: feedAt}); err != nil {
		t.Fatal(err)
	}
	return watch
}

// until steps through a span of time, a minute at a time.
func (w *world) until(t *testing.T, watch *Watch, d time.Duration) {
	t.Helper()
	for end := w.Now().Add(d); w.Now().Before(end); {
		for {
			n, err := watch.Step(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				break
			}
		}
		w.mu.Lock()
		w.now = w.now.Add(time.Minute)
		w.mu.Unlock()
	}
}

func newWorld() *world {
	return &world{now: time.Date(2025, 3, 4, 12, 0, 0, 0, time.UTC), pages: map[string]string{}, asked: map[string]int{}}
}

func events(m *Memory) *[]string {
	var said []string
	m.Each = func(e Event) error {
		said = append(said, string(e.Kind)+" "+strings.TrimPrefix(e.URL, "http://courier.example/"))
		return nil
	}
	return &said
}

func check(t *testing.T, said *[]string, want ...string) {
	t.Helper()
	if fmt.Sprint(*said) != fmt.Sprint(want) {
		t.Errorf("events %q, want %q", *said, want)
	}
}

// TestStory: a story is new once, whatever parameters its address carries; it is
// captured again after an hour, a day and a week, and then no more.
func TestStory(t *testing.T) {
	w, m := newWorld(), NewMemory()
	said := events(m)
	watch := start(t, m, w)
	w.pages[feedAt] = rss("http://courier.example/1?utm_source=rss")
	w.pages["http://courier.example/1?utm_source=rss"] = "one"
	w.until(t, watch, 30*time.Minute)
	w.pages[feedAt] = rss("http://courier.example/1", "http://courier.example/2")
	w.pages["http://courier.example/2"] = "two"
	w.pages["http://courier.example/1?utm_source=rss"] = "one, corrected"
	w.until(t, watch, 2*time.Hour)
	check(t, said, "new 1?utm_source=rss", "new 2", "changed 1?utm_source=rss")
	w.pages["http://courier.example/1?utm_source=rss"] = ""
	w.until(t, watch, 9*24*time.Hour)
	check(t, said, "new 1?utm_source=rss", "new 2", "changed 1?utm_source=rss", "gone 1?utm_source=rss")
	if n := w.asked["http://courier.example/2"]; n != 4 {
		t.Errorf("2 was asked for %d times", n)
	}
	if n := w.asked["http://courier.example/1?utm_source=rss"]; n != 3 {
		t.Errorf("1 was asked for %d times", n)
	}
}

// TestFailures: what may pass is tried again, and given up aloud; a dead feed is
// asked less and less often and reported once.
func TestFailures(t *testing.T) {
	w, m := newWorld(), NewMemory()
	said := events(m)
	watch := start(t, m, w)
	w.pages[feedAt] = rss("http://courier.example/1", "http://courier.example/2", "http://courier.example/3")
	w.pages["http://courier.example/1"], w.pages["http://courier.example/2"] = "down", "down"
	w.until(t, watch, 5*time.Minute)
	w.pages["http://courier.example/1"] = "one"
	w.until(t, watch, 2*time.Hour)
	check(t, said, "failed 3", "new 1", "failed 2")
	w.pages[feedAt] = "down"
	before := w.asked[feedAt]
	w.until(t, watch, 10*24*time.Hour)
	if n := w.asked[feedAt] - before; n < 10 || n > 22 {
		t.Errorf("a dead feed was asked %d times in ten days", n)
	}
	w.pages[feedAt] = rss()
	w.until(t, watch, 25*time.Hour)
	check(t, said, "failed 3", "new 1", "failed 2", "down ", "up ")
}

// TestClock: a clock that is set back or on stops nothing and doubles nothing.
func TestClock(t *testing.T) {
	w, m := newWorld(), NewMemory()
	said := events(m)
	watch := start(t, m, w)
	w.pages[feedAt], w.pages["http://courier.example/1"] = rss("http://courier.example/1"), "one"
	w.until(t, watch, 20*time.Minute)
	w.now = w.now.Add(-365 * 24 * time.Hour)
	w.pages[feedAt], w.pages["http://courier.example/2"] = rss("http://courier.example/1", "http://courier.example/2"), "two"
	w.pages["http://courier.example/1"] = "one, corrected"
	w.until(t, watch, 2*time.Hour)
	check(t, said, "new 1", "changed 1", "new 2")
	w.now = w.now.Add(2 * 365 * 24 * time.Hour)
	w.until(t, watch, time.Hour)
	check(t, said, "new 1", "changed 1", "new 2")
}

// TestRestart: a journal knows what was before, also after a line that was cut.
func TestRestart(t *testing.T) {
	w := newWorld()
	path := filepath.Join(t.TempDir(), "state.jsonl")
	w.pages[feedAt], w.pages["http://courier.example/1"] = rss("http://courier.example/1", "http://courier.example/2"), "one"
	w.pages["http://courier.example/2"] = "down"
	all := []string{}
	for i := range 3 {
		j, err := OpenJournal(path)
		if err != nil {
			t.Fatal(err)
		}
		said := events(j.Memory)
		w.until(t, start(t, j, w), 3*time.Minute)
		w.pages["http://courier.example/2"] = "two"
		all = append(all, *said...)
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			f, _ := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			_, _ = f.WriteString(`{"story":{"key":"http://cour`)
			f.Close()
		}
	}
	check(t, &all, "new 1", "new 2")
	if err := os.WriteFile(path, []byte("noise\n{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenJournal(path); err == nil || !strings.Contains(err.Error(), "line 1 is damaged") {
		t.Errorf("a damaged journal: %v", err)
	}
}

// TestStoreFails: what could not be kept ends the watch, and is done again.
func TestStoreFails(t *testing.T) {
	w, m := newWorld(), NewMemory()
	w.pages[feedAt], w.pages["http://courier.example/1"] = rss("http://courier.example/1"), "one"
	full := errors.New("the disk is full")
	m.Each = func(Event) error { return full }
	watch := start(t, m, w)
	_, _ = watch.Step(t.Context())
	if err := watch.Run(t.Context()); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
	said := events(m)
	w.until(t, watch, time.Minute)
	check(t, said, "new 1")
}
