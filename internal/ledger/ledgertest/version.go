package ledgertest

import (
	"errors"
	"iter"
	"testing"
	"time"

	"hearsay/internal/ledger"
)

func drop(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	step(t, s, func(x ledger.Tx) error { return x.Put(&Statements, "k", 0, statement("k", 1), nil) })
	step(t, s, func(x ledger.Tx) error { return x.Drop(&Statements) })
	later := Statements
	later.Version++
	later.Columns = append([]ledger.Column{{Name: "more", Type: ledger.Int}}, later.Columns...)
	step(t, s, func(x ledger.Tx) error { return x.Put(&Statements, "k2", 0, statement("k2", 1), nil) })
	read(t, s, func(r ledger.Reader) error {
		if n, err := r.Count(ledger.Query{Table: &Statements}); err != nil || n != 1 {
			t.Errorf("%d records, %v", n, err)
		}
		if n, err := r.Count(ledger.Query{Table: &later}); err != nil || n != 0 {
			t.Errorf("%d records of another version, %v", n, err)
		}
		return nil
	})
	step(t, s, func(x ledger.Tx) error {
		return x.Put(&later, "k3", 0, append([]any{int64(1)}, statement("k3", 1)...), nil)
	})
	read(t, s, func(r ledger.Reader) error {
		if n, err := r.Count(ledger.Query{Table: &later}); err != nil || n != 1 {
			t.Errorf("%d records of the later version, %v", n, err)
		}
		if n, err := r.Count(ledger.Query{Table: &Statements}); !errors.Is(err, ledger.ErrNewerRecords) {
			t.Errorf("%d records of the earlier version, %v", n, err)
		}
		return nil
	})
}

// newer: what a newer program made is neither asked nor changed by an older, until
// it makes it anew; each then finds what the other left.
func newer(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	older, later := []*ledger.Table{&Statements, &Incidents, &Counts}, []*ledger.Table{}
	for _, tab := range older {
		l := *tab
		l.Version++
		later = append(later, &l)
	}
	values := func(tab *ledger.Table) []any { return make([]any, len(tab.Columns)) }
	required := func(tab *ledger.Table) []any {
		v := values(tab)
		for i, c := range tab.Columns {
			if c.Type == ledger.Text {
				v[i] = "a"
			}
		}
		return v
	}
	put := func(x ledger.Tx, tab *ledger.Table) error { return x.Put(tab, "k", 0, required(tab), nil) }
	before, after := ledger.Projection{Name: "incident", Version: 2}, ledger.Projection{Name: "incident", Version: 10}
	step(t, s, func(x ledger.Tx) error {
		var errs error
		for _, tab := range older {
			errs = errors.Join(errs, put(x, tab))
		}
		return errors.Join(errs, x.SetApplied(before, 1))
	})
	step(t, s, func(x ledger.Tx) error {
		if n, err := x.Applied(after); err != nil || n != 0 {
			t.Errorf("of the older version: %d, %v", n, err)
		}
		var errs error
		for _, tab := range later {
			errs = errors.Join(errs, put(x, tab))
		}
		return errors.Join(errs, x.SetApplied(after, 2))
	})
	refuses := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, ledger.ErrNewerRecords) {
			t.Errorf("%s: %v", what, err)
		}
	}
	last := func(seq iter.Seq2[ledger.Hit, error]) (err error) {
		for _, err = range seq {
		}
		return err
	}
	read(t, s, func(r ledger.Reader) error {
		_, err := r.Applied(before)
		refuses("applied", err)
		for _, tab := range older {
			_, err := r.Record(tab, "k", 0)
			refuses("record of "+tab.Name, err)
			_, err = r.Count(ledger.Query{Table: tab})
			refuses("count of "+tab.Name, err)
			refuses("select of "+tab.Name, last(r.Select(ledger.Query{Table: tab})))
			for _, err = range r.History(tab, "k") {
			}
			refuses("history of "+tab.Name, err)
			_, err = r.Since(tab, "k")
			refuses("since of "+tab.Name, err)
			for _, err = range r.Tally(ledger.Query{Table: tab}, tab.Columns[0].Name) {
			}
			refuses("tally of "+tab.Name, err)
		}
		return nil
	})
	for _, tab := range older {
		for what, f := range map[string]func(ledger.Tx) error{
			"put":    func(x ledger.Tx) error { return put(x, tab) },
			"remove": func(x ledger.Tx) error { return x.Remove(tab, "k", 0) },
			"ask": func(x ledger.Tx) error {
				return last(x.Select(ledger.Query{Table: tab, Where: []ledger.Cond{{Column: "key", Op: ledger.Eq, Value: "k"}}}))
			},
		} {
			refuses(what+" in "+tab.Name, s.Write(ctx, f))
		}
	}
	read(t, s, func(r ledger.Reader) error {
		if n, err := r.Applied(after); err != nil || n != 2 {
			t.Errorf("of the newer version: %d, %v", n, err)
		}
		for _, tab := range later {
			if n, err := r.Count(ledger.Query{Table: tab}); err != nil || n != 1 {
				t.Errorf("%d records of %s are left, %v", n, tab.Name, err)
			}
		}
		return nil
	})
	step(t, s, func(x ledger.Tx) error {
		var errs error
		for _, tab := range older {
			errs = errors.Join(errs, x.Drop(tab), put(x, tab))
		}
		return errors.Join(errs, x.SetApplied(before, 3))
	})
	read(t, s, func(r ledger.Reader) error {
		if n, err := r.Applied(before); err != nil || n != 3 {
			t.Errorf("made anew: %d, %v", n, err)
		}
		if n, err := r.Applied(after); err != nil || n != 0 {
			t.Errorf("of the newer version: %d, %v", n, err)
		}
		for i, tab := range older {
			if n, err := r.Count(ledger.Query{Table: tab}); err != nil || n != 1 {
				t.Errorf("%d records of %s, %v", n, tab.Name, err)
			}
			if n, err := r.Count(ledger.Query{Table: later[i]}); err != nil || n != 0 {
				t.Errorf("%d newer records of %s, %v", n, tab.Name, err)
			}
		}
		return nil
	})
}

