package sqlite_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/sqlite"
)

var ctx = context.Background()

// rounds is how often a test that kills goes round; HEARSAY_ROUNDS sets more.
func rounds(usual int) int {
	if n, err := strconv.Atoi(os.Getenv("HEARSAY_ROUNDS")); err == nil {
		return n
	}
	return usual
}

// TestMain is also the child that TestKill kills: it appends readings and says
// after each Write what was acknowledged.
func TestMain(m *testing.M) {
	if path := os.Getenv("HEARSAY_KILLED"); path != "" {
		s, err := sqlite.Open(path, sqlite.Options{})
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		l := ledgertest.NewLoad(uint64(os.Getpid()))
		for {
			if err := s.Write(ctx, func(x ledger.Tx) error {
				r := l.Next()
				rows, err := x.Append(r.Rows...)
				if err != nil {
					return err
				}
				for k, v := range r.Records {
					if err := x.Put(&ledgertest.Statements, fmt.Sprint(rows[0].Seq, ".", k), 0, v, nil); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				fmt.Println("error", err)
				os.Exit(1)
			}
			_ = s.Read(ctx, func(r ledger.Reader) error {
				head, err := r.Head()
				fmt.Println("ack", head.Seq, head.Hash)
				return err
			})
		}
	}
	os.Exit(m.Run())
}

// TestKill: a process that appends is killed at any moment. What it acknowledged
// is there, nothing is half there, and the next goes on.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearsay.db")
	rnd := rand.New(rand.NewPCG(1, 2))
	acked, hash := int64(0), ""
	for i := range rounds(12) {
		cmd := exec.Command(os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), "HEARSAY_KILLED="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		stop := time.AfterFunc(time.Hour, func() {})
		for lines.Scan() {
			f := strings.Fields(lines.Text())
			if f[0] == "error" {
				t.Fatalf("round %d: %s", i, lines.Text())
			}
			if len(f) == 3 && len(f[2]) == 64 {
				acked, _ = strconv.ParseInt(f[1], 10, 64)
				hash = f[2]
			}
			if stop.Stop() { // the first acknowledgement starts the clock
				time.AfterFunc(time.Duration(rnd.IntN(40_000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
			}
		}
		_ = cmd.Wait()
		s := open(t, path, sqlite.Options{})
		v, err := ledger.Verify(ctx, s, nil)
		if err != nil {
			t.Fatalf("round %d: %v", i, err)
		}
		if v.Rows < acked {
			t.Fatalf("round %d: %d rows, %d were acknowledged", i, v.Rows, acked)
		}
		if err := s.Read(ctx, func(r ledger.Reader) error {
			row, err := r.Row(acked)
			if row.Hash.String() != hash {
				t.Errorf("round %d: row %d is another than was acknowledged", i, acked)
			}
			n, e := r.Count(ledger.Query{Table: &ledgertest.Statements})
			if n != v.Rows/2*ledgertest.PerReading {
				t.Errorf("round %d: %d records for %d rows", i, n, v.Rows)
			}
			return errors.Join(err, e)
		}); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTwoProcesses: two processes append to one file; all rows are there, once.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearsay.db")
	var cmds []*exec.Cmd
	for range 2 {
		cmd := exec.Command(os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), "HEARSAY_KILLED="+path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		cmds = append(cmds, cmd)
	}
	s := open(t, path, sqlite.Options{})
	defer s.Close()
	for range 20 { // a third writer among them
		if err := s.Write(ctx, func(x ledger.Tx) error {
			_, err := x.Append(ledger.Draft{Kind: ledger.Decision, ID: "mine", Body: []byte("{}")})
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, cmd := range cmds {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	if _, err := ledger.Verify(ctx, s, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Read(ctx, func(r ledger.Reader) error {
		n := 0
		for _, err := range r.About(ledger.Decision, "mine", 0) {
			if err != nil {
				return err
			}
			n++
		}
		if n != 20 {
			t.Errorf("%d of 20 rows", n)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestForeign(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("This is no ledger. ", 300)), 0o666); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.db")
	behind(t, other, "CREATE TABLE recipe (name TEXT)")
	newer := filepath.Join(dir, "newer.db")
	_ = open(t, newer, sqlite.Options{}).Close()
	behind(t, newer, "PRAGMA user_version = 99")
	for _, c := range []struct {
		path string
		want error
	}{{text, ledger.ErrForeign}, {other, ledger.ErrForeign}, {newer, ledger.ErrNewer}} {
		before, _ := os.ReadFile(c.path)
		for _, ro := range []bool{false, true} {
			if _, err := sqlite.Open(c.path, sqlite.Options{ReadOnly: ro}); !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", filepath.Base(c.path), err, c.want)
			}
		}
		if after, _ := os.ReadFile(c.path); string(after) != string(before) {
			t.Errorf("%s was changed", filepath.Base(c.path))
		}
	}
	if _, err := sqlite.Open(filepath.Join(dir, "none.db"), sqlite.Options{ReadOnly: true}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// behind runs one statement on a file behind the store's back.
func behind(t *testing.T, path, q string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(q); err != nil {
		t.Fatal(err)
	}
}

// TestHidden: rows that a file holds no more are told by who asks for them, and not
// passed over.
func TestHidden(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearsay.db")
	s := open(t, path, sqlite.Options{})
	if err := ledgertest.Fill(ctx, s, ledgertest.NewLoad(1), 10, 5); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	behind(t, path, "DROP TRIGGER row_remains")
	behind(t, path, "DELETE FROM row WHERE seq IN (7, 8, 19)")
	for _, c := range []struct {
		from, upto int64
		want       int // how many come before an error
		gone       string
	}{{0, 6, 6, ""}, {0, 0, 6, "row 7 is not found"}, {5, 9, 1, "row 7 is not found"}, {8, 18, 10, ""}, {8, 19, 10, "row 19 is not found"}, {19, 0, 1, ""}, {20, 0, 0, ""}, {30, 40, 0, ""}} {
		n, said := 0, ""
		if err := s.Read(ctx, func(r ledger.Reader) error {
			for _, err := range r.Rows(c.from, c.upto) {
				if err != nil {
					return err
				}
				n++
			}
			return nil
		}); err != nil {
			if said = err.Error(); !errors.Is(err, ledger.ErrBroken) {
				t.Errorf("%v", err)
			}
		}
		if n != c.want || (c.gone == "") != (said == "") || !strings.Contains(said, c.gone) {
			t.Errorf("after row %d, up to %d: %d rows, %s", c.from, c.upto, n, said)
		}
	}
	var damage *ledger.Damage
	if _, err := ledger.Verify(ctx, s, nil); !errors.As(err, &damage) || damage.Seq != 7 {
		t.Errorf("%v", err)
	}
}

// TestInterrupted: a file in whose making the process died is made by the next.
func TestInterrupted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearsay.db")
	behind(t, path, "PRAGMA journal_mode = WAL") // as far as the transaction
	s := open(t, path, sqlite.Options{})
	defer s.Close()
	if err := ledgertest.Fill(ctx, s, ledgertest.NewLoad(1), 1, 1); err != nil {
		t.Fatal(err)
	}
}

// TestFull: on a full disk a Write fails with ErrFull, leaves nothing of itself,
// and what was acknowledged stays.
func TestFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearsay.db")
	s := open(t, path, sqlite.Options{})
	l := ledgertest.NewLoad(1)
	if err := ledgertest.Fill(ctx, s, l, 4, 2); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Writer.Exec("PRAGMA max_page_count = 200"); err != nil { // SQLite answers as on a full disk
		t.Fatal(err)
	}
	err := ledgertest.Fill(ctx, s, l, 2000, 100)
	if !errors.Is(err, ledger.ErrFull) {
		t.Fatalf("%v", err)
	}
	before, err := ledger.Verify(ctx, s, nil)
	if err != nil || before.Rows < 8 {
		t.Fatalf("%+v, %v", before, err)
	}
	_ = s.Close()
	s = open(t, path, sqlite.Options{})
	defer s.Close()
	if err := ledgertest.Fill(ctx, s, l, 10, 5); err != nil {
		t.Fatal(err)
	}
	if v, err := ledger.Verify(ctx, s, nil); err != nil || v.Rows != before.Rows+20 {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestDamage: a page that the disk spoils is noticed, and the row named.
func TestDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearsay.db")
	s := open(t, path, sqlite.Options{})
	if err := ledgertest.Fill(ctx, s, ledgertest.NewLoad(1), 60, 20); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Writer.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	noticed := 0
	rnd := rand.New(rand.NewPCG(3, 4))
	const tries = 40
	for range tries {
		bad := append([]byte{}, whole...)
		at := 4096 + rnd.IntN(len(bad)-4096-64)
		for i := range 64 {
			bad[at+i] ^= byte(1 + rnd.IntN(255))
		}
		if err := os.WriteFile(path, bad, 0o666); err != nil {
			t.Fatal(err)
		}
		for _, aside := range []string{"-wal", "-shm"} {
			_ = os.Remove(path + aside)
		}
		s, err := sqlite.Open(path, sqlite.Options{ReadOnly: true})
		if err == nil {
			_, err = ledger.Verify(ctx, s, nil)
			_ = s.Close()
		}
		var d *ledger.Damage
		if errors.As(err, &d) && d.Seq > 0 {
			noticed++
		} else if err != nil && !errors.Is(err, ledger.ErrBroken) {
			t.Errorf("at byte %d: %v", at, err)
		}
	}
	// Pages of projections and indices are not rows; those are made again.
	if noticed == 0 {
		t.Errorf("none of %d damages was noticed", tries)
	}
	t.Logf("%d of %d damaged places lay in rows and were noticed", noticed, tries)
}

// TestBehind: rows cannot be changed or deleted by the way of SQL either, short
// of taking the file apart.
func TestBehind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearsay.db")
	s := open(t, path, sqlite.Options{})
	defer s.Close()
	if err := ledgertest.Fill(ctx, s, ledgertest.NewLoad(1), 2, 1); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"UPDATE row SET id = 'x' WHERE seq = 1", "DELETE FROM row WHERE seq = 1"} {
		if _, err := s.Writer.Exec(q); err == nil || !strings.Contains(err.Error(), "never") {
			t.Errorf("%s: %v", q, err)
		}
	}
}

// TestBackup: a copy that is made while others write is sound, and a ledger.
func TestBackup(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "hearsay.db"), sqlite.Options{})
	defer s.Close()
	l := ledgertest.NewLoad(1)
	if err := ledgertest.Fill(ctx, s, l, 200, 50); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- ledgertest.Fill(ctx, s, l, 200, 5) }()
	copied := filepath.Join(dir, "copy.db")
	if err := s.Backup(ctx, copied); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, copied); err == nil {
		t.Error("a backup writes over a file")
	}
	c := open(t, copied, sqlite.Options{})
	defer c.Close()
	v, err := ledger.Verify(ctx, c, nil)
	if err != nil || v.Rows < 400 {
		t.Errorf("%+v, %v", v, err)
	}
	// It is the ledger as it stood with the copy's last row: that row's hash
	// covers all before it.
	if err := s.Read(ctx, func(r ledger.Reader) error {
		row, err := r.Row(v.Head.Seq)
		if row.Hash != v.Head.Hash {
			t.Errorf("row %d of the copy is another than the ledger's", v.Head.Seq)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	if err := c.Write(ctx, func(x ledger.Tx) error {
		_, err := x.Append(ledger.Draft{Kind: ledger.Sighting, ID: "later", Body: []byte("{}")})
		return err
	}); err != nil {
		t.Error(err)
	}
}
