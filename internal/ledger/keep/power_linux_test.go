package keep_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/disktest"
	"hearsay/internal/ledger/edge"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/reading"
	"hearsay/internal/worker"
)

// every is how many calls a test of faults passes over between two it lets
// fail, so that usual runs stay short; none with HEARSAY_FAULTS=all.
func every(usual int) int {
	if os.Getenv("HEARSAY_FAULTS") == "all" {
		return 1
	}
	return usual
}

// ticking is a clock that moves a second each time it is looked at, so that each
// transaction has a time of its own.
func ticking() func() time.Time {
	now := time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(time.Second); return now }
}

// work is a life of a ledger: what is done to it, one step after the other. Each
// step may be done again after it broke off.
type work struct {
	r     *reading.Reader
	dir   string
	items []keep.Item
	clock func() time.Time

	s *sqlite.Store
	k *keep.Keeper
	d *desk.Desk
}

func newWork(t *testing.T, r *reading.Reader, dir string) *work {
	t.Helper()
	w := &work{r: r, dir: dir, clock: ticking()}
	for n := range 6 {
		c := capture.Of([]byte(story(n/2*7)+fmt.Sprintf("\nPage %d.\n", n)), fmt.Sprintf("%d.txt", n), capture.Stated{})
		rd, err := r.Read(c)
		if err != nil {
			t.Fatal(err)
		}
		w.items = append(w.items, keep.Item{Capture: c, Reading: rd})
	}
	return w
}

func (w *work) open() error {
	s, err := sqlite.Open(filepath.Join(w.dir, "hearsay.db"), sqlite.Options{Clock: w.clock})
	if err != nil {
		return err
	}
	w.s, w.k, w.d = s, keep.New(s), desk.Open(s, func() (*reading.Reader, error) { return w.r, nil })
	return nil
}

func (w *work) close() error {
	if w.s == nil {
		return nil
	}
	s := w.s
	w.s = nil
	return s.Close()
}

// step is a part of the work; what it wrote is acknowledged when it returns.
type step struct {
	name string
	do   func(*work) error
}

func add(from, to int) func(*work) error {
	return func(w *work) error {
		if _, err := w.k.Keep(ctx, w.r.Identity(), w.items[from:to], nil); err != nil {
			return err
		}
		return w.d.Refresh(ctx, nil)
	}
}

var steps = []step{
	{"make", func(w *work) error {
		if w.s != nil {
			return nil
		}
		return w.open()
	}},
	{"add", add(0, 2)},
	{"add", add(2, 4)},
	{"decide", func(w *work) error {
		list, err := w.d.Incidents(ctx, desk.IncidentFilter{})
		if err != nil {
			return err
		}
		_, err = w.d.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Note, Subject: list.Items[0].ID, Reason: "ask the harbour"})
		return err
	}},
	{"rebuild", func(w *work) error { return w.d.Rebuild(ctx, nil) }},
	{"jobs", func(w *work) error {
		q, err := worker.Open(ctx, w.s, worker.Options{Do: func(context.Context, []string) (func(ledger.Tx) error, error) {
			return func(tx ledger.Tx) error { _, err := w.k.In(tx, w.r.Identity(), w.items[4:6]); return err }, nil
		}})
		if err != nil {
			return err
		}
		waiting := []keep.Item{{Capture: w.items[4].Capture}, {Capture: w.items[5].Capture}}
		_, err = w.k.Keep(ctx, w.r.Identity(), waiting, func(tx ledger.Tx) error {
			return q.Add(ctx, tx, []string{w.items[4].Capture.SHA256, w.items[5].Capture.SHA256})
		})
		if err != nil {
			return err
		}
		if err := q.Start(ctx); err != nil {
			return err
		}
		late, cancel := context.WithTimeout(ctx, 20*time.Second)
		defer cancel()
		return errors.Join(q.Drained(late, nil), q.Stop(late), w.d.Refresh(ctx, nil))
	}},
	{"settle", func(w *work) error { return w.s.Settle(ctx) }},
	{"backup", func(w *work) error {
		path := filepath.Join(w.dir, "copy.db")
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return w.s.Backup(ctx, path)
	}},
	{"restore", func(w *work) error {
		to, err := sqlite.Open(filepath.Join(w.dir, "restored.db"), sqlite.Options{Clock: w.clock})
		if err != nil {
			return err
		}
		defer to.Close()
		return w.s.Read(ctx, func(r ledger.Reader) error {
			var have ledger.Chain
			if err := to.Read(ctx, func(r ledger.Reader) (err error) { have, err = r.Head(); return err }); err != nil {
				return err
			}
			return to.Take(ctx, r.Rows(have.Seq, 0))
		})
	}},
	{"close", func(w *work) error { return w.close() }},
}

