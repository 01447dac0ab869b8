package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/relational"
)

// application marks a file as a ledger (PRAGMA application_id): "hsay".
const application = 0x68736179

// version is the format of the tables of rows (PRAGMA user_version).
const version = 1

// Options say how a file is opened.
type Options struct {
	// ReadOnly opens it so that nothing can be changed, also not made. Of a file that
	// was cut short, what is left can then be read.
	ReadOnly bool
	// Clock tells the time of rows; time.Now where nil.
	Clock func() time.Time
	// Wait is how long a writer waits for another process; 10 s where 0.
	Wait time.Duration
}

// Store is a ledger in a file.
type Store struct {
	relational.Base
	path string
}

// Open opens the ledger in the file at path, which it makes where there is none.
// One that may only be read, in a folder where nothing may be written, is looked at
// where no other process has it open. Errors are ledger.ErrForeign for what is no
// ledger, ledger.ErrNewer, and those of the file system.
func Open(path string, opt Options) (*Store, error) {
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return nil, fmt.Errorf("%s is a directory: name a file in it with --db", path)
	case err == nil && info.Size() == 0 && opt.ReadOnly:
		return nil, fmt.Errorf("%s is empty: %w", path, ledger.ErrForeign)
	case err != nil && opt.ReadOnly:
		return nil, fmt.Errorf("there is no ledger at %s: %w", path, err)
	}
	if !opt.ReadOnly {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, err
		}
	}
	wait := opt.Wait
	if wait == 0 {
		wait = 10 * time.Second
	}
	if !opt.ReadOnly {
		return opened(path, wait, opt, writes)
	}
	s, err := opened(path, wait, opt, asks)
	switch {
	case errors.Is(err, ledger.ErrBroken):
		return opened(path, wait, opt, looks)
	case errors.Is(err, ledger.ErrClosed):
		if _, e := os.Stat(path + "-wal"); errors.Is(e, os.ErrNotExist) {
			if still, e := opened(path, wait, opt, looksStill); e == nil {
				return still, nil
			}
		}
	}
	return s, err
}

func opened(path string, wait time.Duration, opt Options, first access) (*Store, error) {
	s := &Store{path: path}
	s.Dialect, s.Clock = &dialect, opt.Clock
	s.Snapshot = sql.TxOptions{ReadOnly: true}
	var err error
	if s.Writer, err = connect(path, wait, first); err != nil {
		return nil, err
	}
	s.Writer.SetMaxOpenConns(1)
	if err := s.prepare(opt.ReadOnly); err != nil {
		_ = s.Writer.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	second := first
	if first == writes {
		second = asks
	}
	if s.Reader, err = connect(path, wait, second); err != nil {
		_ = s.Writer.Close()
		return nil, err
	}
	s.Reader.SetMaxOpenConns(max(4, 2*runtime.GOMAXPROCS(0)))
	s.Reader.SetMaxIdleConns(max(4, 2*runtime.GOMAXPROCS(0)))
	return s, nil
}

// access is what a connection is for.
type access uint8

const (
	asks       access = iota // what stands in the file
	looks                    // at what is left of a file, which may have been cut short
	looksStill               // at a file that nobody writes to, beside which nothing can be made
	writes                   // and each transaction is one that writes
	copies                   // the file into another
)

func connect(path string, wait time.Duration, to access) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	v := url.Values{}
	pragma := func(p string) { v.Add("_pragma", p) }
	pragma(fmt.Sprintf("busy_timeout(%d)", wait.Milliseconds()))
	pragma("mmap_size(268435456)")
	pragma("temp_store(memory)")
	if to == looks || to == looksStill {
		pragma("writable_schema(1)") // a file that was cut short is opened; nothing is written
	} else {
		pragma("cache_size(-16000)") // which looks into the file before that
	}
	if to <= looksStill {
		v.Set("mode", "ro")
		pragma("query_only(1)")
	} else {
		v.Set("mode", "rwc")
		pragma("synchronous(FULL)")
		// A page that many transactions change is moved from the log into the file
		// once for all of them: the log may grow to 32 MB before that is done.
		pragma("wal_autocheckpoint(8000)")
	}
	if to == looksStill {
		v.Set("immutable", "1")
	}
	if to == writes {
		v.Set("_txlock", "immediate")
	}
	return sql.Open("sqlite", (&url.URL{Scheme: "file", Path: abs, RawQuery: v.Encode()}).String())
}

