package document

import (
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/document/draft"
	"hearsay/internal/span"
)

// Document is one report: clean text with stable offsets, and what the report
// says of itself. Every Field carries the span it rests on; a field the report
// does not give, and the caller did not state, is empty.
type Document struct {
	// ID is the sha256 of the captured bytes, lower-case hexadecimal.
	ID  string
	URI string
	// Text is what every span of the reading points into.
	Text *span.Text
	// Encoding the bytes were decoded from: "utf-8", "utf-16le", "windows-1252"…
	Encoding string
	// Language is an ISO 639-1 code; "en" for every report that is read.
	Language string

	URL      Field // public address
	Headline Field
	Outlet   Field
	Located  Field   // place of the dateline
	Date     Date    // publication date
	By       []Field // authors in the byline
	// Credits are the agencies and outlets the report credits as its makers
	// ("Reuters contributed to this report", "(AP)"); not sources cited inside.
	Credits []Field

	// Paragraphs covers every line block of the text that holds words, in
	// order, without overlap. The headline, byline and dateline lines that
	// stand apart are paragraphs too, and so is a dateline that begins a
	// paragraph of the body: the sentence after it is read without it.
	Paragraphs []Paragraph
	Damage     []Damage

	// Kind is the format of the captured bytes.
	Kind capture.Kind
	// Published and Updated are the moments that the format states; zero for
	// plain text.
	Published, Updated draft.Time
	// Map says where the text stands in the capture's own text; nil where the
	// two are one.
	Map   []draft.Run
	Notes []draft.Note
}

// Field is a value the report states, with the words it rests on. A value the
// caller stated has the zero span and Stated set; one that the format states
// and no words of the text has the zero span and From set.
type Field struct {
	Value  string
	Span   span.Span
	Stated bool
	From   string // where the format states it: "json-ld author"; "" for plain text
}

// Date is the day a report was published. Day is zero where it is not known.
type Date struct {
	Day    time.Time // UTC midnight
	Span   span.Span // where the text gives it
	Stated bool      // the caller stated it
	From   string    // where the format states it
}

// Role says what a paragraph is to its report.
type Role uint8

// The roles of a paragraph.
const (
	Body Role = iota
	Headline
	Byline
	Dateline   // "BOGOTA, Colombia (AP) —", and nothing else
	Correction // "Correction:", "This story was updated…"
	Credit     // "Reporting by …", "AP writer X contributed"
	Furniture  // menus, share buttons, "Read more", cookie notes
)

// Paragraph is a block of lines that a reader sees as one.
type Paragraph struct {
	span.Span
	Role Role
}

// DamageKind is the vocabulary of report.damage.
type DamageKind string

// The kinds of damage a text can show.
const (
	Truncated            DamageKind = "truncated"
	Garbled              DamageKind = "garbled"
	RepeatedPassage      DamageKind = "repeated_passage"
	BoilerplateSuspected DamageKind = "boilerplate_suspected"
)

// Damage is a place where the text is not what its author wrote.
type Damage struct {
	Kind DamageKind `json:"kind"`
	Span span.Span  `json:"span"`
}
