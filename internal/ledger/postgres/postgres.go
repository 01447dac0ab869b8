package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/relational"
	"hearsay/internal/ledger/sqlite"
)

// version is the format of the tables of rows.
const version = 1

// Options say how a database is opened.
type Options struct {
	// Clock tells the time of rows; time.Now where nil.
	Clock func() time.Time
	// Connections are how many are open at most; 16 where 0.
	Connections int
}

// Store is a ledger in a database.
type Store struct {
	relational.Base
	name string
}

// Open opens the ledger at an address, as postgres://user:password@host/database,
// in the first schema of its search_path, and makes it where there is none.
func Open(ctx context.Context, address string, opt Options) (*Store, error) {
	conf, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("this is no address of a database: %w; write postgres://user@host/database", err)
	}
	// A machine that is gone is noticed within a minute and a half, by either side:
	// else the lock of a writer that vanished would hold up all others for hours.
	conf.DialFunc = (&net.Dialer{Timeout: 15 * time.Second, KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 60 * time.Second, Interval: 10 * time.Second, Count: 3}}).DialContext
	db := stdlib.OpenDB(*conf, stdlib.OptionAfterConnect(func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.PgConn().Exec(ctx, "SET tcp_keepalives_idle = 60; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3").ReadAll()
		return err
	}))
	if opt.Connections == 0 {
		opt.Connections = 16
	}
	db.SetMaxOpenConns(opt.Connections)
	db.SetMaxIdleConns(opt.Connections)
	s := &Store{name: shown(address)}
	s.Dialect, s.Clock, s.Writer, s.Reader = &dialect, opt.Clock, db, db
	s.Snapshot = sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	if err := s.prepare(ctx); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("%s: %w", s.name, err)
	}
	return s, nil
}

// shown is an address without its password.
func shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres"
	}
	return u.Redacted()
}

// making is the lock under which tables are made, one number for all ledgers.
const making = 0x68736179

// prepare makes the tables of rows where there are none.
func (s *Store) prepare(ctx context.Context) error {
	tx, err := s.Writer.BeginTx(ctx, nil)
	if err != nil {
		return named(err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	// It may be locked while tables of records are made anew.
	if _, err := tx.ExecContext(ctx, "SET LOCAL lock_timeout = '10s'"); err != nil {
		return named(err)
	}
	if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", making); err != nil {
		return named(err)
	}
	var there bool
	if err := tx.QueryRowContext(ctx, "SELECT to_regclass('applied') IS NOT NULL").Scan(&there); err != nil {
		return named(err)
	}
	if there {
		var v int
		switch err := tx.QueryRowContext(ctx, "SELECT version FROM applied WHERE name = 'rows'").Scan(&v); {
		case errors.Is(err, sql.ErrNoRows):
			return fmt.Errorf("%w (%v)", ledger.ErrBroken, err)
		case err != nil:
			return named(err)
		}
		if v > version {
			return ledger.ErrNewer
		}
		return nil
	}
	for _, q := range []string{
		`CREATE TABLE row (seq BIGINT PRIMARY KEY, time BIGINT NOT NULL, kind TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, body BYTEA, blob BYTEA, hash BYTEA NOT NULL)`,
		`ALTER TABLE row ALTER body SET STORAGE EXTERNAL, ALTER blob SET STORAGE EXTERNAL`, // compressed already
		`CREATE INDEX row_about ON row (kind, id, seq)`,
		`CREATE FUNCTION row_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'rows of a ledger are never changed or deleted'; END $$`,
		`CREATE TRIGGER row_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON row EXECUTE FUNCTION row_stays()`,
		`CREATE TABLE applied (name TEXT PRIMARY KEY, version INTEGER NOT NULL, seq BIGINT NOT NULL)`,
		fmt.Sprintf(`INSERT INTO applied VALUES ('rows', %d, 0)`, version),
	} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return named(err)
		}
	}
	return named(tx.Commit())
}

// Name is the address without its password.
func (s *Store) Name() string { return s.name }

// Close ends all connections.
func (s *Store) Close() error { return s.Writer.Close() }

// Backup copies all rows, as they stand at one moment, to a new ledger in a
// SQLite file: it can be opened, verified and asked like any other.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s is there already; name a new file", path)
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	to, err := sqlite.Open(part, sqlite.Options{})
	if err != nil {
		return err
	}
	err = s.Read(ctx, func(r ledger.Reader) error { return to.Take(ctx, r.Rows(0, 0)) })
	if err == nil {
		err = to.Settle(ctx)
	}
	if e := to.Close(); err == nil {
		err = e
	}
	if err != nil {
		_ = os.Remove(part)
		return err
	}
	return sqlite.Publish(part, path)
}

// named gives PostgreSQL's errors, and those of the way to it, the names of
// package ledger.
func named(err error) error {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		if lost(err) {
			return fmt.Errorf("%w (%v)", ledger.ErrLost, err) // the cause is told, not wrapped: a broken pipe is none of the program's output
		}
		return err
	}
	switch e.Code {
	case "53100":
		return fmt.Errorf("%w (%v)", ledger.ErrFull, err)
	case "55P03", "53300", "40001", "40P01":
		return fmt.Errorf("%w (%v)", ledger.ErrBusy, err)
	case "58030":
		return fmt.Errorf("%w (%v)", ledger.ErrDisk, err)
	case "42501":
		return fmt.Errorf("the user of the address may not do that in this database: grant it what it needs, or name another (%w)", err)
	case "XX001", "XX002":
		return fmt.Errorf("%w (%v)", ledger.ErrBroken, err)
	case "57P01", "57P02", "57P03", "57P05", "25P03":
		return fmt.Errorf("%w (%v)", ledger.ErrLost, err)
	}
	return err
}

// lost reports whether an error is one of the connection.
func lost(err error) bool {
	var n net.Error
	var c *pgconn.ConnectError
	return errors.As(err, &n) && !errors.Is(err, context.DeadlineExceeded) || errors.As(err, &c) || errors.Is(err, pgconn.ErrConnClosed) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}