// prepare checks what file this is, and makes the tables of rows in a new one.
func (s *Store) prepare(readOnly bool) error {
	ctx := context.Background()
	var app, user, tables int
	for _, p := range []struct {
		q  string
		to *int
	}{{"PRAGMA application_id", &app}, {"PRAGMA user_version", &user}, {"SELECT count(*) FROM sqlite_master", &tables}} {
		if err := s.Writer.QueryRowContext(ctx, p.q).Scan(p.to); err != nil {
			return named(err)
		}
	}
	switch {
	case app == application && user > version:
		return ledger.ErrNewer
	case app == application && user == version:
		return nil
	case tables > 0 || readOnly:
		return ledger.ErrForeign
	}
	if _, err := s.Writer.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return named(err)
	}
	tx, err := s.Writer.BeginTx(ctx, nil)
	if err != nil {
		return named(err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	// Another process may have made it meanwhile.
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&user); err != nil || user == version {
		return named(err)
	}
	for _, q := range []string{
		`CREATE TABLE row (seq INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, body BLOB, blob BLOB, hash BLOB NOT NULL)`,
		`CREATE INDEX row_about ON row (kind, id, seq)`,
		`CREATE TRIGGER row_stays BEFORE UPDATE ON row BEGIN SELECT RAISE(ABORT, 'rows of a ledger are never changed'); END`,
		`CREATE TRIGGER row_remains BEFORE DELETE ON row BEGIN SELECT RAISE(ABORT, 'rows of a ledger are never deleted'); END`,
		`CREATE TABLE applied (name TEXT PRIMARY KEY, version INTEGER NOT NULL, seq INTEGER NOT NULL)`,
		fmt.Sprintf("PRAGMA application_id = %d", application),
		fmt.Sprintf("PRAGMA user_version = %d", version),
	} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return named(err)
		}
	}
	return named(tx.Commit())
}

// Name is the file's path.
func (s *Store) Name() string { return s.path }

// Close ends all connections. What Write acknowledged is on disk already.
func (s *Store) Close() error {
	return errors.Join(s.Reader.Close(), s.Release(), s.Writer.Close())
}

// Backup writes a copy of the ledger as it stands to a new file. Writers go on.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s is there already; name a new file", path)
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	db, err := connect(s.path, 10*time.Second, copies) // it reads one moment, and writes to the copy alone
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		_ = os.Remove(part)
		return named(err)
	}
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	err = f.Sync()
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return Publish(part, path)
}

