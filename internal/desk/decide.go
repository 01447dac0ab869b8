package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"hearsay/internal/desk/verdict"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/projection"
)

// Decide keeps a person's decision. Its error is a *Clash where another decided
// on the same subject after row Seen.
func (d *Desk) Decide(ctx context.Context, e entry.Decided) (Outcome, error) {
	if err := verdict.Check(&e); err != nil {
		return Outcome{}, err
	}
	if e.When.IsZero() {
		e.When = time.Now().UTC()
	}
	// What is decided on must be in the records, to be held against it.
	if err := d.Refresh(ctx, nil); err != nil {
		return Outcome{}, err
	}
	out := Outcome{Subject: e.Subject}
	err := d.store.Write(ctx, func(tx ledger.Tx) error {
		if err := d.known(tx, &e); err != nil {
			return err
		}
		if e.Set != nil && verdict.Of(e.Subject) == verdict.Incident {
			if err := verdict.Saw(tx, &e); err != nil {
				return err
			}
		}
		if err := verdict.Pin(tx, &e); err != nil {
			return err
		}
		if e.What == entry.Split || e.What == entry.Move {
			if err := verdict.Along(tx, &e); err != nil {
				return err
			}
		}
		out.Subject = e.Subject
		body, err := json.Marshal(&e)
		if err != nil {
			return err
		}
		rows, err := tx.Append(ledger.Draft{Kind: ledger.Decision, ID: e.Subject, Body: body})
		if err != nil {
			return err
		}
		out.Row = rows[0].Seq
		switch {
		case e.What == entry.Merge, e.Into != "":
			out.Subject = e.Into
		case e.What == entry.Split || e.What == entry.Move:
			out.Subject = link.Split(out.Row)
		}
		return link.New().Apply(tx, &rows[0])
	})
	if err != nil {
		return Outcome{}, err
	}
	return out, d.Refresh(ctx, nil)
}

// known checks that the subject is there, and that nobody decided on it since
// the person looked.
func (d *Desk) known(tx ledger.Tx, e *entry.Decided) error {
	if e.What == entry.Withdraw {
		r, err := tx.Row(e.Decision)
		if err != nil || r.Kind != ledger.Decision {
			return fmt.Errorf("row %d is no decision: %w", e.Decision, ledger.ErrNone)
		}
		var was entry.Decided
		if err := json.Unmarshal(r.Body, &was); err != nil {
			return err
		}
		if was.What == entry.Withdraw {
			return errors.New("what is withdrawn is decided anew, not withdrawn twice")
		}
		for x, err := range tx.About(ledger.Decision, was.Subject, 0) {
			if err != nil {
				return err
			}
			var b entry.Decided
			if err := json.Unmarshal(x.Body, &b); err != nil {
				return err
			}
			if b.What == entry.Withdraw && b.Decision == e.Decision {
				return fmt.Errorf("row %d was withdrawn already, by %s", e.Decision, b.Who)
			}
		}
		e.Subject = was.Subject
	}
	if verdict.Of(e.Subject) == verdict.Report {
		id, err := full(tx, e.Subject)
		if err != nil {
			return err
		}
		e.Subject, e.Report = id, id
	}
	if e.What == entry.Dismiss {
		if _, err := tx.Record(link.Nears, e.Subject, 0); err != nil {
			return fmt.Errorf("nothing offers %s as one: %w", e.Subject, err)
		}
	}
	if strings.HasPrefix(e.Subject, "inc-") {
		for _, id := range append(strings.Fields(e.Subject), e.Into) {
			if id == "" {
				continue
			}
			in, _, fact := strings.Cut(id, ".")
			rec, err := tx.Record(projection.Pages, in, 0)
			if errors.Is(err, ledger.ErrNone) && e.What == entry.Withdraw {
				continue
			}
			if to, e := projection.Standing(tx, in, 0); e == nil && to != in {
				return fmt.Errorf("incident %s is now part of %s: decide on that", in, to)
			}
			if err != nil {
				return fmt.Errorf("incident %s: %w", in, err)
			}
			if fact && e.What != entry.Withdraw && !strings.Contains(string(rec.Body), `"`+id+`"`) {
				return fmt.Errorf("fact %s: %w", id, ledger.ErrNone)
			}
		}
		for _, m := range e.Members {
			rec, err := tx.Record(link.Members, m, 0)
			if err != nil {
				return fmt.Errorf("member %s: %w", m, err)
			}
			if rec.Values[0] != e.Subject {
				return fmt.Errorf("member %s belongs to %v now: look again", m, rec.Values[0])
			}
		}
	}
	if e.Seen == 0 {
		return nil
	}
	for x, err := range tx.About(ledger.Decision, e.Subject, 0) {
		if err != nil {
			return err
		}
		var b entry.Decided
		if err := json.Unmarshal(x.Body, &b); err != nil {
			return err
		}
		if x.Seq > e.Seen && b.Who != e.Who {
			return &Clash{Other: projection.Decided{Decided: b, Row: x.Seq, Time: x.Time}}
		}
	}
	return nil
}

// Members are the ids of an incident's members, as a Split or Move names them,
// by report: of some reports, or, where none is given, of all.
func (d *Desk) Members(ctx context.Context, incident string, w When, reports ...string) (map[string][]string, error) {
	out := map[string][]string{}
	err := d.store.Read(ctx, func(r ledger.Reader) error {
		row, err := at(r, w)
		if err != nil {
			return err
		}
		q := ledger.Query{Table: link.Members, Where: []ledger.Cond{eq("incident", incident)}, At: row}
		if len(reports) > 0 {
			var some []any
			for _, id := range reports {
				some = append(some, id)
			}
			q.Where = append(q.Where, ledger.Cond{Column: "report", Op: ledger.In, Value: some})
		}
		for h, err := range r.Select(q) {
			if err != nil {
				return err
			}
			report := h.Values[2].(string)
			out[report] = append(out[report], h.Key)
		}
		return nil
	})
	return out, err
}
