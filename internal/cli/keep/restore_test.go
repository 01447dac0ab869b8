package keep

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"hearsay/internal/cli/console"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/postgres"
	"hearsay/internal/ledger/sqlite"
)

var ctx = context.Background()

// backup is a ledger in a file of n rows that say nothing, and its last hash.
func backup(t *testing.T, n int) (string, ledger.Hash) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "backup.db")
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var head ledger.Chain
	for done := 0; done < n; {
		if err := s.Write(ctx, func(tx ledger.Tx) error {
			for range min(500, n-done) {
				if _, err := tx.Append(ledger.Draft{Kind: ledger.Sighting, ID: fmt.Sprint(done), Body: []byte("{}")}); err != nil {
					return err
				}
				done++
			}
			head, err = tx.Head()
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	return path, head.Hash
}

// target is a new ledger, as --db names it, with what looks at its head.
type target struct {
	db   string
	open func() (ledger.Store, error)
}

func targets(t *testing.T) map[string]target {
	file := filepath.Join(t.TempDir(), "hearsay.db")
	out := map[string]target{"sqlite": {file, func() (ledger.Store, error) { return sqlite.Open(file, sqlite.Options{}) }}}
	if os.Getenv("HEARSAY_POSTGRES") == "" {
		return out
	}
	db := ledgertest.Schema(t)
	out["postgres"] = target{db, func() (ledger.Store, error) { return postgres.Open(ctx, db, postgres.Options{}) }}
	return out
}

// TestRestore: a backup is restored whole, also where an earlier run broke off;
// what is no beginning of the backup is refused.
func TestRestore(t *testing.T) {
	path, want := backup(t, 5000)
	for name, to := range targets(t) {
		t.Run(name, func(t *testing.T) {
			var said bytes.Buffer
			io := &console.Streams{Out: &said, Err: &said}
			// An earlier run took a part of the rows.
			part := to.db
			if name == "sqlite" {
				part += ".part"
			}
			c := &Restore{Ledgers: []string{path}}
			c.DB = part
			first, err := c.Open(ctx, true)
			if err != nil {
				t.Fatal(err)
			}
			from, err := sqlite.Open(path, sqlite.Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			if err := from.Read(ctx, func(r ledger.Reader) error { return first.(taker).Take(ctx, r.Rows(0, 1234)) }); err != nil {
				t.Fatal(err)
			}
			_, _ = first.Close(), from.Close()
			c.DB = to.db
			if err := c.Run(io); err != nil {
				t.Fatalf("%v: %s", err, said.String())
			}
			s, err := to.open()
			if err != nil {
				t.Fatal(err)
			}
			v, err := ledger.Verify(ctx, s, nil)
			if err != nil || v.Head.Hash != want || v.Rows != 5000 {
				t.Errorf("%+v, %v", v, err)
			}
			_ = s.Close()
			// Another backup is no continuation.
			other, _ := backup(t, 10)
			o := &Restore{Ledgers: []string{other}}
			o.DB = to.db
			if err := o.Run(io); err == nil {
				t.Error("restored over another ledger")
			}
		})
	}
}
