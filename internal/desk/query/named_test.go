package query

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/ledger/projection"
)

// TestSources asks a ledger of invented sources who is meant by a name.
func TestSources(t *testing.T) {
	s := memory.New(nil)
	defer s.Close()
	err := s.Write(context.Background(), func(x ledger.Tx) error {
		put := func(key, name string) error {
			return x.Put(projection.Sources, key, 1, []any{name, strings.ToLower(name), "person", "named"}, nil)
		}
		for i := range mostNamed + 1 {
			if err := put(fmt.Sprintf("person:ana n%02d", i), fmt.Sprintf("Ana N%02d", i)); err != nil {
				return err
			}
		}
		if err := put("body:harbour office", "Harbour Office"); err != nil {
			return err
		}
		return put("body:navy", "Navy")
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		named []string
		want  []ledger.Cond
		wrong string
	}{
		{[]string{"navy"}, []ledger.Cond{{Column: "source", Op: ledger.In, Value: []any{"body:navy"}}}, ""},
		{[]string{"office harbour", "body:navy"}, []ledger.Cond{{Column: "source", Op: ledger.In, Value: []any{"body:harbour office", "body:navy"}}}, ""},
		{[]string{"ANA"}, []ledger.Cond{{Column: "source", Op: ledger.Ge, Value: ""}, {Column: "name", Op: ledger.Words, Value: "ana"}}, ""},
		{[]string{"ana", "navy"}, nil, "source:ana is the name of more than 50 sources"},
		{[]string{"security officials"}, Described("security officials"), ""},
		{[]string{"port", "sailors"}, nil, "nobody is named port or sailors"},
		{[]string{"…"}, nil, "has no word in it"},
	} {
		var got []ledger.Cond
		err := s.Read(context.Background(), func(r ledger.Reader) (err error) {
			got, err = Sources(r, c.named, 0)
			return err
		})
		if c.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), c.wrong) {
				t.Errorf("%v: %v, not %q", c.named, err, c.wrong)
			}
			continue
		}
		if d := cmp.Diff(c.want, got); err != nil || d != "" {
			t.Errorf("%v: %v\n%s", c.named, err, d)
		}
	}
}
