package cli

import (
	"bytes"
	"context"
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

	"hearsay/internal/cli/store"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/ledgertest"
)

// invented writes n reports to a new directory.
func invented(t *testing.T, n int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "reports")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	towns := []string{"Mocha", "Aden", "Lima", "Gao", "Kidal", "Basra", "Mosul", "Tripoli", "Benghazi", "Bria"}
	for i := range n {
		text := fmt.Sprintf("Shed %d burns in %s\n\nBy Ada Quill\nMeridian Press | %s %d, 2025\n\nA drone strike on shed %d in %s on Monday killed %d people, the harbour master, Ines Dahl, said. The coalition denied that it had struck the shed.\n",
			i, towns[i%len(towns)], time.Month(1+i%12), 1+i%28, i, towns[i%len(towns)], 1+i%9)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.txt", i)), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// killed is how often a test that kills goes round; HEARSAY_ROUNDS sets more.
func killed(usual int) int {
	if n, err := strconv.Atoi(os.Getenv("HEARSAY_ROUNDS")); err == nil {
		return n
	}
	return usual
}

// process is the program, run beside the test.
type process struct {
	*exec.Cmd
	said bytes.Buffer
	done chan error
}

func start(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command("hearsay", args...), done: make(chan error, 1)}
	p.Stdout, p.Stderr = &p.said, &p.said
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.done <- p.Wait() }()
	return p
}

// ended waits for the end of a process, or kills it after a while. It reports
// whether it ended by itself, and its exit code.
func (p *process) ended(after time.Duration) (itself bool, code int) {
	var err error
	select {
	case err = <-p.done:
		itself = true
	case <-time.After(after):
		_ = p.Process.Kill()
		err = <-p.done
	}
	var e *exec.ExitError
	if errors.As(err, &e) {
		code = e.ExitCode()
	}
	return itself, code
}

