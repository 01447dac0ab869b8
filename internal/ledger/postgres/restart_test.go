package postgres_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/postgres"
	"hearsay/internal/worker"
)

// server is a PostgreSQL of this test's own, that may be stopped. It is there
// where there is one to be tested on at all.
type server struct {
	t            *testing.T
	address, dir string
}

func ownServer(t *testing.T) *server {
	t.Helper()
	if os.Getenv("HEARSAY_POSTGRES") == "" {
		t.Skip("HEARSAY_POSTGRES names no server; .ci/postgres starts one")
	}
	script, err := filepath.Abs("../../../.ci/postgres")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(script).Output()
	m := regexp.MustCompile(`HEARSAY_POSTGRES=(\S+)\n.*HEARSAY_POSTGRES_DIR=(\S+)`).FindStringSubmatch(string(out))
	if err != nil || m == nil {
		t.Skipf("a server of its own cannot be started: %v", err)
	}
	t.Cleanup(func() { _ = exec.Command(script, "--stop", m[2]).Run() })
	return &server{t, m[1], m[2]}
}

// crash stops the server as a crash does and starts it again.
func (s *server) crash() {
	s.t.Helper()
	bins, err := filepath.Glob("/usr/lib/postgresql/*/bin/pg_ctl")
	ctl := "pg_ctl"
	if err == nil && len(bins) > 0 {
		ctl = bins[0]
	}
	data := filepath.Join(s.dir, "data")
	// It starts with the options that it was started with.
	opts, err := os.ReadFile(filepath.Join(data, "postmaster.opts"))
	if err != nil {
		s.t.Fatal(err)
	}
	_, args, _ := strings.Cut(strings.TrimSpace(strings.ReplaceAll(string(opts), `"`, "")), " ")
	line := ctl + " -D " + data + " -m immediate -w stop && " + ctl + " -D " + data + " -l " + data + "/log -w -o '" + withoutData(args) + "' start"
	cmd := exec.Command("bash", "-c", line)
	if os.Getuid() == 0 {
		cmd = exec.Command("su", "-s", "/bin/bash", "postgres", "-c", line)
	}
	log, err := os.CreateTemp(s.t.TempDir(), "") // the server keeps what it is started with open
	if err != nil {
		s.t.Fatal(err)
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(log.Name())
		s.t.Fatalf("restarting: %v\n%s", err, said)
	}
}

func withoutData(args string) string {
	f := strings.Fields(args)
	for i := range f {
		if f[i] == "-D" {
			return strings.Join(append(f[:i:i], f[i+2:]...), " ")
		}
	}
	return args
}

// TestRestart: the server crashes and starts again, while readings are appended
// and while jobs are worked on. What was acknowledged is there, once; the same
// process goes on; what failed says why.
func TestRestart(t *testing.T) {
	if testing.Short() {
		t.Skip("a server is started and stopped: left out of short runs")
	}
	own := ownServer(t)
	s := open(t, own.address, postgres.Options{})
	defer s.Close()
	l := ledgertest.NewLoad(1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 3 {
			time.Sleep(300 * time.Millisecond)
			own.crash()
		}
	}()
	acked, failed := int64(0), int64(0)
	for going := true; going; {
		select {
		case <-done:
			going = false
		default:
		}
		if err := ledgertest.Put(ctx, s, []ledgertest.Ready{l.Next()}); err == nil {
			acked++
		} else {
			if failed++; !errors.Is(err, ledger.ErrLost) {
				t.Errorf("%v", err)
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	v, err := ledger.Verify(ctx, s, nil)
	if err != nil || v.Captures < acked || v.Captures > acked+failed || v.Rows != 2*v.Captures || failed == 0 {
		t.Fatalf("%+v, %v, with %d acknowledged, %d failed", v, err, acked, failed)
	}
	t.Logf("%d Writes acknowledged, %d failed in three crashes", acked, failed)

	const jobs = 60
	q, err := worker.Open(ctx, s, worker.Options{Workers: 2, Wait: func(int) time.Duration { return 0 }, Do: work})
	if err != nil {
		t.Fatal(err)
	}
	for i := range jobs {
		if err := s.Write(ctx, func(x ledger.Tx) error {
			return q.Add(ctx, x, []string{string(rune('a'+i/26)) + string(rune('a'+i%26))})
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := q.Start(ctx); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond)
	own.crash()
	if err := q.Drained(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if err := q.Stop(ctx); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	if err := s.Read(ctx, func(r ledger.Reader) error {
		for row, err := range r.Rows(0, 0, ledger.Decision) {
			if err != nil {
				return err
			}
			seen[row.ID]++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("job %s was done %d times", id, n)
		}
	}
	dead, err := q.Jobs(ctx, worker.Dead)
	if err != nil || len(seen)+len(dead) != jobs {
		t.Errorf("%d of %d jobs done, %d dead, %v", len(seen), jobs, len(dead), err)
	}
	if _, err := ledger.Verify(ctx, s, nil); err != nil {
		t.Error(err)
	}
	t.Logf("%d jobs done across a crash, %d dead", len(seen), len(dead))
}

// work stands for reading: it takes a while, and leaves one row for each capture
// that has none yet.
func work(_ context.Context, captures []string) (func(ledger.Tx) error, error) {
	time.Sleep(20 * time.Millisecond)
	return func(x ledger.Tx) error {
		for _, c := range captures {
			done := false
			for _, err := range x.About(ledger.Decision, c, 0) {
				if err != nil {
					return err
				}
				done = true
			}
			if done {
				continue
			}
			if _, err := x.Append(ledger.Draft{Kind: ledger.Decision, ID: c, Body: []byte("{}")}); err != nil {
				return err
			}
		}
		return nil
	}, nil
}
