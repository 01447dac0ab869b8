package account

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"hearsay/internal/aside"
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
	db      *aside.DB
	opt     Options
	cost    cost
	turns   chan struct{} // of those who hash
	derived atomic.Int64  // how many hashes were made
	decoy   string        // a hash that no password has, as costly to try as any
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
	db, err := aside.Open(at)
	if err != nil {
		return nil, err
	}
	b := &Book{db: db, opt: opt, cost: usual, turns: make(chan struct{}, runtime.GOMAXPROCS(0))}
	if err := db.Make(ctx, "account", version, b.tables()); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("the accounts in %s: %w", db.Name(), err)
	}
	b.decoy = b.phc([]byte(rest(12)), sum(rest(32)))
	return b, nil
}

// version is the format of the tables.
const version = 1

// tables are the statements that make them; key and bytes differ by database.
func (b *Book) tables() []string {
	key, bytes, stays := "INTEGER PRIMARY KEY", "BLOB", []string{
		`CREATE TRIGGER account_audit_stays BEFORE UPDATE ON account_audit BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END`,
		`CREATE TRIGGER account_audit_remains BEFORE DELETE ON account_audit BEGIN SELECT RAISE(ABORT, 'the audit log is never shortened'); END`,
	}
	if b.db.Numbered {
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
	}, stays...)
}

// Close ends all connections.
func (b *Book) Close() error { return b.db.Close() }

// Ping reports whether the accounts can be asked.
func (b *Book) Ping(ctx context.Context) error {
	var n int
	return b.db.Row(ctx, "SELECT version FROM account_version").Scan(&n)
}

// pen writes in one transaction.
type pen struct {
	*aside.Tx
	now int64
}

// write runs f in one transaction, which is the only one that writes.
func (b *Book) write(ctx context.Context, f func(p *pen) error) error {
	return b.db.Write(ctx, "account_user", func(t *aside.Tx) error { return f(&pen{t, b.now()}) })
}

func (b *Book) now() int64 { return b.opt.Clock().UnixMicro() }
