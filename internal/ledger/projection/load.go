package projection

import (
	"encoding/json"
	"fmt"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/reading"
)

// load is a live reading: one that is remembered, else read again or revived.
func (p *Projector) load(tx ledger.Reader, id, report string) (*reading.Reading, error) {
	p.mu.Lock()
	rd := p.live[id]
	p.mu.Unlock()
	if rd != nil {
		return rd, nil
	}
	r, err := p.reader()
	if err != nil {
		return nil, err
	}
	c, err := Bytes(tx, report)
	if err != nil {
		return nil, err
	}
	if entry.ReadingID(report, r.Identity()) == id {
		rd, err = r.Read(c)
	} else if rd, err = Decoded(tx, id); err == nil {
		rd, err = r.Revive(rd, c)
	}
	if err != nil {
		return nil, fmt.Errorf("report %.12s: %w", report, err)
	}
	p.Remember(rd)
	return rd, nil
}

// Bytes is a capture as it was kept.
func Bytes(tx ledger.Reader, report string) (capture.Capture, error) {
	for row, err := range tx.About(ledger.Capture, report, 0) {
		if err != nil {
			return capture.Capture{}, err
		}
		var b entry.Captured
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return capture.Capture{}, err
		}
		st := capture.Stated{Outlet: b.Outlet, URL: b.URL, Credit: b.Credit}
		if b.Date != "" {
			st.Date, _ = time.Parse(time.DateOnly, b.Date)
		}
		return capture.Of(row.Blob, b.URI, st), nil
	}
	return capture.Capture{}, fmt.Errorf("capture %.12s: %w", report, ledger.ErrNone)
}

// Decoded is a reading as it was kept; it is not live.
func Decoded(tx ledger.Reader, id string) (*reading.Reading, error) {
	for row, err := range tx.About(ledger.Reading, id, 0) {
		if err != nil {
			return nil, err
		}
		var b entry.Read
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return nil, err
		}
		return b.Reading, nil
	}
	return nil, fmt.Errorf("reading %s: %w", id, ledger.ErrNone)
}
