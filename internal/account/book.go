package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the driver of files
)

// Options say how accounts are kept.
type Options struct {
	// Clock tells the time; time.Now where nil.
	Clock func() time.Time
	// Idle is after which time without a request a session ends; 8 h where 0.
	Idle time.Duration
	// Life is after which time a session ends; a week where 0.
	Life time.Duration
}

// Book is the accounts of one desk. It is safe for concurrent use, also from
// other processes.
type Book struct {
	db       *sql.DB
	opt      Options
	numbered bool   // parameters are $1, $2; else ?
	lock     string // makes a transaction the only one that writes
	cost     cost
	turns    chan struct{} // of those who hash
	derived  atomic.Int64  // how many hashes were made
	decoy    string        // a hash that no password has, as costly to try as any
}

// Path is where the accounts of a ledger are: a file beside it, or its database.
func Path(ledger string) string {
	if remote(ledger) {
		return ledger
	}
	return ledger + ".accounts"
}

func remote(at string) bool {
	return strings.HasPrefix(at, "postgres://") || strings.HasPrefix(at, "postgresql://")
}

// There reports whether accounts may be at a path: a database is asked for them
// when it is opened.
func There(at string) bool {
	_, err := os.Stat(at)
	return remote(at) || err == nil
}

// Open opens the accounts in a file, which only its owner can read, or in a
// PostgreSQL database, and makes their tables where there are none.
func Open(ctx context.Context, at string, opt Options) (*Book, error) {
	if opt.Clock == nil {
		opt.Clock = time.Now
	}
	if opt.Idle <= 0 {
		opt.Idle = 8 * time.Hour
	}
	if opt.Life <= 0 {
		opt.Life = 7 * 24 * time.Hour
	}
	b := &Book{opt: opt, cost: usual, turns: make(chan struct{}, runtime.GOMAXPROCS(0))}
	var err error
	if remote(at) {
		err = b.dial(at)
	} else {
		err = b.file(at)
	}
	if err != nil {
		return nil, err
	}
	if err := b.prepare(ctx); err != nil {
		_ = b.db.Close()
		return nil, fmt.Errorf("the accounts in %s: %w", shown(at), err)
	}
	b.decoy = b.phc([]byte(rest(12)), sum(rest(32)))
	return b, nil
}

// shown is a path, or an address without its password.
func shown(at string) string {
	if u, err := url.Parse(at); err == nil && remote(at) {
		return u.Redacted()
	}
	return at
}

func (b *Book) file(path string) error {
	// Made by hand, for its mode: SQLite gives the files beside it the same.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no folder %s for the accounts: make it first", filepath.Dir(path))
		}
		return err
	}
	_ = f.Close()
	if path, err = filepath.Abs(path); err != nil {
		return err
	}
	v := url.Values{"_txlock": {"immediate"}, "mode": {"rw"}, "_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"}}
	b.db, err = sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path, RawQuery: v.Encode()}).String())
	return err
}

func (b *Book) dial(address string) error {
	conf, err := pgx.ParseConfig(address)
	if err != nil {
		return fmt.Errorf("this is no address of a database: %w; write postgres://user@host/database", err)
	}
	b.db = stdlib.OpenDB(*conf)
	b.db.SetMaxOpenConns(8)
	b.db.SetMaxIdleConns(4)
	b.numbered, b.lock = true, "LOCK TABLE account_user IN EXCLUSIVE MODE"
	return nil
}

// version is the format of the tables.
const version = 1

