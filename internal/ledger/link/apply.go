package link

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
)

// enter lets the incidents of a reading be found: their profiles, the marks they
// stand under, and the names they are known by.
func (l *Linker) enter(tx ledger.Tx, row *ledger.Row, read *entry.Read) error {
	span := 0
	for i := range read.Profiles {
		if p := &read.Profiles[i]; i == 0 || p.Main {
			span = p.SpanOf()
		}
	}
	for _, w := range append(namesOf(read.Profiles), everything) {
		if err := l.counts.see(tx, w, read.Capture, span); err != nil {
			return err
		}
	}
	var failed error
	reach := l.counts.reach(tx, &failed)
	under := map[string][]int64{}
	for i := range read.Profiles {
		p := read.Profiles[i]
		p.ID = entry.MemberID(row.ID, p.ID)
		n := numberOf(row.Seq, i)
		reply := int64(0)
		if p.Reply {
			reply = 1
		}
		if err := tx.Put(Members, p.ID, row.Seq, []any{nil, nil, read.Capture, row.ID, reply, n}, nil); err != nil {
			return err
		}
		if i >= mostOf {
			continue
		}
		w := union.Weigh(&p, reach.Rare)
		if err := tx.Put(profiles, profileKey(n), 0, nil, encode(&w)); err != nil {
			return err
		}
		for _, m := range p.Marks(reach.Rare) {
			if k := keyOf(&m); len(under[k]) == 0 || under[k][len(under[k])-1] != n {
				under[k] = append(under[k], n)
			}
		}
	}
	return errors.Join(post(tx, under), failed)
}

// namesOf are the names of profiles, each once.
func namesOf(profiles []union.Profile) []string {
	var out []string
	for i := range profiles {
		out = append(out, profiles[i].Names...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Apply enters what a Link, Near or Decision row says. Other rows say nothing
// here; readings are entered by Link and Replay.
func (l *Linker) Apply(tx ledger.Tx, row *ledger.Row) error {
	switch row.Kind {
	case ledger.Link:
		var b entry.Linked
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return fmt.Errorf("row %d: %w", row.Seq, err)
		}
		if b.From != "" {
			return redirect(tx, row.Seq, b.From, b.Incident)
		}
		if b.Begins {
			if err := thread(tx, b.Incident, row.Seq, nil, int64(0)); err != nil {
				return err
			}
		}
		return belong(tx, row.Seq, b.Member, b.Incident, true)
	case ledger.Near:
		var b entry.Nearly
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return fmt.Errorf("row %d: %w", row.Seq, err)
		}
		return tx.Put(Nears, row.ID, row.Seq, []any{b.A, b.B, b.Score, nil}, nil)
	case ledger.Decision:
		var b entry.Decided
		if err := json.Unmarshal(row.Body, &b); err != nil {
			return fmt.Errorf("row %d: %w", row.Seq, err)
		}
		return decided(tx, row.Seq, &b)
	}
	return nil
}

// belong says to which incident a member belongs from a row on.
func belong(tx ledger.Tx, row int64, member, incident string, own bool) error {
	rec, err := tx.Record(Members, member, 0)
	if err != nil {
		if errors.Is(err, ledger.ErrNone) {
			return nil // of a reading that another took the place of
		}
		return err
	}
	if rec.Values[0] == nil && rec.Values[4] != int64(1) {
		row = rec.Since // it came with its reading: no one saw it without
	}
	if err := shift(tx, number(&rec), incidentOf(&rec), incident); err != nil {
		return err
	}
	rec.Values[0] = incident
	if own {
		rec.Values[1] = incident
	}
	return tx.Put(Members, member, row, rec.Values, nil)
}

// number is the number of a member's profile.
func number(rec *ledger.Record) int64 {
	n, _ := rec.Values[5].(int64)
	return n
}

// incidentOf is the incident that a member belongs to, "" for none.
func incidentOf(rec *ledger.Record) string {
	id, _ := rec.Values[0].(string)
	return id
}

// of are the members of an incident.
func of(tx ledger.Reader, incident string) ([]ledger.Hit, error) {
	return all(tx.Select(ledger.Query{Table: Members, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: incident}}}))
}

