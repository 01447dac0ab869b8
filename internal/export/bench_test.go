package export_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/desk/bulk"
	"hearsay/internal/export"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/ledger/sqlite"
)

// counter counts what is written.
type counter struct {
	bytes, written int64
	heap           uint64 // the most that was seen, in bytes
}

func (c *counter) Write(p []byte) (int, error) {
	c.bytes += int64(len(p))
	if c.written++; c.written%16 == 0 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		c.heap = max(c.heap, m.HeapInuse)
	}
	return len(p), nil
}

// BenchmarkWrite writes a ledger through the desk in each format and prints the
// lines a second and the largest heap that was seen: of invented reports,
// HEARSAY_REPORTS of them (300 without), whose records are copied until there are
// HEARSAY_STATEMENTS statements. HEARSAY_DB names a ledger that is there already, or
// where this one is kept.
func BenchmarkWrite(b *testing.B) {
	ctx := context.Background()
	path := os.Getenv("HEARSAY_DB")
	if path == "" {
		path = filepath.Join(b.TempDir(), "hearsay.db")
	}
	if _, err := os.Stat(path); err != nil {
		fill(b, path, reports())
	}
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	d := desk.Open(s, load)
	if err := d.Refresh(ctx, nil); err != nil {
		b.Fatal(err)
	}
	measure := func(f export.Format, write func(*counter) (export.Sum, error)) {
		b.Run(string(f), func(b *testing.B) {
			var n counter
			var lines int64
			runtime.GC()
			for b.Loop() {
				sum, err := write(&n)
				if err != nil {
					b.Fatal(err)
				}
				lines += sum.Lines
			}
			b.ReportMetric(float64(lines)/b.Elapsed().Seconds(), "lines/s")
			b.ReportMetric(float64(n.bytes)/1e6/b.Elapsed().Seconds(), "MB/s")
			b.ReportMetric(float64(n.heap)/1e6, "heap-MB")
		})
	}
	for _, f := range export.OfStatements {
		measure(f, func(n *counter) (export.Sum, error) {
			return export.WriteStatements(ctx, n, d, f, bulk.Choice{}, nil)
		})
	}
	for _, f := range export.Formats {
		measure(f, func(n *counter) (export.Sum, error) {
			return export.Write(ctx, n, d, f, desk.IncidentFilter{}, nil)
		})
	}
}

func reports() int {
	if n, err := strconv.Atoi(os.Getenv("HEARSAY_REPORTS")); err == nil {
		return n
	}
	return 300
}

// invented is report number n of many. They tell of different places, days,
// people and figures, in the width of a news story.
func invented(n int) string {
	pick := func(list []string, by int) string { return list[n/by%len(list)] }
	places := []string{"Aden, Yemen", "Taiz, Yemen", "Mosul, Iraq", "Kassala, Sudan", "Marib, Yemen", "Goma, Congo", "Mekelle, Ethiopia", "Kharkiv, Ukraine", "Maiduguri, Nigeria", "Herat, Afghanistan", "Idlib, Syria", "Gao, Mali"}
	first := []string{"Ines", "Salim", "Ada", "Omar", "Lena", "Karim", "Noor", "Petra", "Idris", "Vera", "Tomas"}
	last := []string{"Dahl", "Harb", "Quill", "Waberi", "Okoro", "Adeyemi", "Marsh", "Vidal", "Bekele", "Osman", "Farah", "Lind", "Sorel"}
	things := []string{"a depot", "a bridge", "a market", "a clinic", "a school", "a convoy", "a fuel station"}
	who := func(by int) string { return pick(first, by) + " " + pick(last, by+1) }
	day := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n%331)
	place, thing := pick(places, 1), pick(things, 3)
	var b bytes.Buffer
	fmt.Fprintf(&b, "Strike Hits %s in %s, Killing %d\n\nBy %s\nCourier %d | %s\n\n", thing[2:], place, 2+n%17, who(5), n%40, day.AddDate(0, 0, 1).Format("January 2, 2006"))
	fmt.Fprintf(&b, "A drone strike on %s in %s, on %s killed %d people and wounded %d, the governor, %s, said. The coalition denied that it had struck %s.\n\n", thing, place, day.Weekday(), 2+n%17, 3+n%23, who(2), thing)
	fmt.Fprintf(&b, "“We heard two blasts and then the roof came down,” said %s, a driver who lives nearby. She said that %d trucks had burned.\n\n", who(3), 1+n%9)
	fmt.Fprintf(&b, "Two security officials said that fighters had used the place for weeks. A spokesman for the coalition declined to say whether its aircraft had been near the town that day.\n\n")
	fmt.Fprintf(&b, "%s, a doctor at the main hospital, told reporters that %d of the dead were civilians, and that three children were among the wounded. “They brought them in on doors,” she said.\n\n", who(4), 1+n%7)
	fmt.Fprintf(&b, "The United Nations called for an investigation. A rights group, the %s Monitor, said it had counted %d strikes in the region since %s, and accused both sides of hitting homes.\n\n", pick(last, 2), 5+n%60, pick([]string{"March", "June", "October"}, 1))
	fmt.Fprintf(&b, "The mayor, %s, said the road would stay closed for %d days. Residents said many had left.\n", who(6), 2+n%12)
	return b.String()
}

