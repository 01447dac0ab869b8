package watch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"hearsay/internal/capture"
)

// Journal is a Store in a file: each change of state is a line at its end, so
// that a crash costs at most the line that was being written. It keeps no
// captures: whoever is told of the events does.
type Journal struct {
	*Memory
	mu   sync.Mutex
	file *os.File
	size int64 // of the file, without a line that was cut
}

// line is one line of a journal.
type line struct {
	Feed  *Feed  `json:"feed,omitempty"`
	Story *Story `json:"story,omitempty"`
}

// OpenJournal reads a journal, or begins one. A last line that is cut is the
// trace of a crash and is dropped; any other broken line is an error.
func OpenJournal(path string) (*Journal, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, err
	}
	j := &Journal{Memory: NewMemory(), file: f}
	in := bufio.NewReader(f)
	for n := 1; ; n++ {
		b, err := in.ReadBytes('\n')
		if err != nil {
			break // the end, or a line that is cut
		}
		var l line
		if err := json.Unmarshal(bytes.TrimSpace(b), &l); err != nil {
			f.Close()
			return nil, &capture.Error{URI: path, Reason: fmt.Sprintf("line %d is damaged", n), Advice: "mend or remove it, or begin anew with another folder", Err: err}
		}
		if l.Feed != nil {
			j.feeds[l.Feed.URL] = *l.Feed
		}
		if l.Story != nil {
			j.stories[l.Story.Key] = *l.Story
		}
		j.size += int64(len(b))
	}
	if err := f.Truncate(j.size); err != nil {
		f.Close()
		return nil, err
	}
	return j, nil
}

// Close closes the file.
func (j *Journal) Close() error { return j.file.Close() }

func (j *Journal) write(l line) error {
	b, err := json.Marshal(l)
	if err != nil {
		return err
	}
	b = append(b, '\n')
	if _, err := j.file.WriteAt(b, j.size); err != nil {
		return errors.Join(err, j.file.Truncate(j.size))
	}
	j.size += int64(len(b))
	return nil
}

// PutFeed implements Store.
func (j *Journal) PutFeed(ctx context.Context, f Feed, e *Event) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.Memory.PutFeed(ctx, f, e); err != nil {
		return err
	}
	return j.write(line{Feed: &f})
}

// PutStory implements Store.
func (j *Journal) PutStory(ctx context.Context, s Story, e *Event) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.Memory.PutStory(ctx, s, e); err != nil {
		return err
	}
	return j.write(line{Story: &s})
}

// Retry makes all that failed due at once: stories, given up or not, and feeds
// that do not work. It returns how many there are.
func (j *Journal) Retry(ctx context.Context, now time.Time) (int, error) {
	n := 0
	for _, s := range j.Failed() {
		s.Tries, s.Next = 0, now
		if err := j.PutStory(ctx, s, nil); err != nil {
			return n, err
		}
		n++
	}
	feeds, err := j.Feeds(ctx)
	for _, f := range feeds {
		if f.Failures == 0 {
			continue
		}
		f.Next = now
		if err := j.PutFeed(ctx, f, nil); err != nil {
			return n, err
		}
		n++
	}
	return n, err
}