// head is a ledger's last row.
func head(s ledger.Store) (c ledger.Chain, err error) {
	err = s.Read(ctx, func(r ledger.Reader) (err error) { c, err = r.Head(); return err })
	return c, err
}

// sound checks all that can be checked of a ledger in a file: rows, captures and
// readings once each, and SQLite's own account of its pages.
func sound(s *sqlite.Store, items []keep.Item) (ledger.Verified, error) {
	v, err := ledger.Verify(ctx, s, nil)
	if err != nil {
		return v, err
	}
	var said string
	if err := s.Reader.QueryRow("PRAGMA integrity_check").Scan(&said); err != nil || said != "ok" {
		return v, fmt.Errorf("integrity: %s, %v", said, err)
	}
	return v, s.Read(ctx, func(r ledger.Reader) error {
		seen := map[string]int{}
		for row, err := range r.Rows(0, 0, ledger.Capture, ledger.Reading) {
			if err != nil {
				return err
			}
			if seen[row.ID]++; seen[row.ID] > 1 {
				return fmt.Errorf("%s %s has two rows", row.Kind, row.ID)
			}
		}
		for _, it := range items {
			_, err := r.Record(keep.Read, it.Capture.SHA256, 0)
			if read := seen[entry.ReadingID(it.Capture.SHA256, it.Reading.Reader)] > 0; read != (err == nil) {
				return fmt.Errorf("a reading's row there: %v, its record: %v", read, err)
			}
		}
		return nil
	})
}