// sound verifies a ledger, checks that what was there before still is, and that
// no capture and no reading of one is there twice.
func sound(t *testing.T, db string, before ledger.Chain) (v ledger.Verified, readings int) {
	t.Helper()
	s, err := (&store.Flag{DB: db}).OpenAsIs(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if v, err = ledger.Verify(context.Background(), s, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Read(context.Background(), func(r ledger.Reader) error {
		if before.Seq > 0 {
			if row, err := r.Row(before.Seq); err != nil || row.Hash != before.Hash {
				t.Errorf("row %d is another than it was, %v", before.Seq, err)
			}
		}
		seen := map[string]bool{}
		for row, err := range r.Rows(0, 0, ledger.Capture, ledger.Reading) {
			if err != nil {
				return err
			}
			if seen[row.ID] {
				t.Errorf("%s %s is there twice", row.Kind, row.ID)
			}
			seen[row.ID] = true
			if row.Kind == ledger.Reading {
				readings++
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return v, readings
}

// ledgers runs a test on a new ledger of each kind that is at hand.
func ledgers(t *testing.T, f func(t *testing.T, db string)) {
	t.Run("sqlite", func(t *testing.T) { f(t, filepath.Join(t.TempDir(), "hearsay.db")) })
	t.Run("postgres", func(t *testing.T) { f(t, ledgertest.Schema(t)) })
}

// TestKillAdd: two processes add the same reports to one ledger and are killed at
// any moment, time and again. Nothing is there in part or twice, nothing that
// was there goes, and the last two bring it to its end.
func TestKillAdd(t *testing.T) {
	if testing.Short() {
		t.Skip("the program is killed time and again: left out of short runs")
	}
	n := 25 * killed(6)
	dir := invented(t, n)
	ledgers(t, func(t *testing.T, db string) {
		rnd := rand.New(rand.NewPCG(1, 2))
		var v ledger.Verified
		kills, rows := 0, []int64{}
		begun, most := time.Now(), 1000
		for range killed(6) {
			a, b := start(t, "add", "--db", db, dir), start(t, "add", "--db", db, dir)
			for _, p := range []*process{a, b} {
				if itself, code := p.ended(time.Duration(50+rnd.IntN(most)) * time.Millisecond); !itself {
					kills++
				} else if code != 0 {
					t.Fatalf("exit code %d: %s", code, p.said.String())
				}
			}
			if s, err := os.Stat(db); !strings.Contains(db, "://") && (err != nil || s.Size() == 0) {
				continue // killed before it was made
			}
			before := v.Rows
			if v, _ = sound(t, db, v.Head); v.Rows == before {
				most += most / 2 // they were killed before they had done anything
			}
			rows = append(rows, v.Rows)
		}
		a, b := start(t, "add", "--db", db, dir), start(t, "add", "--db", db, dir)
		for _, p := range []*process{a, b} {
			if itself, code := p.ended(5 * time.Minute); !itself || code != 0 {
				t.Fatalf("exit code %d: %s", code, p.said.String())
			}
		}
		v, readings := sound(t, db, v.Head)
		if v.Captures != int64(n) || readings != n {
			t.Errorf("%d captures and %d readings of %d reports", v.Captures, readings, n)
		}
		t.Logf("%d processes killed in %v, rows after each round: %v", kills, time.Since(begun).Round(time.Second), rows)
	})
}

// TestKillWork: processes that work on jobs are killed at any moment and others
// started in their place. Each report is read once, no job is left behind.
func TestKillWork(t *testing.T) {
	if testing.Short() {
		t.Skip("the program is killed time and again: left out of short runs")
	}
	n := 100 * killed(4)
	dir := invented(t, n)
	ledgers(t, func(t *testing.T, db string) {
		rnd := rand.New(rand.NewPCG(3, 4))
		if p := start(t, "add", "--later", "--db", db, dir); true {
			if itself, code := p.ended(5 * time.Minute); !itself || code != 0 {
				t.Fatalf("exit code %d: %s", code, p.said.String())
			}
		}
		kills, begun, most := 0, time.Now(), 800
		v, _ := sound(t, db, ledger.Chain{})
		read := []int{}
		for range killed(4) {
			var ps []*process
			for range 3 {
				ps = append(ps, start(t, "work", "--workers", "2", "--drain", "--db", db))
			}
			for _, p := range ps {
				if itself, code := p.ended(time.Duration(200+rnd.IntN(most)) * time.Millisecond); !itself {
					kills++
				} else if code > 1 {
					t.Fatalf("exit code %d: %s", code, p.said.String())
				}
			}
			before, r := v.Rows, 0
			if v, r = sound(t, db, v.Head); v.Rows == before {
				most += most / 2
			}
			read = append(read, r)
		}
		p := start(t, "work", "--drain", "--db", db)
		if itself, code := p.ended(5 * time.Minute); !itself || code > 1 {
			t.Fatalf("exit code %d: %s", code, p.said.String())
		}
		// A job whose process died five times is left to people.
		for i := 1; i <= n/32+1 && strings.Contains(p.said.String(), "given up"); i++ {
			_, _ = start(t, "jobs", "--db", db, "--retry", strconv.Itoa(i)).ended(time.Minute)
		}
		p = start(t, "work", "--drain", "--db", db)
		if itself, code := p.ended(5 * time.Minute); !itself || code != 0 {
			t.Fatalf("exit code %d: %s", code, p.said.String())
		}
		v, readings := sound(t, db, v.Head)
		if v.Captures != int64(n) || readings != n {
			t.Errorf("%d captures and %d readings of %d reports", v.Captures, readings, n)
		}
		p = start(t, "jobs", "--db", db)
		if _, code := p.ended(time.Minute); code != 0 || !strings.Contains(p.said.String(), "nothing waits") {
			t.Errorf("exit code %d: %s", code, p.said.String())
		}
		t.Logf("%d processes killed in %v, reports read after each round: %v", kills, time.Since(begun).Round(time.Second), read)
	})
}