// Publish gives a file that is whole and synced its name, and waits until the
// name is on disk, too.
func Publish(part, path string) error {
	if err := os.Rename(part, path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil && runtime.GOOS != "windows" { // which has no such thing
		return fmt.Errorf("%w (%v)", ledger.ErrDisk, err)
	}
	return nil
}

// dialect is SQLite's.
var dialect = relational.Dialect{
	Types:  [3]string{ledger.Text: "TEXT", ledger.Int: "INTEGER", ledger.Real: "REAL"},
	Key:    "INTEGER PRIMARY KEY",
	Bytes:  "BLOB",
	Plain:  " WITHOUT ROWID",
	Lock:   func(*sql.Tx) error { return nil }, // BEGIN IMMEDIATE has done it
	Moment: "SELECT 1 FROM row LIMIT 1",
	Err:    named,
	Inspect: func(ctx context.Context, tx *sql.Tx) error {
		var said string
		if err := tx.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&said); err != nil {
			return named(err)
		}
		if said != "ok" {
			return errors.New(said)
		}
		return nil
	},
	Searchable: func(t *ledger.Table) []string {
		p, f := "p_"+t.Name, "f_"+t.Name
		gone := " BEGIN DELETE FROM " + f + " WHERE rowid = old.rid; "
		return []string{
			// The index keeps no text of its own, and not that of the records alone.
			"CREATE VIRTUAL TABLE " + f + " USING fts5(" + t.Searched + ", content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')",
			// Merging its parts less often costs searches little, and is the most of what
			// the index costs as it grows.
			"INSERT INTO " + f + "(" + f + ", rank) VALUES ('automerge', 8)",
			"CREATE TRIGGER " + f + "_old AFTER DELETE ON " + p + gone + "END",
			"CREATE TRIGGER " + f + "_set AFTER UPDATE OF " + t.Searched + " ON " + p + gone + "INSERT INTO " + f + "(rowid, " + t.Searched + ") VALUES (new.rid, new." + t.Searched + "); END",
		}
	},
	Unsearchable: func(t *ledger.Table) []string { return []string{"DROP TABLE IF EXISTS f_" + t.Name} },
	// By a trigger, the index would be flushed at each record.
	Index: func(t *ledger.Table) string {
		return "INSERT INTO f_" + t.Name + "(rowid, " + t.Searched + ") VALUES (last_insert_rowid(), ?)"
	},
	Search: func(t *ledger.Table, m *ledger.Match) (join, where, arg, number string) {
		f := "f_" + t.Name
		return " JOIN " + f + " ON " + f + ".rowid = p.rid", f + " MATCH ?", expression(m), f + ".rowid"
	},
	Few: func(t *ledger.Table) string {
		f := "f_" + t.Name
		return "SELECT count(*) FROM (SELECT 1 FROM " + f + " WHERE " + f + " MATCH ? LIMIT ?)"
	},
}

// expression is a match in FTS5's language.
func expression(m *ledger.Match) string {
	quoted := func(m *ledger.Match) string {
		s := `"` + strings.ReplaceAll(strings.Join(m.Words, " "), `"`, " ") + `"`
		if m.Prefix {
			s += " *"
		}
		return s
	}
	switch m.Kind {
	case ledger.Phrase:
		return quoted(m)
	case ledger.NearBy:
		var parts []string
		for _, p := range m.Parts {
			parts = append(parts, quoted(p))
		}
		return fmt.Sprintf("NEAR(%s, %d)", strings.Join(parts, " "), m.Within)
	case ledger.Any:
		var parts []string
		for _, p := range m.Parts {
			parts = append(parts, expression(p))
		}
		return "(" + strings.Join(parts, " OR ") + ")"
	}
	var with, without []string
	for _, p := range m.Parts {
		if p.Kind == ledger.Not {
			without = append(without, expression(p.Parts[0]))
		} else {
			with = append(with, expression(p))
		}
	}
	s := "(" + strings.Join(with, " AND ") + ")"
	for _, w := range without {
		s = "(" + s + " NOT " + w + ")"
	}
	return s
}

// named gives SQLite's errors the names of package ledger.
func named(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xFF {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w (%v)", ledger.ErrBusy, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w (%v)", ledger.ErrFull, err)
	case sqlite3.SQLITE_IOERR:
		return fmt.Errorf("%w (%v)", ledger.ErrDisk, err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return fmt.Errorf("%w (%v)", ledger.ErrClosed, err)
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w (%v)", ledger.ErrForeign, err)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w (%v)", ledger.ErrBroken, err)
	}
	return err
}

// Settle moves all that the log holds into the file itself, so that it can be
// copied or renamed alone.
func (s *Store) Settle(ctx context.Context) error {
	_, err := s.Writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return named(err)
}
