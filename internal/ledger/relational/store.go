package relational

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"iter"
	"sync"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/prepared"
)

// Base is a store but for opening, backing up and closing.
type Base struct {
	Dialect *Dialect
	// Writer and Reader are the connections; they may be one pool.
	Writer, Reader *sql.DB
	// Clock tells the time; time.Now where nil.
	Clock func() time.Time
	// Snapshot are the options of a transaction that sees one moment.
	Snapshot sql.TxOptions

	schema  schema
	written sync.Map          // *texts, by table
	asked   sync.Map          // *sql.Stmt of Record, by table
	session *prepared.Session // of the writing connection, whoever has which uses it; nil where the driver remembers what it prepared
}

// Write runs f in one transaction.
func (b *Base) Write(ctx context.Context, f func(ledger.Tx) error) error {
	var raw *sql.Tx
	var own *prepared.Session
	var err error
	if b.Dialect.Arrays {
		raw, err = b.Writer.BeginTx(ctx, nil)
	} else {
		var done func()
		if raw, own, done, err = b.begin(ctx); err == nil {
			defer done()
		}
	}
	if err != nil {
		return b.Dialect.Err(err)
	}
	defer raw.Rollback() //nolint:errcheck // after a commit it does nothing
	if err := b.Dialect.Lock(raw); err != nil {
		return b.Dialect.Err(err)
	}
	x := &tx{reader: reader{ctx: ctx, b: b, tx: raw, session: own}}
	if b.Dialect.Arrays {
		x.held = &buffer{x: x}
	}
	x.plain = &plain{x: x}
	head, err := x.Head()
	if err != nil {
		return err
	}
	x.head, x.begin = head, head.Seq
	if err := f(x); err != nil {
		return err
	}
	if err := errors.Join(x.held.flush(), x.plain.flush()); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := raw.Commit(); err != nil {
		return b.Dialect.Err(err)
	}
	b.schema.made(x.made)
	return nil
}

// Read runs f on one moment of the ledger.
func (b *Base) Read(ctx context.Context, f func(ledger.Reader) error) error {
	raw, err := b.Reader.BeginTx(ctx, &b.Snapshot)
	if err != nil {
		return b.Dialect.Err(err)
	}
	defer raw.Rollback() //nolint:errcheck // nothing was written
	if _, err := raw.ExecContext(ctx, b.Dialect.Moment); err != nil {
		return b.Dialect.Err(err)
	}
	return f(&reader{ctx: ctx, b: b, tx: raw})
}

// Record is the record of a key as it stands, asked for by one statement that is
// prepared once: a question as a Read asks it, without the transaction around
// it, for what is asked before each report is read.
func (b *Base) Record(ctx context.Context, t *ledger.Table, key string) (rec ledger.Record, err error) {
	if !b.schema.has(t) { // it may not be there
		err = b.Read(ctx, func(r ledger.Reader) error {
			rec, err = r.Record(t, key, 0)
			return err
		})
		return rec, err
	}
	kept, ok := b.asked.Load(t)
	if !ok {
		s, err := b.Reader.PrepareContext(ctx, b.Dialect.bind(b.texts(t).standing))
		if err != nil {
			return rec, b.Dialect.Err(err)
		}
		var there bool
		if kept, there = b.asked.LoadOrStore(t, s); there {
			_ = s.Close() // another was as quick
		}
	}
	rows, err := kept.(*sql.Stmt).QueryContext(ctx, key)
	if err != nil {
		return rec, b.Dialect.Err(err)
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return rec, b.Dialect.Err(err)
		}
		return rec, ledger.ErrNone
	}
	h, err := scan(t).record(rows)
	return h.Record, err
}

// SQL is the transaction under a Tx of this package, for those who must commit
// with it; nil for another's.
func SQL(t ledger.Tx) *sql.Tx {
	if x, ok := t.(*tx); ok {
		return x.tx
	}
	return nil
}

// none is err, or ledger.ErrNone where it says that there is no row.
func (b *Base) none(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ledger.ErrNone
	}
	return b.Dialect.Err(err)
}

// Take adds rows as they are, from another ledger, which must follow the last
// row. Its error is a *ledger.Damage where one does not.
func (b *Base) Take(ctx context.Context, rows iter.Seq2[ledger.Row, error]) error {
	return b.Write(ctx, func(w ledger.Tx) error {
		x := w.(*tx)
		chain := x.head
		for row, err := range rows {
			if err != nil {
				return err
			}
			if err := chain.Check(&row); err != nil {
				return err
			}
			if err := x.insertRow(&row); err != nil {
				return err
			}
			x.head = chain
		}
		return nil
	})
}

// begin begins a transaction on a connection and finds the session that goes
// with it. done gives the connection back.
func (b *Base) begin(ctx context.Context) (raw *sql.Tx, s *prepared.Session, done func(), err error) {
	c, err := b.Writer.Conn(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	done = func() { _ = c.Close() }
	// What package sql does when a context ends would meet what the session
	// does: each statement looks at the context itself.
	if raw, err = c.BeginTx(context.WithoutCancel(ctx), nil); err != nil {
		done()
		return nil, nil, nil, err
	}
	err = c.Raw(func(dc any) error {
		if b.session == nil || !b.session.Of(dc) {
			b.session = prepared.On(dc.(driver.Conn))
		}
		return nil
	})
	if err != nil {
		_ = raw.Rollback()
		done()
		return nil, nil, nil, err
	}
	b.session.Spare()
	return raw, b.session, done, nil
}

// Release ends what the writing connection keeps prepared, before it is closed.
func (b *Base) Release() error {
	if b.session == nil {
		return nil
	}
	c, err := b.Writer.Conn(context.Background())
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Raw(func(dc any) error {
		if b.session.Of(dc) {
			b.session.Forget()
		}
		b.session = nil
		return nil
	})
}