// anew: while a table is made anew, a reader sees all of the old one or all of the
// new, whenever it began.
func anew(t *testing.T, open Open) {
	s := opened(t, open, fixed)
	row := func(n int64) func(ledger.Tx) error {
		return func(x ledger.Tx) error {
			return errors.Join(x.Drop(&Incidents), x.Put(&Incidents, "i", 0, incident("Yemen", n), nil), x.Drop(&Counts), x.Put(&Counts, "c", 0, []any{n, "a"}, nil))
		}
	}
	step(t, s, row(1))
	see := func(what string, begun func()) {
		t.Helper()
		read(t, s, func(r ledger.Reader) error {
			begun()
			i, err := r.Record(&Incidents, "i", 0)
			c, err2 := r.Record(&Counts, "c", 0)
			if err := errors.Join(err, err2); err != nil {
				t.Errorf("%s: %v", what, err)
				return nil
			}
			if head, err := r.Head(); err != nil || i.Since != head.Seq || i.Values[1] != head.Seq || c.Values[0] != head.Seq {
				t.Errorf("%s: %+v and %+v with row %d, %v", what, i, c, head.Seq, err)
			}
			return nil
		})
	}
	const a = 100 * time.Millisecond
	done := make(chan error)
	see("begun before", func() {
		go func() {
			done <- s.Write(ctx, func(x ledger.Tx) error {
				_, err := x.Append(draft(ledger.Sighting, "s", "{}"))
				return errors.Join(err, row(2)(x))
			})
		}()
		time.Sleep(a)
	})
	if err := <-done; err != nil {
		t.Error(err)
	}
	within := make(chan bool)
	go func() {
		done <- s.Write(ctx, func(x ledger.Tx) error {
			_, err := x.Append(draft(ledger.Sighting, "s", "{}"))
			err = errors.Join(err, row(3)(x))
			close(within)
			time.Sleep(a)
			return err
		})
	}()
	<-within
	see("begun meanwhile", func() {})
	if err := <-done; err != nil {
		t.Error(err)
	}
	see("begun after", func() {})
}
