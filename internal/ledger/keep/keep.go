// Package keep takes captures and what was read in them into a ledger. Part of
// room 11.
//
//	k := keep.New(store)
//	k.Keep(ctx, identity, []keep.Item{{Capture: c, Reading: rd}}, nil)
//	known bytes         one row: they were seen again
//	new bytes           the capture; if its address held others before, a version
//	a reading           its row, and the rows that link its incidents
//	a failure           its row, with stage and reason
//
// Always true: all rows of one call commit together or not at all; what is
// there already is not kept twice, so a call may be repeated; one reader reads
// one capture once.
package keep

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/edge"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
	"hearsay/internal/reading"
)

// Item is a capture with what was read in it; both nil where it waits to be
// read.
type Item struct {
	Capture capture.Capture
	Fetched time.Time         // zero where it came from no network
	Header  map[string]string // of the server's answer, by lower-case name
	Reading *reading.Reading
	Failure *reading.Failure
	// Kept says that its bytes are read from the ledger: they did not come again.
	Kept bool
}

// State is what became of an item.
type State string

// The states.
const (
	First   State = "new"
	Again   State = "again"   // the same bytes were there
	Changed State = "changed" // its address held others before
)

// Outcome is what became of one item.
type Outcome struct {
	State  State
	Before string // the capture that a changed address held before
	Row    int64  // of the reading or failure; 0 where none was added
}

// Keeper takes items into one ledger. It is safe for concurrent use: Writes take
// turns.
type Keeper struct {
	store  ledger.Store
	linker *link.Linker
}

// New is a keeper for a store.
func New(store ledger.Store) *Keeper { return &Keeper{store, link.New()} }

// Addresses are what an address held last: by address, the capture.
var Addresses = &ledger.Table{Name: "address", Version: 1, Columns: []ledger.Column{{Name: "capture", Type: ledger.Text}}}

// Keep keeps items in one Write. also, where not nil, does its work in the same
// Write, after the items.
func (k *Keeper) Keep(ctx context.Context, by reading.Identity, items []Item, also func(ledger.Tx) error) ([]Outcome, error) {
	var out []Outcome
	err := k.store.Write(ctx, func(tx ledger.Tx) error {
		var err error
		if out, err = k.In(tx, by, items); err == nil && also != nil {
			err = also(tx)
		}
		return err
	})
	if err != nil {
		k.linker.Forget() // what it remembers was not written
	}
	return out, err
}

