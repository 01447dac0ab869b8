// Package caption puts the values of a record into words for people. The
// faces sheet and page show the same captions, each in its own way.
//
//	source src2, count 2, chain CNN          "two unnamed informants (via CNN)"
//	date 2025-12-01 to 2025-12-31, prec 4    "December 2025", "known to the month"
//	standing contested                       "a competing value, or a denial by …"
//
// Always true: a caption says nothing that the record does not hold; positions
// keep their statements' numbers, so that every value leads to the words; the
// same document gives the same captions.
//
// It neither lays out nor escapes: the words of a report are passed on as they
// stand, and are the face's to make harmless.
//
// The rules of standing are room origin's own words.
package caption
