// Package sqlite keeps a ledger in one SQLite file.
//
// Always true: when Write returns, what it wrote is on disk (a write-ahead log
// that is synced at each commit); readers see one moment and wait for nobody;
// several processes may open one file, and their writers take turns.
//
// It refuses a file that is no ledger of this program, and one that a newer
// version made; it never changes either. The format is in docs/ledger.md.
package sqlite
