package ledger

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
)

// Verified is what a walk over all rows found sound.
type Verified struct {
	Rows, Captures int64
	Bytes          int64 // of captures
	Head           Chain
}

// Verify walks all rows: numbers without gaps, times that never run backwards,
// hashes that fit, captures whose bytes have the hash that names them. It changes
// nothing. Its error is a *Damage where a row is not what was appended, and names
// the first; progress, where not nil, is called now and then with the last row
// that was sound and the number of rows.
func Verify(ctx context.Context, s Store, progress func(done, all int64)) (Verified, error) {
	var v Verified
	err := s.Read(ctx, func(r Reader) error {
		head, unread := r.Head()
		if unread != nil && !errors.Is(unread, ErrBroken) {
			return unread
		}
		for row, err := range r.Rows(0, 0) {
			if err != nil {
				return damaged(err, v.Head.Seq+1)
			}
			if err := v.Head.Check(&row); err != nil {
				return err
			}
			if row.Kind == Capture {
				if sum := sha256.Sum256(row.Blob); Hash(sum).String() != row.ID {
					return &Damage{Seq: row.Seq, Reason: fmt.Sprintf("row %d: the bytes of capture %s are others", row.Seq, row.ID)}
				}
				v.Captures++
				v.Bytes += int64(len(row.Blob))
			}
			v.Rows++
			if progress != nil && v.Rows%512 == 0 {
				progress(v.Rows, head.Seq)
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if unread != nil { // all others can be read
			return damaged(unread, v.Head.Seq+1)
		}
		if v.Head.Seq != head.Seq {
			return &Damage{Seq: v.Head.Seq + 1, Reason: fmt.Sprintf("row %d is missing, the last is %d", v.Head.Seq+1, head.Seq)}
		}
		if progress != nil {
			progress(v.Rows, head.Seq)
		}
		return nil
	})
	if err != nil {
		err = damaged(err, v.Head.Seq+1)
	}
	return v, err
}

// damaged is err as damage of the row that could not be read; errors that are no
// matter of the file stay as they are.
func damaged(err error, seq int64) error {
	var d *Damage
	if errors.As(err, &d) || !errors.Is(err, ErrBroken) {
		return err
	}
	return &Damage{Seq: seq, Reason: fmt.Sprintf("row %d cannot be read: %s", seq, ErrBroken.Cause(err))}
}
