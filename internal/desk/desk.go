package desk

import (
	"context"
	"strconv"
	"sync"
	"time"

	"hearsay/internal/desk/decoded"
	"hearsay/internal/desk/figure"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/reading"
)

// Desk answers questions about one ledger and takes decisions. It is safe for
// concurrent use.
type Desk struct {
	store  ledger.Store
	reader func() (*reading.Reader, error)
	proj   *projection.Projector

	pages  decoded.Pages
	lately lately
}

// Open puts a desk before a store. The reader is asked for only where pages of
// several reports have to be made or proved, once; it may load the models then.
func Open(store ledger.Store, reader func() (*reading.Reader, error)) *Desk {
	reader = sync.OnceValues(reader)
	return &Desk{store: store, reader: reader, proj: projection.New(store, reader)}
}

// When is the state of the ledger that a question is about: Row, else the last
// row appended at or before Time, else, both zero, the present.
type When struct {
	Time time.Time
	Row  int64
}

// Refresh brings what is asked up to the last row. Whoever appends rows calls
// it, or lets a worker do it; a question shows the ledger as of Freshness.
// progress, where not nil, is called with the last row done and the last there is.
func (d *Desk) Refresh(ctx context.Context, progress func(done, all int64)) error {
	return d.proj.Catch(ctx, progress)
}

// RefreshIn does so in the Write that appends the rows; more says that Refresh is
// left with what others appended before.
func (d *Desk) RefreshIn(ctx context.Context, tx ledger.Tx) (more bool, err error) {
	return d.proj.CatchIn(ctx, tx)
}

// Remember keeps a reading that was just made ready for Refresh.
func (d *Desk) Remember(rd *reading.Reading) { d.proj.Remember(rd) }

// Rebuild drops all that is derived from rows and makes it again.
func (d *Desk) Rebuild(ctx context.Context, progress func(done, all int64)) error {
	return d.proj.Rebuild(ctx, progress)
}

// Check looks at all that is derived from rows: its error is ledger.ErrDerived
// with what is damaged. Rows are ledger.Verify's.
func (d *Desk) Check(ctx context.Context, progress func(done, all int64)) error {
	return d.proj.Check(ctx, progress)
}

// Freshness says how far the ledger goes and how far answers do.
type Freshness struct {
	Head ledger.Chain // the last row
	Row  int64        // the last row that is in every answer
}

// Box is a range of places, in degrees. One that crosses the 180th meridian has
// West greater than East.
type Box struct{ South, West, North, East float64 }

// IncidentFilter chooses incidents; empty fields choose all.
type IncidentFilter struct {
	When
	From, To string // ISO days: the incident's days overlap them
	Country  string // English name or ISO 3166-1 alpha-2
	Adm1     string
	Box      *Box
	Type     string // ACLED's event or sub event type
	Actor    string // part of a name of one said to have acted
	Standing string // a fact has it
	// OriginsMin asks for a fact behind which at least so many independent
	// informants stand.
	OriginsMin int
	Contested  *bool
	Duplicates bool   // open possible duplicates only
	Assigned   string // to this coder
	Text       string // words of its place, parties, targets and headlines; as in Search
	Sort       Sort
	Page
}

// Sort is an order of incidents.
type Sort string

// The orders; "" is Newest.
const (
	Newest  Sort = "newest"  // by day, the last first
	Oldest  Sort = "oldest"  // by day, the first first
	Changed Sort = "changed" // by the last row
	Largest Sort = "largest" // by most killed
	Widest  Sort = "widest"  // by number of reports
	Doubt   Sort = "doubt"   // the most doubtful first: see Queue
)

// Page asks for a part of a list.
type Page struct {
	After string // the Next of the part before; "" begins
	Limit int    // 0 is 50, at most 1000
}

