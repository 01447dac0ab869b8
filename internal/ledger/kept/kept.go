// Package kept gives back what rows of a ledger keep whole: a capture's bytes, a
// reading. Part of room 11.
//
//	report 7f3a…            the bytes as they came, whence, and what was stated of them
//	reading 7f3a….9c02…     its sources, statements, incidents and facts
//
// Always true: what is given back is what the row says, nothing of a later one.
// It does not read the bytes again: that is the projector's.
package kept

import (
	"encoding/json"
	"fmt"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/reading"
)

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

// Reading is a reading as it was kept; it is not live.
func Reading(tx ledger.Reader, id string) (*reading.Reading, error) {
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
