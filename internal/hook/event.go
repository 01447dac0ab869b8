package hook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"hearsay/internal/desk"
	"hearsay/internal/ledger/projection"
)

// Event is something new.
type Event struct {
	ID       string            `json:"id"` // the same for the same event, whoever finds it
	Type     Kind              `json:"type"`
	Time     time.Time         `json:"time"` // when it was found
	Row      int64             `json:"row"`  // since which it is so
	Incident desk.IncidentLine `json:"incident"`
	// Claim is who denies which value, of denial.came.
	Claim *projection.Claim `json:"claim,omitempty"`
	// Figure is what was given anew, of figure.changed.
	Figure *desk.Figure `json:"figure,omitempty"`
}

func (e *Event) body() string {
	b, err := json.Marshal(e)
	if err != nil {
		panic(err) // it is made of texts and numbers
	}
	return string(b)
}

// id names an event by what it is of.
func id(parts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(h[:16])
}

// find is what is new after row since and up to row upto.
func find(ctx context.Context, d *desk.Desk, since, upto int64, now time.Time) ([]Event, error) {
	var out []Event
	lines, err := changed(ctx, d, since, upto)
	if err != nil {
		return nil, err
	}
	figures, err := d.Changes(ctx, "", since, desk.When{})
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		add := func(e Event, parts ...string) {
			e.ID, e.Time, e.Incident = id(append([]string{string(e.Type), l.ID}, parts...)...), now, l
			out = append(out, e)
		}
		if l.Contested {
			before, err := d.Lines(ctx, []string{l.ID}, desk.When{Row: since})
			if err != nil {
				return nil, err
			}
			if !before[l.ID].Contested {
				add(Event{Type: Contested, Row: l.Row}, time.Duration(l.Row).String())
			}
		}
		claims, err := d.Claims(ctx, desk.ClaimFilter{When: desk.When{Row: upto}, Incident: l.ID, Stance: "denies", Page: desk.Page{Limit: 1000}})
		if err != nil {
			return nil, err
		}
		for i := range claims.Items {
			if c := &claims.Items[i]; c.Row > since && c.Later == "" {
				add(Event{Type: Denial, Row: c.Row, Claim: c}, c.Slot, c.Statement)
			}
		}
		for i := range figures {
			if f := &figures[i]; f.Incident == l.ID && f.After.Row > since && f.After.Row <= upto {
				add(Event{Type: Figure, Row: f.After.Row, Figure: f}, f.Slot, f.Source, f.Before.Report, f.After.Report)
			}
		}
	}
	return out, nil
}

// changed are the incidents that stand otherwise since a row after since.
func changed(ctx context.Context, d *desk.Desk, since, upto int64) ([]desk.IncidentLine, error) {
	var out []desk.IncidentLine
	f := desk.IncidentFilter{When: desk.When{Row: upto}, Sort: desk.Changed, Page: desk.Page{Limit: 200}}
	for {
		l, err := d.Incidents(ctx, f)
		if err != nil {
			return nil, err
		}
		for _, line := range l.Items {
			if line.Row <= since {
				return out, nil
			}
			out = append(out, line)
		}
		if f.After = l.Next; l.Next == "" {
			return out, nil
		}
	}
}
