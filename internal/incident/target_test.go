package incident

import (
	"testing"

	"hearsay/internal/fact"
)

// The descriptions are invented.
func TestHitAgain(t *testing.T) {
	facts := []Fact{{Value: "two guards"}, {Value: "a fuel depot"}}
	if i := hitAgain(facts, "the area"); i != 1 {
		t.Errorf("the area takes up %d", i)
	}
}

func TestActsAgain(t *testing.T) {
	facts := []Fact{{Value: "rebels", Norm: fact.Norm{Name: "rebels"}}, {Value: "the Harbour Guard", Norm: fact.Norm{Name: "Harbour Guard"}}}
	if i := actsAgain(facts, &fact.Claim{Value: "Northern Front rebels", Norm: fact.Norm{Name: "Northern Front rebels"}}); i != 0 || facts[0].Value != "Northern Front rebels" {
		t.Errorf("the rebels are %d, %q", i, facts[0].Value)
	}
	if i := actsAgain(facts, &fact.Claim{Norm: fact.Norm{Name: "soldiers"}}); i != -1 {
		t.Errorf("soldiers are %d", i)
	}
}
