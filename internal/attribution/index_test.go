package attribution

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hearsay/internal/span"
)

// TestIndex holds the index to a look at all.
func TestIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := rapid.Custom(func(t *rapid.T) span.Span {
			at := rapid.IntRange(0, 60).Draw(t, "at")
			return span.Of(at, at+rapid.IntRange(1, 12).Draw(t, "len"))
		})
		var found []Attribution
		for range rapid.IntRange(0, 12).Draw(t, "n") {
			found = append(found, Attribution{Cue: one.Draw(t, "cue"), Content: []span.Span{one.Draw(t, "content")}})
		}
		s := one.Draw(t, "s")
		ok := func(a Attribution) bool { return a.holds(s) }
		if want, got := slices.ContainsFunc(found, ok), indexOf(found).any(s, ok); want != got {
			t.Fatalf("any is %v, want %v", got, want)
		}
	})
}
