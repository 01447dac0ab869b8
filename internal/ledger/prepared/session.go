// Package prepared holds the statements of one connection to a database that is
// a file, where what package sql does around each of a hundred small statements a
// report costs as much as some of them. Part of room 11.
//
//	s := prepared.On(conn)          // a driver's connection, from (*sql.Conn).Raw
//	st, err := s.Stmt("SELECT …")   // prepared once, meant often
//	rows, err := st.Query(ctx, args)
//
// Always true: the transaction that uses a session is the only one on its
// connection, and does one thing at a time; a context that ended lets no further
// statement begin.
package prepared

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io"
)

// mostKept is how many statements a session keeps; questions of many shapes do
// not fill the memory.
const mostKept = 400

// Session is the statements of one connection, by their text.
type Session struct {
	conn driver.Conn
	kept map[string]*Statement
}

// Statement is one of a session. It is carried out again with other values.
type Statement struct {
	driver.Stmt
	args []driver.NamedValue
}

// On is a session on a connection, which holds nothing yet.
func On(conn driver.Conn) *Session {
	return &Session{conn: conn, kept: map[string]*Statement{}}
}

// Of reports whether a session is that of a connection.
func (s *Session) Of(conn any) bool { return s.conn == conn }

// Spare drops the statements of a session that holds many.
func (s *Session) Spare() {
	if len(s.kept) > mostKept {
		s.Forget()
	}
}

// Forget drops the statements of a session.
func (s *Session) Forget() {
	for _, st := range s.kept {
		_ = st.Close()
	}
	clear(s.kept)
}

// Stmt is a statement by its text.
func (s *Session) Stmt(q string) (*Statement, error) {
	if st, ok := s.kept[q]; ok {
		return st, nil
	}
	raw, err := s.conn.(driver.ConnPrepareContext).PrepareContext(context.Background(), q)
	if err != nil {
		return nil, err
	}
	st := &Statement{Stmt: raw}
	s.kept[q] = st
	return st, nil
}

// bind are values as the driver has them.
func (st *Statement) bind(args []any) []driver.NamedValue {
	st.args = st.args[:0]
	for i, v := range args {
		if n, ok := v.(int); ok {
			v = int64(n)
		}
		st.args = append(st.args, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return st.args
}

// Exec carries a statement out.
func (st *Statement) Exec(ctx context.Context, args []any) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := st.Stmt.(driver.StmtExecContext).ExecContext(context.Background(), st.bind(args))
	return err
}

// Query is the answer to a statement, to be closed before the next is carried out.
func (st *Statement) Query(ctx context.Context, args []any) (Cursor, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	rows, err := st.Stmt.(driver.StmtQueryContext).QueryContext(context.Background(), st.bind(args))
	if err != nil {
		return nil, err
	}
	return &walk{ctx: ctx, rows: rows, at: make([]driver.Value, len(rows.Columns()))}, nil
}

// Cursor walks over the rows of an answer; *sql.Rows is one.
type Cursor interface {
	Next() bool
	Scan(to ...any) error
	Err() error
	Close() error
}

// walk is the Cursor of a session.
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
