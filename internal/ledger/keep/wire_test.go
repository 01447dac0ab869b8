package keep_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/postgres"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/ledger/wiretest"
	"hearsay/internal/reading"
	"hearsay/internal/worker"
)

// schema is the address of a new one; the server is not what fails.
func schema(t *testing.T) string { return ledgertest.Schema(t, "synchronous_commit", "off") }

// wired is a ledger in PostgreSQL behind a wire.
type wired struct {
	t *testing.T
	r *reading.Reader
	w *wiretest.Wire
	s *postgres.Store
	k *keep.Keeper
	d *desk.Desk
	n int // reports so far
}

func (w *wired) open() error {
	s, err := postgres.Open(ctx, w.w.Address(), postgres.Options{})
	if err != nil {
		return err
	}
	w.s, w.k, w.d = s, keep.New(s), desk.Open(s, func() (*reading.Reader, error) { return w.r, nil })
	return nil
}

// item is the report that comes next, read where read says so.
func (w *wired) item(read bool) keep.Item {
	w.t.Helper()
	w.n++
	it := keep.Item{Capture: capture.Of([]byte(strings.ReplaceAll(story(w.n), "March", time.Month(1+w.n/28%12).String())), fmt.Sprintf("%d.txt", w.n), capture.Stated{})}
	if read {
		rd, err := w.r.Read(it.Capture)
		if err != nil {
			w.t.Fatal(err)
		}
		it.Reading = rd
	}
	return it
}

// wires are parts of a ledger's work that the wire is cut in. Each returns what
// is to be done, again after a cut, and what checks what came of it.
var wires = []struct {
	name   string
	stride int
	begin  func(*wired) (do, check func() error)
}{
	{"make", 9, func(w *wired) (do, check func() error) {
		_ = w.s.Close()
		_ = w.w.Close()
		wire, err := wiretest.Listen(schema(w.t))
		if err != nil {
			w.t.Fatal(err)
		}
		w.w, w.s = wire, nil
		return func() error {
			if w.s != nil {
				return nil
			}
			return w.open()
		}, func() error { return nil }
	}},
	{"add", 29, func(w *wired) (do, check func() error) {
		it := w.item(true)
		return func() error {
			return enter(w.k, w.d, w.r, []keep.Item{it}, false)
		}, func() error { return once(w.s, it.Capture.SHA256) }
	}},
	{"add in one", 29, func(w *wired) (do, check func() error) {
		it := w.item(true)
		return func() error {
			return enter(w.k, w.d, w.r, []keep.Item{it}, true)
		}, func() error { return once(w.s, it.Capture.SHA256) }
	}},
	{"decide", 41, func(w *wired) (do, check func() error) {
		reason, before := fmt.Sprint("ask the harbour ", w.n), ledger.Chain{}
		w.n++
		return func() error {
			if before.Seq == 0 {
				h, err := head(w.s)
				if err != nil {
					return err
				}
				before = h
			}
			list, err := w.d.Incidents(ctx, desk.IncidentFilter{})
			if err != nil {
				return err
			}
			_, err = w.d.Decide(ctx, entry.Decided{Who: "M. Okoro", What: entry.Note, Subject: list.Items[0].ID, Reason: reason, Seen: before.Seq})
			return err
		}, func() error { return nil }
	}},
	{"rebuild", 311, func(w *wired) (do, check func() error) {
		return func() error { return w.d.Rebuild(ctx, nil) }, func() error { return nil }
	}},
	{"jobs", 67, func(w *wired) (do, check func() error) {
		it := w.item(false)
		return func() error {
			q, err := worker.Open(ctx, w.s, worker.Options{Wait: func(int) time.Duration { return 0 }, Do: func(context.Context, []string) (func(ledger.Tx) error, error) {
				rd, err := w.r.Read(it.Capture)
				if err != nil {
					return nil, err
				}
				return func(tx ledger.Tx) error {
					_, err := w.k.In(tx, w.r.Identity(), []keep.Item{{Capture: it.Capture, Reading: rd}})
					if err != nil {
						w.k.Failed()
					}
					return err
				}, nil
			}})
			if err != nil {
				return err
			}
			if _, err := w.k.Keep(ctx, w.r.Identity(), []keep.Item{it}, func(tx ledger.Tx) error {
				return q.Add(ctx, tx, []string{it.Capture.SHA256})
			}); err != nil {
				return err
			}
			if err := q.Start(ctx); err != nil {
				return err
			}
			late, cancel := context.WithTimeout(ctx, time.Minute)
			defer cancel()
			return errors.Join(q.Drained(late, nil), q.Stop(late))
		}, func() error { return once(w.s, it.Capture.SHA256) }
	}},
	{"backup", 4, func(w *wired) (do, check func() error) {
		path := filepath.Join(w.t.TempDir(), "copy.db")
		return func() error { return w.s.Backup(ctx, path) }, func() error {
			c, err := sqlite.Open(path, sqlite.Options{ReadOnly: true})
			if err != nil {
				return err
			}
			defer c.Close()
			v, err := ledger.Verify(ctx, c, nil)
			if h, e := head(w.s); err == nil && h != v.Head {
				err = fmt.Errorf("%+v in the copy, %+v, %v", v, h, e)
			}
			return err
		}
	}},
	{"restore", 9, func(w *wired) (do, check func() error) {
		var to *postgres.Store
		at := schema(w.t)
		plain, err := postgres.Open(ctx, at, postgres.Options{})
		if err != nil {
			w.t.Fatal(err)
		}
		whole, err := head(w.s)
		if err != nil {
			w.t.Fatal(err)
		}
		u, _ := url.Parse(at)
		v, _ := url.Parse(w.w.Address())
		u.Host = v.Host
		from := w.s
		return func() error {
				if to == nil {
					s, err := postgres.Open(ctx, u.String(), postgres.Options{})
					if err != nil {
						return err
					}
					to = s
				}
				have, err := head(to)
				if err != nil {
					return err
				}
				return from.Read(ctx, func(r ledger.Reader) error { return to.Take(ctx, r.Rows(have.Seq, 0)) })
			}, func() error {
				defer plain.Close()
				defer to.Close()
				v, err := ledger.Verify(ctx, plain, nil)
				if err == nil && v.Head != whole {
					err = fmt.Errorf("%+v of %+v", v, whole)
				}
				return err
			}
	}},
}

