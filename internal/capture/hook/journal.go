package hook

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"hearsay/internal/capture"
)

// Message is one message to one address.
type Message struct {
	ID    string          `json:"id"`
	To    string          `json:"to"`
	Event string          `json:"event"`
	Body  json.RawMessage `json:"body"`
	At    time.Time       `json:"at"`              // when it was put
	Tries int             `json:"tries,omitempty"` // that failed
	Next  time.Time       `json:"next,omitzero"`   // when it is tried again
	Last  string          `json:"last,omitempty"`  // why it failed last
	Dead  bool            `json:"dead,omitempty"`  // it was given up
}

// line is one line of the journal: a message as it stands now, or the id of one
// that arrived.
type line struct {
	Message *Message `json:"message,omitempty"`
	Done    string   `json:"done,omitempty"`
}

// journal keeps the messages that did not arrive yet in a file: each change is a
// line at its end. It is written anew when it is opened, without what arrived.
type journal struct {
	path     string
	file     *os.File
	messages []*Message // in the order in which they were put
}

func openJournal(path string) (*journal, error) {
	j := &journal{path: path}
	if err := j.load(); err != nil {
		return nil, err
	}
	return j, j.rewrite()
}

func (j *journal) load() error {
	f, err := os.Open(j.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	at := map[string]*Message{}
	for n := 1; ; n++ {
		b, err := in.ReadBytes('\n')
		if err != nil {
			break // the end, or a line that a crash cut
		}
		var l line
		if err := json.Unmarshal(bytes.TrimSpace(b), &l); err != nil {
			return &capture.Error{URI: j.path, Reason: fmt.Sprintf("line %d is damaged", n), Advice: "mend or remove it", Err: err}
		}
		switch m := l.Message; {
		case m == nil:
			j.drop(at[l.Done])
			delete(at, l.Done)
		case at[m.ID] != nil:
			*at[m.ID] = *m
		default:
			at[m.ID] = m
			j.messages = append(j.messages, m)
		}
	}
	return nil
}

func (j *journal) drop(m *Message) {
	j.messages = slices.DeleteFunc(j.messages, func(o *Message) bool { return o == m })
}

// rewrite puts a file in place that holds what is left alone.
func (j *journal) rewrite() error {
	f, err := os.OpenFile(j.path+".new", os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	old := j.file
	j.file = f
	for _, m := range j.messages {
		if err := j.write(line{Message: m}); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	if old != nil {
		_ = old.Close()
	}
	return errors.Join(f.Sync(), os.Rename(f.Name(), j.path))
}

func (j *journal) write(l line) error {
	b, err := json.Marshal(l)
	if err != nil {
		return err
	}
	_, err = j.file.Write(append(b, '\n'))
	return err
}

// put adds messages; they are on disk when it returns.
func (j *journal) put(list []*Message) error {
	for _, m := range list {
		if err := j.write(line{Message: m}); err != nil {
			return err
		}
		j.messages = append(j.messages, m)
	}
	return j.file.Sync()
}

// shrinkFrom is how large the file grows with nothing in it that is to be sent.
const shrinkFrom = 1 << 20

func (j *journal) done(m *Message) error {
	j.drop(m)
	if err := j.write(line{Done: m.ID}); err != nil {
		return err
	}
	if len(j.messages) > 0 {
		return nil
	}
	if info, err := j.file.Stat(); err != nil || info.Size() < shrinkFrom {
		return err
	}
	return j.rewrite()
}
