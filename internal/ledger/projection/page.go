package projection

import (
	"encoding/json"
	"time"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// Page is one incident of the ledger with all that is known of it and from
// whom: the body of its record.
type Page struct {
	// Incident is joined from all its members. Its id is permanent, and so are
	// those of its facts: slot and value make them.
	Incident incident.Incident `json:"incident"`
	Facts    []Fact            `json:"facts"`
	// Passages are the statements that take a stand on a fact, with their words;
	// by statement id.
	Passages []Passage `json:"passages"`
	Reports  []Head    `json:"reports"` // by day, then id; of the versions of one, the last
	// Before are the stands that versions of these took which gave way.
	Before []Claim `json:"before,omitempty"`
	// Lineage says which of the reports were made from which.
	Lineage []entry.Made `json:"lineage"`
	// Decisions are those of people that bear on the incident, its facts and
	// members, the first first; withdrawn ones are marked.
	Decisions []Decided `json:"decisions"`
	// Set are the fields of the incident that people corrected.
	Set []Set `json:"set,omitempty"`
	// Near are incidents that may be the same: those that no one dismissed.
	Near []Near `json:"near"`
	// Redirects are incidents that are now one with this.
	Redirects []string `json:"redirects"`
	// Row is the last row that is in the page.
	Row int64 `json:"row"`
}

// Fact is a fact of a page with what people decided on it beside it.
type Fact struct {
	incident.Fact
	// Rule says when a fact has its standing.
	Rule string `json:"rule"`
	// Decided is a person's standing, "" for none; Corrected their value, and
	// Rejected that they took it out. The machine's values stay as they are.
	Decided   incident.Standing `json:"decided,omitempty"`
	Corrected string            `json:"corrected,omitempty"`
	// Figure is what a corrected figure comes to; nil where nobody corrected it, or to
	// no number.
	Figure   *fact.Number `json:"figure,omitempty"`
	Rejected bool         `json:"rejected,omitempty"`
	Accepted bool         `json:"accepted,omitempty"`
}

// Number is the figure that counts: a person's, else the reports'.
func (f *Fact) Number() *fact.Number {
	if f.Figure != nil {
		return f.Figure
	}
	return f.Norm.Number
}

// Stands is the standing that counts: a person's, else the computed one.
func (f *Fact) Stands() incident.Standing {
	if f.Decided != "" {
		return f.Decided
	}
	return f.Standing
}

// Passage is a statement with its speaker and the words of its report around
// it.
type Passage struct {
	statement.Statement
	Report string `json:"report"` // report id
	// Speaker is who speaks, nil for a statement without a source; SourceKey is
	// what it is known by across reports, "" for unnamed ones.
	Speaker   *source.Source `json:"speaker"`
	SourceKey string         `json:"source_key"`
	// Others are the sources it names besides its speaker: those its words came
	// through, and the members of a compound one.
	Others []source.Source `json:"others"`
	// Words are the statement's words from the first of its spans to the last.
	Words span.Quote `json:"words"`
	// Prefix and Suffix are the words of the report right before and after them.
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
}

// Head is a report as a page lists it.
type Head struct {
	ID       string `json:"id"`
	URI      string `json:"uri"`
	URL      string `json:"url"`
	Outlet   string `json:"outlet"`
	Headline string `json:"headline"`
	Date     string `json:"date"`
	Reading  string `json:"reading"` // reading id
	Reader   string `json:"reader"`  // digest of the reader that made it
	Row      int64  `json:"row"`     // of the reading
	// HeadlineSpan is where the headline stands in the text; nil where it does not.
	HeadlineSpan *span.Span `json:"headline_span,omitempty"`
	// Address is where other versions of it were captured, "" while it is the only one;
	// Version which of them it is, from 1; Later the capture that came after it there.
	Address string `json:"address,omitempty"`
	Version int    `json:"version,omitempty"`
	Later   string `json:"later,omitempty"`
	// Earlier are, on a page, the versions of it that told of the incident and gave
	// way, the first first.
	Earlier []Earlier `json:"earlier,omitempty"`
}

// Near is an incident that may be the same as another.
type Near struct {
	Incident string  `json:"incident"`
	Score    float64 `json:"score"`
	Reason   string  `json:"reason"`
	Row      int64   `json:"row"`
}

// Decided is a decision as it bears on a subject.
type Decided struct {
	entry.Decided
	Row       int64     `json:"row"`
	Time      time.Time `json:"time"` // of the row
	Withdrawn int64     `json:"withdrawn,omitempty"`
	// Orphaned says that the words it was tied to are not there any more in what
	// a later reader read.
	Orphaned bool `json:"orphaned,omitempty"`
	// Now is the id that the statement or source has in the reading that holds,
	// where it is another than Subject: ids of parts are those of one reading, what
	// a decision is tied to is its words.
	Now string `json:"now,omitempty"`
}

// Claim is one stand of one speaker, or of a report in its own voice, on one
// fact: the body of its record.
type Claim struct {
	Incident  string              `json:"incident"`
	Fact      string              `json:"fact"`
	Slot      string              `json:"slot"`
	Value     string              `json:"value"`
	Category  string              `json:"category,omitempty"` // of the people a figure counts
	Stance    string              `json:"stance"`             // asserts | denies | uncommitted | own_voice
	Statement string              `json:"statement"`          // "" for own_voice
	Source    string              `json:"source"`             // key, "" for unnamed
	Name      string              `json:"name"`               // of the speaker
	Report    string              `json:"report"`
	Date      string              `json:"date"` // day of publication
	InPart    bool                `json:"in_part"`
	Certainty statement.Certainty `json:"certainty"`
	Words     span.Quote          `json:"words"`
	Low       *int                `json:"low"`  // of a casualty figure
	High      *int                `json:"high"` // null where the text sets no upper bound
	Row       int64               `json:"row"`  // since which it holds
	// Later is the version of its report that took its place; "" while it is the last.
	Later string `json:"later,omitempty"`
}

// Seen is one time that a report's bytes came.
type Seen struct {
	Row     int64     `json:"row"`
	Time    time.Time `json:"time"` // of the row
	URI     string    `json:"uri"`
	URL     string    `json:"url"`
	Fetched time.Time `json:"fetched,omitzero"`
}

// ReadingLine is one reading of a report.
type ReadingLine struct {
	ID     string    `json:"id"`
	Row    int64     `json:"row"`
	Time   time.Time `json:"time"`
	Reader string    `json:"reader"`  // digest
	Name   string    `json:"version"` // of the program
}

// Version is one state of what an address held.
type Version struct {
	Report string    `json:"report"`
	Row    int64     `json:"row"`
	Time   time.Time `json:"time"`
	Notes  []string  `json:"notes"` // what the later text says was changed
}

// encode is JSON of what always encodes.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
