package relational

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io"
)

// A transaction asks and writes through statements that are prepared once. For a
// database that is a file, what package sql does around each of a hundred small
// statements a report costs as much as some of them: a session then holds the
// statements of the connection itself. Its transaction is the only one that
// uses the connection, and does one thing at a time.

// mostKept is how many statements a session keeps; questions of many shapes do
// not fill the memory.
const mostKept = 400

// session is the statements of one connection, by their text.
type session struct {
	conn driver.Conn
	kept map[string]*statement
}

// statement is one of a session. It is carried out again with other values.
type statement struct {
	driver.Stmt
	args []driver.NamedValue
}

// begin begins a transaction on a connection and finds the session that goes
// with it. done gives the connection back.
func (b *Base) begin(ctx context.Context) (raw *sql.Tx, s *session, done func(), err error) {
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
		if b.session == nil || b.session.conn != dc {
			b.session = &session{conn: dc.(driver.Conn), kept: map[string]*statement{}}
		}
		return nil
	})
	if err != nil {
		_ = raw.Rollback()
		done()
		return nil, nil, nil, err
	}
	if len(b.session.kept) > mostKept {
		b.session.forget()
	}
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
		if b.session.conn == dc {
			b.session.forget()
		}
		b.session = nil
		return nil
	})
}

func (s *session) forget() {
	for _, st := range s.kept {
		_ = st.Close()
	}
	clear(s.kept)
}

// stmt is a statement by its text.
func (s *session) stmt(q string) (*statement, error) {
	if st, ok := s.kept[q]; ok {
		return st, nil
	}
	raw, err := s.conn.(driver.ConnPrepareContext).PrepareContext(context.Background(), q)
	if err != nil {
		return nil, err
	}
	st := &statement{Stmt: raw}
	s.kept[q] = st
	return st, nil
}

// bind are values as the driver has them.
func (st *statement) bind(args []any) []driver.NamedValue {
	st.args = st.args[:0]
	for i, v := range args {
		if n, ok := v.(int); ok {
			v = int64(n)
		}
		st.args = append(st.args, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return st.args
}

func (st *statement) exec(ctx context.Context, args []any) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := st.Stmt.(driver.StmtExecContext).ExecContext(context.Background(), st.bind(args))
	return err
}

func (st *statement) query(ctx context.Context, args []any) (cursor, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	rows, err := st.Stmt.(driver.StmtQueryContext).QueryContext(context.Background(), st.bind(args))
	if err != nil {
		return nil, err
	}
	return &walk{ctx: ctx, rows: rows, at: make([]driver.Value, len(rows.Columns()))}, nil
}

// cursor walks over the rows of an answer; *sql.Rows is one.
type cursor interface {
	Next() bool
	Scan(to ...any) error
	Err() error
	Close() error
}

// walk is the cursor of a session.
type walk struct {
	ctx  context.Context
	rows driver.Rows
	at   []driver.Value
	err  error
}

// Next goes to the next row.
func (w *walk) Next() bool {
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	if w.err == nil {
		w.err = w.rows.Next(w.at)
	}
	return w.err == nil
}

// Err is what ended the walk, nil at the end of the answer.
func (w *walk) Err() error {
	if w.err == io.EOF {
		return nil
	}
	return w.err
}

// Close ends it.
func (w *walk) Close() error { return w.rows.Close() }

// Scan hands out the values of the row.
func (w *walk) Scan(to ...any) error {
	if len(to) != len(w.at) {
		return fmt.Errorf("%d values for %d columns", len(to), len(w.at))
	}
	for i, v := range w.at {
		ok := false
		switch p := to[i].(type) {
		case *int64:
			*p, ok = v.(int64)
		case *int:
			var n int64
			n, ok = v.(int64)
			*p = int(n)
		case *string:
			*p, ok = v.(string)
		case *[]byte:
			*p, ok = v.([]byte)
			ok = ok || v == nil
		case *sql.RawBytes:
			*p, ok = v.([]byte)
			ok = ok || v == nil
		case *any:
			*p, ok = v, true
		}
		if !ok {
			return fmt.Errorf("column %d holds %T where %T was meant", i+1, v, to[i])
		}
	}
	return nil
}
