package intake

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/term"

	"hearsay/internal/capture"
	"hearsay/internal/capture/bundle"
	"hearsay/internal/capture/fetch"
	"hearsay/internal/capture/table"
	"hearsay/internal/cli/console"
	"hearsay/internal/reading"
)

// Network are the flags of what is fetched.
type Network struct {
	Follow  bool   `help:"Fetch the reports that a feed, sitemap or table only names. A feed that is fetched itself is always followed."`
	Contact string `env:"HEARSAY_CONTACT" placeholder:"ADDRESS" help:"Whom those may write to whose pages are fetched: a mail address or a page. It is sent with each request."`
	Private bool   `help:"Also fetch from private networks and this machine."`
}

// Sources opens what the command line names.
type Sources struct {
	Network
	Stated  capture.Stated
	Most    int64             // bytes of one report
	Columns map[string]string // of tables
	*console.Streams
	// Add is told how many more reports there are than names, or fewer.
	Add func(n int)

	once    sync.Once
	fetcher *fetch.Fetcher
	mu      sync.Mutex
	passed  map[string]int // file -> parts that hold no report
	links   int            // addresses not followed
}

// Check says what is wrong with names and a number of workers, which kong cannot.
func Check(names []string, workers int) error {
	stdin := 0
	for _, name := range names {
		if name == "-" {
			stdin++
		}
	}
	switch {
	case stdin > 1:
		return fmt.Errorf("standard input (-) can be read once")
	case workers < 1:
		return fmt.Errorf("--workers must be 1 or more")
	}
	return nil
}

// Check says what is wrong with the flags.
func (s *Sources) Check() error {
	o := table.Options{Columns: s.Columns}
	if err := o.Check(); err != nil {
		return fmt.Errorf("--columns: %w", err)
	}
	return nil
}

// Origin is one name of the command line, or a file of a directory.
type Origin struct {
	name  string
	part  string // of an archive, where one alone is named
	err   error
	holds bool // several reports
}

// IsURL reports whether a name is a web address.
func IsURL(name string) bool {
	return strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://")
}

// Entries are the names in the order given, directories by path. It says what
// is passed over.
func (s *Sources) Entries(names []string) []Origin {
	var out []Origin
	for _, name := range names {
		info, err := os.Stat(name)
		if name != "-" && err != nil && !IsURL(name) {
			if file, _, ok := strings.Cut(name, "#"); ok && bundle.Is(file) {
				out = append(out, Origin{name: file, part: name, holds: true})
				continue
			}
		}
		if name == "-" || IsURL(name) || err != nil || !info.IsDir() {
			out = append(out, Origin{name: name, holds: bundle.Is(name)})
			continue
		}
		if link, err := os.Lstat(name); err == nil && link.Mode()&os.ModeSymlink != 0 {
			name += string(os.PathSeparator) // a link that is named is followed
		}
		found, skipped, failed := capture.Walk(name)
		for _, path := range found {
			out = append(out, Origin{name: path, holds: bundle.Is(path)})
		}
		for _, err := range failed {
			out = append(out, Origin{name: reading.Fail(name, err).URI, err: err})
		}
		if len(found) > 0 {
			s.skipped(name, skipped)
		}
	}
	return out
}

// Long reports whether progress is worth showing for a few names.
func (s *Sources) Long(list []Origin) bool {
	for _, e := range list {
		if e.holds || IsURL(e.name) {
			return true
		}
	}
	return false
}

func (s *Sources) options(name string) bundle.Options {
	return bundle.Options{MaxBytes: s.Most, Stated: s.Stated, Columns: s.Columns, Skipped: func(_, _ string) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.passed == nil {
			s.passed = map[string]int{}
		}
		s.passed[name]++
	}}
}

// Items opens the names one after the other. What a file holds is brought out
// here, so that workers read it side by side; what comes over the network or
// from a stream is brought out by one of them.
func (s *Sources) Items(list []Origin) iter.Seq[Opening] {
	return func(yield func(Opening) bool) {
		for _, e := range list {
			if e.holds {
				s.Add(-1)
				for it, err := range bundle.Open(e.name, s.options(e.name)) {
					part := s.part(it, err)
					if e.part != "" && part.URI != e.part {
						continue
					}
					if it.Link != "" && !s.Network.Follow {
						s.unfollowed()
						continue
					}
					s.Add(1)
					if !yield(part) {
						return
					}
				}
				continue
			}
			if !yield(Opening{e.name, func(ctx context.Context) iter.Seq2[capture.Capture, error] { return s.open(ctx, e) }}) {
				return
			}
		}
	}
}

