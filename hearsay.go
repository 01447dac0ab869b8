package hearsay

import (
	"fmt"
	"sync"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// The record, as docs/format.md documents it.
type (
	Reading   = reading.Reading
	Document  = reading.Document
	Report    = reading.Report
	Failure   = reading.Failure
	Source    = source.Source
	Statement = statement.Statement
	Incident  = incident.Incident
	Fact      = incident.Fact
	Position  = incident.Position
	Norm      = fact.Norm
	Span      = span.Span
	Quote     = span.Quote
)

// Stated is what the caller knows of a report that its text does not say.
type Stated struct {
	// Name tells the report from others in a document ("dock.txt").
	Name   string
	Outlet string
	URL    string
	// Date is the day of publication; relative dates are resolved by it. Zero
	// where not known.
	Date time.Time
}

// Read reads one report of English plain text in UTF-8, UTF-16 or
// Windows-1252. The same text always gives the same reading. It is safe for
// concurrent use; the first call loads the models, some tens of milliseconds.
//
// The error says what is wrong with the text and what to do: empty, binary, or
// in another language.
func Read(text string, st Stated) (*Reading, error) {
	r, err := shared()
	if err != nil {
		return nil, err
	}
	day := st.Date
	if !day.IsZero() {
		day = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
	}
	rd, err := r.Read(capture.Of([]byte(text), st.Name, capture.Stated{Outlet: st.Outlet, URL: st.URL, Date: day}))
	if err != nil && st.Name != "" {
		return nil, fmt.Errorf("%s: %w", st.Name, err)
	}
	return rd, err
}

// Join puts readings side by side: the incidents they share, and for each fact
// how many independent informants can stand behind it. The order of the
// readings does not matter.
func Join(readings ...*Reading) (*Document, error) {
	r, err := shared()
	if err != nil {
		return nil, err
	}
	return r.Join(readings, nil), nil
}

// shared is the reader that all calls use; the models are in the binary and
// never change.
var shared = sync.OnceValues(reading.Load)
