package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"
)

// Kind is what a row records.
type Kind string

// The kinds of rows. People write decisions and nothing else; machines write
// everything but decisions.
const (
	Capture  Kind = "capture"  // bytes as received; the row's id is their sha256
	Sighting Kind = "sighting" // the same bytes again
	Version  Kind = "version"  // a capture is a later state of another's address
	Reading  Kind = "reading"  // what a reader read in a capture
	Failure  Kind = "failure"  // a capture that could not be read, with stage and reason
	Link     Kind = "link"     // an incident of a reading is one of the ledger
	Near     Kind = "near"     // two incidents of the ledger may be one
	Edge     Kind = "edge"     // a report was made from another
	Decision Kind = "decision" // a person's
)

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// String is the hash in lower-case hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Draft is a row before it has a place in the ledger.
type Draft struct {
	Kind Kind
	// ID is what the row is about, in its kind's own terms: a capture's sha256, a
	// reading's id, the incident a link leads to, what a decision decides on.
	// Several rows may have one ID; the later ones supersede the earlier.
	ID string
	// Body is the row's content as JSON. The types are those of package entry.
	Body []byte
	// Blob is bytes that are not JSON: those of a capture, else nil.
	Blob []byte
}

// Row is one entry of a ledger.
type Row struct {
	// Seq numbers the rows from 1 without gaps.
	Seq int64
	// Time is when the row was appended: UTC, whole microseconds, never before
	// the row before it; the same for all rows of one Write.
	Time time.Time
	Draft
	// Hash covers the row and, through the hash before it, all rows so far.
	Hash Hash
}

// Seal is the row that a draft becomes after the row with number seq-1 and hash
// before.
func Seal(before Hash, seq int64, at time.Time, d Draft) Row {
	r := Row{Seq: seq, Time: at.UTC().Truncate(time.Microsecond), Draft: d}
	r.Hash = r.Sum(before)
	return r
}

// Sum is the hash the row must have after a row with hash before: SHA-256 over
// that hash, the number, the time in microseconds since 1970 (both 8 bytes, big
// end first), then kind, id and body, each behind its length in 8 bytes, and the
// SHA-256 of the blob. Whoever writes a verifier apart from this program needs
// no more than this sentence.
func (r *Row) Sum(before Hash) Hash {
	h := sha256.New()
	h.Write(before[:])
	var n [8]byte
	number := func(v int64) {
		binary.BigEndian.PutUint64(n[:], uint64(v))
		h.Write(n[:])
	}
	number(r.Seq)
	number(r.Time.UnixMicro())
	for _, part := range [][]byte{[]byte(r.Kind), []byte(r.ID), r.Body} {
		number(int64(len(part)))
		h.Write(part)
	}
	blob := sha256.Sum256(r.Blob)
	h.Write(blob[:])
	return Hash(h.Sum(nil))
}

// Chain checks rows one after the other; its zero value expects row 1.
type Chain struct {
	Seq  int64 // of the last row that was right
	Time time.Time
	Hash Hash
}

// Check takes the next row. Its error is a *Damage that says what is wrong with
// it; the chain then stays where it is.
func (c *Chain) Check(r *Row) error {
	switch {
	case r.Seq != c.Seq+1:
		return &Damage{Seq: c.Seq + 1, Reason: fmt.Sprintf("row %d is missing: row %d follows row %d", c.Seq+1, r.Seq, c.Seq)}
	case r.Time.Before(c.Time):
		return &Damage{Seq: r.Seq, Reason: fmt.Sprintf("row %d is older than the row before it", r.Seq)}
	case r.Sum(c.Hash) != r.Hash:
		return &Damage{Seq: r.Seq, Reason: fmt.Sprintf("row %d (%s %s) is not what was written: its hash does not fit", r.Seq, r.Kind, r.ID)}
	}
	c.Seq, c.Time, c.Hash = r.Seq, r.Time, r.Hash
	return nil
}

// Damage is a row that is not what was appended.
type Damage struct {
	Seq    int64 // of the first damaged row
	Reason string
}

// Error says which row, and what to do.
func (d *Damage) Error() string {
	return d.Reason + "; rows before it are sound: restore the ledger from a backup and compare"
}
