// Package timex examines side room calendar on texts with marked time
// expressions.
//
//	hearsay exam time ../shared/corpora/time
//
// It counts as TempEval-3 does (UzZaman et al. 2013): strict is the same span,
// relaxed one that meets the mark; value F1 asks that the spans meet and the
// value is the mark's, letter for letter. What is wrong is listed on the error
// output, by class: value, missed, extra.
package timex
