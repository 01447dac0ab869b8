package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"slices"
	"sync"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/capture/bundle"
	"hearsay/internal/capture/feed"
	"hearsay/internal/capture/fetch"
)

// Options of a Watch.
type Options struct {
	Store Store
	Fetch func(context.Context, fetch.Request) (*fetch.Response, error)
	// Digest is the same for two captures that say the same; nil compares bytes.
	Digest func(capture.Capture) string
	// Every is how often a feed is asked; 15 minutes.
	Every time.Duration
	// Again is how long after the first capture a story is captured again; an
	// hour, a day and a week.
	Again []time.Duration
	// Tick is how often it is looked at what is due; 5 seconds.
	Tick time.Duration
	// Hosts is how many hosts are asked at the same time; 16.
	Hosts int
	// Now and Sleep are the world's; tests put their own.
	Now   func() time.Time
	Sleep func(context.Context, time.Duration) error
}

// The limits.
const (
	rarest    = 24 * time.Hour // how seldom a feed that fails is asked
	downFrom  = 3              // failures that make a feed down
	maxTries  = 6              // of a capture
	atOnce    = 500            // stories taken from the store at a time
	firstWait = time.Minute    // before a failed capture is tried again; doubled each time
)

// Watch polls feeds.
type Watch struct{ opt Options }

// New makes a Watch.
func New(opt Options) *Watch {
	opt.Every = cmp.Or(opt.Every, 15*time.Minute)
	opt.Tick = cmp.Or(opt.Tick, 5*time.Second)
	opt.Hosts = cmp.Or(opt.Hosts, 16)
	if opt.Again == nil {
		opt.Again = []time.Duration{time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}
	}
	if opt.Digest == nil {
		opt.Digest = func(c capture.Capture) string { return c.SHA256 }
	}
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
	return &Watch{opt}
}

// Add watches feeds; those that are watched already stay as they are.
func (w *Watch) Add(ctx context.Context, feeds ...feed.Outline) error {
	known, err := w.opt.Store.Feeds(ctx)
	if err != nil {
		return err
	}
	for _, f := range feeds {
		if slices.ContainsFunc(known, func(k Feed) bool { return k.URL == f.URL }) {
			continue
		}
		if err := w.opt.Store.PutFeed(ctx, Feed{URL: f.URL, Title: f.Title, Next: w.opt.Now()}, nil); err != nil {
			return err
		}
	}
	return nil
}

// Run watches until ctx ends, and returns nil then; any other error is the
// store's.
func (w *Watch) Run(ctx context.Context) error {
	for {
		n, err := w.Step(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			return err
		case n > 0:
			continue // there may be more
		}
		if err := w.opt.Sleep(ctx, w.opt.Tick); err != nil {
			return nil
		}
	}
}

// task is one thing to do at a host.
type task struct {
	feed  *Feed
	story *Story
}

// Step does what is due and returns how much that was.
func (w *Watch) Step(ctx context.Context) (int, error) {
	now := w.opt.Now()
	feeds, err := w.opt.Store.Feeds(ctx)
	if err != nil {
		return 0, err
	}
	byHost := map[string][]task{}
	n := 0
	add := func(at string, t task) {
		u, _ := url.Parse(at)
		host := ""
		if u != nil {
			host = u.Host
		}
		byHost[host] = append(byHost[host], t)
		n++
	}
	for i := range feeds {
		if f := &feeds[i]; !f.Next.After(now) || f.Next.Sub(now) > max(rarest, 2*w.opt.Every) {
			add(f.URL, task{feed: f})
		}
	}
	late := now.Add(w.longest())
	stories, err := w.opt.Store.Due(ctx, now, late, atOnce)
	if err != nil {
		return 0, err
	}
	for i := range stories {
		add(stories[i].URL, task{story: &stories[i]})
	}
	return n, w.work(ctx, byHost)
}

// longest is the longest time from now that anything may be due.
func (w *Watch) longest() time.Duration {
	d := rarest
	for _, a := range w.opt.Again {
		d = max(d, a)
	}
	return d + time.Hour
}