// dump is every record of a ledger that holds, as lines.
func dump(t *testing.T, s ledger.Store) []string {
	t.Helper()
	var out []string
	if err := s.Read(ctx, func(r ledger.Reader) error {
		for _, tab := range slices.Concat(projection.Tables(), link.Tables(), edge.Tables(), keep.Tables()) {
			for h, err := range r.Select(ledger.Query{Table: tab}) {
				if err != nil {
					return err
				}
				out = append(out, fmt.Sprintln(tab.Name, h.Key, h.Since, h.Values, string(h.Body)))
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// acked is what was acknowledged when so many calls had been carried out.
type acked struct {
	calls int
	step  string
	head  ledger.Chain
}

// TestPower cuts the power after each write and sync of a ledger's life: its
// making, adding, linking, deciding, rebuilding, jobs, a backup and a restore.
// What was acknowledged is there, no transaction is there in part, and the work
// can be done again to its end. Usual runs cut at one call in some, HEARSAY_FAULTS=all
// at every one.
func TestPower(t *testing.T) {
	if testing.Short() {
		t.Skip("the power is cut some hundred times: left out of short runs")
	}
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	disk, err := disktest.Mount(dir)
	if err != nil {
		t.Fatal(err)
	}
	tr, err := disk.Record()
	if err != nil {
		t.Fatal(err)
	}
	w := newWork(t, r, dir)
	var acks []acked
	ends := map[int64]bool{0: true} // the last rows of transactions
	for _, st := range steps {
		if err := st.do(w); err != nil {
			t.Fatalf("%s: %v", st.name, err)
		}
		a := acked{tr.Len(), st.name, ledger.Chain{}}
		if w.s != nil {
			if a.head, err = head(w.s); err != nil {
				t.Fatal(err)
			}
		} else {
			a.head = acks[len(acks)-1].head
		}
		acks = append(acks, a)
		t.Logf("%s: %d calls so far, row %d", st.name, a.calls, a.head.Seq)
	}
	whole, err := sqlite.Open(filepath.Join(dir, "hearsay.db"), sqlite.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer whole.Close()
	rows := map[int64]ledger.Row{}
	if err := whole.Read(ctx, func(r ledger.Reader) error {
		var before ledger.Row
		for row, err := range r.Rows(0, 0) {
			if err != nil {
				return err
			}
			if !row.Time.Equal(before.Time) {
				ends[before.Seq] = true
			}
			rows[row.Seq], before = row, row
		}
		ends[before.Seq] = true
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := disktest.Mount(t.TempDir()); err != nil { // nothing is noted from here on
		t.Fatal(err)
	}
	cuts, again := 0, 0
	stride := every(37)
	for rp := tr.Replay(); rp.Next(); {
		if rp.Done()%stride != 0 && rp.Done() != len(acks) {
			continue
		}
		for _, seed := range []uint64{0, 1, 2, 3} {
			after := filepath.Join(t.TempDir(), "cut")
			if err := rp.Cut(seed, after); err != nil {
				t.Fatal(err)
			}
			last := acked{}
			for _, a := range acks {
				if a.calls <= rp.Done() {
					last = a
				}
			}
			cuts++
			label := fmt.Sprintf("cut after call %d (seed %d, %q was acknowledged)", rp.Done(), seed, last.step)
			w := &work{r: r, dir: after, items: w.items, clock: ticking()}
			if err := w.open(); err != nil {
				t.Fatalf("%s: %v", label, err)
			}
			v, err := sound(w.s, w.items)
			if err != nil {
				t.Fatalf("%s: %v", label, err)
			}
			if v.Head.Seq < last.head.Seq || !ends[v.Head.Seq] || v.Head.Seq > 0 && rows[v.Head.Seq].Hash != v.Head.Hash {
				t.Fatalf("%s: the last row is %d, acknowledged was %d", label, v.Head.Seq, last.head.Seq)
			}
			if seed == 2 && cuts%(4*every(3)) < 4 {
				again++
				finish(t, label, w)
			}
			if err := w.close(); err != nil {
				t.Errorf("%s: %v", label, err)
			}
			_ = os.RemoveAll(after)
		}
	}
	t.Logf("the power was cut %d times in %d calls (%v), the work done again to its end %d times", cuts, tr.Len(), tr.Counts(), again)
}

// finish does the work to its end and checks what comes of it.
func finish(t *testing.T, label string, w *work) {
	t.Helper()
	for _, st := range steps[:len(steps)-1] {
		if err := st.do(w); err != nil {
			t.Fatalf("%s: then %s: %v", label, st.name, err)
		}
	}
	v, err := sound(w.s, w.items)
	if err != nil || v.Captures != int64(len(w.items)) {
		t.Fatalf("%s: done to the end: %+v, %v", label, v, err)
	}
	before := dump(t, w.s)
	if err := w.d.Rebuild(ctx, nil); err != nil {
		t.Fatalf("%s: rebuild: %v", label, err)
	}
	if d := cmp.Diff(before, dump(t, w.s)); d != "" {
		t.Fatalf("%s: made again, the records differ: %.2000s", label, d)
	}
	for _, name := range []string{"copy.db", "restored.db"} {
		s, err := sqlite.Open(filepath.Join(w.dir, name), sqlite.Options{ReadOnly: true})
		if err != nil {
			t.Fatalf("%s: %s: %v", label, name, err)
		}
		if c, err := ledger.Verify(ctx, s, nil); err != nil || c.Captures != v.Captures {
			t.Fatalf("%s: %s: %+v, %v", label, name, c, err)
		}
		_ = s.Close()
	}
}
