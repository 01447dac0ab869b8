// Package aside is a database beside a ledger, for what is no record and must not
// be in one: secrets, and what is forgotten for good. A side room.
//
//	aside.Path("hearsay.db")              hearsay.db.accounts, which its owner alone can read
//	aside.Path("postgres://…/hearsay")    the same database
//
// Whoever keeps something here names its tables so that no two rooms share one,
// and makes them with Make. Times are kept as microseconds, 0 for never.
// docs/decisions/0018-accounts.md says why there is SQL outside of the ledger.
package aside

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the driver of files
)

// DB is an open database. It is safe for concurrent use, also by other processes.
type DB struct {
	*sql.DB
	// Numbered says that it is PostgreSQL, whose parameters are $1, $2; else SQLite.
	Numbered bool
	name     string
}

// Path is where what stands beside a ledger is kept.
func Path(ledger string) string {
	if remote(ledger) {
		return ledger
	}
	return ledger + ".accounts"
}

func remote(at string) bool {
	return strings.HasPrefix(at, "postgres://") || strings.HasPrefix(at, "postgresql://")
}

// There reports whether there may be something at a path: a database is asked
// when it is opened.
func There(at string) bool {
	_, err := os.Stat(at)
	return remote(at) || err == nil
}

// Open opens a file, which it makes where there is none, or a PostgreSQL database.
func Open(at string) (*DB, error) {
	if remote(at) {
		return dial(at)
	}
	// Made by hand, for its mode: SQLite gives the files beside it the same.
	f, err := os.OpenFile(at, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no folder %s for the accounts: make it first", filepath.Dir(at))
	}
	if err != nil {
		return nil, err
	}
	_ = f.Close()
	path, err := filepath.Abs(at)
	if err != nil {
		return nil, err
	}
	v := url.Values{"_txlock": {"immediate"}, "mode": {"rw"}, "_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)"}}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path, RawQuery: v.Encode()}).String())
	if err != nil {
		return nil, err
	}
	return &DB{DB: db, name: at}, nil
}

func dial(address string) (*DB, error) {
	conf, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("this is no address of a database: %w; write postgres://user@host/database", err)
	}
	db := stdlib.OpenDB(*conf)
	db.SetMaxOpenConns(8)
	db.SetMaxIdleConns(4)
	name := "postgres"
	if u, err := url.Parse(address); err == nil {
		name = u.Redacted()
	}
	return &DB{DB: db, Numbered: true, name: name}, nil
}

// Name says what is open, without a password.
func (d *DB) Name() string { return d.name }

// making is the lock under which tables are made in PostgreSQL: "hsac".
const making = 0x68736163

// Make makes tables by their statements, where there are none of that name;
// version is their format, kept in the table name_version.
func (d *DB) Make(ctx context.Context, name string, version int, tables []string) error {
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	there := "SELECT count(*) FROM sqlite_master WHERE name = '" + name + "_version'"
	if d.Numbered {
		if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", making); err != nil {
			return err
		}
		there = "SELECT count(*) FROM (SELECT to_regclass('" + name + "_version') AS t) AS found WHERE t IS NOT NULL"
	}
	var n int
	if err := tx.QueryRowContext(ctx, there).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		var v int
		if err := tx.QueryRowContext(ctx, "SELECT version FROM "+name+"_version").Scan(&v); err != nil {
			return err
		}
		if v > version {
			return errors.New("they were made by a newer version of hearsay: use that version, this one changes nothing")
		}
		return nil
	}
	tables = append(tables, "CREATE TABLE "+name+"_version (version BIGINT NOT NULL)", "INSERT INTO "+name+"_version VALUES ("+strconv.Itoa(version)+")")
	for _, q := range tables {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Bind writes the parameters of a statement, each a question mark, as the
// database has them.
func (d *DB) Bind(q string) string {
	if !d.Numbered {
		return q
	}
	var s strings.Builder
	n := 0
	for _, c := range q {
		if c == '?' {
			n++
			s.WriteString("$" + strconv.Itoa(n))
			continue
		}
		s.WriteRune(c)
	}
	return s.String()
}

// Row asks for one row.
func (d *DB) Row(ctx context.Context, q string, args ...any) *sql.Row {
	return d.QueryRowContext(ctx, d.Bind(q), args...)
}

// Do runs one statement, and reports how many rows it changed.
func (d *DB) Do(ctx context.Context, q string, args ...any) (int64, error) {
	r, err := d.ExecContext(ctx, d.Bind(q), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// Tx is a transaction.
type Tx struct {
	db  *DB
	ctx context.Context
	tx  *sql.Tx
}

// Write runs f in one transaction, the only one that writes: table is the one
// that all who write lock.
func (d *DB) Write(ctx context.Context, table string, f func(*Tx) error) error {
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	if d.Numbered {
		if _, err := tx.ExecContext(ctx, "LOCK TABLE "+table+" IN EXCLUSIVE MODE"); err != nil {
			return err
		}
	}
	if err := f(&Tx{d, ctx, tx}); err != nil {
		return err
	}
	return tx.Commit()
}

// Do runs one statement, and reports how many rows it changed.
func (t *Tx) Do(q string, args ...any) (int64, error) {
	r, err := t.tx.ExecContext(t.ctx, t.db.Bind(q), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// Row asks for one row.
func (t *Tx) Row(q string, args ...any) *sql.Row {
	return t.tx.QueryRowContext(t.ctx, t.db.Bind(q), args...)
}

// Time is a kept time; zero for never.
func Time(micro int64) time.Time {
	if micro == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micro).UTC()
}
