package sqlite_test

import (
	"path/filepath"
	"testing"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/sqlite"
)

func open(t testing.TB, path string, opt sqlite.Options) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(path, opt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	ledgertest.Run(t, func(t *testing.T, clock func() time.Time) ledger.Store {
		return open(t, filepath.Join(t.TempDir(), "hearsay.db"), sqlite.Options{Clock: clock})
	})
}