// List is a part of a list. The following parts show the ledger as it stood
// with the first.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`  // "" where nothing follows
	Total int64  `json:"total"` // in all parts
	// Over says that there are more than Total: what a search finds is counted up to
	// five thousand.
	Over bool  `json:"total_over,omitempty"`
	Row  int64 `json:"row"` // the ledger's row that it shows
}

// Counted is how many there are in all parts, in words: "12" or "more than 5000".
func (l *List[T]) Counted() string {
	if l.Over {
		return "more than " + strconv.FormatInt(l.Total, 10)
	}
	return strconv.FormatInt(l.Total, 10)
}

// IncidentLine is an incident in a list.
type IncidentLine = projection.Line

// IncidentPage is one incident.
type IncidentPage struct {
	projection.Page
	// Asked is the id that was asked for; it differs from the incident's where
	// the incident was merged into another.
	Asked string `json:"asked"`

	beside *decoded.Beside
}

// Step is one state of an incident's page, with what made it.
type Step struct {
	Row   int64     `json:"row"`
	Time  time.Time `json:"time"`
	Line  IncidentLine
	Facts map[string]string `json:"facts"` // fact id: value and standing
	// Added, Gone and Turned are facts that came, went or have another standing.
	Added  []string `json:"added"`
	Gone   []string `json:"gone"`
	Turned []string `json:"turned"`
	// Lineage says which reports were then first seen to be made from which.
	Lineage []entry.Made `json:"lineage"`
}

// SourceLine is a source in a list.
type SourceLine struct {
	Key            string `json:"key"`
	Name           string `json:"name"`
	Kind           string `json:"kind"`
	Identification string `json:"identification"`
	Statements     int64  `json:"statements"` // how many it made, in the last versions of reports
}

// SourcePage is all a source has said. Statements and Incidents are also those of
// versions of reports that gave way, marked; Days and Acts count the last versions alone.
type SourcePage struct {
	SourceLine
	Names      []string                      `json:"names"` // the spellings found in this part
	Statements List[Hit]                     `json:"statements"`
	Incidents  map[string][]projection.Claim `json:"incidents"` // incident: its claims there
	Changes    []Figure                      `json:"changes"`   // figures it changed
	Days       []Count                       `json:"days"`      // its statements by day
	Acts       map[string]int64              `json:"acts"`      // its statements by act
}

// Figure is a value that one source, or a report, gave of one slot of an incident
// and later gave otherwise.
type Figure = figure.Figure

// ClaimFilter chooses claims: who gave which value of which slot when.
type ClaimFilter struct {
	When
	Incident, Fact, Slot, Source, Report string
	Stance                               string // asserts | denies | uncommitted | own_voice
	Page
}

// SearchFilter is a search for statements. Query is words, "phrases", prefix*,
// AND, OR, NOT and brackets, a NEAR/5 b, and fields: source:navy (a key, or words
// of a name) described:officials (who are not named) act:deny ident:unnamed
// kind:person outlet:name report:id date:2025-03-10 from:2025-03-01 to:2025-03-31.
// A field that is given twice may have either value.
type SearchFilter struct {
	When
	Query string
	Page
}

// Hit is a statement that was found.
type Hit struct {
	Statement  string  `json:"statement"`
	Report     string  `json:"report"`
	Source     string  `json:"source"` // key
	Name       string  `json:"name"`
	Ident      string  `json:"identification"`
	Kind       string  `json:"kind"`
	Act        string  `json:"act"`
	Certainty  string  `json:"certainty"`
	Date       string  `json:"date"`
	Outlet     string  `json:"outlet"`
	Confidence float64 `json:"confidence"`
	Passage    string  `json:"passage"`
	Start      int     `json:"start"` // of the passage in its report, in code points
	End        int     `json:"end"`
	// Marked are the ranges of the passage that were searched for, in its code
	// points.
	Marked [][2]int `json:"marked"`
	Rank   float64  `json:"rank"`
	Row    int64    `json:"row"`
	// Later is the version of its report that took its place; "" while it is the last.
	Later string `json:"later,omitempty"`
}
