package watch

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"hearsay/internal/capture"
)

// Feed is what is known of a feed that is watched.
type Feed struct {
	URL          string    `json:"url"`
	Title        string    `json:"title,omitempty"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Checked      time.Time `json:"checked,omitzero"` // when it was last asked
	Worked       time.Time `json:"worked,omitzero"`  // when it last answered
	Next         time.Time `json:"next,omitzero"`    // when it is asked again
	New          time.Time `json:"new,omitzero"`     // when it last had something new
	Stories      int       `json:"stories"`          // that it named so far
	Failures     int       `json:"failures"`         // since it last worked
	Problem      string    `json:"problem,omitempty"`
	Down         bool      `json:"down,omitempty"` // it was reported as down
}

// Story is what is known of a report that a feed named.
type Story struct {
	Key          string    `json:"key"` // canonical address, or feed and item
	URL          string    `json:"url"`
	Feed         string    `json:"feed"`
	Title        string    `json:"title,omitempty"`
	Outlet       string    `json:"outlet,omitempty"`
	Credit       string    `json:"credit,omitempty"` // whose text it is, as the feed says
	First        time.Time `json:"first,omitzero"`   // when it was first captured
	Captured     int       `json:"captured"`         // how often it was captured
	SHA256       string    `json:"sha256,omitempty"`
	Digest       string    `json:"digest,omitempty"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	// Next is when it is captured next; zero for never again.
	Next    time.Time `json:"next,omitzero"`
	Tries   int       `json:"tries"` // that failed, of the capture that is due
	Problem string    `json:"problem,omitempty"`
	// Item is the story as the feed gives it, where it has no address.
	Item []byte `json:"item,omitempty"`
}

// Kind is what happened.
type Kind string

// The kinds of events.
const (
	Found   Kind = "new"     // a story was captured for the first time
	Changed Kind = "changed" // a later capture says something else
	Gone    Kind = "gone"    // the server no longer has it
	Failed  Kind = "failed"  // it could not be captured, and is given up
	Down    Kind = "down"    // a feed fails again and again
	Up      Kind = "up"      // it works again
)

// Event is something that happened.
type Event struct {
	Kind   Kind      `json:"kind"`
	At     time.Time `json:"at"`
	Feed   string    `json:"feed"`
	URL    string    `json:"url,omitempty"`
	Title  string    `json:"title,omitempty"`
	Before string    `json:"before,omitempty"` // sha256 of the capture before
	After  string    `json:"after,omitempty"`  // and of this one
	Reason string    `json:"reason,omitempty"`
	// Capture is what was captured, of Found and Changed.
	Capture *capture.Capture `json:"-"`
}

// Store keeps the state of a watch. Each call is whole or not at all, also
// across a crash; calls may come from several goroutines.
type Store interface {
	// Feeds are all feeds, by address.
	Feeds(ctx context.Context) ([]Feed, error)
	// PutFeed keeps a feed, and an event of it where that is not nil.
	PutFeed(ctx context.Context, f Feed, e *Event) error
	// Story is the story with a key; false for none.
	Story(ctx context.Context, key string) (Story, bool, error)
	// PutStory keeps a story, and an event with its capture where that is not nil,
	// both or neither.
	PutStory(ctx context.Context, s Story, e *Event) error
	// Due are at most limit stories that are to be captured at a time: those whose
	// Next is not after it, or after late (a clock was set back), by Next and key.
	Due(ctx context.Context, now, late time.Time, limit int) ([]Story, error)
}

// Memory is a Store that forgets with the program.
type Memory struct {
	mu      sync.Mutex
	feeds   map[string]Feed
	stories map[string]Story
	// Each, where not nil, is told of each event before its state is kept; its
	// error ends the watch.
	Each func(Event) error
}

// NewMemory is an empty store.
func NewMemory() *Memory { return &Memory{feeds: map[string]Feed{}, stories: map[string]Story{}} }

// Feeds implements Store.
func (m *Memory) Feeds(context.Context) ([]Feed, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Feed
	for _, f := range m.feeds {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Feed) int { return cmp.Compare(a.URL, b.URL) })
	return out, nil
}

func (m *Memory) tell(e *Event) error {
	if e == nil || m.Each == nil {
		return nil
	}
	return m.Each(*e)
}

// PutFeed implements Store.
func (m *Memory) PutFeed(_ context.Context, f Feed, e *Event) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.tell(e); err != nil {
		return err
	}
	m.feeds[f.URL] = f
	return nil
}

// Story implements Store.
func (m *Memory) Story(_ context.Context, key string) (Story, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.stories[key]
	return s, ok, nil
}

// PutStory implements Store.
func (m *Memory) PutStory(_ context.Context, s Story, e *Event) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.tell(e); err != nil {
		return err
	}
	m.stories[s.Key] = s
	return nil
}

// Due implements Store.
func (m *Memory) Due(_ context.Context, now, late time.Time, limit int) ([]Story, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Story
	for _, s := range m.stories {
		if !s.Next.IsZero() && (!s.Next.After(now) || s.Next.After(late)) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Story) int { return cmp.Or(a.Next.Compare(b.Next), cmp.Compare(a.Key, b.Key)) })
	return out[:min(limit, len(out))], nil
}

// Failed are the stories that could not be captured, the first first: those that
// are given up, whose Next is zero, and those that are tried again.
func (m *Memory) Failed() (out []Story) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.stories {
		if s.Problem != "" {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Story) int { return cmp.Or(cmp.Compare(a.Feed, b.Feed), cmp.Compare(a.Key, b.Key)) })
	return out
}
