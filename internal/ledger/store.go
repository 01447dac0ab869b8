package ledger

import (
	"context"
	"iter"
	"strings"
	"time"
)

// Store keeps rows and records. It owns the files or the connection; whoever
// opens it closes it. It is safe for concurrent use, also from other processes.
//
// ledgertest is the suite that says, test by test, what each sentence here means.
type Store interface {
	// Write runs f in a transaction. When it returns nil, everything f did is on
	// disk; when it returns an error, nothing of it is, and the error is f's or
	// the store's. Writers wait for each other; f must not write elsewhere in the
	// same store, and may be run again from the start where the store says so.
	Write(ctx context.Context, f func(Tx) error) error
	// Read runs f on the ledger as it stands when Read is called: what others
	// write meanwhile is not seen, and does not wait.
	Read(ctx context.Context, f func(Reader) error) error
	// Backup writes a copy that can be opened as a store of the same kind to
	// path, which must not exist, while others go on writing.
	Backup(ctx context.Context, path string) error
	// Name says what is open, for people: a path, or an address without its
	// password.
	Name() string
	Close() error
}

// Reader asks a store. A table that is there in an older version has no records,
// and one in a newer is not asked: that is ErrNewerRecords.
type Reader interface {
	// Head is the last row's number, time and hash; zero in an empty ledger.
	Head() (Chain, error)
	// Row is the row with a number; ErrNone where there is none.
	Row(seq int64) (Row, error)
	// Rows are the rows numbered from+1 to upto (0: the last), in order; only of
	// the given kinds where any are given. The sequence ends at the first error; where
	// all kinds are asked for, a row that is missing among them is one, ErrBroken.
	Rows(from, upto int64, kinds ...Kind) iter.Seq2[Row, error]
	// About are the rows of a kind with an id, in order, up to row at (0: all).
	About(kind Kind, id string, at int64) iter.Seq2[Row, error]
	// Time is when a row was appended; ErrNone where there is none. It does not
	// read the row.
	Time(seq int64) (time.Time, error)
	// AsOf is the number of the last row appended at or before a time; 0 where
	// there is none.
	AsOf(t time.Time) (int64, error)

	// Record is the record of a table with a key as it stood with row at (0: as
	// it stands); ErrNone where there is none. It is the caller's to change.
	Record(t *Table, key string, at int64) (Record, error)
	// History are all states of one record, the first first.
	History(t *Table, key string) iter.Seq2[Record, error]
	// Since are the rows since which they held, the first first, without reading
	// them.
	Since(t *Table, key string) ([]int64, error)
	// Select are the records that a query asks for, in its order.
	Select(q Query) iter.Seq2[Hit, error]
	// Count is how many records a query asks for, whatever its Limit and After.
	Count(q Query) (int64, error)
	// Tally counts the records that a query asks for by their values of some
	// columns: each item is these values, as in Record, and the count, an int64.
	// They come in the order of the values, nulls last; Order, Limit and After are
	// not looked at.
	Tally(q Query, by ...string) iter.Seq2[[]any, error]
	// Applied is the last row that is in a projection; 0 where it is empty, was
	// dropped or is in an older version, ErrNewerRecords where it is in a newer.
	Applied(p Projection) (int64, error)
}

// Tx is a Reader that sees its own changes, and makes them. A table that is there
// in an older version is made anew by the first Put or Remove; one in a newer
// refuses them with ErrNewerRecords, and is made anew by Drop alone.
type Tx interface {
	Reader
	// Append adds rows at the end, in order, and returns them. Their time is the
	// store's clock's, or, where that is not later, a microsecond after the last
	// row's before this Write: all rows of a Write have one time, those of two
	// never the same.
	Append(drafts ...Draft) ([]Row, error)
	// Put makes values and body the record of a key from row since on; 0 is the
	// last row. An earlier record stays, as history; one that was put since the
	// same row is replaced. A projection that catches up or is made again puts
	// each record since the row that made it, so that its history is the same
	// whenever it is made: since may lie behind the last row, never before the
	// row since which the key's record holds.
	Put(t *Table, key string, since int64, values []any, body []byte) error
	// Remove ends a record with row since, as Put counts it: it no longer holds
	// with that row. It stays as history.
	Remove(t *Table, key string, since int64) error
	// Drop forgets all records of a table, also their history, and makes the
	// table anew by its declaration.
	Drop(t *Table) error
	// SetApplied notes the last row that is in a projection, which is then in no
	// other version.
	SetApplied(p Projection, seq int64) error
}

// Trouble is an error that a caller may want to tell apart. A store wraps it with
// what it knows; its text says what to do.
type Trouble string

func (t Trouble) Error() string { return string(t) }

// Cause is what went wrong in an error that is this trouble, without the advice of
// its text: for who gives a better one.
func (t Trouble) Cause(err error) string {
	before, after, ok := strings.Cut(err.Error(), string(t))
	after = strings.TrimSuffix(strings.TrimPrefix(after, " ("), ")")
	if ok && after == "" {
		after, _, _ = strings.Cut(string(t), ":")
	}
	return before + after
}

// The troubles.
const (
	// ErrNone is asked for what is not there.
	ErrNone Trouble = "no such entry in the ledger"
	// ErrNewer is a ledger made by a newer version of the program.
	ErrNewer Trouble = "the ledger was made by a newer version of hearsay: use that version, this one changes nothing"
	// ErrNewerRecords is a ledger whose rows this version can read, and whose records
	// a newer one made.
	ErrNewerRecords Trouble = "what is derived from the rows was made by a newer version of hearsay: use that version, or have this one make it again in its own form with hearsay rebuild; nothing was changed"
	// ErrBusy is a ledger that another process kept for itself too long.
	ErrBusy Trouble = "the ledger is in use by another process: wait for it, or stop it"
	// ErrFull is a disk without room; what was acknowledged is safe.
	ErrFull Trouble = "the disk is full: make room and run the command again, nothing acknowledged is lost"
	// ErrDisk is a disk that does not take or give what it should.
	ErrDisk Trouble = "the disk does not read or write as it should: nothing acknowledged is lost, look at the disk and its mount, and run the command again"
	// ErrClosed is a file or folder that this user may not write.
	ErrClosed Trouble = "the ledger cannot be opened or written: look at the rights of the file and its folder, nothing was changed"
	// ErrLost is a database that does not answer, or no longer. Of a Write it can
	// mean that it was kept, and only the answer lost.
	ErrLost Trouble = "the database does not answer: nothing acknowledged is lost, run the command again when it does, what is there already is not kept twice"
	// ErrDerived is a record, or what finds one, that is not as it was put.
	ErrDerived Trouble = "what is derived from the rows is damaged: hearsay verify checks the rows, hearsay rebuild makes the rest again from them, and where that fails hearsay restore OLD --db NEW takes them into a new ledger"
	// ErrBroken is a damaged file.
	ErrBroken Trouble = "the file is damaged: hearsay verify names what is lost, hearsay restore takes the rows of a backup, or of this file where they are sound, into a new ledger"
	// ErrForeign is a file that is no ledger, or one whose beginning is gone.
	ErrForeign Trouble = "this is no ledger of hearsay, or its beginning is lost: name another with --db; where it was one, hearsay restore BACKUP --db NEW makes it again from a backup; nothing was changed"
)