// work does the tasks, those of one host one after the other.
func (w *Watch) work(ctx context.Context, byHost map[string][]task) error {
	slots := make(chan struct{}, w.opt.Hosts)
	var wait sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for _, tasks := range byHost {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			for _, t := range tasks {
				var err error
				if t.feed != nil {
					err = w.poll(ctx, *t.feed)
				} else {
					err = w.capture(ctx, *t.story)
				}
				if err != nil || ctx.Err() != nil {
					mu.Lock()
					failed = errors.Join(failed, err)
					mu.Unlock()
					return
				}
			}
		})
	}
	wait.Wait()
	return failed
}

// poll asks one feed. Its error is the store's.
func (w *Watch) poll(ctx context.Context, f Feed) error {
	r, err := w.opt.Fetch(ctx, fetch.Request{URL: f.URL, ETag: f.ETag, LastModified: f.LastModified})
	if ctx.Err() != nil {
		return nil // it is asked again after the restart
	}
	now := w.opt.Now()
	f.Checked = now
	var got *feed.Feed
	if err == nil && !r.Unchanged {
		got, err = feed.Parse(r.Bytes)
	}
	if err != nil {
		return w.feedFailed(ctx, f, err)
	}
	if got != nil {
		n, err := w.announce(ctx, &f, got, now)
		if err != nil {
			return err
		}
		if f.Stories += n; n > 0 {
			f.New = now
		}
		f.Title = cmp.Or(f.Title, got.Title)
		f.ETag, f.LastModified = r.Header.Get("Etag"), r.Header.Get("Last-Modified")
	}
	var e *Event
	if f.Down {
		e = &Event{Kind: Up, At: now, Feed: f.URL, Title: f.Title}
	}
	f.Failures, f.Problem, f.Down, f.Worked = 0, "", false, now
	f.Next = now.Add(w.opt.Every + spread(f.URL, w.opt.Every/8))
	return w.opt.Store.PutFeed(ctx, f, e)
}

// spread is a time below d that is always the same for an address, so that feeds
// are not all asked at once.
func spread(s string, d time.Duration) time.Duration {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s))
	return time.Duration(h.Sum32()%1000) * d / 1000
}

func (w *Watch) feedFailed(ctx context.Context, f Feed, err error) error {
	f.Failures++
	f.Problem = err.Error()
	wait := min(rarest, w.opt.Every<<min(f.Failures-1, 10))
	f.Next = f.Checked.Add(wait)
	var fe *fetch.Error
	if errors.As(err, &fe) && fe.Retry.After(f.Next) && fe.Retry.Sub(f.Checked) < rarest {
		f.Next = fe.Retry
	}
	var e *Event
	if f.Failures == downFrom {
		f.Down = true
		e = &Event{Kind: Down, At: f.Checked, Feed: f.URL, Title: f.Title, Reason: f.Problem}
	}
	return w.opt.Store.PutFeed(ctx, f, e)
}

// announce notes the stories of a feed that are new, and the feeds and sitemaps
// it lists, and returns how many stories are.
func (w *Watch) announce(ctx context.Context, f *Feed, got *feed.Feed, now time.Time) (int, error) {
	n := 0
	for i := range got.Items {
		it := &got.Items[i]
		s := Story{Key: fetch.Canonical(it.URL), URL: it.URL, Feed: f.URL, Title: it.Title, Outlet: it.Outlet, Credit: it.Credit, Next: now}
		if it.URL == "" {
			if s.Item = bundle.ItemJSON(it); s.Item == nil {
				continue // neither text nor address
			}
			s.Key, s.URL = f.URL+"#"+it.ID, f.URL+"#"+it.ID
		}
		if _, known, err := w.opt.Store.Story(ctx, s.Key); err != nil {
			return n, err
		} else if known {
			continue
		}
		if err := w.opt.Store.PutStory(ctx, s, nil); err != nil {
			return n, err
		}
		n++
	}
	if got.Kind == "sitemapindex" {
		return n, w.Add(ctx, got.Feeds...)
	}
	return n, nil
}

