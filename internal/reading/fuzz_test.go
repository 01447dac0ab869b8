package reading

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"hearsay/internal/capture"
	"hearsay/internal/span"
)

// FuzzRead reads any bytes: nothing panics, every span is the slice of its text,
// parts of a content are in order, and the same bytes give the same JSON.
func FuzzRead(f *testing.F) {
	paths, err := filepath.Glob("../../examples/port-strike/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, s := range []string{
		"“We left,” said Ana Ruiz, “and he said ‘go.’” Two officials told AFP on Monday that at least 12 had died.",
		"The army denied it. The army has yet to comment. The attack was claimed by the Front, who said so: “No.",
		"BEIRUT, March 4 (Reuters) - Dozens were killed\n\n(more)", "According to.", "He said", "Said.", "“”", "(AP) —", "12 killed", "said said said,",
	} {
		f.Add([]byte(s))
	}
	r, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c := capture.Of(b, "x", capture.Stated{})
		rd, err := r.Read(c)
		if err != nil {
			if g := Fail("x", err); g.Reason == "" || g.Advice == "" {
				t.Fatalf("failure %+v of %v", g, err)
			}
			return
		}
		checkSpans(t, rd)
		for _, st := range rd.Statements {
			for i, q := range st.Content {
				if q.Empty() || i > 0 && span.Compare(st.Content[i-1].Span, q.Span) > 0 {
					t.Fatalf("content %v", st.Content)
				}
			}
		}
		one, err := json.Marshal(r.Join([]*Reading{rd}, nil))
		if err != nil {
			t.Fatal(err)
		}
		again, err := r.Read(c)
		if err != nil {
			t.Fatal(err)
		}
		if two, _ := json.Marshal(r.Join([]*Reading{again}, nil)); !bytes.Equal(one, two) {
			t.Fatalf("read twice, the record differs:\n%s\n%s", one, two)
		}
	})
}
