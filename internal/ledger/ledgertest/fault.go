package ledgertest

import (
	"context"
	"database/sql/driver"
	"errors"
	"sync"
)

// ErrFault is what a Fault returns in place of an answer.
var ErrFault = errors.New("injected fault")

// Fault makes one call to a database fail: the nth statement or commit from
// Arm on. Its zero value lets all pass.
type Fault struct {
	mu    sync.Mutex
	left  int
	after bool
	fired bool
}

// Arm has the nth statement or commit from now on, counted from 1, fail: before
// the database sees it, or, with after, when it has carried it out and only the
// answer is lost.
func (f *Fault) Arm(n int, after bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left, f.after, f.fired = n, after, false
}

// Fired reports whether it failed since Arm, and lets all pass from now on.
func (f *Fault) Fired() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left = 0
	return f.fired
}

// due counts one call; before and late say where it is to fail.
func (f *Fault) due() (before, late error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left == 0 {
		return nil, nil
	}
	if f.left--; f.left > 0 {
		return nil, nil
	}
	f.fired = true
	if f.after {
		return nil, ErrFault
	}
	return ErrFault, nil
}

// Through is a connector whose connections fail as a Fault says.
func (f *Fault) Through(c driver.Connector) driver.Connector { return &connector{c, f} }

type connector struct {
	driver.Connector
	f *Fault
}

func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	inner, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{inner, c.f}, nil
}

type conn struct {
	driver.Conn
	f *Fault
}

func (c *conn) PrepareContext(ctx context.Context, q string) (driver.Stmt, error) {
	s, err := c.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, q)
	if err != nil {
		return nil, err
	}
	return &stmt{s, c.f}, nil
}

func (c *conn) BeginTx(ctx context.Context, opt driver.TxOptions) (driver.Tx, error) {
	before, late := c.f.due()
	if before != nil {
		return nil, before
	}
	t, err := c.Conn.(driver.ConnBeginTx).BeginTx(ctx, opt)
	if err == nil && late != nil {
		return nil, errors.Join(late, t.Rollback())
	}
	if err != nil {
		return nil, err
	}
	return &txn{t, c.f}, nil
}

// result is one call through a Fault.
func result[T any](f *Fault, call func() (T, error)) (T, error) {
	var none T
	before, late := f.due()
	if before != nil {
		return none, before
	}
	out, err := call()
	if err == nil && late != nil {
		if r, ok := any(out).(driver.Rows); ok {
			_ = r.Close()
		}
		return none, late
	}
	return out, err
}

func (c *conn) ExecContext(ctx context.Context, q string, args []driver.NamedValue) (driver.Result, error) {
	return result(c.f, func() (driver.Result, error) { return c.Conn.(driver.ExecerContext).ExecContext(ctx, q, args) })
}

func (c *conn) QueryContext(ctx context.Context, q string, args []driver.NamedValue) (driver.Rows, error) {
	return result(c.f, func() (driver.Rows, error) { return c.Conn.(driver.QueryerContext).QueryContext(ctx, q, args) })
}

func (c *conn) CheckNamedValue(v *driver.NamedValue) error {
	if n, ok := c.Conn.(driver.NamedValueChecker); ok {
		return n.CheckNamedValue(v)
	}
	return driver.ErrSkip
}

type stmt struct {
	driver.Stmt
	f *Fault
}

func (s *stmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	return result(s.f, func() (driver.Result, error) { return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args) })
}

func (s *stmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	return result(s.f, func() (driver.Rows, error) { return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args) })
}

// txn is a transaction; its commit is a call that can fail.
type txn struct {
	driver.Tx
	f *Fault
}

func (t *txn) Commit() error {
	before, late := t.f.due()
	if before != nil {
		return errors.Join(before, t.Tx.Rollback())
	}
	if err := t.Tx.Commit(); err != nil {
		return err
	}
	return late
}
