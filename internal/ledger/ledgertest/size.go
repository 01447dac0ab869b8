package ledgertest

import (
	"database/sql"
	"testing"

	"hearsay/internal/ledger"
)

// Taken is how many bytes tables take in the SQLite file at path, their indexes
// included, and prints that of each. The driver must be there.
func Taken(t testing.TB, path string, tables []*ledger.Table) float64 {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	sum := 0.0
	for _, tab := range tables {
		var n sql.NullFloat64
		if err := db.QueryRow("SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND (name = ? OR name GLOB ?)", "p_"+tab.Name, "p_"+tab.Name+"_*").Scan(&n); err != nil {
			t.Fatal(err)
		}
		t.Logf("table %s: %.0f bytes", tab.Name, n.Float64)
		sum += n.Float64
	}
	return sum
}
