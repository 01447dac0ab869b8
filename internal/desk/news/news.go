// Package news says what is new in a ledger since a row: incidents that began,
// figures that a speaker changed, stories that their outlets changed. Part of
// room 12.
//
//	list, upto, err := news.Since(ctx, d, 4100, 50)
//	list[0].Title  // "Garrow Head: killed 3 → 5, the port authority"
//
// Always true: entries are in order of their rows, and each has an id that is the
// same whenever it is asked for. What a person decided is not among them.
package news

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay/internal/desk"
	"hearsay/internal/ledger"
)

// Kind is what happened.
type Kind string

// The kinds.
const (
	Begins    Kind = "incident" // an incident is new
	Figure    Kind = "figure"   // a speaker gave another figure than before
	Corrected Kind = "story"    // an outlet changed what it had published
)

// Entry is one thing that is new.
type Entry struct {
	ID       string    `json:"id"`
	Kind     Kind      `json:"kind"`
	Row      int64     `json:"row"`
	At       time.Time `json:"at"` // when its row was appended
	Title    string    `json:"title"`
	Words    string    `json:"words"`
	Incident string    `json:"incident,omitempty"`
	Report   string    `json:"report,omitempty"`
}

// Path is its page on the desk.
func (e *Entry) Path() string {
	if e.Incident != "" {
		return "/incidents/" + e.Incident
	}
	return "/reports/" + e.Report
}

// String is the entry as one line.
func (e *Entry) String() string {
	line := e.At.UTC().Format("2006-01-02 15:04:05Z") + " " + string(e.Kind) + " " + e.Title
	if e.Words != "" {
		line += " (" + e.Words + ")"
	}
	return line + " " + e.Path()
}

// atATime is how many rows are asked for at once.
const atATime = 500

// Since lists what is new after a row, at most so many entries, and returns up to
// which row it looked.
func Since(ctx context.Context, d *desk.Desk, row int64, most int) ([]Entry, int64, error) {
	var out []Entry
	touched := map[string]time.Time{} // incidents that were told of again, with the last time
	start := row
	for len(out) < most {
		items, upto, err := d.Since(ctx, row, atATime, desk.When{})
		if err != nil {
			return nil, row, err
		}
		for i := range items {
			it := &items[i]
			switch it.Kind {
			case string(ledger.Link):
				if !strings.HasSuffix(it.Words, " begins") {
					touched[it.Subject] = it.Time
					continue
				}
				e, err := begins(ctx, d, it)
				if err != nil {
					return nil, row, err
				}
				out = append(out, e)
			case string(ledger.Version):
				e, err := corrected(ctx, d, it)
				if err != nil {
					return nil, row, err
				}
				out = append(out, e)
			}
		}
		row = upto
		if len(items) < atATime {
			break
		}
	}
	for id, at := range touched {
		list, err := d.Changes(ctx, id, start, desk.When{})
		if err != nil && !errors.Is(err, ledger.ErrNone) {
			return nil, row, err
		}
		for i := range list {
			out = append(out, figure(ctx, d, &list[i], at))
		}
	}
	slices.SortFunc(out, func(a, b Entry) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.ID, b.ID)) })
	return out[max(0, len(out)-most):], row, nil
}

// begins is an incident that is new. It may have been merged into another since:
// then that one's page is shown.
func begins(ctx context.Context, d *desk.Desk, it *desk.Item) (Entry, error) {
	e := Entry{ID: fmt.Sprintf("incident-%d", it.Row), Kind: Begins, Row: it.Row, At: it.Time, Incident: it.Subject, Title: "New incident"}
	what, where, err := named(ctx, d, it.Subject)
	if err != nil {
		return e, err
	}
	e.Title = "New: " + what
	e.Words = where
	return e, nil
}

// named is an incident in words; both are little where its page is gone.
func named(ctx context.Context, d *desk.Desk, id string) (title, words string, err error) {
	p, err := d.Incident(ctx, id, desk.When{})
	if errors.Is(err, ledger.ErrNone) {
		return "an incident", "", nil
	}
	if err != nil {
		return "", "", err
	}
	inc := &p.Incident
	var parts []string
	for _, s := range []string{cmp.Or(inc.SubEventType, inc.EventType, "an incident"), cmp.Or(inc.WhereDescription, inc.Place), day(inc.DateStart, inc.DateEnd)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(p.Reports) > 0 {
		words = p.Reports[0].Headline
	}
	return strings.Join(parts, ", "), words, nil
}

func day(from, to string) string {
	if to == "" || to == from {
		return from
	}
	return from + " to " + to
}

func corrected(ctx context.Context, d *desk.Desk, it *desk.Item) (Entry, error) {
	e := Entry{ID: fmt.Sprintf("story-%d", it.Row), Kind: Corrected, Row: it.Row, At: it.Time, Title: "Story changed", Words: it.Words}
	if len(it.Reports) == 2 {
		e.Report = it.Reports[1]
		p, err := d.Report(ctx, e.Report, desk.When{})
		switch {
		case errors.Is(err, ledger.ErrNone):
		case err != nil:
			return e, err
		case p.Headline != "":
			e.Title = "Story changed: " + p.Headline
		}
	}
	return e, nil
}

func figure(ctx context.Context, d *desk.Desk, f *desk.Figure, at time.Time) Entry {
	e := Entry{
		ID: fmt.Sprintf("figure-%d-%s-%s", f.After.Row, f.Incident, f.Slot), Kind: Figure, Row: f.After.Row, At: at, Incident: f.Incident, Report: f.After.Report,
		Title: fmt.Sprintf("Figure changed: %s %s → %s", f.Slot, f.Before.Value, f.After.Value),
		Words: fmt.Sprintf("%s: %s, %s (%s) → %s (%s)", cmp.Or(f.Name, "the report"), f.Slot, f.Before.Value, f.Before.Date, f.After.Value, f.After.Date),
	}
	if what, _, err := named(ctx, d, f.Incident); err == nil {
		e.Words += "; " + what
	}
	return e
}
