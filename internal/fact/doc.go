// Package fact turns what a report and its speakers say into events and slot
// values: who, what, where, when, how many. Room 7.
//
//	“Two officials said a drone strike on Monday killed at least five people.”
//	event: "drone strike", Explosions/Remote violence, accomplished
//	claims by the officials: instrument drone, date Monday, killed 5 or more
//
// Always true: a claim's value stands at its span in the text; events are in
// text order; a claim names a statement that carries it, or -1 where the report
// speaks in its own voice; what is denied keeps the value that it denies.
// Spans are code points.
//
// It refuses nothing and guesses nothing: a figure without people beside it, a
// day without a publication date, a place that no table knows stay out of the
// norm. Threatened, hypothetical and habitual events keep their stage, so that
// room incident can leave them out.
//
// Which events are one incident is room incident's work; what a statement does
// is statement's; who stands behind a fact is origin's.
//
// Which words speak of an event, and in which sense, is trigger's work; whether
// it happened, stage's; whom a figure harms, harm's; where a place lies, place's; where
// a noun phrase ends and whose verb it is, phrase's.
// This room judges by tags and word tables (data/*.tsv); it asks the tree only
// for a subject that the words beside a verb do not show. `hearsay exam gold`, `hearsay exam muc4` and
// `hearsay exam plover` print its scores.
package fact