// fill makes a ledger of so many invented reports.
func fill(b *testing.B, path string, n int) {
	b.Helper()
	ctx := context.Background()
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	r, err := load()
	if err != nil {
		b.Fatal(err)
	}
	k, d := keep.New(s), desk.Open(s, load)
	statements := 0
	for from := 0; from < n; from += 64 {
		var items []keep.Item
		for i := from; i < min(n, from+64); i++ {
			c := capture.Of([]byte(invented(i)), fmt.Sprintf("invented/%d.txt", i), capture.Stated{URL: fmt.Sprintf("https://courier%d.example/%d", i%40, i)})
			rd, err := r.Read(c)
			if err != nil {
				b.Fatal(err)
			}
			statements += len(rd.Statements)
			d.Remember(rd)
			items = append(items, keep.Item{Capture: c, Reading: rd})
		}
		if _, err := k.Keep(ctx, r.Identity(), items, nil); err != nil {
			b.Fatal(err)
		}
		if err := d.Refresh(ctx, nil); err != nil {
			b.Fatal(err)
		}
	}
	times := 1
	if want, err := strconv.Atoi(os.Getenv("HEARSAY_STATEMENTS")); err == nil {
		times = max(1, want/statements)
	}
	multiply(b, s, times)
	b.Logf("%d reports, %d statements", n*times, statements*times)
}

// multiply puts what an export asks for again under other keys, until it is there
// so many times.
func multiply(b *testing.B, s ledger.Store, times int) {
	ctx, tables, kept := context.Background(), []*ledger.Table{projection.Reports, projection.Statements, projection.Incidents, projection.Pages}, map[string][]ledger.Record{}
	if err := s.Read(ctx, func(r ledger.Reader) error {
		for _, t := range tables {
			for h, err := range r.Select(ledger.Query{Table: t}) {
				if err != nil {
					return err
				}
				kept[t.Name] = append(kept[t.Name], h.Record)
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	for i := 1; i < times; i++ {
		other := func(key string) string { // of the same length; of a statement, that of its report and its own number
			report, rest, _ := strings.Cut(key, ".")
			sum := sha256.Sum256([]byte(fmt.Sprint(i, " ", report[:12])))
			return hex.EncodeToString(sum[:])[:len(report)] + strings.Repeat(".", min(1, len(rest))) + rest
		}
		if err := s.Write(ctx, func(tx ledger.Tx) error {
			for _, t := range tables {
				for _, rec := range kept[t.Name] {
					values := slices.Clone(rec.Values)
					if t == projection.Statements {
						values[0] = other(values[0].(string))
					}
					body := bytes.ReplaceAll(rec.Body, []byte(`"id":"`+rec.Key+`"`), []byte(`"id":"`+other(rec.Key)+`"`))
					if err := tx.Put(t, other(rec.Key), rec.Since, values, body); err != nil {
						return err
					}
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
}
