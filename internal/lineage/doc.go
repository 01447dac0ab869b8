// Package lineage finds which reports were made from which: copied, rewritten,
// cited, or reused in part. Side room.
//
//	Meridian Press, 11 March   "An airstrike hit a crowded vegetable market …"
//	Gulf Ledger, 11 March      the same text, "(Meridian Press)" in its dateline
//	Harbour Lantern, 11 March  "Meridian Press reported on Tuesday …"
//	Trace                      Ledger copy of Meridian; Lantern rewrite of Meridian
//
// Always true: an edge leads from the report that had a thing to the one that
// took it; two reports have one edge at most; each edge has its reason, and the
// passages of both reports or the words that name the other outlet. The order
// of the reports does not change the edges. The work grows with the number of
// reports: each is held against the few earlier ones that it has most shingles,
// rare words or names in common with, by an index of the first reports that
// had each.
//
// Direction is that of the days of publication; of one day, the report that
// names the other's outlet took from it.
//
// What two reporters can have heard from one mouth is no reuse: words inside
// quotation marks do not count, and one official's sentence in both, told in
// the same words, is not enough. Two reports that share an event, its people
// and its toll are not made from one another for that: a rewrite names its
// model. One that names none, lets no one speak whom another does not and gives
// no place it was filed from is Alike: it may be a rewrite, and room origin
// counts it so.
//
// It refuses nothing; a report without a date is taken for the earliest.
//
// How edges bear on the number of informants is room origin's work. The bounds
// were set by hand on the invented reports in testdata/set;
// `hearsay exam lineage internal/lineage/testdata/set` prints the scores.
package lineage
