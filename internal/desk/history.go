package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"hearsay/internal/incident"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/state"
)

// mostSteps is how many states of an incident History shows, the last ones.
const mostSteps = 200

// History is how an incident's page came to be, the first step first, up to when
// is asked for.
func (d *Desk) History(ctx context.Context, id string, w When) ([]Step, error) {
	before := int64(0)
	if w != (When{}) {
		if err := d.store.Read(ctx, func(r ledger.Reader) error {
			row, err := at(r, w)
			before = row + 1
			return err
		}); err != nil {
			return nil, err
		}
	}
	out, _, err := d.Steps(ctx, id, before, mostSteps)
	return out, err
}

// Steps is a part of an incident's history: at most limit steps, the last ones
// before a row (0: of all), the first first, and how many come before them.
func (d *Desk) Steps(ctx context.Context, id string, before int64, limit int) ([]Step, int, error) {
	out, earlier := []Step{}, 0
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		to, err := projection.Standing(r, id, 0)
		if err != nil {
			return err
		}
		recs, before, err := state.Last(r, projection.Pages, to, before, limit+1) // and the one that the first step is held against
		if err != nil {
			return err
		}
		if len(recs) == 0 {
			return fmt.Errorf("incident %s: %w", id, ledger.ErrNone)
		}
		earlier = before
		var stood []standing
		for _, rec := range slices.Backward(recs) {
			s := standing{row: rec.Since}
			if err := s.read(rec.Body); err != nil {
				return err
			}
			stood = append(stood, s)
		}
		for i := range stood {
			if i == 0 && len(stood) > limit {
				earlier++
				continue
			}
			var was standing
			if i > 0 {
				was = stood[i-1]
			}
			s := stood[i].since(&was)
			if s.Time, err = r.Time(s.Row); err != nil {
				return err
			}
			switch line, err := r.Record(projection.Incidents, to, s.Row); {
			case errors.Is(err, ledger.ErrNone):
			case err != nil:
				return err
			default:
				if err := json.Unmarshal(line.Body, &s.Line); err != nil {
					return err
				}
			}
			out = append(out, s)
		}
		return nil
	})
	return out, earlier, err
}

// standing is what an incident's page said with a row, as far as steps show it.
type standing struct {
	row   int64
	order []string          // fact ids, as the page lists them
	facts map[string]string // fact id: value and standing
	made  []entry.Made
}

// read takes no more of a page than steps show: one of a thousand reports has
// megabytes of other things.
func (s *standing) read(body []byte) error {
	var p struct {
		Facts []struct {
			ID        string            `json:"id"`
			Value     string            `json:"value"`
			Standing  incident.Standing `json:"standing"`
			Decided   incident.Standing `json:"decided"`
			Corrected string            `json:"corrected"`
		} `json:"facts"`
		Lineage []entry.Made `json:"lineage"`
	}
	if err := json.Unmarshal(body, &p); err != nil {
		return err
	}
	s.facts, s.made = map[string]string{}, p.Lineage
	for _, f := range p.Facts {
		s.order = append(s.order, f.ID)
		s.facts[f.ID] = cmp.Or(f.Corrected, f.Value) + " (" + string(cmp.Or(f.Decided, f.Standing)) + ")"
	}
	return nil
}

// since is the step from another state to this.
func (s *standing) since(was *standing) Step {
	out := Step{Row: s.row, Facts: s.facts, Added: []string{}, Gone: []string{}, Turned: []string{}, Lineage: []entry.Made{}}
	for _, id := range s.order {
		switch old, known := was.facts[id]; {
		case !known:
			out.Added = append(out.Added, id)
		case old != s.facts[id]:
			out.Turned = append(out.Turned, id)
		}
	}
	for id := range was.facts {
		if _, is := s.facts[id]; !is {
			out.Gone = append(out.Gone, id)
		}
	}
	slices.Sort(out.Gone)
	known := make(map[entry.Made]bool, len(was.made))
	for _, m := range was.made {
		known[m] = true
	}
	for _, m := range s.made {
		if !known[m] {
			out.Lineage = append(out.Lineage, m)
		}
	}
	return out
}
