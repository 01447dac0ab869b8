package projection

import (
	"errors"
	"fmt"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/kept"
	"hearsay/internal/reading"
)

// ready is a reading that is kept ready to be joined.
type ready struct {
	rd   *reading.Reading // live, as it was read; nil once it was made ready
	told *reading.Telling // nil until it is asked for
	kept bool             // what it has besides its JSON is in table briefs
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
func (p *Projector) Remember(rd *reading.Reading) {
	if rd.Live() {
		p.hold(entry.ReadingID(rd.Report.ID, rd.Reader), &ready{rd: rd})
	}
}

func (p *Projector) hold(id string, h *ready) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.live[id]; ok {
		return
	}
	p.text += len(h.reading().Report.Text)
	for p.text > mostLive && len(p.order) > 0 {
		p.text -= len(p.live[p.order[0]].reading().Report.Text)
		delete(p.live, p.order[0])
		p.order = p.order[1:]
	}
	p.live[id] = h
	p.order = append(p.order, id)
}

// remembered is a reading that is kept ready; nil where it is not.
func (p *Projector) remembered(id string) *reading.Reading {
	p.mu.Lock()
	defer p.mu.Unlock()
	if h := p.live[id]; h != nil {
		return h.reading()
	}
	return nil
}

// unkept says that nothing is in table briefs.
func (p *Projector) unkept() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, h := range p.live {
		h.kept = false
	}
}

// telling is a reading ready to be joined: one that is remembered, else recalled
// from what was kept, else read again or revived. kept says that it can be recalled.
func (p *Projector) telling(tx ledger.Reader, id, report string) (told *reading.Telling, kept bool, err error) {
	p.mu.Lock()
	if h := p.live[id]; h != nil {
		defer p.mu.Unlock()
		if h.told == nil {
			h.told, h.rd = h.rd.Telling(), nil
		}
		return h.told, h.kept, nil
	}
	p.mu.Unlock()
	h := &ready{}
	if h.told, err = p.recall(tx, id); err != nil {
		return nil, false, err
	}
	if h.kept = h.told != nil; !h.kept {
		rd, err := p.read(tx, id, report)
		if err != nil {
			return nil, false, fmt.Errorf("report %.12s: %w", report, err)
		}
		h.told = rd.Telling()
	}
	p.hold(id, h)
	return h.told, h.kept, nil
}

// briefs are what readings have besides their JSON that is needed to join them, by
// reading id, with the digest of the reader that analysed them; the body is a
// reading.Telling's Brief. They spare reading anew.
var briefs = &ledger.Table{Name: "brief", Version: 1, Plain: true, Columns: []ledger.Column{{Name: "reader", Type: ledger.Text}}}

// recall is the telling of a reading for which the present reader left a brief; nil
// where there is none.
func (p *Projector) recall(tx ledger.Reader, id string) (*reading.Telling, error) {
	if p.afresh {
		return nil, nil
	}
	rec, err := tx.Record(briefs, id, 0)
	if errors.Is(err, ledger.ErrNone) || errors.Is(err, ledger.ErrBroken) {
		return nil, nil // the bytes are read again
	}
	if err != nil {
		return nil, err
	}
	r, err := p.reader()
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

// brief keeps what is needed to recall a telling.
func (p *Projector) brief(tx ledger.Tx, id string, told *reading.Telling) error {
	r, err := p.reader()
	if err != nil {
		return err
	}
	if err := tx.Put(briefs, id, 0, []any{r.Identity().Digest()}, told.Brief()); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if h := p.live[id]; h != nil {
		h.kept = true
	}
	return nil
}

// read reads a report again, or revives what another reader read in it.
func (p *Projector) read(tx ledger.Reader, id, report string) (*reading.Reading, error) {
	r, err := p.reader()
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

// Afresh is a projector that takes nothing for granted that was made of rows
// before: it makes pages from the captured bytes.
func Afresh(store ledger.Store, reader func() (*reading.Reader, error)) *Projector {
	p := New(store, reader)
	p.afresh = true
	return p
}