// In keeps items in a Write that is another's. Where that fails, Failed must be
// called.
func (k *Keeper) In(tx ledger.Tx, by reading.Identity, items []Item) ([]Outcome, error) {
	if err := Ready(context.Background(), tx); err != nil {
		return nil, err
	}
	out := make([]Outcome, len(items))
	for i := range items {
		it := &items[i]
		var err error
		var fresh bool
		if out[i], fresh, err = k.capture(tx, it); err != nil {
			return nil, err
		}
		switch {
		case it.Reading != nil:
			out[i].Row, err = k.reading(tx, it, fresh)
		case it.Failure != nil:
			out[i].Row, err = k.failure(tx, it, by)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Failed says that the Write in which In was called was not kept.
func (k *Keeper) Failed() { k.linker.Forget() }

// Known reports whether this reader read a capture before.
func (k *Keeper) Known(ctx context.Context, capture string, by reading.Identity) (known bool, err error) {
	var rec ledger.Record
	if s, ok := k.store.(quick); ok {
		rec, err = s.Record(ctx, Read, capture)
	} else {
		err = k.store.Read(ctx, func(r ledger.Reader) error {
			rec, err = r.Record(Read, capture, 0)
			return err
		})
	}
	if errors.Is(err, ledger.ErrNone) {
		return false, nil
	}
	return err == nil && rec.Values[0] == entry.ReadingID(capture, by), err
}

// quick is a store that gives one record as it stands without a Read around it.
type quick interface {
	Record(ctx context.Context, t *ledger.Table, key string) (ledger.Record, error)
}

// last is the last row of a kind with an id; nil where there is none.
func last(r ledger.Reader, kind ledger.Kind, id string) (*ledger.Row, error) {
	var out *ledger.Row
	for row, err := range r.About(kind, id, 0) {
		if err != nil {
			return nil, err
		}
		out = &row
	}
	return out, nil
}

func draft(kind ledger.Kind, id string, body any, blob []byte) (ledger.Draft, error) {
	b, err := json.Marshal(body)
	return ledger.Draft{Kind: kind, ID: id, Body: b, Blob: blob}, err
}

// append1 appends one row.
func append1(tx ledger.Tx, kind ledger.Kind, id string, body any, blob []byte) (*ledger.Row, error) {
	d, err := draft(kind, id, body, blob)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Append(d)
	if err != nil {
		return nil, err
	}
	return &rows[0], nil
}

// capture keeps the bytes of an item; fresh says that they are new.
func (k *Keeper) capture(tx ledger.Tx, it *Item) (out Outcome, fresh bool, err error) {
	c := &it.Capture
	url := c.URL
	if url == "" && it.Reading != nil {
		url = it.Reading.Report.URL
	}
	if url == "" && (strings.HasPrefix(c.URI, "http://") || strings.HasPrefix(c.URI, "https://")) {
		url = c.URI
	}
	known, err := last(tx, ledger.Capture, c.SHA256)
	if err != nil {
		return Outcome{}, false, err
	}
	if known != nil {
		if it.Kept {
			return Outcome{State: Again}, false, nil
		}
		if it.Reading != nil || it.Failure != nil {
			// Waiting bytes that were now read are not seen again.
			if waits, err := waiting(tx, c.SHA256); err != nil || waits {
				return Outcome{State: First}, false, err
			}
		}
		_, err = append1(tx, ledger.Sighting, c.SHA256, entry.Seen{SHA256: c.SHA256, URI: c.URI, URL: url, Fetched: it.Fetched}, nil)
		return Outcome{State: Again}, false, err
	}
	body := entry.Captured{SHA256: c.SHA256, URI: c.URI, Outlet: c.Outlet, URL: c.URL, Credit: c.Credit, Fetched: it.Fetched, Header: it.Header, Address: url, Bytes: len(c.Bytes)}
	if !c.Date.IsZero() {
		body.Date = c.Date.Format(time.DateOnly)
	}
	row, err := append1(tx, ledger.Capture, c.SHA256, body, c.Bytes)
	if err != nil || url == "" {
		return Outcome{State: First}, true, err
	}
	out = Outcome{State: First}
	switch rec, err := tx.Record(Addresses, url, 0); {
	case errors.Is(err, ledger.ErrNone):
	case err != nil:
		return out, true, err
	default:
		held := rec.Values[0].(string)
		older, err := before(tx, it.Fetched, held)
		if err != nil {
			return out, true, err
		}
		if older { // an archive gives what the address held before: what it holds stays
			_, err := version(tx, url, c.SHA256, held, nil)
			return out, true, err
		}
		out.State, out.Before = Changed, held
		if row, err = version(tx, url, held, c.SHA256, it.Reading); err != nil {
			return out, true, err
		}
	}
	return out, true, tx.Put(Addresses, url, row.Seq, []any{c.SHA256}, nil)
}

// version appends that an address held one capture after another.
func version(tx ledger.Tx, url, before, after string, rd *reading.Reading) (*ledger.Row, error) {
	return append1(tx, ledger.Version, url, entry.Changed{URL: url, Before: before, After: after, Notes: notes(rd)}, nil)
}

// before reports whether bytes were fetched before those that an address holds, where
// both have a time: archives are not always added in their order.
func before(r ledger.Reader, fetched time.Time, held string) (bool, error) {
	row, err := last(r, ledger.Capture, held)
	if err != nil || row == nil || fetched.IsZero() {
		return false, err
	}
	var b entry.Captured
	if err := json.Unmarshal(row.Body, &b); err != nil {
		return false, err
	}
	return fetched.Before(b.Fetched), nil
}

// waiting reports whether a capture was neither read nor refused so far.
func waiting(r ledger.Reader, sha string) (bool, error) {
	if row, err := last(r, ledger.Failure, sha); err != nil || row != nil {
		return false, err
	}
	_, err := r.Record(Read, sha, 0)
	if errors.Is(err, ledger.ErrNone) {
		return true, nil
	}
	return false, err
}

// Tables are all tables of this package.
func Tables() []*ledger.Table { return []*ledger.Table{Addresses, Read} }

// Read is which reading of a capture holds: by capture, its reading's id.
var Read = &ledger.Table{Name: "read", Version: 1, Columns: []ledger.Column{{Name: "reading", Type: ledger.Text}}}

// reading keeps what was read in a capture, which is new or was there.
func (k *Keeper) reading(tx ledger.Tx, it *Item, fresh bool) (int64, error) {
	rd := it.Reading
	id := entry.ReadingID(rd.Report.ID, rd.Reader)
	if !fresh { // new bytes were not read before
		if known, err := last(tx, ledger.Reading, id); err != nil || known != nil {
			return 0, err
		}
	}
	body := &entry.Read{Capture: rd.Report.ID, Reading: rd}
	if rd.Live() {
		body.Profiles = rd.Profiles()
	}
	row, err := append1(tx, ledger.Reading, id, body, nil)
	if err != nil {
		return 0, err
	}
	if err := tx.Put(Read, rd.Report.ID, row.Seq, []any{id}, nil); err != nil {
		return 0, err
	}
	if err := k.linker.Link(tx, row, body); err != nil {
		return 0, err
	}
	return row.Seq, edge.Trace(tx, row, body)
}

func (k *Keeper) failure(tx ledger.Tx, it *Item, by reading.Identity) (int64, error) {
	f := it.Failure
	body := entry.Failed{Capture: it.Capture.SHA256, Reader: by, Stage: f.Stage, Reason: f.Reason, Advice: f.Advice}
	if known, err := last(tx, ledger.Failure, it.Capture.SHA256); err != nil {
		return 0, err
	} else if known != nil {
		var old entry.Failed
		if err := json.Unmarshal(known.Body, &old); err == nil && old.Reason == body.Reason && old.Reader.Digest() == by.Digest() {
			return 0, nil // said before
		}
	}
	row, err := append1(tx, ledger.Failure, it.Capture.SHA256, body, nil)
	if err != nil {
		return 0, err
	}
	return row.Seq, nil
}

// notes are the lines of a report that say what was changed in it.
func notes(rd *reading.Reading) []string {
	out := []string{}
	if rd == nil {
		return out
	}
	for line := range strings.Lines(rd.Report.Text) {
		line = strings.TrimSpace(line)
		low := strings.ToLower(line)
		if slices.ContainsFunc(noted, func(p string) bool { return strings.HasPrefix(low, p) }) && len(out) < 8 {
			out = append(out, line)
		}
	}
	return out
}

// noted is how a line begins that says what was changed.
var noted = []string{"correction:", "corrections:", "clarification:", "editor's note:", "editor’s note:", "this story has been", "this story was", "this article has been", "this article was", "this report has been", "this version corrects", "updated:", "update:", "corrects "}
