package postgres_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"database/sql"

	_ "github.com/jackc/pgx/v5/stdlib"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/postgres"
	"hearsay/internal/ledger/sqlite"
)

var ctx = context.Background()

// behind runs one statement behind the store's back.
func behind(t testing.TB, address, q string) {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(q); err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, address string, opt postgres.Options) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(ctx, address, opt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	if os.Getenv("HEARSAY_POSTGRES") == "" {
		t.Skip("HEARSAY_POSTGRES names no server; .ci/postgres starts one")
	}
	ledgertest.Run(t, func(t *testing.T, clock func() time.Time) ledger.Store {
		return open(t, ledgertest.Schema(t), postgres.Options{Clock: clock})
	})
}

// TestCut: connections are cut while readings are appended. What was
// acknowledged is there, nothing is half there, and the next Write goes on.
func TestCut(t *testing.T) {
	// Only connections of this test are cut: others may use the server, too.
	name := fmt.Sprintf("cut_%d", os.Getpid())
	at := ledgertest.Schema(t)
	admin := at
	at += "&application_name=" + name
	s := open(t, at, postgres.Options{})
	defer s.Close()
	l := ledgertest.NewLoad(1)
	stop := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			case <-time.After(15 * time.Millisecond):
				behind(t, admin, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"+name+"' AND query LIKE '%INSERT%'")
			}
		}
	}()
	acked, failed := int64(0), 0
	for range 150 {
		r := l.Next()
		if err := ledgertest.Put(ctx, s, []ledgertest.Ready{r}); err != nil {
			failed++
			continue
		}
		acked++
	}
	close(stop)
	<-done
	v, err := ledger.Verify(ctx, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	// A commit whose answer was lost may stand though it was not acknowledged.
	if v.Captures < acked || v.Captures > acked+int64(failed) || v.Rows != 2*v.Captures {
		t.Errorf("%+v with %d acknowledged, %d failed", v, acked, failed)
	}
	if err := s.Read(ctx, func(r ledger.Reader) error {
		n, err := r.Count(ledger.Query{Table: &ledgertest.Statements})
		if n != v.Captures*ledgertest.PerReading {
			t.Errorf("%d records for %d readings", n, v.Captures)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d Writes acknowledged, %d cut", acked, failed)
}

func TestNewer(t *testing.T) {
	at := ledgertest.Schema(t)
	_ = open(t, at, postgres.Options{}).Close()
	behind(t, at, "UPDATE applied SET version = 99 WHERE name = 'rows'")
	if _, err := postgres.Open(ctx, at, postgres.Options{}); err == nil {
		t.Error("a newer ledger is opened")
	}
}

func TestBehind(t *testing.T) {
	at := ledgertest.Schema(t)
	s := open(t, at, postgres.Options{})
	defer s.Close()
	if err := ledgertest.Fill(ctx, s, ledgertest.NewLoad(1), 2, 1); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"UPDATE row SET id = 'x'", "DELETE FROM row", "TRUNCATE row"} {
		if _, err := s.Writer.Exec(q); err == nil {
			t.Errorf("%s is done", q)
		}
	}
}

// TestBackup: the copy is a ledger in a file, with the same rows.
func TestBackup(t *testing.T) {
	s := open(t, ledgertest.Schema(t), postgres.Options{})
	defer s.Close()
	if err := ledgertest.Fill(ctx, s, ledgertest.NewLoad(1), 50, 10); err != nil {
		t.Fatal(err)
	}
	want, err := ledger.Verify(ctx, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(ctx, path); err != nil {
		t.Fatal(err)
	}
	c, err := sqlite.Open(path, sqlite.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got, err := ledger.Verify(ctx, c, nil); err != nil || got.Head.Hash != want.Head.Hash {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
}

// BenchmarkAppend writes ready readings of twenty statements, 64 a transaction.
func BenchmarkAppend(b *testing.B) {
	s := open(b, ledgertest.Schema(b), postgres.Options{})
	defer s.Close()
	l := ledgertest.NewLoad(1)
	n := 0
	for b.Loop() {
		b.StopTimer()
		var ready []ledgertest.Ready
		for range 64 {
			ready = append(ready, l.Next())
		}
		b.StartTimer()
		if err := ledgertest.Put(ctx, s, ready); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(float64(64*n)/b.Elapsed().Seconds(), "readings/s")
}
