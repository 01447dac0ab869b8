package ecb

import "testing"

// TestScores is worked out by hand: 3 of 4 pairs read are right, of 6 marked.
func TestScores(t *testing.T) {
	p := pairs{gold: 5, read: 3, both: 2}
	p.add(pairs{gold: 1, read: 1, both: 1})
	if got, want := p.scores(), " 75.0  50.0  60.0"; got != want {
		t.Errorf("scores = %q, want %q", got, want)
	}
	if got, want := (&pairs{}).scores(), "  0.0   0.0   0.0"; got != want {
		t.Errorf("scores of nothing = %q, want %q", got, want)
	}
}