// tables are the statements that make them; key and bytes differ by database.
func (b *Book) tables() []string {
	key, bytes, stays := "INTEGER PRIMARY KEY", "BLOB", []string{
		`CREATE TRIGGER account_audit_stays BEFORE UPDATE ON account_audit BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END`,
		`CREATE TRIGGER account_audit_remains BEFORE DELETE ON account_audit BEGIN SELECT RAISE(ABORT, 'the audit log is never shortened'); END`,
	}
	if b.numbered {
		key, bytes, stays = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "BYTEA", []string{
			`CREATE FUNCTION account_audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit log is never changed or shortened'; END $$`,
			`CREATE TRIGGER account_audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON account_audit EXECUTE FUNCTION account_audit_stays()`,
		}
	}
	return append([]string{
		// key is the name as it is compared; the times are microseconds, 0 is never.
		`CREATE TABLE account_user (key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL, made BIGINT NOT NULL, removed BIGINT NOT NULL)`,
		`CREATE TABLE account_session (hash ` + bytes + ` PRIMARY KEY, owner TEXT NOT NULL, made BIGINT NOT NULL, seen BIGINT NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL)`,
		`CREATE INDEX account_session_owner ON account_session (owner)`,
		`CREATE TABLE account_token (id TEXT PRIMARY KEY, hash ` + bytes + ` NOT NULL UNIQUE, owner TEXT NOT NULL, name TEXT NOT NULL, scopes TEXT NOT NULL, made BIGINT NOT NULL, used BIGINT NOT NULL, ends BIGINT NOT NULL, revoked BIGINT NOT NULL)`,
		`CREATE TABLE account_audit (seq ` + key + `, time BIGINT NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, about TEXT NOT NULL, detail TEXT NOT NULL, address TEXT NOT NULL)`,
		`CREATE INDEX account_audit_act ON account_audit (act, time)`,
		`CREATE TABLE account_version (version BIGINT NOT NULL)`,
		`INSERT INTO account_version VALUES (` + strconv.Itoa(version) + `)`,
	}, stays...)
}

// making is the lock under which tables are made in PostgreSQL: "hsac".
const making = 0x68736163

func (b *Book) prepare(ctx context.Context) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	there := "SELECT count(*) FROM sqlite_master WHERE name = 'account_version'"
	if b.numbered {
		if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", making); err != nil {
			return err
		}
		there = "SELECT count(*) FROM (SELECT to_regclass('account_version') AS t) AS found WHERE t IS NOT NULL"
	}
	var n int
	if err := tx.QueryRowContext(ctx, there).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		var v int
		if err := tx.QueryRowContext(ctx, "SELECT version FROM account_version").Scan(&v); err != nil {
			return err
		}
		if v > version {
			return errors.New("they were made by a newer version of hearsay: use that version, this one changes nothing")
		}
		return nil
	}
	for _, q := range b.tables() {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Close ends all connections.
func (b *Book) Close() error { return b.db.Close() }

// Ping reports whether the accounts can be asked.
func (b *Book) Ping(ctx context.Context) error {
	var n int
	return b.db.QueryRowContext(ctx, "SELECT version FROM account_version").Scan(&n)
}

// bind writes the parameters of a statement as the database has them.
func (b *Book) bind(q string) string {
	if !b.numbered {
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

// pen writes in one transaction.
type pen struct {
	b   *Book
	ctx context.Context
	tx  *sql.Tx
	now int64
}

// write runs f in one transaction, which is the only one that writes.
func (b *Book) write(ctx context.Context, f func(p *pen) error) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	if b.lock != "" {
		if _, err := tx.ExecContext(ctx, b.lock); err != nil {
			return err
		}
	}
	if err := f(&pen{b, ctx, tx, b.now()}); err != nil {
		return err
	}
	return tx.Commit()
}

func (b *Book) now() int64 { return b.opt.Clock().UnixMicro() }

func (p *pen) exec(q string, args ...any) (int64, error) {
	r, err := p.tx.ExecContext(p.ctx, p.b.bind(q), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (p *pen) row(q string, args ...any) *sql.Row {
	return p.tx.QueryRowContext(p.ctx, p.b.bind(q), args...)
}

func (b *Book) row(ctx context.Context, q string, args ...any) *sql.Row {
	return b.db.QueryRowContext(ctx, b.bind(q), args...)
}

// at is a kept time; zero for never.
func at(micro int64) time.Time {
	if micro == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micro).UTC()
}
