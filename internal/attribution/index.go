package attribution

import (
	"slices"

	"hearsay/internal/span"
)

// index finds the attributions that touch a place of the text without a look
// at all of them, so that long texts take time in proportion to their length.
type index struct {
	list []Attribution // by the start of their covers
	ends []int         // the largest end of a cover so far
}

func indexOf(found []Attribution) *index {
	x := &index{list: slices.Clone(found), ends: make([]int, len(found))}
	slices.SortStableFunc(x.list, func(a, b Attribution) int { return span.Compare(a.cover(), b.cover()) })
	end := 0
	for i := range x.list {
		end = max(end, x.list[i].cover().End)
		x.ends[i] = end
	}
	return x
}

// any reports whether ok holds of an attribution whose cover overlaps s.
func (x *index) any(s span.Span, ok func(Attribution) bool) bool {
	last, _ := slices.BinarySearchFunc(x.list, s.End, func(a Attribution, at int) int {
		if a.cover().Start < at {
			return -1
		}
		return 1
	})
	for i := last - 1; i >= 0 && x.ends[i] > s.Start; i-- {
		if x.list[i].cover().Overlaps(s) && ok(x.list[i]) {
			return true
		}
	}
	return false
}