// part is one part of a bundle as an item.
func (s *Sources) part(it bundle.Item, err error) Opening {
	uri := it.URI
	if e := (*capture.Error)(nil); errors.As(err, &e) {
		uri = e.URI
	}
	if it.Link != "" {
		return Opening{uri, func(ctx context.Context) iter.Seq2[capture.Capture, error] {
			return s.fetch(ctx, it.Link, it.Stated, 1)
		}}
	}
	return Opening{uri, func(context.Context) iter.Seq2[capture.Capture, error] { return one(it.Capture, err) }}
}

func one(c capture.Capture, err error) iter.Seq2[capture.Capture, error] {
	return func(yield func(capture.Capture, error) bool) { yield(c, err) }
}

// open brings out what one name leads to.
func (s *Sources) open(ctx context.Context, e Origin) iter.Seq2[capture.Capture, error] {
	switch {
	case e.err != nil:
		return one(capture.Capture{}, e.err)
	case IsURL(e.name):
		return s.fetch(ctx, e.name, s.Stated, 0)
	case e.name == "-":
		if term.IsTerminal(int(s.In.Fd())) {
			s.Say("reading standard input; Ctrl-D ends it")
		}
		return s.spread(ctx, bundle.Read(s.In, "-", s.options("-")), s.Network.Follow, 0)
	}
	return one(capture.File(e.name, s.Stated, capture.Limits{MaxBytes: s.Most}))
}

// maxFollowed is how far links are followed: a sitemap leads to sitemaps, they
// to pages.
const maxFollowed = 3

// spread brings out what a bundle holds, and what it leads to.
func (s *Sources) spread(ctx context.Context, items iter.Seq2[bundle.Item, error], follow bool, depth int) iter.Seq2[capture.Capture, error] {
	return func(yield func(capture.Capture, error) bool) {
		n := 0
		defer func() { s.Add(n - 1) }()
		for it, err := range items {
			if it.Link == "" {
				n++
				if !yield(it.Capture, err) {
					return
				}
				continue
			}
			if !follow || depth >= maxFollowed {
				s.unfollowed()
				continue
			}
			n++
			for c, err := range s.fetch(ctx, it.Link, it.Stated, depth+1) {
				if ctx.Err() != nil || !yield(c, err) {
					return
				}
			}
		}
	}
}

// fetch brings in an address and brings out what it holds.
func (s *Sources) fetch(ctx context.Context, url string, st capture.Stated, depth int) iter.Seq2[capture.Capture, error] {
	return func(yield func(capture.Capture, error) bool) {
		s.once.Do(func() {
			s.fetcher = fetch.New(fetch.Options{Contact: s.Network.Contact, Private: s.Network.Private, MaxBytes: s.Most})
		})
		r, err := s.fetcher.Fetch(ctx, fetch.Request{URL: url})
		if err != nil {
			yield(capture.Capture{}, err)
			return
		}
		c := r.Capture()
		opt := s.options(url)
		opt.Stated = st
		for got, err := range s.spread(ctx, bundle.Read(strings.NewReader(string(c.Bytes)), r.URL, opt), true, depth) {
			if got.SHA256 == c.SHA256 { // the page itself
				got.Fetched, got.Header = c.Fetched, c.Header
				if got.URL == "" {
					got.URL = c.URL
				}
			}
			if !yield(got, err) {
				return
			}
		}
	}
}

func (s *Sources) unfollowed() {
	s.mu.Lock()
	s.links++
	s.mu.Unlock()
}

// PassedOver says how many parts held no report.
func (s *Sources) PassedOver() {
	for _, name := range slices.Sorted(maps.Keys(s.passed)) {
		n := s.passed[name]
		s.Say("%s: %d parts hold no report (pictures, scripts, redirects) and are passed over", console.Shown(name), n)
	}
	if s.links > 0 {
		s.Say("%d reports are only named, not given; --follow fetches them", s.links)
	}
}

// NamesIn are the lines of a file.
func NamesIn(path string) ([]string, error) {
	f, err := capture.File(path, capture.Stated{}, capture.Limits{})
	if err != nil {
		return nil, err
	}
	var out []string
	for line := range strings.Lines(string(f.Bytes)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			out = append(out, line)
		}
	}
	return out, nil
}

// mostSkipped is how many files passed over are named.
const mostSkipped = 3

// skipped says which files of a folder are passed over.
func (s *Sources) skipped(dir string, paths []string) {
	for i, path := range paths {
		if i == mostSkipped {
			s.Say("%s: %d more files do not end as reports do and are passed over", console.Shown(dir), len(paths)-i)
			return
		}
		s.Say("%s: does not end as a report does and is passed over; name it by itself to read it", console.Shown(path))
	}
}
