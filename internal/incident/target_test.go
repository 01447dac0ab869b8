package incident

import "testing"

// The descriptions are invented.
func TestHitAgain(t *testing.T) {
	facts := []Fact{{Value: "two guards"}, {Value: "a fuel depot"}}
	if i := hitAgain(facts, "the area"); i != 1 {
		t.Errorf("the area takes up %d", i)
	}
}
