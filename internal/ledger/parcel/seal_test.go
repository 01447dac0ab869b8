package parcel

import (
	"bytes"
	"math"
	"testing"

	"hearsay/internal/ledger"
)

var summary = ledger.Table{Name: "t", Version: 1, Columns: []ledger.Column{{Name: "a", Type: ledger.Text}, {Name: "n", Type: ledger.Int}, {Name: "x", Type: ledger.Real}}}

// TestSeal: a body comes back with the values that it was put with, as a database
// gives them back, and with no others.
func TestSeal(t *testing.T) {
	long := bytes.Repeat([]byte("the harbour master said "), 40)
	for _, body := range [][]byte{nil, {}, []byte("{}"), long} {
		for _, short := range []bool{false, true} {
			kept := Seal(&summary, "k", 7, []any{"words", 3, 2}, body, short)
			given := []any{"words", int64(3), 2.0}
			got, err := Unseal(&summary, "k", 7, given, kept)
			if err != nil || !bytes.Equal(got, body) || (got == nil) != (body == nil) {
				t.Errorf("%.10q comes back as %.10q, %v", body, got, err)
			}
			for name, f := range map[string]func() ([]byte, error){
				"key":   func() ([]byte, error) { return Unseal(&summary, "l", 7, given, kept) },
				"since": func() ([]byte, error) { return Unseal(&summary, "k", 8, given, kept) },
				"text":  func() ([]byte, error) { return Unseal(&summary, "k", 7, []any{"word", int64(3), 2.0}, kept) },
				"null":  func() ([]byte, error) { return Unseal(&summary, "k", 7, []any{"words", nil, 2.0}, kept) },
				"real":  func() ([]byte, error) { return Unseal(&summary, "k", 7, []any{"words", int64(3), 2.5}, kept) },
			} {
				if _, err := f(); err == nil {
					t.Errorf("another %s is not told", name)
				}
			}
			for i := range kept {
				for bit := range 8 {
					kept[i] ^= 1 << bit
					if got, err := Unseal(&summary, "k", 7, given, kept); err == nil && (kept[0] >= summed || !bytes.Equal(got, body)) && i > 0 {
						t.Fatalf("bit %d of byte %d is another, and nothing tells", bit, i)
					}
					kept[i] ^= 1 << bit
				}
			}
		}
	}
	kept := Seal(&summary, "k", 7, []any{"", nil, math.NaN()}, []byte("x"), false)
	if _, err := Unseal(&summary, "k", 7, []any{"", nil, nil}, kept); err != nil {
		t.Errorf("no number is null: %v", err)
	}
	if got, err := Unseal(&summary, "k", 7, []any{"", nil, nil}, Pack(long)); err != nil || !bytes.Equal(got, long) {
		t.Errorf("a body of an older program: %v", err)
	}
}

func BenchmarkSum(b *testing.B) {
	values := []any{"a passage of some two hundred characters, as statements have them, that goes on for a while and tells of what the harbour master said about the shed that burned on Monday at the port", int64(12), 0.75}
	body := []byte(`{"start":1094,"end":1100,"text":"killed"}`)
	b.ReportAllocs()
	for b.Loop() {
		sum(&summary, "0eea6bd73956.st1", 18, values, body)
	}
}
