//go:build unix

package keep

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/intake"
	"hearsay/internal/desk"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/sqlite"
	"hearsay/internal/reading"
)

// BenchmarkAdd reads reports by reading alone and by add, in turns, and prints
// the medians of the turns' ratios: how much of the rate of reading is left to
// add by the clock, and how much of its time a processor reads. Each turn takes
// other reports, HEARSAY_REPORTS of them (400 without); the ledger grows through
// the turns. They are the news beside the project, or invented.
//
//	go test ./internal/cli/keep -run - -bench Add -benchtime 8x
func BenchmarkAdd(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(40)) // as the program does
	n, err := strconv.Atoi(os.Getenv("HEARSAY_REPORTS"))
	if err != nil {
		n = 400
	}
	reader, err := reading.Load()
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "hearsay.db")
	store, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	workers := runtime.NumCPU()
	a := &adding{store: store, keep: keep.New(store), reader: reader, workers: workers, io: &console.Streams{Out: io.Discard, Err: io.Discard}}
	a.desk = desk.Open(store, func() (*reading.Reader, error) { return reader, nil })
	pure := &adding{reader: reader, workers: workers, keep: keep.New(store)}
	next := reports(b)
	var turns []turn
	for b.Loop() {
		some := next(n)
		var t turn
		read := func() { t.read = measure(b, func() error { return pure.reading(some) }) }
		add := func() {
			t.add = measure(b, func() error {
				a.items = items(some)
				return a.run(context.Background())
			})
		}
		if len(turns)%2 == 0 {
			read()
			add()
		} else {
			add()
			read()
		}
		turns = append(turns, t)
		b.Logf("read %.0f a second, add %.0f; processor %.2f and %.2f ms a report", float64(n)/t.read.wall.Seconds(), float64(n)/t.add.wall.Seconds(), each(t.read.processor, n), each(t.add.processor, n))
	}
	if a.failed > 0 {
		b.Fatalf("%d reports failed", a.failed)
	}
	b.ReportMetric(100*middle(turns, func(t turn) float64 { return t.read.wall.Seconds() / t.add.wall.Seconds() }), "%wall")
	b.ReportMetric(100*middle(turns, func(t turn) float64 { return t.read.processor.Seconds() / t.add.processor.Seconds() }), "%processor")
	b.ReportMetric(middle(turns, func(t turn) float64 { return each(t.add.processor-t.read.processor, n) }), "ms-kept/report")
	b.ReportMetric(middle(turns, func(t turn) float64 { return float64(n) / t.add.wall.Seconds() }), "reports/s")
	if err := store.Settle(context.Background()); err != nil {
		b.Fatal(err)
	}
	if info, err := os.Stat(path); err == nil {
		b.ReportMetric(float64(info.Size())/float64(a.fresh), "bytes/report")
	}
}

// turn is what the same reports cost to read, and to add.
type turn struct{ read, add cost }

type cost struct{ wall, processor time.Duration }

func measure(b *testing.B, f func() error) cost {
	b.Helper()
	runtime.GC()
	begin, used := time.Now(), processor()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return cost{time.Since(begin), processor() - used}
}

// processor is the time that processors gave to this process so far.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func each(d time.Duration, n int) float64 { return d.Seconds() * 1000 / float64(n) }

func middle(turns []turn, f func(turn) float64) float64 {
	all := make([]float64, len(turns))
	for i, t := range turns {
		all[i] = f(t)
	}
	slices.SortFunc(all, cmp.Compare)
	return (all[len(all)/2] + all[(len(all)-1)/2]) / 2
}

// reading reads captures side by side and keeps nothing.
func (a *adding) reading(some []capture.Capture) error {
	jobs := make(chan capture.Capture)
	failed := make(chan error, len(some))
	done := make(chan struct{})
	for range a.workers {
		go func() {
			for c := range jobs {
				if _, err := intake.Reads(a.reader, c); err != nil {
					failed <- err
				}
			}
			done <- struct{}{}
		}()
	}
	for _, c := range some {
		jobs <- c
	}
	close(jobs)
	for range a.workers {
		<-done
	}
	close(failed)
	return <-failed
}

func items(some []capture.Capture) iter.Seq[intake.Opening] {
	return func(yield func(intake.Opening) bool) {
		for _, c := range some {
			open := func(context.Context) iter.Seq2[capture.Capture, error] {
				return func(yield func(capture.Capture, error) bool) { yield(c, nil) }
			}
			if !yield(intake.Opening{URI: c.URI, Open: open}) {
				return
			}
		}
	}
}

// reports gives captures, so many at a time, each once.
func reports(b *testing.B) func(n int) []capture.Capture {
	f, err := os.Open("../../../../shared/corpora/raw/news.jsonl.gz")
	if err != nil {
		b.Log("invented reports, as there is no news beside the project: ", err)
		k := 0
		return func(n int) (out []capture.Capture) {
			for range n {
				out = append(out, capture.Of([]byte(invented(k)), fmt.Sprintf("invented/%d.txt", k), capture.Stated{}))
				k++
			}
			return out
		}
	}
	b.Cleanup(func() { f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	return func(n int) (out []capture.Capture) {
		for len(out) < n {
			if !lines.Scan() {
				b.Fatal("fewer turns, there is no more news", lines.Err())
			}
			var d struct{ ID, Title, Published, Text string }
			if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
				b.Fatal(err)
			}
			var st capture.Stated
			st.Date, _ = time.Parse(time.DateOnly, d.Published)
			out = append(out, capture.Of([]byte(d.Title+"\n\n"+d.Text), d.ID, st))
		}
		return out
	}
}

// invented is report k of many that differ in place, day, names and figures.
func invented(k int) string {
	places := []string{"Aden", "Taiz", "Mocha", "Hodeidah", "Marib", "Sanaa", "Mukalla", "Zinjibar"}
	first := []string{"Ines", "Salim", "Ada", "Omar", "Lena", "Karim", "Noor", "Petra"}
	last := []string{"Dahl", "Harb", "Quill", "Waberi", "Okoro", "Adeyemi", "Marsh", "Vidal", "Bekele", "Osman", "Farah", "Lind"}
	day := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, k/4%330)
	name := func(i int) string { return first[i%8] + " " + last[i/8%12] }
	place := places[k/3%8]
	return fmt.Sprintf(`Shelling Hits Depot Number %d in %s

By %s
Courier %d | %s

Shells hit a depot in %s, Yemen, on %s, killed %d people and wounded %d, the governor, %s, said. The army denied that it had fired at the depot.

“We heard two blasts and then the wall came down,” said %s, a driver who lives beside it. She said that %d trucks had burned.

Two officials of the port said that the depot had held grain. A spokesman for the army declined to say whether its guns had been near %s that day. %s, who keeps the books of the depot, believes that %d sacks were lost.
`, k, place, name(k/5), k%40, day.AddDate(0, 0, 1).Format("January 2, 2006"), place, day.Weekday(), 1+k%17, 2+k%23, name(k/7), name(k/11), 1+k%9, place, name(k/13), 100+k%400)
}
