// Package entry holds what the rows of a ledger say: one type for each kind, as
// JSON. Fields are only ever added; a reader of old rows finds the new ones empty.
package entry

import (
	"fmt"
	"strings"
	"time"

	"hearsay/internal/incident/union"
	"hearsay/internal/reading"
)

// Captured is the body of a Capture row: whence the bytes came. The row's blob
// is the bytes, its id their sha256.
type Captured struct {
	SHA256  string    `json:"sha256"`
	URI     string    `json:"uri"`
	Outlet  string    `json:"outlet,omitempty"` // as the caller states them
	URL     string    `json:"url,omitempty"`
	Date    string    `json:"date,omitempty"`   // ISO day
	Credit  string    `json:"credit,omitempty"` // as what brought it states it
	Fetched time.Time `json:"fetched,omitzero"`
	// Header is what the server said of the bytes, by lower-case name.
	Header map[string]string `json:"header,omitempty"`
	// Address is where later states of the same report are looked for: the stated
	// or own address, "" where there is none.
	Address string `json:"address,omitempty"`
	// Bytes is how many bytes the blob has.
	Bytes int `json:"bytes"`
}

// Seen is the body of a Sighting row: known bytes came again, whence and when.
type Seen struct {
	SHA256  string    `json:"sha256"`
	URI     string    `json:"uri"`
	URL     string    `json:"url,omitempty"`
	Fetched time.Time `json:"fetched,omitzero"`
}

// Changed is the body of a Version row: a capture is a later state of what an
// address held before. The row's id is the address.
type Changed struct {
	URL    string `json:"url"`
	Before string `json:"before"` // capture
	After  string `json:"after"`  // capture
	// Notes are the lines of the later text that say what was changed
	// ("Correction: …"), as it has them.
	Notes []string `json:"notes"`
}

// Read is the body of a Reading row. Its id is ReadingID. The statements and
// facts in it are the machine's; no later row changes them.
type Read struct {
	Capture string           `json:"capture"`
	Reading *reading.Reading `json:"reading"`
	// Profiles are what its incidents are compared by when they are linked.
	Profiles []union.Profile `json:"profiles"`
}

// ReadingID names what one reader read in one capture: twelve digits of the
// capture's sha256 and eight of the reader's digest.
func ReadingID(capture string, by reading.Identity) string {
	return capture[:min(12, len(capture))] + "." + by.Digest()[:8]
}

// MemberID names an incident of a reading in the ledger, where several readings
// of one report may stand: the reading's id with the incident's own number.
func MemberID(reading, incident string) string {
	if i := strings.IndexByte(incident, '.'); i >= 0 {
		incident = incident[i+1:]
	}
	return reading + "." + incident
}

// Failed is the body of a Failure row; its id is the capture.
type Failed struct {
	Capture string           `json:"capture"`
	Reader  reading.Identity `json:"reader"`
	Stage   string           `json:"stage"`
	Reason  string           `json:"reason"`
	Advice  string           `json:"advice"`
}

// Linked is the body of a Link row: an incident of a reading belongs to an
// incident of the ledger, whose permanent id is the row's. A later Link of the
// same member moves it.
type Linked struct {
	Incident string `json:"incident"`
	Reading  string `json:"reading"`
	Member   string `json:"member"` // id of the incident in its reading
	// Score is the sum of log odds by which they were joined; Reason says it in
	// words. Both are empty for the first member.
	Score  float64 `json:"score"`
	Reason string  `json:"reason"`
	// Begins marks the member with which the incident began.
	Begins bool `json:"begins"`
	// From is an incident that is wholly one with Incident and redirects to it;
	// Reading and Member are then empty.
	From string `json:"from,omitempty"`
}

// Nearly is the body of a Near row: two incidents of the ledger may be one. Its
// id is the two ids, the lesser first, with a space between.
type Nearly struct {
	A      string  `json:"a"`
	B      string  `json:"b"`
	Score  float64 `json:"score"`
	Reason string  `json:"reason"`
}

