package projection

import (
	"encoding/json"
	"fmt"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
)

// decision makes the record of a person's decision.
func (p *Projector) decision(tx ledger.Tx, row *ledger.Row, touched map[string]bool) error {
	var b entry.Decided
	if err := json.Unmarshal(row.Body, &b); err != nil {
		return err
	}
	d := Decided{Decided: b, Row: row.Seq, Time: row.Time}
	subject := b.Subject
	if b.What == entry.Withdraw {
		old, err := tx.Record(Decisions, decisionKey(b.Decision), 0)
		if err != nil {
			return err
		}
		var was Decided
		if err := json.Unmarshal(old.Body, &was); err != nil {
			return err
		}
		was.Withdrawn = row.Seq
		if err := tx.Put(Decisions, old.Key, row.Seq, was.lay(old.Values), encode(was)); err != nil {
			return err
		}
		subject = was.Subject
		touch(touched, &was.Decided, b.Decision)
	}
	touch(touched, &b, row.Seq)
	if err := held(tx, &d); err != nil {
		return err
	}
	return tx.Put(Decisions, decisionKey(row.Seq), row.Seq, d.lay([]any{subject, incidentOf(subject), reportOf(&b), b.Who, string(b.What), row.Seq, nil}), encode(d))
}

func touch(touched map[string]bool, b *entry.Decided, row int64) {
	for id := range strings.FieldsSeq(b.Subject) { // a pair of a Near
		if in := incidentOf(id); in != nil {
			touched[in.(string)] = true
		}
	}
	switch b.What {
	case entry.Split, entry.Move, entry.Merge:
		if b.Into != "" {
			touched[b.Into] = true
		} else {
			touched[link.Split(row)] = true
		}
	}
}

func decisionKey(row int64) string { return fmt.Sprintf("%012d", row) }

// incidentOf is the incident that an id belongs to: its own, or a fact's; nil
// for another's.
func incidentOf(id string) any {
	if !strings.HasPrefix(id, "inc-") {
		return nil
	}
	in, _, _ := strings.Cut(id, ".")
	return in
}

// reportOf is the report that a decision is tied to; nil for none.
func reportOf(b *entry.Decided) any {
	if b.Report == "" {
		return nil
	}
	return b.Report
}
