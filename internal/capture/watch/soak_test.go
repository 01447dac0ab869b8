package watch

import (
	"context"
	"fmt"
	"hash/fnv"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hearsay/internal/capture/feed"
	"hearsay/internal/capture/fetch"
)

// soak is a web of feeds on loopback, a host each, that fails now and then. Its
// time runs faster than the world's.
type soak struct {
	feeds  int
	began  time.Time
	speed  float64
	stops  time.Duration // of publishing, in its own time
	count  atomic.Int64
	faults atomic.Int64
}

func (s *soak) Now() time.Time {
	return s.began.Add(time.Duration(float64(time.Since(s.began)) * s.speed))
}

func (s *soak) Sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(max(time.Millisecond, time.Duration(float64(d)/s.speed))):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// between is the time between two stories of a feed.
const between = 3 * time.Hour

// published is how many stories feed i has named.
func (s *soak) published() int { return int(min(s.Now().Sub(s.began), s.stops)/between) + 1 }

// changes is how long after its publication a story is changed; 0 for never.
func changes(n int) time.Duration {
	switch n % 6 {
	case 1:
		return 30 * time.Minute // long before the capture after an hour, or the first
	case 4:
		return 12 * time.Hour
	}
	return 0
}

func (s *soak) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := s.count.Add(1)
	h := fnv.New32a()
	fmt.Fprint(h, r.URL.Path, n)
	host, _, _ := strings.Cut(r.Host, ":")
	dead := strings.HasSuffix(host, ".7")
	if r.URL.Path != "/robots.txt" {
		fault := h.Sum32() % 40
		if dead && r.URL.Path == "/rss" {
			fault = 0
		}
		if fault < 4 {
			s.faults.Add(1)
		}
		switch fault {
		case 0:
			http.Error(w, "broken", http.StatusInternalServerError)
			return
		case 1: // a body that is cut
			w.Header().Set("Content-Length", "100000")
			fmt.Fprint(w, "<rss")
			return
		case 2: // a time-out
			time.Sleep(600 * time.Millisecond)
		case 3:
			w.Header().Set("Retry-After", "30")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
	}
	switch {
	case r.URL.Path == "/rss":
		var links []string
		for i := max(0, s.published()-30); i < s.published(); i++ {
			links = append(links, fmt.Sprintf("http://%s/%d?utm_source=rss", r.Host, i))
		}
		fmt.Fprint(w, rss(links...))
	case r.URL.Path == "/robots.txt":
		http.NotFound(w, r)
	default:
		var i int
		fmt.Sscanf(r.URL.Path, "/%d", &i)
		text := "Story"
		if d := changes(i); d > 0 && s.Now().Sub(s.began) > time.Duration(i)*between+d {
			text = "Story, corrected"
		}
		fmt.Fprintf(w, "<html><p>%s %s</p></html>", text, r.URL.Path)
	}
}