// capture captures a story, the first time or again. Its error is the store's.
func (w *Watch) capture(ctx context.Context, s Story) error {
	var c capture.Capture
	unchanged := false
	if s.Item != nil {
		c = capture.Of(s.Item, s.URL, capture.Stated{})
		c.Fetched = w.opt.Now().UTC()
	} else {
		r, err := w.opt.Fetch(ctx, fetch.Request{URL: s.URL, ETag: s.ETag, LastModified: s.LastModified})
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return w.storyFailed(ctx, s, err)
		}
		c, unchanged = r.Capture(), r.Unchanged
		c.Credit = s.Credit
		if !unchanged {
			s.ETag, s.LastModified = r.Header.Get("Etag"), r.Header.Get("Last-Modified")
		}
	}
	now := w.opt.Now()
	e := &Event{At: now, Feed: s.Feed, URL: s.URL, Title: s.Title, Before: s.SHA256}
	switch digest := ""; {
	case unchanged:
		e = nil
	default:
		digest = w.opt.Digest(c)
		e.Kind, e.After, e.Capture = Changed, c.SHA256, &c
		if s.First.IsZero() {
			e.Kind, s.First = Found, now
		} else if digest == s.Digest {
			e = nil
		}
		if e != nil {
			s.SHA256, s.Digest = c.SHA256, digest
		}
	}
	s.Captured++
	s.Tries, s.Problem = 0, ""
	s.Next = w.next(s, now)
	return w.opt.Store.PutStory(ctx, s, e)
}

// next is when a story is captured again; zero for never. A clock that was set
// back, so that the first capture seems to lie ahead, counts from now.
func (w *Watch) next(s Story, now time.Time) time.Time {
	if s.Item != nil {
		return time.Time{} // the feed has no more than it gave
	}
	if s.First.After(now) {
		s.First = now
	}
	for i, d := range w.opt.Again {
		if at := s.First.Add(d); at.After(now) && i+1 >= s.Captured {
			return at
		}
	}
	return time.Time{}
}

// storyFailed notes a capture that failed. What may pass is tried again, less
// and less often; then it is reported and, if it was captured before, left as it
// is until the next time.
func (w *Watch) storyFailed(ctx context.Context, s Story, err error) error {
	now := w.opt.Now()
	var fe *fetch.Error
	errors.As(err, &fe)
	s.Problem = err.Error()
	final, gone := false, false
	if fe != nil {
		final = fe.Final()
		gone = fe.Status == 404 || fe.Status == 410
	}
	s.Tries++
	if !final && s.Tries < maxTries {
		s.Next = now.Add(firstWait << (s.Tries - 1))
		if fe != nil && fe.Retry.After(s.Next) && fe.Retry.Sub(now) < rarest {
			s.Next = fe.Retry
		}
		return w.opt.Store.PutStory(ctx, s, nil)
	}
	e := &Event{Kind: Failed, At: now, Feed: s.Feed, URL: s.URL, Title: s.Title, Before: s.SHA256, Reason: s.Problem}
	if gone && s.Captured > 0 {
		e.Kind = Gone
	}
	s.Tries, s.Next = 0, time.Time{}
	if s.Captured > 0 && !gone {
		s.Captured++
		s.Next = w.next(s, now)
	}
	return w.opt.Store.PutStory(ctx, s, e)
}

// String is the event as one line.
func (e Event) String() string {
	at := e.At.UTC().Format("2006-01-02 15:04:05Z")
	switch {
	case e.Kind == Down || e.Kind == Up:
		return fmt.Sprintf("%s %s %s %s", at, e.Kind, e.Feed, e.Reason)
	case e.Reason != "":
		return fmt.Sprintf("%s %s %s", at, e.Kind, e.Reason)
	}
	return fmt.Sprintf("%s %s %s %s", at, e.Kind, e.URL, e.Title)
}
