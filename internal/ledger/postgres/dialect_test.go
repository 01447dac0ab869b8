package postgres

import (
	"strings"
	"testing"
)

// TestVector: each word once, in order, with its places. The texts are invented.
func TestVector(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"The port burned", "'burned':3 'port':2 'the':1"},
		{"port after port", "'after':2 'port':1,3"},
		{"Port, après", "'apres':2 'port':1"},
	} {
		if got := vector(c.text); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
	if n := strings.Count(vector(strings.Repeat("port ", 300)), ","); n != 254 {
		t.Errorf("%d places, want 255", n+1)
	}
}
