package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/sqlite"
)

// BenchmarkAppend writes ready readings of twenty statements with their index
// and full text, 64 a transaction, each synced to disk.
func BenchmarkAppend(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "hearsay.db"), sqlite.Options{})
	defer s.Close()
	l := ledgertest.NewLoad(1)
	ready := make([][]ledgertest.Ready, 8)
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		if n%len(ready) == 0 {
			for i := range ready {
				ready[i] = nil
				for range 64 {
					ready[i] = append(ready[i], l.Next())
				}
			}
		}
		b.StartTimer()
		if err := ledgertest.Put(context.Background(), s, ready[n%len(ready)]); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(float64(64*n)/b.Elapsed().Seconds(), "readings/s")
}

// scale is how many statements the ledger of BenchmarkAsk holds;
// HEARSAY_STATEMENTS sets another number.
func scale() int {
	if n, err := strconv.Atoi(os.Getenv("HEARSAY_STATEMENTS")); err == nil {
		return n
	}
	return 10_000
}

func phrase(w ...string) *ledger.Match { return &ledger.Match{Kind: ledger.Phrase, Words: w} }

// questions are what a ledger is asked, the i-th time.
var questions = []struct {
	name string
	q    func(i int) ledger.Query
}{
	{"source", func(i int) ledger.Query {
		return ledger.Query{Where: []ledger.Cond{{Column: "source", Op: ledger.Eq, Value: fmt.Sprintf("source %d", i*37%9000)}}, Order: []ledger.Order{{Column: "day", Desc: true}}, Limit: 50}
	}},
	{"days", func(i int) ledger.Query {
		return ledger.Query{Where: []ledger.Cond{{Column: "day", Op: ledger.Ge, Value: fmt.Sprintf("2020-%02d-01", i%12+1)}}, Order: []ledger.Order{{Column: "day"}}, Limit: 50}
	}},
	{"rare word", func(i int) ledger.Query {
		return ledger.Query{Match: phrase(fmt.Sprintf("w%d", 1000+i*7%4000)), Limit: 20}
	}},
	{"two words", func(i int) ledger.Query {
		return ledger.Query{Match: &ledger.Match{Kind: ledger.All, Parts: []*ledger.Match{phrase(fmt.Sprintf("w%d", i%2000)), phrase("hospital")}}, Limit: 20}
	}},
	{"common word", func(int) ledger.Query { return ledger.Query{Match: phrase("hospital"), Limit: 20} }},
	{"common phrase", func(int) ledger.Query { return ledger.Query{Match: phrase("army", "said"), Limit: 20} }},
}

// BenchmarkAsk prints the median and the 99th percentile of questions.
func BenchmarkAsk(b *testing.B) {
	path := filepath.Join(b.TempDir(), "hearsay.db")
	s := open(b, path, sqlite.Options{})
	defer s.Close()
	n := scale()
	begin := time.Now()
	if err := ledgertest.Fill(context.Background(), s, ledgertest.NewLoad(1), n/ledgertest.PerReading, 64); err != nil {
		b.Fatal(err)
	}
	took := time.Since(begin)
	info, _ := os.Stat(path)
	b.Logf("%d statements: %.0f readings/s while filling, %d bytes a reading", n, float64(n/ledgertest.PerReading)/took.Seconds(), info.Size()/int64(n/ledgertest.PerReading))
	for _, c := range questions {
		b.Run(c.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				took = append(took, ask(b, s, c.q(len(took))))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}

// ask is how long a question takes.
func ask(t testing.TB, s ledger.Store, q ledger.Query) time.Duration {
	q.Table = &ledgertest.Statements
	at := time.Now()
	err := s.Read(context.Background(), func(r ledger.Reader) error {
		for _, err := range r.Select(q) {
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return time.Since(at)
}
