package keep

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hearsay/internal/cli/console"
	"hearsay/internal/cli/store"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/sqlite"
)

const page = 4096

// leaves are the numbers of the pages of a file that hold records of a table.
func leaves(t *testing.T, path, table string) []int {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno", table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []int
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			t.Fatal(err)
		}
		out = append(out, n)
	}
	return out
}

// TestLost: verify says of a file that is spoilt or cut short which rows are lost,
// which stand, and by which command what is left of it and of its backup is one
// ledger again; and so it is.
func TestLost(t *testing.T) {
	whole, hash := backup(t, 3000)
	s, err := sqlite.Open(whole, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write(ctx, func(tx ledger.Tx) error { return tx.SetApplied(projection.Records, 3000) }); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	run := func(err error, said string) (string, error) {
		if err != nil {
			said += err.Error()
		}
		return said, err
	}
	verify := func(path string) (string, error) {
		var out, errs bytes.Buffer
		err := (&Verify{Flag: store.Flag{DB: path}}).Run(&console.Streams{Out: &out, Err: &errs})
		return run(err, out.String()+errs.String())
	}
	restored := func(upto int64, from ...string) (string, error) {
		var errs bytes.Buffer
		to := filepath.Join(t.TempDir(), "new.db")
		err := (&Restore{Ledgers: from, Flag: store.Flag{DB: to}, Upto: upto}).Run(&console.Streams{Err: &errs})
		if err != nil {
			return run(err, errs.String())
		}
		return verify(to)
	}
	older := filepath.Join(t.TempDir(), "older.db")
	if err := (&Restore{Ledgers: []string{whole}, Flag: store.Flag{DB: older}, Upto: 2000}).Run(&console.Streams{Err: &bytes.Buffer{}}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	at := leaves(t, whole, "row")
	spoilt := func(n int) []byte {
		b := bytes.Clone(data)
		for i := (n - 1) * page; i < n*page; i++ {
			b[i] ^= 0x5a
		}
		return b
	}
	for _, c := range []struct {
		name string
		file []byte
		lost string // what verify says; "" where no row is lost
		tail bool   // the last rows are among those lost
	}{
		{"a page of rows", spoilt(at[len(at)/2]), `of 3000 rows these are lost: \d+ to \d+\nrow (\d+) cannot be read: .*; rows 1 to \d+ are sound: .*hearsay restore BACKUP --db NEW.* BACKUP \S+spoilt.db --db NEW`, false},
		{"the last page of rows", spoilt(at[len(at)-1]), `of 3000 rows these are lost: \d+ to 3000\nrow (\d+) cannot be read: .*; without one, .*spoilt.db --upto \d+ --db NEW`, true},
		{"a letter of a row", bytes.Replace(bytes.Clone(data), data[at[20]*page-40:at[20]*page], bytes.Replace(data[at[20]*page-40:at[20]*page], []byte("{}"), []byte("{]"), 1), 1), `of 3000 rows these are lost: \d+\nrow (\d+) .* is not what was written: its hash does not fit; rows 1 to`, false},
		{"a page of what finds rows", spoilt(leaves(t, whole, "row_about")[3]), "", false},
		{"cut in the middle", data[:at[len(at)/2]*page], `of 3000 rows these are lost: \d+ to 3000\nrow (\d+) cannot be read`, true},
		{"cut in a page", data[:len(data)-page-77], `of 3000 rows these are lost: \d+ to 3000\nrow (\d+) cannot be read`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "spoilt.db")
			if err := os.WriteFile(path, c.file, 0o666); err != nil {
				t.Fatal(err)
			}
			said, err := verify(path)
			t.Log(said)
			if err == nil || strings.Contains(err.Error(), "hearsay verify") {
				t.Errorf("%v", err)
			}
			if c.lost == "" {
				if !strings.Contains(said, "3000 rows are sound") {
					t.Error("rows are lost")
				}
				if said, err := restored(0, path); err != nil || !strings.Contains(said, hash.String()) {
					t.Errorf("restored: %s", said)
				}
				return
			}
			m := regexp.MustCompile(c.lost).FindStringSubmatch(said)
			if m == nil {
				t.Fatalf("it is not %s", c.lost)
			}
			first := m[1]
			if said, err := restored(0, path); err == nil || !strings.Contains(said, "row "+first) {
				t.Errorf("what is lost is left out without a word: %s", said)
			}
			var n int64
			for _, d := range first {
				n = 10*n + int64(d-'0')
			}
			if said, err := restored(n-1, path); err != nil || !strings.Contains(said, "rows are sound") {
				t.Errorf("what stands: %s", said)
			}
			if said, err := restored(0, older, path); c.tail == (err == nil) || !c.tail && !strings.Contains(said, hash.String()) {
				t.Errorf("with an older backup: %s", said)
			}
			if said, err := restored(0, path, whole); err != nil || !strings.Contains(said, hash.String()) {
				t.Errorf("with a backup: %s", said)
			}
		})
	}
}

// TestNoLedger: what is no ledger is told apart, and left as it is.
func TestNoLedger(t *testing.T) {
	dir := t.TempDir()
	text, empty := filepath.Join(dir, "text.db"), filepath.Join(dir, "empty.db")
	for path, s := range map[string]string{text: strings.Repeat("This is no ledger. ", 300), empty: ""} {
		if err := os.WriteFile(path, []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	torn, _ := backup(t, 10)
	if err := os.Truncate(torn, 60); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		text: "no ledger of hearsay", empty: "is empty: this is no ledger", dir: "is a directory", torn: "not one row can be read.*restore BACKUP",
		filepath.Join(dir, "none.db"): "there is no ledger at",
	} {
		err := (&Verify{Flag: store.Flag{DB: path}}).Run(&console.Streams{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}})
		if err == nil || !regexp.MustCompile(want).MatchString(err.Error()) {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
		if err := (&Rebuild{store.Flag{DB: path}}).Run(&console.Streams{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}}); err == nil {
			t.Errorf("%s is made again", filepath.Base(path))
		}
	}
	if b, err := os.ReadFile(empty); err != nil || len(b) > 0 {
		t.Errorf("an empty file has %d bytes, %v", len(b), err)
	}
}
