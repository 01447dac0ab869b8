package reading

import (
	"hearsay/internal/incident"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
	"hearsay/internal/weights"
)

// Format is the number of the contract in docs/format.md.
const Format = "hearsay/1"

// Version is the reader's own; it changes whenever the same bytes may be read
// differently.
const Version = "0.1.0"

// Reading is what the program read in one report. docs/format.md documents
// every field.
type Reading struct {
	Format     string                `json:"format"`
	Reader     Identity              `json:"reader"`
	Report     Report                `json:"report"`
	Sources    []source.Source       `json:"sources"`
	Statements []statement.Statement `json:"statements"`
	Facts      []incident.Fact       `json:"facts"`
	Incidents  []incident.Incident   `json:"incidents"`

	// rooms is what the rooms made of the report; readings are joined by it.
	rooms incident.Report
}

// Identity names the program and the models that made a reading: same bytes
// and same identity, same reading.
type Identity struct {
	Version string          `json:"version"`
	Models  []weights.Model `json:"models"`
}

// Report is the report itself: its text and what it says of itself.
type Report struct {
	ID             string   `json:"id"` // sha256 of the captured bytes, hexadecimal
	URI            string   `json:"uri"`
	URL            string   `json:"url"`
	SourceOffice   string   `json:"source_office"` // outlet
	SourceHeadline string   `json:"source_headline"`
	By             []string `json:"by"`
	SourceDate     string   `json:"source_date"` // ISO day; "" where not known
	Located        string   `json:"located"`     // place of the dateline
	InfoSources    []string `json:"info_sources"`
	Language       string   `json:"language"`
	Encoding       string   `json:"encoding"`
	// Basis says what each of the fields above rests on.
	Basis  []Basis  `json:"basis"`
	Text   string   `json:"text"`
	Damage []Damage `json:"damage"`

	Media     string `json:"media,omitempty"`     // format of the bytes; "" for plain text
	Published string `json:"published,omitempty"` // RFC 3339, as the format states it
	Updated   string `json:"updated,omitempty"`   // RFC 3339
	// Map leads from the text back into the capture.
	Map   []Run  `json:"map,omitempty"`
	Notes []Note `json:"notes,omitempty"`
}

// Basis is what a field of a report rests on: words of the text, what the
// format states outside of it, or what the caller stated.
type Basis struct {
	Field  string      `json:"field"`
	Span   *span.Quote `json:"span"` // null where stated, and where from says whence
	Stated bool        `json:"stated"`
	From   string      `json:"from,omitempty"` // "json-ld author", "guess: the address"
}

// Run says that Length code points of the report's text from Text on are those
// of the capture's own text from Source on.
type Run struct {
	Text   int `json:"text"`
	Source int `json:"source"`
	Length int `json:"length"`
}

// Note is something to know of the capture: a paywall, a text that no browser
// shows.
type Note struct {
	Kind   string `json:"kind"`
	Reason string `json:"reason"`
}

// Damage is a place where the text is not what its author wrote.
type Damage struct {
	Kind string     `json:"kind"`
	Span span.Quote `json:"span"`
}

// Document is several readings and what they say together.
type Document struct {
	Format    string              `json:"format"`
	Reader    Identity            `json:"reader"`
	Readings  []*Reading          `json:"readings"`
	Incidents []incident.Incident `json:"incidents"`
	Facts     []incident.Fact     `json:"facts"`
	Failures  []Failure           `json:"failures"`
}

// Failure is a report that could not be read.
type Failure struct {
	URI    string `json:"uri"`
	Stage  string `json:"stage"` // capture | document
	Reason string `json:"reason"`
	Advice string `json:"advice"`
}
