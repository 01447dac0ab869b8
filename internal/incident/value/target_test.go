package value

import "testing"

// The descriptions are invented.
func TestSameTarget(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"a fuel depot", "the depot", true},
		{"a fuel depot", "a “big depot", true},
		{"Harbour Fuel Depot", "a fuel depot", true},
		{"a police station", "a train station", false},
		{"30 boats", "boats", false},
		{"three officers", "officers", false},
		{"a depot", "a bridge", false},
		{"the port of Lanby", "the port", true},
	} {
		if got := SameTarget(c.a, c.b); got != c.want {
			t.Errorf("SameTarget(%q, %q) = %v", c.a, c.b, got)
		}
	}
}