// TestWire cuts the wire to a PostgreSQL server at each message of a ledger's
// work in turn: before the message comes through, in its middle, after the
// server did what it says and before the answer comes, a commit's among them. What
// was acknowledged is there; done again, all is there once. Usual runs cut at one
// message in some and at each commit, HEARSAY_FAULTS=all at every message.
func TestWire(t *testing.T) {
	if os.Getenv("HEARSAY_POSTGRES") == "" {
		t.Skip("HEARSAY_POSTGRES names no server; .ci/postgres starts one")
	}
	if testing.Short() {
		t.Skip("the wire is cut some hundred times: left out of short runs")
	}
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range wires {
		t.Run(part.name, func(t *testing.T) {
			wire, err := wiretest.Listen(schema(t))
			if err != nil {
				t.Fatal(err)
			}
			w := &wired{t: t, r: r, w: wire}
			if err := w.open(); err != nil {
				t.Fatal(err)
			}
			defer func() { _ = w.s.Close(); _ = w.w.Close() }()
			first, _ := wires[1].begin(w)
			if err := first(); err != nil {
				t.Fatal(err)
			}
			for _, how := range []wiretest.How{wiretest.After, wiretest.Before, wiretest.Half, wiretest.Stall} {
				step := every(part.stride)
				if how != wiretest.After {
					step = every(2 * part.stride)
				}
				if step > 1 && part.name != "add" && (how == wiretest.Half || how == wiretest.Stall) {
					continue
				}
				commits := 0
				for ; how != wiretest.Stall; commits++ {
					at, err := w.cut("commit", commits+1, how, part.begin)
					if at == "" {
						break
					}
					if err != nil && !errors.Is(err, ledger.ErrLost) {
						t.Errorf("commit %d: %v", commits+1, err)
					}
				}
				n, quiet, said := 0, 0, map[string]int{}
				for nth := 1; ; nth += step {
					at, err := w.cut("", nth, how, part.begin)
					if at == "" {
						break
					}
					if n++; err == nil {
						quiet++
						continue
					}
					said[string(private.ReplaceAll([]byte(err.Error()), []byte("…")))]++
					if !errors.Is(err, ledger.ErrLost) {
						t.Errorf("message %d: %v", nth, err)
					}
				}
				t.Logf("%s: cut at %d commits, then at %d messages, %d of them without an error", how, commits, n, quiet)
				for _, m := range slices.Sorted(maps.Keys(said)) {
					t.Logf("%4d × %s", said[m], m)
				}
			}
			if _, err := ledger.Verify(ctx, w.s, nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// private is what differs from one message to another.
var private = regexp.MustCompile(`127\.0\.0\.1:\d+|inc-[0-9a-f]+|row \d+|test_\d+_\d+`)

// cut does a part of the work with the wire cut at one message, and again where
// that failed. It says at what kind of message it was cut, "" where it did not
// come to it, and the error the first time.
func (w *wired) cut(word string, nth int, how wiretest.How, begin func(*wired) (do, check func() error)) (at string, first error) {
	w.t.Helper()
	do, check := begin(w)
	var before ledger.Chain
	if w.s != nil {
		var err error
		if before, err = head(w.s); err != nil {
			w.t.Fatal(err)
		}
	}
	w.w.ArmAt(word, nth, how)
	first = do()
	at = w.w.Fired()
	if first != nil && at == "" {
		w.t.Fatalf("message %d: %v", nth, first)
	}
	if first != nil {
		if err := do(); err != nil {
			w.t.Fatalf("message %d: done again: %v", nth, err)
		}
	}
	if err := check(); err != nil {
		w.t.Fatalf("message %d: %v", nth, err)
	}
	if now, err := head(w.s); err != nil || now.Seq < before.Seq {
		w.t.Fatalf("message %d: row %d is the last of %d, %v", nth, now.Seq, before.Seq, err)
	}
	return at, first
}