// redirect makes one incident a part of another for good.
func redirect(tx ledger.Tx, row int64, from, into string) error {
	members, err := of(tx, from)
	if err != nil {
		return err
	}
	for _, h := range members {
		if err := belong(tx, row, h.Key, into, false); err != nil {
			return err
		}
	}
	// Those that led to it lead on.
	led, err := all(tx.Select(ledger.Query{Table: Threads, Where: []ledger.Cond{{Column: "into", Op: ledger.Eq, Value: from}}}))
	if err != nil {
		return err
	}
	for _, h := range led {
		if err := thread(tx, h.Key, row, into, h.Values[1]); err != nil {
			return err
		}
	}
	rec, err := tx.Record(Threads, from, 0)
	if err != nil {
		return err
	}
	return thread(tx, from, row, into, rec.Values[1])
}

// fix marks an incident as one that people decided on.
func fix(tx ledger.Tx, row int64, incident string) error {
	return thread(tx, incident, row, nil, int64(1))
}

// fixRoot fixes an incident that stands for itself; one that redirects stays as
// it is.
func fixRoot(tx ledger.Tx, row int64, incident string) error {
	rec, err := tx.Record(Threads, incident, 0)
	if err != nil || rec.Values[0] != nil {
		return err
	}
	return fix(tx, row, incident)
}

// decided enters a person's decision on what belongs together.
func decided(tx ledger.Tx, row int64, b *entry.Decided) error {
	switch b.What {
	case entry.Merge:
		if err := redirect(tx, row, b.Subject, b.Into); err != nil {
			return err
		}
		return fix(tx, row, b.Into)
	case entry.Split, entry.Move:
		into := b.Into
		if into == "" {
			into = Split(row)
		}
		if err := errors.Join(fix(tx, row, into), fix(tx, row, b.Subject)); err != nil {
			return err
		}
		for _, m := range b.Members {
			if err := belong(tx, row, m, into, false); err != nil {
				return err
			}
		}
	case entry.Dismiss:
		rec, err := tx.Record(Nears, b.Subject, 0)
		if err != nil {
			return err
		}
		rec.Values[3] = row
		if err := tx.Put(Nears, b.Subject, row, rec.Values, nil); err != nil {
			return err
		}
		// Neither is joined to the other by what comes later.
		for _, id := range []string{rec.Values[0].(string), rec.Values[1].(string)} {
			if err := fixRoot(tx, row, id); err != nil {
				return err
			}
		}
	case entry.Withdraw:
		return undo(tx, row, b.Decision)
	}
	return nil
}

// Split is the id of the incident that a Split or Move of a row begins.
func Split(row int64) string { return "inc-s" + strconv.FormatInt(row, 10) }

// undo puts back what a decision changed and no later row did.
func undo(tx ledger.Tx, row, decision int64) error {
	r, err := tx.Row(decision)
	if err != nil {
		return err
	}
	var b entry.Decided
	if err := json.Unmarshal(r.Body, &b); err != nil {
		return err
	}
	switch b.What {
	case entry.Merge, entry.Split, entry.Move:
	case entry.Dismiss:
		rec, err := tx.Record(Nears, b.Subject, 0)
		if err != nil {
			return err
		}
		rec.Values[3] = nil
		return tx.Put(Nears, b.Subject, row, rec.Values, nil)
	default:
		return nil
	}
	for _, t := range []*ledger.Table{Members, Threads} {
		now, err := changed(tx, t, &b, decision)
		if err != nil {
			return err
		}
		for _, h := range now {
			was, err := tx.Record(t, h.Key, decision-1)
			if errors.Is(err, ledger.ErrNone) {
				continue // began with the decision: it stays, empty
			}
			if err != nil {
				return err
			}
			if t == Threads {
				err = thread(tx, h.Key, row, was.Values[0], was.Values[1])
			} else if err = shift(tx, number(&was), incidentOf(&h.Record), incidentOf(&was)); err == nil {
				err = tx.Put(t, h.Key, row, was.Values, nil)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// changed are the records that hold since a decision.
func changed(tx ledger.Reader, t *ledger.Table, b *entry.Decided, decision int64) ([]ledger.Hit, error) {
	into := b.Into
	if into == "" {
		into = Split(decision)
	}
	var queries []ledger.Query
	if t == Members {
		queries = []ledger.Query{{Table: t, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: into}}}}
	} else {
		queries = []ledger.Query{
			{Table: t, Where: []ledger.Cond{{Column: "into", Op: ledger.Eq, Value: into}}},
			{Table: t, Where: []ledger.Cond{{Column: "key", Op: ledger.In, Value: []any{b.Subject, into}}}},
		}
	}
	var out []ledger.Hit
	for _, q := range queries {
		hits, err := all(tx.Select(q))
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			if h.Since == decision && !slices.ContainsFunc(out, func(o ledger.Hit) bool { return o.Key == h.Key }) {
				out = append(out, h)
			}
		}
	}
	return out, nil
}
