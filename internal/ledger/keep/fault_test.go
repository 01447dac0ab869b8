package keep_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/postgres"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/reading"
)

var ctx = context.Background()

// story is an invented report, another for each n.
func story(n int) string {
	return fmt.Sprintf("Shed %d burns at the port\n\nBy Ada Quill\nMeridian Press | March %d, 2025\n\nA drone strike on shed %d at the port of Mocha in Yemen on Monday killed %d people, the harbour master, Ines Dahl, said. The coalition denied that it had struck the shed. Meridian Press reported that two officials had seen the smoke from their office across the bay, and that the road was closed until the evening.\n", n, 1+n%28, n, 1+n%9)
}

// file opens connections to one SQLite file, as the store does.
type file struct {
	sqlite driver.Driver
	name   string
}

func (f *file) Connect(context.Context) (driver.Conn, error) { return f.sqlite.Open(f.name) }
func (f *file) Driver() driver.Driver                        { return f.sqlite }

// faulty are stores whose writing connection goes through a Fault.
func faulty(t *testing.T) map[string]func(*ledgertest.Fault) ledger.Store {
	out := map[string]func(*ledgertest.Fault) ledger.Store{"sqlite": func(f *ledgertest.Fault) ledger.Store {
		path := filepath.Join(t.TempDir(), "hearsay.db")
		s, err := sqlite.Open(path, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		d := s.Writer.Driver()
		_ = s.Writer.Close()
		s.Writer = sql.OpenDB(f.Through(&file{d, "file:" + path + "?_txlock=immediate&_pragma=busy_timeout(1000)&_pragma=synchronous(FULL)"}))
		s.Writer.SetMaxOpenConns(1)
		return s
	}}
	if os.Getenv("HEARSAY_POSTGRES") == "" {
		t.Log("HEARSAY_POSTGRES names no server: PostgreSQL is left out")
		return out
	}
	out["postgres"] = func(f *ledgertest.Fault) ledger.Store {
		own := ledgertest.Schema(t)
		s, err := postgres.Open(ctx, own, postgres.Options{})
		if err != nil {
			t.Fatal(err)
		}
		conf, err := pgx.ParseConfig(own)
		if err != nil {
			t.Fatal(err)
		}
		s.Writer = sql.OpenDB(f.Through(stdlib.GetConnector(*conf)))
		t.Cleanup(func() { _ = s.Reader.Close() })
		return s
	}
	return out
}

// enter keeps items and makes what is derived from them: in two transactions, or
// in one, as the program does.
func enter(k *keep.Keeper, d *desk.Desk, r *reading.Reader, items []keep.Item, one bool) error {
	var also func(ledger.Tx) error
	if one {
		also = func(tx ledger.Tx) error {
			_, err := d.RefreshIn(ctx, tx)
			return err
		}
	}
	if _, err := k.Keep(ctx, r.Identity(), items, also); err != nil || one {
		return err
	}
	return d.Refresh(ctx, nil)
}

// TestFault lets each statement and commit of an add fail in turn, before the
// database saw it and after it carried it out. What was not acknowledged leaves
// no trace, or is there whole where only the answer to the commit was lost; done
// again it is there once; and all that was acknowledged stays. Usual runs try
// one call in 17, HEARSAY_ROUNDS=1 every one.
func TestFault(t *testing.T) {
	if testing.Short() {
		t.Skip("each statement of an add fails in turn: left out of short runs")
	}
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range faulty(t) {
		for _, how := range []struct{ after, one bool }{{false, false}, {true, false}, {false, true}, {true, true}} {
			after := how.after
			t.Run(fmt.Sprintf("%s/after=%v/one=%v", name, after, how.one), func(t *testing.T) {
				f := &ledgertest.Fault{}
				s := open(f)
				defer s.Close()
				k, d := keep.New(s), desk.Open(s, func() (*reading.Reader, error) { return r, nil })
				head := func() (c ledger.Chain) {
					t.Helper()
					if err := s.Read(ctx, func(r ledger.Reader) (err error) { c, err = r.Head(); return err }); err != nil {
						t.Fatal(err)
					}
					return c
				}
				first, step := 0, 1
				if os.Getenv("HEARSAY_ROUNDS") == "" {
					step = 17 // each takes a while: HEARSAY_ROUNDS=1 goes through all
				}
				n, lost := 0, 0
				for fired := true; fired; first += step {
					n++
					c := capture.Of([]byte(story(n)), fmt.Sprintf("%d.txt", n), capture.Stated{})
					rd, err := r.Read(c)
					if err != nil {
						t.Fatal(err)
					}
					items := []keep.Item{{Capture: c, Reading: rd}}
					add := func() error {
						return enter(k, d, r, items, how.one)
					}
					before := head()
					f.Arm(first+1, after)
					err = add()
					fired = f.Fired()
					if fired != (err != nil) {
						t.Fatalf("call %d: fired %v, error %v", n, fired, err)
					}
					if err != nil && !errors.Is(err, ledgertest.ErrFault) {
						t.Fatalf("call %d: another error: %v", n, err)
					}
					if now := head(); fired && now != before {
						lost++ // it was committed: by keep itself, or with its answer lost
					}
					if err := add(); err != nil {
						t.Fatalf("call %d: done again: %v", n, err)
					}
					if err := once(s, c.SHA256); err != nil {
						t.Fatalf("call %d: %v", n, err)
					}
				}
				// In one transaction, rows are there only where the commit's answer was lost.
				if n < 8 || !how.one && lost == 0 || how.one && (lost > 1 || lost > 0 && !after) {
					t.Errorf("%d calls were made to fail, %d of them after a commit", n, lost)
				}
				if _, err := ledger.Verify(ctx, s, nil); err != nil {
					t.Error(err)
				}
				t.Logf("%d calls failed in turn, %d of them when rows were committed already", n-1, lost)
				list, err := d.Reports(ctx, "read", "", desk.When{}, desk.Page{})
				if err != nil || list.Total != int64(n) {
					t.Errorf("%d reports of %d, %v", list.Total, n, err)
				}
			})
		}
	}
}

// once checks that a capture and its reading have one row each.
func once(s ledger.Store, sha string) error {
	return s.Read(ctx, func(r ledger.Reader) error {
		captures, readings := 0, 0
		for _, err := range r.About(ledger.Capture, sha, 0) {
			if err != nil {
				return err
			}
			captures++
		}
		rec, err := r.Record(keep.Read, sha, 0)
		if err != nil {
			return err
		}
		for _, err := range r.About(ledger.Reading, rec.Values[0].(string), 0) {
			if err != nil {
				return err
			}
			readings++
		}
		if captures != 1 || readings != 1 {
			return fmt.Errorf("%d rows of the capture, %d of its reading", captures, readings)
		}
		return nil
	})
}
