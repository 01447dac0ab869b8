// Package edge says, as reports come in, which were made from which. Part of
// room 11.
//
//	reading 90c2…  Gulf Ledger, 11 March: the text of Meridian Press's report
//	found by       a mark of its sketch that few texts have
//	held against   the report of Meridian Press, word for word
//	row            copy: 90c2… was made from 7f3a…, score 0.93, and the longest
//	               passage that stands in both
//	row            credit: 90c2… credits Meridian Press, and where it says so
//
// Kinds are copy (the same words, from half of them on), credit (an agency or
// outlet is named as its maker) and cite ("Meridian Press reported").
//
// Always true: an edge leads from the report that had the text to the one that
// took it, by their days of publication; of one day, the one that names the
// other took from it; where neither does, the one that came in first is taken
// for the elder, and the reason says so. Every edge has the words that show it,
// in code points of the report that took. An outlet that is named but whose
// report is not in the ledger stands by its name alone, until its report comes.
// An edge belongs to a reading: where a later one takes its place, its edges do
// too. What looking up one report costs does not grow with the ledger: each
// mark leads to the first few texts that had it.
//
// The tables are written in the Write that appends the rows and made again from
// rows; rows that stand are not computed anew. Reuse in other words is found
// among the reports of one incident by package lineage, when its page is made.
// BenchmarkTrace prints the cost.
package edge
