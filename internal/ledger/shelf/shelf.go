// Package shelf keeps readings ready to be joined, so that hundreds of members of an
// incident are not read again to add one. Part of room 11.
//
//	reading 7f3a….9c02…   remembered since it was read; else recalled from its brief;
//	                      else its bytes read again, or what another reader read revived
//
// Always true: a telling is the same whichever way it was made ready; a brief serves
// while the reader that wrote it is there. What is held in memory is bounded.
package shelf

import (
	"errors"
	"fmt"
	"sync"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/kept"
	"hearsay/internal/reading"
)

// Shelf holds readings ready. It is safe for concurrent use.
type Shelf struct {
	// Afresh says that readings are made from bytes, whatever was kept of them.
	Afresh bool

	reader func() (*reading.Reader, error)
	mu     sync.Mutex
	live   map[string]*ready // by reading id
	order  []string          // of live, the oldest first
	text   int               // bytes of text in live
}

// New is an empty shelf for what a reader reads.
func New(reader func() (*reading.Reader, error)) *Shelf {
	return &Shelf{reader: reader, live: map[string]*ready{}}
}

// ready is a reading that is kept ready to be joined.
type ready struct {
	rd   *reading.Reading // live, as it was read; nil once it was made ready
	told *reading.Telling // nil until it is asked for
	kept bool             // what it has besides its JSON is in table Briefs
}

// mostLive is how many bytes of text the readings may have that are kept ready to
// be joined; in memory they are about 45 times as many, made ready or not.
const mostLive = 2_500_000

func (r *ready) reading() *reading.Reading {
	if r.rd != nil {
		return r.rd
	}
	return r.told.Reading
}

// Remember keeps a live reading ready for the page of its incidents, so that its
// bytes need not be read again.
func (s *Shelf) Remember(rd *reading.Reading) {
	if rd.Live() {
		s.hold(entry.ReadingID(rd.Report.ID, rd.Reader), &ready{rd: rd})
	}
}

func (s *Shelf) hold(id string, h *ready) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.live[id]; ok {
		return
	}
	s.text += len(h.reading().Report.Text)
	for s.text > mostLive && len(s.order) > 0 {
		s.text -= len(s.live[s.order[0]].reading().Report.Text)
		delete(s.live, s.order[0])
		s.order = s.order[1:]
	}
	s.live[id] = h
	s.order = append(s.order, id)
}

// Remembered is a reading that is kept ready; nil where it is not.
func (s *Shelf) Remembered(id string) *reading.Reading {
	s.mu.Lock()
	defer s.mu.Unlock()
	if h := s.live[id]; h != nil {
		return h.reading()
	}
	return nil
}

// Unkept says that nothing is in table Briefs.
func (s *Shelf) Unkept() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, h := range s.live {
		h.kept = false
	}
}

// Telling is a reading ready to be joined: one that is remembered, else recalled
// from what was kept, else read again or revived. kept says that it can be recalled.
func (s *Shelf) Telling(tx ledger.Reader, id, report string) (told *reading.Telling, kept bool, err error) {
	s.mu.Lock()
	if h := s.live[id]; h != nil {
		defer s.mu.Unlock()
		if h.told == nil {
			h.told, h.rd = h.rd.Telling(), nil
		}
		return h.told, h.kept, nil
	}
	s.mu.Unlock()
	h := &ready{}
	if h.told, err = s.recall(tx, id); err != nil {
		return nil, false, err
	}
	if h.kept = h.told != nil; !h.kept {
		rd, err := s.read(tx, id, report)
		if err != nil {
			return nil, false, fmt.Errorf("report %.12s: %w", report, err)
		}
		h.told = rd.Telling()
	}
	s.hold(id, h)
	return h.told, h.kept, nil
}

// Briefs are what readings have besides their JSON that is needed to join them, by
// reading id, with the digest of the reader that analysed them; the body is a
// reading.Telling's Brief. They spare reading anew.
var Briefs = &ledger.Table{Name: "brief", Version: 1, Plain: true, Columns: []ledger.Column{{Name: "reader", Type: ledger.Text}}}

// recall is the telling of a reading for which the present reader left a brief; nil
// where there is none.
func (s *Shelf) recall(tx ledger.Reader, id string) (*reading.Telling, error) {
	if s.Afresh {
		return nil, nil
	}
	rec, err := tx.Record(Briefs, id, 0)
	if errors.Is(err, ledger.ErrNone) || errors.Is(err, ledger.ErrBroken) || errors.Is(err, ledger.ErrDerived) {
		return nil, nil // the bytes are read again
	}
	if err != nil {
		return nil, err
	}
	r, err := s.reader()
	if err != nil || rec.Values[0] != r.Identity().Digest() {
		return nil, err
	}
	rd, err := kept.Reading(tx, id)
	if err != nil {
		return nil, err
	}
	told, err := reading.Recall(rd, rec.Body)
	if err != nil {
		return nil, nil // it is damaged
	}
	return told, nil
}

// Brief keeps what is needed to recall a telling.
func (s *Shelf) Brief(tx ledger.Tx, id string, told *reading.Telling) error {
	r, err := s.reader()
	if err != nil {
		return err
	}
	if err := tx.Put(Briefs, id, 0, []any{r.Identity().Digest()}, told.Brief()); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if h := s.live[id]; h != nil {
		h.kept = true
	}
	return nil
}

// read reads a report again, or revives what another reader read in it.
func (s *Shelf) read(tx ledger.Reader, id, report string) (*reading.Reading, error) {
	r, err := s.reader()
	if err != nil {
		return nil, err
	}
	c, err := kept.Bytes(tx, report)
	if err != nil {
		return nil, err
	}
	if entry.ReadingID(report, r.Identity()) == id {
		return r.Read(c)
	}
	rd, err := kept.Reading(tx, id)
	if err != nil {
		return nil, err
	}
	return r.Revive(rd, c)
}
