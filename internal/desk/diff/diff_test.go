package diff

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLines(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"a b c", "a b c", " a  b  c"},
		{"a b c", "a x c", " a -b +x  c"},
		{"", "a", "+a"},
		{"a", "", "-a"},
		{"a b c d", "a c d e", " a -b  c  d +e"},
	} {
		var got []string
		for _, l := range Lines(strings.Fields(c.a), strings.Fields(c.b)) {
			got = append(got, l.Op+l.Text)
		}
		if d := cmp.Diff(c.want, strings.Join(got, " ")); d != "" {
			t.Errorf("%q to %q (-want +got):\n%s", c.a, c.b, d)
		}
	}
}

func TestValues(t *testing.T) {
	type page struct {
		Facts []string
		Row   int
	}
	got := Values(page{[]string{"two", "four"}, 1}, page{[]string{"two", "six"}, 1})
	if d := cmp.Diff([]string{`Facts[1] is "four", from the bytes "six"`}, got); d != "" {
		t.Error(d)
	}
	if got := Values(page{nil, 1}, page{nil, 1}); len(got) > 0 || !Same(page{nil, 1}, page{nil, 1}) {
		t.Errorf("nothing differs, and it says %q", got)
	}
}
