package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/scan"
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
		to, err := projection.Standing(r, id, max(0, before-1))
		if err != nil {
			return err
		}
		var later *standing // the state whose step is told once that before it is known
		n := 0
		earlier, err = state.Last(r, projection.Pages, to, before, limit+1, func(rec ledger.Record) error {
			s := &standing{row: rec.Since}
			if err := s.read(rec.Body); err != nil {
				return err
			}
			if n++; later != nil {
				out = append(out, later.since(s))
			}
			later = s
			return nil
		})
		switch {
		case err != nil:
			return err
		case n == 0:
			return fmt.Errorf("incident %s: %w", id, ledger.ErrNone)
		case n > limit: // the first is there to hold the second against
			earlier++
		default:
			out = append(out, later.since(&standing{}))
		}
		slices.Reverse(out)
		for i := range out {
			if err := out[i].dated(r, to); err != nil {
				return err
			}
		}
		return nil
	})
	return out, earlier, err
}

// dated adds when an incident came to a step, and how a list showed it then.
func (s *Step) dated(r ledger.Reader, id string) (err error) {
	if s.Time, err = r.Time(s.Row); err != nil {
		return err
	}
	line, err := r.Record(projection.Incidents, id, s.Row)
	if errors.Is(err, ledger.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(line.Body, &s.Line)
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
	s.facts = map[string]string{}
	x := scan.Of(body)
	x.Object(func(name string) {
		switch name {
		case "facts":
			x.Array(func() { s.fact(x) })
		case "lineage":
			x.Array(func() { s.made = append(s.made, madeOf(x)) })
		default:
			x.Skip()
		}
	})
	return x.End()
}

// fact takes what a step shows of a fact.
func (s *standing) fact(x *scan.Scan) {
	var id, value, corrected, stands, decided string
	x.Object(func(name string) {
		switch name {
		case "id":
			id = x.Text()
		case "value":
			value = x.Text()
		case "corrected":
			corrected = x.Text()
		case "standing":
			stands = x.Text()
		case "decided":
			decided = x.Text()
		default:
			x.Skip()
		}
	})
	id = strings.Clone(id) // the page can go
	s.order = append(s.order, id)
	s.facts[id] = cmp.Or(corrected, value) + " (" + cmp.Or(decided, stands) + ")"
}

// madeOf takes what a page says of a report that was made from another.
func madeOf(x *scan.Scan) (m entry.Made) {
	x.Object(func(name string) {
		switch name {
		case "from":
			m.From = x.Text()
		case "to":
			m.To = x.Text()
		case "name":
			m.Name = x.Text()
		case "kind":
			m.Kind = x.Text()
		case "score":
			m.Score = x.Real()
		case "reason":
			m.Reason = x.Text()
		case "start":
			m.Start = x.Int()
		case "end":
			m.End = x.Int()
		case "reading":
			m.Reading = x.Text()
		default:
			x.Skip()
		}
	})
	return m
}

// own is the same in words of its own, so that the page it was taken from can go.
func own(m entry.Made) entry.Made {
	for _, words := range []*string{&m.From, &m.To, &m.Name, &m.Kind, &m.Reason, &m.Reading} {
		*words = strings.Clone(*words)
	}
	return m
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
			out.Lineage = append(out.Lineage, own(m))
		}
	}
	return out
}
