package ledgertest

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"testing"
	"time"
)

// Schema is the address of a new schema, for the time of a test, of the server that
// HEARSAY_POSTGRES names, and skips the test where it names none. Settings are
// names and values in turn that connections get besides. The driver must be there.
func Schema(t testing.TB, settings ...string) string {
	t.Helper()
	base := os.Getenv("HEARSAY_POSTGRES")
	if base == "" {
		t.Skip("HEARSAY_POSTGRES names no server; .ci/postgres starts one")
	}
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), time.Now().UnixNano())
	run := func(q string) {
		db, err := sql.Open("pgx", base)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(q); err != nil {
			t.Errorf("%s: %v", q, err)
		}
	}
	run("CREATE SCHEMA " + name)
	t.Cleanup(func() { run("DROP SCHEMA " + name + " CASCADE") })
	q := u.Query()
	q.Set("search_path", name)
	for i := 0; i+1 < len(settings); i += 2 {
		q.Set(settings[i], settings[i+1])
	}
	u.RawQuery = q.Encode()
	return u.String()
}
