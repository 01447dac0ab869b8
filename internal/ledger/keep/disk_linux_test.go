package keep_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/disktest"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/reading"
)

// failures are the ways in which a call to the disk goes wrong, each with how
// many calls usual runs pass over between two that fail.
var failures = []struct {
	name   string
	stride int
	disktest.Fault
}{
	{"a write fails", 53, disktest.Fault{Calls: []disktest.Call{disktest.Write}}},
	{"writes fail from then on", 97, disktest.Fault{Calls: []disktest.Call{disktest.Write}, Stays: true}},
	{"half is written, then the disk is full", 53, disktest.Fault{Calls: []disktest.Call{disktest.Write, disktest.Truncate}, Full: true, Torn: true}},
	{"the disk stays full", 97, disktest.Fault{Calls: []disktest.Call{disktest.Write, disktest.Truncate}, Full: true, Stays: true}},
	{"a sync fails", 3, disktest.Fault{Calls: []disktest.Call{disktest.Sync}}},
	{"syncs fail from then on", 7, disktest.Fault{Calls: []disktest.Call{disktest.Sync}, Stays: true}},
	{"a read fails", 41, disktest.Fault{Calls: []disktest.Call{disktest.Read}}},
	{"a file is not made, cut or removed", 2, disktest.Fault{Calls: []disktest.Call{disktest.Open, disktest.Truncate, disktest.Delete}}},
	{"the log's index finds no memory", 2, disktest.Fault{Calls: []disktest.Call{disktest.Map}}},
}

// TestDisk lets each write, sync, read, … of a ledger's work fail in turn. The
// step that meets it says so, or did not need it; what was acknowledged is there
// at once and after a power cut; done again, by the same process, the work goes on
// to its end. Usual runs let one call in some fail, HEARSAY_FAULTS=all every one.
func TestDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("the disk fails some hundred times: left out of short runs")
	}
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	base := newWork(t, r, t.TempDir())
	for _, st := range []step{steps[0], steps[1], steps[len(steps)-1]} {
		if err := st.do(base); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile(filepath.Join(base.dir, "hearsay.db"))
	if err != nil {
		t.Fatal(err)
	}
	life := slices.DeleteFunc(slices.Clone(steps), func(s step) bool { return s.name == "jobs" }) // their order is chance
	for _, f := range failures {
		t.Run(f.name, func(t *testing.T) {
			said := map[string]int{}
			n, quiet := 0, 0
			for nth := 1; ; nth += every(f.stride) {
				dir := filepath.Join(t.TempDir(), "life")
				if err := os.MkdirAll(dir, 0o777); err != nil {
					t.Fatal(err)
				}
				if nth%2 == 0 { // else the ledger is made first
					if err := os.WriteFile(filepath.Join(dir, "hearsay.db"), file, 0o666); err != nil {
						t.Fatal(err)
					}
				}
				w := &work{r: r, dir: dir, items: base.items, clock: base.clock}
				fault := f.Fault
				fault.Nth = nth
				failed, err := live(w, life, fault)
				_ = w.close()
				if err != nil {
					t.Fatalf("call %d: %v", nth, err)
				}
				_ = os.RemoveAll(dir)
				if failed.call == "" {
					break
				}
				n++
				if failed.err == nil {
					quiet++
					continue
				}
				said[fmt.Sprintf("%s, %s: %v", failed.step, failed.call, strings.ReplaceAll(failed.err.Error(), dir, "…"))]++
				if f.Full && failed.call == disktest.Write && !errors.Is(failed.err, ledger.ErrFull) {
					t.Errorf("call %d: a full disk is told as: %v", nth, failed.err)
				}
			}
			t.Logf("%d calls failed in turn, %d of them without an error", n, quiet)
			for _, m := range slices.Sorted(maps.Keys(said)) {
				t.Logf("%4d × %s", said[m], m)
			}
		})
	}
}

// broke is what became of a fault.
type broke struct {
	call disktest.Call // "" where it never came to it
	step string
	err  error // nil where no step failed
}

// live does the steps of a life with one fault in it. A step that fails is done
// again, once the disk is mended.
func live(w *work, life []step, f disktest.Fault) (out broke, err error) {
	disk, err := disktest.Mount(w.dir)
	if err != nil {
		return out, err
	}
	tr, err := disk.Record()
	if err != nil {
		return out, err
	}
	disk.Fail(f)
	var last ledger.Chain
	for i, st := range life {
		if err := st.do(w); err != nil {
			call := disk.Mend()
			if call == "" {
				return out, fmt.Errorf("%s: %w", st.name, err)
			}
			out = broke{call, st.name, err}
			if w.s != nil {
				now, err := head(w.s)
				if err != nil || now.Seq < last.Seq {
					return out, fmt.Errorf("%s failed; row %d of %d is the last, %w", st.name, now.Seq, last.Seq, err)
				}
			}
			if err := st.do(w); err != nil {
				return out, fmt.Errorf("%s failed (%w); done again: %w", st.name, out.err, err)
			}
		}
		if w.s == nil {
			continue
		}
		if last, err = head(w.s); err != nil { // the fault met the question
			if c := disk.Mend(); c != "" {
				out.call = c
				last, err = head(w.s)
			}
			if err != nil {
				return out, err
			}
		}
		if i == len(life)-2 { // what was acknowledged is safe, also where a sync had failed
			if c := disk.Mend(); out.call == "" {
				out.call = c
			}
			if err := safe(tr, last, filepath.Join(w.dir, "cut")); err != nil {
				return out, err
			}
			if _, err := sound(w.s, w.items[:4]); err != nil {
				return out, err
			}
		}
	}
	s, err := sqlite.Open(filepath.Join(w.dir, "hearsay.db"), sqlite.Options{ReadOnly: true})
	if err != nil {
		return out, err
	}
	defer s.Close()
	v, err := ledger.Verify(ctx, s, nil)
	if err == nil && (v.Head != last || v.Captures != 4) {
		err = fmt.Errorf("%+v, acknowledged was %+v", v, last)
	}
	return out, err
}

// safe checks that a ledger's last row is on disk even where nothing is that was
// not synced.
func safe(tr *disktest.Trace, last ledger.Chain, into string) error {
	rp := tr.Replay()
	for rp.Next() {
	}
	if err := rp.Cut(0, into); err != nil {
		return err
	}
	defer os.RemoveAll(into)
	s, err := sqlite.Open(filepath.Join(into, "hearsay.db"), sqlite.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	v, err := ledger.Verify(ctx, s, nil)
	if err == nil && v.Head != last {
		err = fmt.Errorf("after a power cut the last row is %d, %d was acknowledged", v.Head.Seq, last.Seq)
	}
	return err
}
