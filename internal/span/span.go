package span

import "fmt"

// Span is a half-open range [Start, End) of Unicode code points in one text.
// It is the only unit of position that leaves a room; bytes and UTF-16 code
// units exist inside Text alone.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Of is the span [start, end).
func Of(start, end int) Span { return Span{Start: start, End: end} }

// Len is the number of code points covered.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether nothing is covered.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether t lies wholly in s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one code point.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Intersect is the range shared by s and t; it is empty where they share none.
func (s Span) Intersect(t Span) Span {
	r := Span{Start: max(s.Start, t.Start), End: min(s.End, t.End)}
	if r.End < r.Start {
		r.End = r.Start
	}
	return r
}

// Cover is the smallest range that holds both s and t.
func (s Span) Cover(t Span) Span {
	return Span{Start: min(s.Start, t.Start), End: max(s.End, t.End)}
}

// Compare orders spans by start, then by end; it is fit for slices.SortFunc.
func Compare(a, b Span) int {
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return a.End - b.End
}

func (s Span) String() string { return fmt.Sprintf("[%d,%d)", s.Start, s.End) }
