// Package hypothesis holds the ways in which the attributions of a run could
// be read, what speaks for each, and the choice among them. Part of the
// attribution room.
//
//	The mayor and the envoy said he lied .
//	said:  The mayor and the envoy | said | he lied     value 0.81
//	said:  the envoy               | said | he lied     value 0.32
//
// A Set gathers, from every anchor of a run, the best labellings of its frame
// and variants in which one part is exchanged for another's. Beside them it
// tries other bounds of source and content, which commas, clauses, the tree and
// quotation marks suggest. A Ranker, a linear model of the words at and around
// the bounds, says how likely each part is right to the word; the likeliest are
// combined. Each hypothesis
// gets a row of levels (see Set.Row) by which forests of trees judge it: its
// value, the share of it that a reader would call right, and its confidence.
// Choose takes the best of those that agree with each other.
//
// A Set is scratch for one run after another and not safe for concurrent use.
package hypothesis
