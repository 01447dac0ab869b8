package keep

import (
	"context"
	"encoding/json"
	"testing"

	"hearsay/internal/fact"
	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/reading"
)

// What an older program made in another form is made again before it is asked
// for: a report is linked to what came in before. All of it is invented.
func TestReady(t *testing.T) {
	ctx := context.Background()
	s := memory.New(nil)
	told := func(n string) *entry.Read {
		id := n + "a0000000000"
		return &entry.Read{Capture: id + "0123456789", Reading: &reading.Reading{Report: reading.Report{ID: id + "0123456789"}}, Profiles: []union.Profile{{
			ID: id[:12] + ".inc1", Report: id + "0123456789", Main: true, EventType: "Battles", SubEventType: "Armed clash", Stage: fact.Accomplished,
			Start: 739000, End: 739000, Told: 739001, Country: "Yemen", Places: []string{"mocha"}, Names: []string{"dahl", "mocha", "quill"},
		}}}
	}
	enter := func(tx ledger.Tx, l *link.Linker, n string) error {
		read := told(n)
		body, err := json.Marshal(read)
		if err != nil {
			return err
		}
		rows, err := tx.Append(ledger.Draft{Kind: ledger.Reading, ID: read.Capture[:12] + ".1", Body: body})
		if err != nil {
			return err
		}
		return l.Link(tx, &rows[0], read)
	}
	err := s.Write(ctx, func(tx ledger.Tx) error {
		if err := Ready(ctx, tx); err != nil {
			return err
		}
		return enter(tx, link.New(), "1")
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(ctx, func(tx ledger.Tx) error {
		for _, tab := range link.Tables() {
			older := *tab
			older.Version--
			if err := tx.Drop(&older); err != nil {
				return err
			}
		}
		return tx.SetApplied(Records, 0)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(ctx, func(tx ledger.Tx) error {
		if err := Ready(ctx, tx); err != nil {
			return err
		}
		return enter(tx, link.New(), "2")
	})
	if err != nil {
		t.Fatal(err)
	}
	incidents := map[any]int{}
	err = s.Read(ctx, func(r ledger.Reader) error {
		for h, err := range r.Select(ledger.Query{Table: link.Members}) {
			if err != nil {
				return err
			}
			incidents[h.Values[0]]++
		}
		return nil
	})
	if err != nil || len(incidents) != 1 {
		t.Errorf("%v, %v", incidents, err)
	}
}
