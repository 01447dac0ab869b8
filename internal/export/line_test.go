package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearsay/internal/desk/bulk"
)

// TestLine: fields are written as package encoding/csv writes them, and strings so
// that package encoding/json reads them.
func TestLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fields := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.StringMatching(`[ ,"\n\r\t\\.=a\x{3000}-]{0,6}`)), 1, 6).Draw(t, "fields")
		var l csvLine
		var want bytes.Buffer
		w := csv.NewWriter(&want)
		var plain []string
		for _, f := range fields {
			l.text(f)
			plain = append(plain, harmless(f))
			var back string
			if b := quote(nil, f); json.Unmarshal(b, &back) != nil || back != strings.ToValidUTF8(f, "\ufffd") {
				t.Fatalf("%q is written %s", f, b)
			}
		}
		l.end()
		if err := w.Write(plain); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		if string(l.b) != want.String() {
			t.Fatalf("%q, want %q", l.b, want.String())
		}
	})
}

// TestWhole: where fewer items come than there are, it is no file.
func TestWhole(t *testing.T) {
	var b bytes.Buffer
	parts := func(yield func(bulk.Part[bulk.Statement], error) bool) {
		for range 2 {
			if !yield(bulk.Part[bulk.Statement]{Total: 3, Read: func(context.Context) ([]bulk.Statement, error) { return make([]bulk.Statement, 1), nil }}, nil) {
				return
			}
		}
	}
	if _, err := run(context.Background(), parts, statementSheet(&b), nil); err == nil || !strings.Contains(err.Error(), "2 of 3") {
		t.Errorf("what is not whole: %v", err)
	}
}