// Made is the body of an Edge row: a report was made from another, or names
// whose it is. Its id is that of the capture that was made.
type Made struct {
	// From is the capture it was made from; "" where only Name is known: the
	// agency, outlet or host that is named.
	From string `json:"from"`
	To   string `json:"to"`
	Name string `json:"name,omitempty"`
	// Kind is copy, credit or cite in rows; also rewrite, cites, reuse, alike and
	// version where the reports of one incident are held against each other.
	Kind   string  `json:"kind"`
	Score  float64 `json:"score"` // the share of one's words that the other has, 0 to 1; 1 for what is named
	Reason string  `json:"reason"`
	// Start and End are the words of To that show it, in code points; both 0 where
	// they stand outside of the text.
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Reading string `json:"reading,omitempty"` // of To, in which it was seen
}

// Words says it for people, with the first digits of the captures.
func (m *Made) Words() string {
	id := func(s string) string { return s[:min(12, len(s))] }
	if m.From == "" {
		return fmt.Sprintf("report %s %s", id(m.To), m.Reason)
	}
	did := map[string]string{Copy: "is a copy of", "rewrite": "rewrites", Credit: "credits", Cite: "cites", Later: "is a later version of", "cites": "cites", "reuse": "has sentences of", "alike": "is much like"}[m.Kind]
	if did == "" {
		did = m.Kind
	}
	return fmt.Sprintf("report %s %s report %s: %s", id(m.To), did, id(m.From), m.Reason)
}

// The kinds of edges that rows have.
const (
	Copy   = "copy"   // the same words
	Credit = "credit" // an agency or outlet is named as its maker
	Cite   = "cite"   // an outlet is named as whose report it is
	// Later is of pages, not of rows: a later state of what one address held.
	Later = "version"
)

// Verdict is what a person decides.
type Verdict string

// The verdicts.
const (
	Accept   Verdict = "accept"   // the machine's value is right
	Correct  Verdict = "correct"  // a span or value is another
	Reject   Verdict = "reject"   // the machine's value is wrong and none takes its place
	Merge    Verdict = "merge"    // an incident is the same as another, to which it redirects
	Split    Verdict = "split"    // some members of an incident are another
	Move     Verdict = "move"     // one member belongs to another incident
	Stand    Verdict = "stand"    // a fact's standing is set: discounted, confirmed, or "" for the computed one
	Assign   Verdict = "assign"   // a coder takes an incident or a report on
	Note     Verdict = "note"     // words beside it
	Dismiss  Verdict = "dismiss"  // two incidents offered as one are two
	Withdraw Verdict = "withdraw" // an earlier decision no longer holds: undo
)

// Decided is the body of a Decision row. Its row's id is the Subject.
type Decided struct {
	Who  string    `json:"who"`
	When time.Time `json:"when"` // by the clock where it was decided
	What Verdict   `json:"what"`
	// Subject is what it is about: a statement, source, fact, incident or report,
	// by its permanent id.
	Subject string `json:"subject"`
	// Report, Start, End and Text tie it to words: it holds while they stand
	// there in a reading of that report.
	Report string `json:"report,omitempty"`
	Start  int    `json:"start,omitempty"` // code points
	End    int    `json:"end,omitempty"`
	Text   string `json:"text,omitempty"`
	// Field and Value are what is corrected and to what; Was is the value the
	// person saw.
	Field string `json:"field,omitempty"`
	Was   string `json:"was,omitempty"`
	Value string `json:"value,omitempty"`
	// Set is what a corrected date, place or type of an incident, or figure of a fact,
	// comes to.
	Set *Set `json:"set,omitempty"`
	// Members are the reading incidents that a Split or Move takes along, Into
	// the incident they, or the whole of a merged one, go to; "" makes a new one.
	Members []string `json:"members,omitempty"`
	Into    string   `json:"into,omitempty"`
	// Decision is the row that is withdrawn.
	Decision int64  `json:"decision,omitempty"`
	Reason   string `json:"reason,omitempty"`
	// Seen is the last row the person had seen of the subject: a later decision
	// of another is a clash.
	Seen int64 `json:"seen,omitempty"`
}