// TestSoak watches feeds on loopback that fail in every way, with a restart in
// the middle: nothing is lost, nothing comes twice. It runs a few seconds;
// HEARSAY_SOAK=10m watches 200 feeds for ten minutes, in which eight days pass.
func TestSoak(t *testing.T) {
	span, days, s := 6*time.Second, 2.0, &soak{feeds: 12}
	if v := os.Getenv("HEARSAY_SOAK"); v != "" {
		d, err := time.ParseDuration(v)
		if err != nil {
			t.Fatal(err)
		}
		span, days, s.feeds = d, 8, 200
	} else if testing.Short() {
		t.Skip("a soak takes its time")
	}
	l, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Skip(err)
	}
	srv := &http.Server{Handler: s}
	go func() { _ = srv.Serve(l) }()
	defer srv.Close()
	port := l.Addr().(*net.TCPAddr).Port
	s.began = time.Now()
	s.speed = days * float64(24*time.Hour) / float64(span)
	s.stops = time.Duration(days * 0.7 * float64(24*time.Hour))

	var mu sync.Mutex
	seen := map[string]int{}
	each := func(e Event) error {
		mu.Lock()
		defer mu.Unlock()
		at, _, _ := strings.Cut(e.URL, "?")
		if e.Kind == Down || e.Kind == Up {
			at = e.Feed
		}
		seen[string(e.Kind)+" "+at]++
		return nil
	}
	path := filepath.Join(t.TempDir(), "state.jsonl")
	run := func(d, grace time.Duration, done func() bool) {
		j, err := OpenJournal(path)
		if err != nil {
			t.Fatal(err)
		}
		defer j.Close()
		j.Each = each
		f := fetch.New(fetch.Options{Private: true, Timeout: 500 * time.Millisecond, Now: s.Now, Sleep: s.Sleep, Delay: 10 * time.Second})
		defer f.Close()
		w := New(Options{Store: j, Fetch: f.Fetch, Now: s.Now, Sleep: s.Sleep, Tick: time.Minute, Hosts: 64})
		for i := range s.feeds {
			if err := w.Add(t.Context(), feed.Outline{URL: fmt.Sprintf("http://127.0.%d.%d:%d/rss", 1+i/100, 1+i%100, port)}); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go func() {
			time.Sleep(d)
			for end := time.Now().Add(grace); time.Now().Before(end) && !done(); {
				time.Sleep(100 * time.Millisecond)
			}
			cancel()
		}()
		if err := w.Run(ctx); err != nil {
			t.Error(err)
		}
	}
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	run(span/3, 0, nil)
	first, stories := heap(), len(seen)
	// A machine that has much else to do is given a minute more.
	run(span-span/3, time.Minute, func() bool {
		mu.Lock()
		defer mu.Unlock()
		for i := range s.feeds {
			host := fmt.Sprintf("http://127.0.%d.%d:%d", 1+i/100, 1+i%100, port)
			if dead := 1+i%100 == 7; dead && seen["down "+host+"/rss"] == 0 || !dead && seen[fmt.Sprintf("new %s/%d", host, int(s.stops/between))] == 0 {
				return false
			}
			for n := range s.published() {
				if seen[fmt.Sprintf("new %s/%d", host, n)] == 0 && 1+i%100 != 7 {
					return false
				}
			}
		}
		return true
	})
	last := heap()

	lost, twice, changed, missed := 0, 0, 0, 0
	for i := range s.feeds {
		host := fmt.Sprintf("http://127.0.%d.%d:%d", 1+i/100, 1+i%100, port)
		if 1+i%100 == 7 {
			if seen["down "+host+"/rss"] != 1 {
				t.Errorf("%s was reported as down %d times", host, seen["down "+host+"/rss"])
			}
			continue
		}
		for n := range s.published() {
			at := fmt.Sprintf("%s/%d", host, n)
			switch k := seen["new "+at]; {
			case k == 0:
				lost++
				t.Logf("lost: %s", at)
			case k > 1:
				twice++
			}
			if c := seen["changed "+at]; c > 1 {
				twice++
			} else if c == 1 {
				changed++
			} else if changes(n) == 12*time.Hour && float64(n)*between.Hours()+40 < days*24 {
				missed++
			}
		}
	}
	t.Logf("%d feeds, %.1f days in %s: %d requests, %d faults, %d events; %d lost, %d twice, %d changes seen, %d missed; heap %d kB at a third, %d kB at the end, %d bytes a further event",
		s.feeds, days, span, s.count.Load(), s.faults.Load(), len(seen), lost, twice, changed, missed, first>>10, last>>10, (int64(last)-int64(first))/int64(max(1, len(seen)-stories)))
	if os.Getenv("HEARSAY_SOAK") == "" {
		missed = 0 // by a machine that is too slow for time at this speed
	}
	if lost+twice+missed > 0 {
		t.Errorf("%d lost, %d twice, %d changes missed", lost, twice, missed)
	}
}
