package chip

import (
	"fmt"
	"testing"
)

// TestGrouped: however many take a stand, a page shows a few of them, and says how
// many more there are.
func TestGrouped(t *testing.T) {
	var list []Chip
	for i := range 300 {
		c := Chip{Name: fmt.Sprint("source ", i), Shape: "named"}
		if i%3 == 0 {
			c.Shape = "unnamed"
		}
		list = append(list, c)
	}
	for _, c := range []struct {
		name                        string
		room                        Room
		shown, listed, more, untold int
	}{
		{"few reports", RoomOf(9, "/x"), 5, 100, 195, 0},
		{"dozens", RoomOf(40, "/x"), 5, 6, 6, 189},
		{"hundreds", RoomOf(500, "/x"), 3, 0, 0, 197},
		{"a value's own page", Whole(), 5, 100, 195, 0},
	} {
		got := grouped(list, c.room)
		if len(got.Shown) != c.shown || len(got.Unnamed) != c.listed || len(got.More) != c.more || got.Untold != c.untold || got.Unlisted != 100-c.listed {
			t.Errorf("%s: %d shown, %d unnamed and %d, %d more and %d", c.name, len(got.Shown), len(got.Unnamed), got.Unlisted, len(got.More), got.Untold)
		}
		if got.Empty() {
			t.Errorf("%s: empty", c.name)
		}
	}
}
