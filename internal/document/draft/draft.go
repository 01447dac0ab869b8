// Package draft is what a format yields before anybody reads it as a report:
// the text in blocks, what the format itself says of the report, and where each
// character of the text stands in the capture.
//
//	d.Text                 // "Two Dead in Dock Blast\n\nTwo people died …"
//	d.Blocks[0].Role       // Headline
//	d.Map[0]               // text [0,22) is [118,140) of the page's text content
//
// Always true: the text is valid UTF-8 with line feeds; blocks are in order and
// do not overlap; the runs of Map are in order of the text, each of the same
// length on both sides. Each format has a package beside this one that makes
// drafts; document makes reports of them.
package draft

import (
	"time"

	"hearsay/internal/span"
)

// Draft is the text of one capture with what its format says of it.
type Draft struct {
	Text     string // clean, line feeds
	Encoding string // the bytes were decoded from
	Language string // as the format states it, "" where it does not
	Blocks   []Block
	Map      []Run // empty where text and capture are the same characters

	Headline, Outlet, URL, Located Value
	By, Credits                    []Value
	// Sources are addresses elsewhere that the format says the text is from.
	Sources            []Value
	Published, Updated Time
	Notes              []Note
}

// Block is a paragraph of the text. Offsets are bytes of Draft.Text.
type Block struct {
	From, To int
	Role     Role
	// Repeats is the index of the block whose words these are again, as of a
	// pull quote; -1 where they are not.
	Repeats int
}

// Role says what the format marks a block as.
type Role uint8

// The roles of a block.
const (
	Body Role = iota
	Headline
	Subhead
	Quote // a block quotation
	PullQuote
	Caption
	Byline
	Dateline
	Correction
	Credit
	Entry // the head of an entry of a live blog: its time or title
	Item  // of a list or a table's row
)

// Value is what the format states, with the words it rests on.
type Value struct {
	Text string
	Span span.Span // bytes of Draft.Text; empty where the words are not in it
	From string    // the witness: "json-ld", "og:title", "h1", "guess: …"
}

// Time is a moment with the words or the field it rests on.
type Time struct {
	Time time.Time // in the zone that is stated, else UTC
	Day  bool      // only the day is stated
	Span span.Span // bytes of Draft.Text; empty where the words are not in it
	From string
}

// Run says that Len code points of the text from Text on are those of the
// capture's own text from Source on. What that is, the format's package says:
// for a page the text content of its body, for a PDF its pages one after the
// other.
type Run struct{ Text, Source, Len int }

// Note is something a reader of the report must know of its capture.
type Note struct {
	Kind   string // "paywall", "consent_wall", …
	Reason string // in words, with what shows it
}
