package desk

import (
	"context"
	"errors"

	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/projection"
)

var errUnready = errors.New("not built yet")

// Fresh says how far answers go.
func (d *Desk) Fresh(ctx context.Context) (Freshness, error) { return Freshness{}, errUnready }

// Incidents lists incidents.
func (d *Desk) Incidents(ctx context.Context, f IncidentFilter) (List[IncidentLine], error) {
	return List[IncidentLine]{}, errUnready
}

// Incident is one incident with everything known of it. An id that was merged
// into another leads there. ledger.ErrNone where there is none.
func (d *Desk) Incident(ctx context.Context, id string, at When) (*IncidentPage, error) {
	return nil, errUnready
}

// History is how an incident's page came to be, the first step first.
func (d *Desk) History(ctx context.Context, id string) ([]Step, error) { return nil, errUnready }

// Sources lists sources whose key or name begins with words, by name.
func (d *Desk) Sources(ctx context.Context, words string, p Page) (List[SourceLine], error) {
	return List[SourceLine]{}, errUnready
}

// Source is one source with all it has said, the last first.
func (d *Desk) Source(ctx context.Context, key string, at When, p Page) (*SourcePage, error) {
	return nil, errUnready
}

// Claims lists who gave which value of which slot, by incident, slot and day.
func (d *Desk) Claims(ctx context.Context, f ClaimFilter) (List[projection.Claim], error) {
	return List[projection.Claim]{}, errUnready
}

// Changes are the figures that speakers changed: of one incident, or of all
// since a row.
func (d *Desk) Changes(ctx context.Context, incident string, since int64) ([]Figure, error) {
	return nil, errUnready
}

// Search finds statements by their words, the best first. The error of a query
// that cannot be read says where and why.
func (d *Desk) Search(ctx context.Context, f SearchFilter) (List[Hit], error) {
	return List[Hit]{}, errUnready
}

// Since lists what was appended after a row, and up to which row it goes: the
// cursor of the next call.
func (d *Desk) Since(ctx context.Context, row int64, limit int) ([]Item, int64, error) {
	return nil, 0, errUnready
}

// Reports lists reports by day of publication, the last first; a state or an
// outlet narrows it.
func (d *Desk) Reports(ctx context.Context, state, outlet string, at When, p Page) (List[ReportLine], error) {
	return List[ReportLine]{}, errUnready
}

// Report is one report, by its id or the beginning of it.
func (d *Desk) Report(ctx context.Context, id string, at When) (*ReportPage, error) {
	return nil, errUnready
}

// Diff compares the texts of two reports line by line.
func (d *Desk) Diff(ctx context.Context, before, after string) ([]Line, error) {
	return nil, errUnready
}

// Queue lists what a person should look at, the most doubtful first.
func (d *Desk) Queue(ctx context.Context, f QueueFilter) (List[Task], error) {
	return List[Task]{}, errUnready
}

// Decide keeps a person's decision. Its error is a *Clash where another decided
// on the same subject after row Seen.
func (d *Desk) Decide(ctx context.Context, e entry.Decided) (Outcome, error) {
	return Outcome{}, errUnready
}

// Verify makes an incident's page again from the captured bytes of its members
// and compares it with the one that is shown.
func (d *Desk) Verify(ctx context.Context, id string) (*Proof, error) { return nil, errUnready }
