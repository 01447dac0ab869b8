package edge_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/edge"
	"hearsay/internal/ledger/entry"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/reading"
	"hearsay/internal/span"
)

// wires invents reports of 300 outlets: words as common as those of a language,
// every tenth the text of one of the last 2,000 with some of its sentences changed,
// every fifth crediting one of thirty agencies, whose reports are rarely there. It
// is the same whenever it is made.
type wires struct {
	rng   *rand.Rand
	n     int
	texts [2000][]string // sentences
	ids   [2000]int
}

// told is how many days' reports come in a day.
const told = 300

func (w *wires) sentence() string {
	var b strings.Builder
	for range 12 + w.rng.IntN(12) {
		b.WriteString("w")
		b.WriteString(strconv.Itoa(int(math.Pow(60_000, w.rng.Float64()))))
		b.WriteByte(' ')
	}
	return b.String()
}

// next is a report, and the number of the one it was made from; -1 for none.
func (w *wires) next() (rep reading.Report, from int) {
	from = -1
	var text []string
	if w.n > 100 && w.rng.IntN(10) == 0 {
		k := w.rng.IntN(min(w.n, len(w.texts)))
		from, text = w.ids[k], slices.Clone(w.texts[k])
		for range w.rng.IntN(4) {
			text[w.rng.IntN(len(text))] = w.sentence()
		}
	} else {
		for range 12 + w.rng.IntN(20) {
			text = append(text, w.sentence())
		}
	}
	k := w.n % len(w.texts)
	w.texts[k], w.ids[k] = text, w.n
	outlet := fmt.Sprintf("outlet %d", w.rng.IntN(300))
	if w.rng.IntN(20) == 0 {
		outlet = fmt.Sprintf("agency %d", w.rng.IntN(30))
	}
	rep = reading.Report{ID: id(w.n), Text: strings.Join(text, "\n"), SourceOffice: outlet, SourceDate: time.Unix(0, 0).AddDate(30, 0, w.n/told).Format(time.DateOnly)}
	if w.rng.IntN(5) == 0 {
		rep.InfoSources = []string{fmt.Sprintf("agency %d", w.rng.IntN(30))}
		rep.Basis = []reading.Basis{{Field: "info_sources", Span: &span.Quote{Span: span.Of(0, 2)}}}
	}
	w.n++
	return rep, from
}

// BenchmarkTrace prints what finding out what one report was made from costs in a
// SQLite ledger of ten thousand invented reports; HEARSAY_REPORTS sets larger
// ones, as "10000 100000 1000000". The ledger is filled with the sketches of
// reports and whom they credit, as rebuild would; the texts of the last few
// thousand are there. Then HEARSAY_FRESH reports (2,000) are traced, 32 a Write.
// Each line has the time of Trace for a report, by the clock and by the
// processor; write-ms, of the whole Write; how many of the copies were found; the
// bytes of the tables in the file, for a report.
func BenchmarkTrace(b *testing.B) {
	path := filepath.Join(b.TempDir(), "hearsay.db")
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	fresh := 2000
	if n, err := strconv.Atoi(os.Getenv("HEARSAY_FRESH")); err == nil {
		fresh = n
	}
	w := &wires{rng: rand.New(rand.NewPCG(1, 1))}
	for size := range strings.FieldsSeq(cmp.Or(os.Getenv("HEARSAY_REPORTS"), "10000")) {
		n, err := strconv.Atoi(size)
		if err != nil {
			b.Fatal(err)
		}
		begin, from := time.Now(), w.n
		for w.n < n {
			bring(b, s, w, 1024, w.n > n-4096, nil)
		}
		b.Logf("%d reports entered, %.2f ms each", w.n-from, time.Since(begin).Seconds()*1000/float64(max(1, w.n-from)))
		bytes := ledgertest.Taken(b, path, edge.Tables()) / float64(w.n)
		b.Run(size, func(b *testing.B) {
			var m traced
			for b.Loop() {
				for range fresh / 32 {
					bring(b, s, w, 32, true, &m)
				}
			}
			slices.Sort(m.took)
			slices.Sort(m.cpu)
			ms := func(d time.Duration) float64 { return d.Seconds() * 1000 }
			k := len(m.took)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(ms(m.took[k/2]), "p50-ms")
			b.ReportMetric(ms(m.took[k*99/100]), "p99-ms")
			b.ReportMetric(ms(m.cpu[k/2]), "cpu-ms")
			b.ReportMetric(ms(m.cpu[k*99/100]), "cpu-p99")
			b.ReportMetric(ms(m.whole)/float64(k), "write-ms")
			b.ReportMetric(100*float64(m.found)/float64(max(1, m.copies)), "found-%")
			b.ReportMetric(bytes, "B/report")
		})
	}
}

// traced is what tracing took.
type traced struct {
	took, cpu     []time.Duration
	whole         time.Duration
	copies, found int
}

// bring puts reports in, with their texts or without: entered where m is nil, else
// traced.
func bring(b *testing.B, s ledger.Store, w *wires, many int, texts bool, m *traced) {
	spent, done := ledgertest.Processor()
	defer done()
	type ready struct {
		read *entry.Read
		body []byte
		from int
	}
	var list []ready
	for range many {
		rep, from := w.next()
		read := &entry.Read{Capture: rep.ID, Reading: &reading.Reading{Report: rep}}
		body := []byte("{}")
		if texts {
			var err error
			if body, err = json.Marshal(read); err != nil {
				b.Fatal(err)
			}
		}
		list = append(list, ready{read, body, from})
	}
	begin := time.Now()
	err := s.Write(ctx, func(tx ledger.Tx) error {
		for i := range list {
			l := &list[i]
			rows, err := tx.Append(ledger.Draft{Kind: ledger.Reading, ID: l.read.Capture[:12], Body: l.body})
			if err != nil {
				return err
			}
			if m == nil {
				if err := edge.Replay(tx, &rows[0], l.read); err != nil {
					return err
				}
				if err := credit(tx, &l.read.Reading.Report); err != nil {
					return err
				}
				continue
			}
			at, cpu := time.Now(), spent()
			if err := edge.Trace(tx, &rows[0], l.read); err != nil {
				return err
			}
			m.took, m.cpu = append(m.took, time.Since(at)), append(m.cpu, spent()-cpu)
			if l.from < 0 {
				continue
			}
			m.copies++
			made, err := edge.Of(tx, l.read.Capture, 0, 32)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(made, func(e entry.Made) bool { return e.Kind == entry.Copy }) {
				m.found++
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if m != nil {
		m.whole += time.Since(begin)
	}
}

// credit enters whom a report credits, as Trace would.
func credit(tx ledger.Tx, rep *reading.Report) error {
	for _, name := range rep.InfoSources {
		body, err := json.Marshal(entry.Made{To: rep.ID, Name: name, Kind: entry.Credit, Score: 1, Reason: "credits " + name})
		if err != nil {
			return err
		}
		rows, err := tx.Append(ledger.Draft{Kind: ledger.Edge, ID: rep.ID, Body: body})
		if err != nil {
			return err
		}
		if err := edge.Apply(tx, &rows[0]); err != nil {
			return err
		}
	}
	return nil
}
