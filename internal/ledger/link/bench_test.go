package link_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/internal/incident/union"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/link"
	"hearsay/internal/ledger/sqlite"
)

// BenchmarkLink prints what linking one report costs in a SQLite ledger of ten
// thousand invented reports, and how well it is done; HEARSAY_REPORTS sets larger
// ones, as "10000 100000 1000000". The ledger is filled with the profiles of
// reports and the incidents they are known to tell of, as rebuild would, without
// pages, statements or texts; then HEARSAY_FRESH reports (2,000) are linked, 32 a
// Write as `add` does. HEARSAY_DAILY is how many reports come in a day of the world
// (300). Each line has, for a report:
//
//	p50-ms, p99-ms   the time of Link
//	cpu-ms, -p99     the same by the processor's time, where the system tells it
//	write-ms         that of the whole Write, synced, per report
//	asked            questions put to the store; found: records they gave
//	read-kB, put     bodies read; records put
//	B/report         bytes of the tables of linking in the file
//	recall-%         of the pairs of members that are of one story and of which
//	                 one is fresh, those that were put together
//	wrong-%          of the pairs that were put together, those of two stories
//	mean-%           of the others of its story that a fresh member is together
//	                 with, the share, where each member counts once, and not each
//	                 pair: one story of a hundred reports has five thousand
func BenchmarkLink(b *testing.B) {
	sizes, fresh := cmp.Or(os.Getenv("HEARSAY_REPORTS"), "10000"), number("HEARSAY_FRESH", 2000)
	path := filepath.Join(b.TempDir(), "hearsay.db")
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	w, l := newWorld(3, number("HEARSAY_DAILY", 300)), link.New()
	for size := range strings.FieldsSeq(sizes) {
		var n int
		if _, err := fmt.Sscan(size, &n); err != nil {
			b.Fatal(err)
		}
		begin, from := time.Now(), w.reports
		for w.reports < n {
			fill(b, s, l, w, 1024)
		}
		filled := w.reports - from
		b.Logf("%d reports entered, %.2f ms each", filled, time.Since(begin).Seconds()*1000/float64(max(1, filled)))
		bytes := ledgertest.Taken(b, path, link.Tables()) / float64(w.reports)
		b.Run(size, func(b *testing.B) {
			for b.Loop() {
				measure(b, s, l, w, fresh)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(bytes, "B/report")
		})
	}
}

// number is one that is set for a benchmark.
func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

func measure(b *testing.B, s ledger.Store, l *link.Linker, w *world, fresh int) {
	first := w.reports
	var took, cpu []time.Duration
	var whole time.Duration
	var c counting
	spent, done := ledgertest.Processor()
	defer done()
	new := map[string]bool{}
	for w.reports < first+fresh {
		var batch [][]union.Profile
		for range 32 {
			ps := w.next()
			for i := range ps {
				new[memberOf(ps[i])] = true
			}
			batch = append(batch, ps)
		}
		begin := time.Now()
		t, p := enterAll(b, s, l, &c, batch, spent)
		took, cpu = append(took, t...), append(cpu, p...)
		whole += time.Since(begin)
	}
	slices.Sort(took)
	slices.Sort(cpu)
	ms := func(d time.Duration) float64 { return d.Seconds() * 1000 }
	n := float64(len(took))
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(ms(cpu[len(cpu)/2]), "cpu-ms")
	b.ReportMetric(ms(cpu[len(cpu)*99/100]), "cpu-p99")
	b.ReportMetric(ms(whole)/n, "write-ms")
	b.ReportMetric(float64(c.asked)/n, "asked")
	b.ReportMetric(float64(c.found)/n, "found")
	b.ReportMetric(float64(c.bytes)/n/1000, "read-kB")
	b.ReportMetric(float64(c.put)/n, "put")
	recall, wrong, mean := quality(b, s, w, new)
	b.ReportMetric(100*mean, "mean-%")
	b.ReportMetric(100*recall, "recall-%")
	b.ReportMetric(100*wrong, "wrong-%")
}

// enterAll links reports in one Write and returns how long each took.
func enterAll(t testing.TB, s ledger.Store, l *link.Linker, c *counting, reports [][]union.Profile, spent func() time.Duration) (took, cpu []time.Duration) {
	t.Helper()
	err := s.Write(ctx, func(tx ledger.Tx) error {
		c.Tx = tx
		for _, ps := range reports {
			id := ps[0].Report
			rows, err := tx.Append(ledger.Draft{Kind: ledger.Reading, ID: id[:12] + ".00000001", Body: []byte("{}")})
			if err != nil {
				return err
			}
			start, at := time.Now(), spent()
			if err := l.Link(c, &rows[0], &entry.Read{Capture: id, Profiles: ps}); err != nil {
				return err
			}
			took, cpu = append(took, time.Since(start)), append(cpu, spent()-at)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return took, cpu
}

// fill enters reports with the incidents they tell of.
func fill(t testing.TB, s ledger.Store, l *link.Linker, w *world, n int) {
	err := s.Write(ctx, func(tx ledger.Tx) error {
		for range n {
			ps := w.next()
			rows, err := tx.Append(ledger.Draft{Kind: ledger.Reading, ID: ps[0].Report[:12] + ".00000001", Body: []byte("{}")})
			if err != nil {
				return err
			}
			if err := l.Replay(tx, &rows[0], &entry.Read{Capture: ps[0].Report, Profiles: ps}); err != nil {
				return err
			}
			var drafts []ledger.Draft
			for i := range ps {
				no := w.of[memberOf(ps[i])]
				id := fmt.Sprintf("inc-%012x", mix(uint64(no))>>16)
				body, err := json.Marshal(entry.Linked{Incident: id, Member: memberOf(ps[i]), Reading: rows[0].ID, Begins: !w.begun[no]})
				w.begun[no] = true
				if err != nil {
					return err
				}
				drafts = append(drafts, ledger.Draft{Kind: ledger.Link, ID: id, Body: body})
			}
			if rows, err = tx.Append(drafts...); err != nil {
				return err
			}
			for i := range rows {
				if err := l.Apply(tx, &rows[i]); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// quality is how many pairs of one story are together where one is fresh, and
// how many of those together are of two stories.
func quality(t testing.TB, s ledger.Store, w *world, fresh map[string]bool) (recall, wrong, mean float64) {
	t.Helper()
	var right, pairs, both, shares, members float64
	err := s.Read(ctx, func(r ledger.Reader) error {
		in := func(member string) string {
			rec, err := r.Record(link.Members, member, 0)
			if err != nil {
				t.Fatal(err)
			}
			id, _ := rec.Values[0].(string)
			return id
		}
		seen := map[string]bool{}
		for f := range fresh {
			id := in(f)
			story := w.members[w.of[f]]
			here := 0.0
			for _, m := range story {
				if m == f {
					continue
				}
				together := id != "" && in(m) == id
				if together {
					here++
				}
				if fresh[m] && m < f {
					continue
				}
				pairs++
				if together {
					right++
				}
			}
			if len(story) > 1 {
				members++
				shares += here / float64(len(story)-1)
			}
			if id == "" || seen[id] {
				continue
			}
			seen[id] = true
			hits, err := collect(r.Select(ledger.Query{Table: link.Members, Where: []ledger.Cond{{Column: "incident", Op: ledger.Eq, Value: id}}}))
			if err != nil {
				return err
			}
			for i := range hits {
				for j := range i {
					if fresh[hits[i].Key] || fresh[hits[j].Key] {
						both++
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return right / max(1, pairs), 1 - right/max(1, both), shares / max(1, members)
}

func collect(seq iter.Seq2[ledger.Hit, error]) ([]ledger.Hit, error) {
	var out []ledger.Hit
	for h, err := range seq {
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// counting counts what is asked of a store.
type counting struct {
	ledger.Tx
	asked, found, put, bytes int
}

func (c *counting) Record(t *ledger.Table, key string, at int64) (ledger.Record, error) {
	c.asked++
	rec, err := c.Tx.Record(t, key, at)
	if err == nil {
		c.found++
		c.bytes += len(rec.Body)
	}
	return rec, err
}

func (c *counting) Select(q ledger.Query) iter.Seq2[ledger.Hit, error] {
	c.asked++
	return func(yield func(ledger.Hit, error) bool) {
		for h, err := range c.Tx.Select(q) {
			c.found++
			c.bytes += len(h.Body)
			if !yield(h, err) {
				return
			}
		}
	}
}

func (c *counting) Put(t *ledger.Table, key string, since int64, values []any, body []byte) error {
	c.put++
	return c.Tx.Put(t, key, since, values, body)
}
