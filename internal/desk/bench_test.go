package desk_test

import (
	"testing"

	"hearsay/internal/desk/desktest"
)

// BenchmarkAdd keeps ready readings of invented news in a SQLite ledger, 64 a
// transaction, with linking and all records, pages included.
func BenchmarkAdd(b *testing.B) {
	t := onSQLite(b)
	w := desktest.Open(b, t.store, reader)
	for b.Loop() {
		b.StopTimer()
		items := w.Next(b)
		b.StartTimer()
		w.Keep(b, items)
	}
	b.ReportMetric(float64(w.Reports)/(w.Kept+w.Made).Seconds(), "readings/s")
	b.ReportMetric(float64(w.Statements)/(w.Kept+w.Made).Seconds(), "statements/s")
}
