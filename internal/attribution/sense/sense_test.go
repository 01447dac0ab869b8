package sense

import (
	"testing"

	"hearsay/internal/attribution/chain"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		lemma string
		verb  bool
		want  Sense
	}{
		{"say", true, Sense{First: 32, Second: 42, Takes: 3}},
		{"report", true, Sense{First: 32, Takes: 2}},
		{"report", false, Sense{First: 10, Second: 11}},
		{"xyzzy", true, Sense{}},
	} {
		if got := Of(chain.Text(c.lemma), c.verb); got != c.want {
			t.Errorf("%s: %v, want %v", c.lemma, got, c.want)
		}
	}
}
