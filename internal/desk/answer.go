package desk

import (
	"time"

	"hearsay/internal/desk/diff"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/reading"
)

// ReportLine is a report in a list.
type ReportLine struct {
	projection.Head
	Captured time.Time `json:"captured"`
	// State is "read", "failed" or "waiting" (captured, and not read yet).
	State      string `json:"state"`
	Statements int    `json:"statements"`
	// Version of the address it stands at, from 1; 0 where it has none.
	Version int `json:"version"`
}

// ReportPage is one report.
type ReportPage struct {
	ReportLine
	Captures  []projection.Seen        `json:"captures"` // whence and when its bytes came
	Readings  []projection.ReadingLine `json:"readings"` // by row, the last is shown
	Reading   *reading.Reading         `json:"reading"`  // nil where it was not read
	Failure   *entry.Failed            `json:"failure"`
	Versions  []projection.Version     `json:"versions"` // of its address, the first first
	Incidents []string                 `json:"incidents"`
	// Lineage says from what it was made and what was made from it.
	Lineage   []entry.Made         `json:"lineage"`
	Decisions []projection.Decided `json:"decisions"`
}

// Line is a line of a diff of two texts.
type Line = diff.Line

// Item is one thing that is new: a row, in words.
type Item struct {
	Row     int64     `json:"row"`
	Time    time.Time `json:"time"`
	Kind    string    `json:"kind"` // of the row
	Subject string    `json:"subject"`
	Reports []string  `json:"reports,omitempty"`
	Words   string    `json:"words"`
}

// Task is something that a person should look at.
type Task struct {
	Kind     string  `json:"kind"` // duplicate | contested | statement | failure | orphan
	Subject  string  `json:"subject"`
	Other    string  `json:"other,omitempty"` // the possible duplicate
	Doubt    float64 `json:"doubt"`           // 0 to 1
	Reason   string  `json:"reason"`
	Assigned string  `json:"assigned,omitempty"`
	Row      int64   `json:"row"`
}

// QueueFilter chooses tasks.
type QueueFilter struct {
	When
	Kind     string // one kind; "" all
	Assigned string
	Page
}

// Outcome is what became of a decision.
type Outcome struct {
	Row int64 `json:"row"` // of the decision
	// Subject is what it is about now: a split's new incident, a merge's target.
	Subject string `json:"subject"`
}

// Clash is a decision that was taken without sight of another on the same
// subject. Nothing was kept of it.
type Clash struct {
	Other projection.Decided
}

// Error names the other decision.
func (c *Clash) Error() string {
	return c.Other.Who + " decided on " + c.Other.Subject + " meanwhile (" + string(c.Other.What) + "): look at it, and decide again if it is still called for"
}

// Proof is a page made again from captured bytes.
type Proof struct {
	Incident string `json:"incident"`
	Holds    bool   `json:"holds"`
	// Reports says of each report whether its bytes have their hash, and whether
	// they read the same again, and by which reader they were read.
	Reports []ReportProof `json:"reports"`
	// Differences are in words, by the path in the page.
	Differences []string `json:"differences"`
}

// ReportProof is what a proof says of one report.
type ReportProof struct {
	Report string `json:"report"`
	Bytes  bool   `json:"bytes"` // they have the hash under which they were kept
	Reader string `json:"reader"`
	Again  string `json:"again"` // digest of the reader that read them again
	Same   bool   `json:"same"`  // it read the same
	Reason string `json:"reason,omitempty"`
}
