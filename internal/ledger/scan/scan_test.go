package scan

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestRaw(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{` {"a":[1,{"b":"}]\\"}]} `, `{"a":[1,{"b":"}]\\"}]}`}, {`"a\"b",`, `"a\"b"`}, {`-1.5e3}`, `-1.5e3`}, {`null`, `null`}, {`[]]`, `[]`},
		{``, ``}, {`]`, ``}, {`{"a":1`, ``}, {`"a`, ``}, {strings.Repeat("[", 1e5), ``}, {`,`, ``},
	} {
		x := Of([]byte(c.in))
		if got := x.Raw(); got != c.want || (x.err == nil) != (c.want != "") {
			t.Errorf("%.40s: %.40q, %v", c.in, got, x.err)
		}
	}
}

// FuzzSkip: what is JSON is passed over to its end, and what its strings say is
// what encoding/json says.
func FuzzSkip(f *testing.F) {
	f.Add(`{"a":[1,{"b":"}]\\\""},[]],"c":null}`)
	f.Add(`"\ud83d\ude00\ud83d \u2028"`)
	f.Fuzz(func(t *testing.T, s string) {
		x := Of([]byte(s))
		x.Skip()
		if err := x.End(); json.Valid([]byte(s)) && err != nil {
			t.Error(err)
		}
		var want string
		if json.Unmarshal([]byte(s), &want) == nil && json.Valid([]byte(s)) && strings.ToValidUTF8(s, "") == s {
			if got := Of([]byte(s)).Text(); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		}
	})
}
