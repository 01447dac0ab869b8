package worker

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"hash/fnv"
	"strings"
	"time"
)

// A process that works on a PostgreSQL ledger holds a lock that lives as long as a
// connection of its own (pg_advisory_lock). When it dies, or its machine does, the
// server ends the connection and the lock with it: so others, on whatever machine,
// see that its jobs are nobody's.

// locked is the last part of the name of a queue that holds such a lock; names
// given by hand may have it, too.
const locked = "/lock"

const (
	// pulse is how often a process looks whether its lock is still held.
	pulse = 2 * time.Second
	// absent is how long a lock must be missing: one that lost its connection takes
	// it again within a few pulses.
	absent = 6 * time.Second
)

// key is the number of the lock of a queue.
func key(name string) int64 {
	h := fnv.New64a()
	h.Write([]byte("hearsay worker " + name))
	return int64(h.Sum64())
}

// presence is what a process knows of which others work.
type presence struct {
	db     *sql.DB
	missed map[string]time.Time // names whose lock was not there, since when
}

// hold holds the lock of a name until ctx ends, on one connection after the other
// where they break; it returns when it is held the first time. done is closed when
// it was given up.
func (p *presence) hold(ctx context.Context, name string) (done chan struct{}, err error) {
	c, err := p.take(ctx, name)
	if err != nil {
		return nil, err
	}
	done = make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-ctx.Done():
				drop(c)
				return
			case <-time.After(pulse):
			}
			if c != nil {
				if err := c.PingContext(ctx); err == nil || ctx.Err() != nil {
					continue
				}
				drop(c)
			}
			c, _ = p.take(ctx, name) // nil where it failed: with the next pulse
		}
	}()
	return done, nil
}

// take takes the lock on a new connection.
func (p *presence) take(ctx context.Context, name string) (*sql.Conn, error) {
	c, err := p.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	// What is left of an own earlier connection ends soon; who waits for it waits
	// for no one else.
	if _, err := c.ExecContext(ctx, "SELECT pg_advisory_lock($1)", key(name)); err != nil {
		drop(c)
		return nil, err
	}
	return c, nil
}

// drop ends a connection, and the lock with it.
func drop(c *sql.Conn) {
	if c != nil {
		_ = c.Raw(func(any) error { return driver.ErrBadConn })
		_ = c.Close()
	}
}

// gone are those of some names whose lock has been missing for a while.
func (p *presence) gone(ctx context.Context, names []string, now time.Time) (map[string]bool, error) {
	rows, err := p.db.QueryContext(ctx, "SELECT classid::bigint << 32 | objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	held := map[int64]bool{}
	for rows.Next() {
		var k int64
		if err := rows.Scan(&k); err != nil {
			return nil, err
		}
		held[k] = true
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	out, missed := map[string]bool{}, map[string]time.Time{}
	for _, name := range names {
		if !strings.HasSuffix(name, locked) || held[key(name)] {
			continue
		}
		since, ok := p.missed[name]
		if !ok {
			since = now
		}
		missed[name] = since
		out[name] = now.Sub(since) >= absent
	}
	p.missed = missed
	return out, nil
}
