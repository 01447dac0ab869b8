package worker_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/postgres"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/worker"
)

var ctx = context.Background()

// read stands for reading: one row for each capture that has none yet.
func read(store ledger.Store) worker.Doing {
	return func(ctx context.Context, captures []string) (func(ledger.Tx) error, error) {
		return func(x ledger.Tx) error {
			for _, c := range captures {
				done := false
				for _, err := range x.About(ledger.Reading, c, 0) {
					if err != nil {
						return err
					}
					done = true
				}
				if done {
					continue
				}
				if _, err := x.Append(ledger.Draft{Kind: ledger.Reading, ID: c, Body: []byte(`{}`)}); err != nil {
					return err
				}
			}
			return nil
		}, nil
	}
}

// add keeps n captures, five a job.
func add(t *testing.T, store ledger.Store, q *worker.Queue, from, n int) {
	t.Helper()
	for i := from; i < from+n; i += 5 {
		if err := store.Write(ctx, func(x ledger.Tx) error {
			var ids []string
			for k := i; k < i+5; k++ {
				id := fmt.Sprintf("c%04d", k)
				if _, err := x.Append(ledger.Draft{Kind: ledger.Sighting, ID: id, Body: []byte(`{}`)}); err != nil {
					return err
				}
				ids = append(ids, id)
			}
			return q.Add(ctx, x, ids)
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// once checks that each capture was read once.
func once(t *testing.T, store ledger.Store, n int) {
	t.Helper()
	if _, err := ledger.Verify(ctx, store, func(int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	if err := store.Read(ctx, func(r ledger.Reader) error {
		seen := map[string]int{}
		for row, err := range r.Rows(0, 0, ledger.Reading) {
			if err != nil {
				return err
			}
			seen[row.ID]++
		}
		if len(seen) != n {
			t.Errorf("%d of %d captures were read", len(seen), n)
		}
		for id, k := range seen {
			if k != 1 {
				t.Errorf("%s was read %d times", id, k)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// stores opens each kind of store that is at hand.
func stores(t *testing.T, f func(t *testing.T, open func() ledger.Store)) {
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "hearsay.db")
		f(t, func() ledger.Store {
			s, err := sqlite.Open(path, sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return s
		})
	})
	t.Run("postgres", func(t *testing.T) {
		at := ledgertest.Schema(t)
		f(t, func() ledger.Store {
			s, err := postgres.Open(ctx, at, postgres.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return s
		})
	})
}

func opened(t *testing.T, store ledger.Store, opt worker.Options) *worker.Queue {
	t.Helper()
	q, err := worker.Open(ctx, store, opt)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestWork(t *testing.T) {
	stores(t, func(t *testing.T, open func() ledger.Store) {
		store := open()
		defer store.Close()
		q := opened(t, store, worker.Options{Do: read(store), Workers: 2})
		add(t, store, q, 0, 100)
		if err := store.Write(ctx, func(x ledger.Tx) error { // what fails asks for nothing
			return errors.Join(q.Add(ctx, x, []string{"never"}), errors.New("no"))
		}); err == nil {
			t.Error("no error")
		}
		if err := q.Start(ctx); err != nil {
			t.Fatal(err)
		}
		add(t, store, q, 100, 50) // while others work
		if err := q.Drained(ctx, nil); err != nil {
			t.Fatal(err)
		}
		if err := q.Stop(ctx); err != nil {
			t.Fatal(err)
		}
		once(t, store, 150)
	})
}

func TestDead(t *testing.T) {
	stores(t, func(t *testing.T, open func() ledger.Store) {
		store := open()
		defer store.Close()
		var broken atomic.Bool
		broken.Store(true)
		var mu sync.Mutex
		tries := map[string]int{}
		doing := read(store)
		q := opened(t, store, worker.Options{Tries: 3, Wait: func(int) time.Duration { return 10 * time.Millisecond }, Do: func(ctx context.Context, captures []string) (func(ledger.Tx) error, error) {
			mu.Lock()
			tries[captures[0]]++
			mu.Unlock()
			if broken.Load() && slices.Contains(captures, "c0005") {
				return nil, errors.New("the reader stumbled")
			}
			return doing(ctx, captures)
		}})
		add(t, store, q, 0, 15)
		if err := q.Start(ctx); err != nil {
			t.Fatal(err)
		}
		if err := q.Drained(ctx, nil); err != nil {
			t.Fatal(err)
		}
		dead, err := q.Jobs(ctx, worker.Dead)
		if err != nil || len(dead) != 1 || !strings.Contains(dead[0].Reason, "stumbled") || dead[0].Captures[0] != "c0005" || tries["c0005"] != 3 {
			t.Fatalf("%+v, %v, %v", dead, err, tries)
		}
		once(t, store, 10)
		broken.Store(false)
		if err := q.Retry(ctx, dead[0].ID); err != nil {
			t.Fatal(err)
		}
		if err := q.Drained(ctx, nil); err != nil {
			t.Fatal(err)
		}
		once(t, store, 15)
		if err := q.Retry(ctx, 12345); !errors.Is(err, ledger.ErrNone) {
			t.Errorf("%v", err)
		}
		if err := q.Stop(ctx); err != nil {
			t.Fatal(err)
		}
	})
}

// TestNewer: where a newer version of the program has made the ledger its own, jobs
// are put off, and given up by none.
func TestNewer(t *testing.T) {
	stores(t, func(t *testing.T, open func() ledger.Store) {
		store := open()
		defer store.Close()
		over := make(chan error, 8)
		q := opened(t, store, worker.Options{Tries: 1, Over: func(err error) { over <- err }, Do: func(context.Context, []string) (func(ledger.Tx) error, error) {
			return func(ledger.Tx) error { return ledger.ErrNewerRecords }, nil
		}})
		add(t, store, q, 0, 5)
		if err := q.Start(ctx); err != nil {
			t.Fatal(err)
		}
		if err := <-over; !errors.Is(err, ledger.ErrNewerRecords) {
			t.Error(err)
		}
		if err := q.Stop(ctx); err != nil {
			t.Fatal(err)
		}
		if left, err := q.Jobs(ctx); err != nil || len(left) != 1 || left[0].State != worker.Waiting {
			t.Errorf("%+v, %v", left, err)
		}
	})
}

// TestMain is also the child that TestKill kills.
func TestMain(m *testing.M) {
	if at := os.Getenv("HEARSAY_WORKER_ELSEWHERE"); at != "" {
		store, err := postgres.Open(ctx, at, postgres.Options{})
		if err == nil {
			var q *worker.Queue
			if q, err = worker.Open(ctx, store, worker.Options{Name: elsewhere, Do: func(context.Context, []string) (func(ledger.Tx) error, error) {
				fmt.Println("busy")
				time.Sleep(time.Hour)
				return nil, nil
			}}); err == nil {
				err = q.Start(ctx)
			}
		}
		fmt.Println("started", err)
		time.Sleep(time.Hour)
	}
	if path := os.Getenv("HEARSAY_KILLED_WORKER"); path != "" {
		store, err := sqlite.Open(path, sqlite.Options{})
		if err == nil {
			var q *worker.Queue
			if q, err = worker.Open(ctx, store, worker.Options{Do: read(store), Workers: 2}); err == nil {
				err = q.Start(ctx)
			}
		}
		fmt.Println("started", err)
		time.Sleep(time.Hour)
	}
	os.Exit(m.Run())
}

// elsewhere is the name of a worker of another machine, as it would call itself.
const elsewhere = "elsewhere/1/1.1/lock"

// TestElsewhere: what a worker of another machine works on is left to it, also when
// its connection was cut; when it has died, its jobs are taken up within seconds.
func TestElsewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for a worker to be missed: left out of short runs")
	}
	t.Parallel()
	at := ledgertest.Schema(t)
	store, err := postgres.Open(ctx, at, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	q := opened(t, store, worker.Options{Do: read(store)})
	add(t, store, q, 0, 5)
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "HEARSAY_WORKER_ELSEWHERE="+at)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for said := ""; !strings.Contains(said, "busy"); {
		b := make([]byte, 64)
		n, err := out.Read(b)
		if err != nil {
			t.Fatalf("%s, %v", said, err)
		}
		said += string(b[:n])
	}
	if err := q.Start(ctx); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	cut := 0
	if err := store.Writer.QueryRow("SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND classid::bigint << 32 | objid::bigint = $1", worker.Key(elsewhere)).Scan(&cut); err != nil || cut != 1 {
		t.Fatalf("%d connections hold its lock, %v", cut, err)
	}
	time.Sleep(10 * time.Second)
	if jobs, err := q.Jobs(ctx); err != nil || len(jobs) != 1 || jobs[0].State != worker.Running || jobs[0].Tries != 1 {
		t.Fatalf("while it works: %+v, %v", jobs, err)
	}
	_ = cmd.Process.Kill()
	died := time.Now()
	late, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := q.Drained(late, nil); err != nil {
		t.Fatal(err)
	}
	t.Logf("taken up and done %v after it died", time.Since(died).Round(100*time.Millisecond))
	if err := q.Stop(ctx); err != nil {
		t.Fatal(err)
	}
	once(t, store, 5)
}

// TestKill: processes that work are killed at any moment. No capture is read
// twice; what a dead process held is asked for again and read once.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearsay.db")
	store, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	q := opened(t, store, worker.Options{Do: read(store), Workers: 2})
	rnd := rand.New(rand.NewPCG(1, 1))
	n := 0
	for range 5 {
		add(t, store, q, n, 100)
		n += 100
		cmd := exec.Command(os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), "HEARSAY_KILLED_WORKER="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 64)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rnd.IntN(300)) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if _, err := ledger.Verify(ctx, store, nil); err != nil {
			t.Fatal(err)
		}
	}
	// What the dead held is taken up by who works next.
	if err := q.Start(ctx); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); ; {
		left, err := q.Jobs(ctx)
		if err != nil || time.Now().After(deadline) {
			t.Fatalf("%d left, %v", len(left), err)
		}
		if len(left) == 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err := q.Stop(ctx); err != nil {
		t.Fatal(err)
	}
	once(t, store, n)
}
