package ledger_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"iter"
	"strings"
	"testing"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/memory"
)

// bent is a store whose rows are changed on the way out.
type bent struct {
	ledger.Store
	bend func(*ledger.Row) bool // false drops the row
}

type bentReader struct {
	ledger.Reader
	bend func(*ledger.Row) bool
}

func (s bent) Read(ctx context.Context, f func(ledger.Reader) error) error {
	return s.Store.Read(ctx, func(r ledger.Reader) error { return f(bentReader{r, s.bend}) })
}

func (r bentReader) Rows(from, upto int64, kinds ...ledger.Kind) iter.Seq2[ledger.Row, error] {
	return func(yield func(ledger.Row, error) bool) {
		for row, err := range r.Reader.Rows(from, upto, kinds...) {
			if r.bend(&row) && !yield(row, err) {
				return
			}
		}
	}
}

func TestVerify(t *testing.T) {
	ctx := context.Background()
	s := memory.New(nil)
	for _, text := range []string{"The dock was hit.", "It was not.", "Two died."} {
		sum := sha256.Sum256([]byte(text))
		if err := s.Write(ctx, func(x ledger.Tx) error {
			_, err := x.Append(ledger.Draft{Kind: ledger.Capture, ID: hex.EncodeToString(sum[:]), Body: []byte(`{}`), Blob: []byte(text)}, ledger.Draft{Kind: ledger.Reading, ID: "r", Body: []byte(`{}`)})
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	v, err := ledger.Verify(ctx, s, nil)
	if err != nil || v.Rows != 6 || v.Captures != 3 || v.Bytes != 37 {
		t.Errorf("%+v, %v", v, err)
	}
	for _, c := range []struct {
		name string
		bend func(*ledger.Row) bool
		seq  int64
		says string
	}{
		{"a changed body", func(r *ledger.Row) bool {
			if r.Seq == 4 {
				r.Body = []byte(`{"x":1}`)
			}
			return true
		}, 4, "hash does not fit"},
		{"changed bytes", func(r *ledger.Row) bool {
			if r.Seq == 3 {
				r.Blob = []byte("It was so.")
			}
			return true
		}, 3, "hash does not fit"},
		{"a dropped row", func(r *ledger.Row) bool { return r.Seq != 2 }, 2, "row 2 is missing"},
		{"a dropped end", func(r *ledger.Row) bool { return r.Seq < 6 }, 6, "row 6 is missing"},
		{"bytes under another name", func(r *ledger.Row) bool {
			if r.Seq == 1 {
				r.ID = strings.Repeat("0", 64)
				*r = ledger.Seal(ledger.Hash{}, 1, r.Time, r.Draft)
			}
			return true
		}, 1, "are others"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ledger.Verify(ctx, bent{s, c.bend}, nil)
			var d *ledger.Damage
			if !errors.As(err, &d) || d.Seq != c.seq || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want row %d, %q", err, c.seq, c.says)
			}
		})
	}
}
