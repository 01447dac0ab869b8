// Package lineage examines side room lineage and room origin on invented
// reports whose origins are known: a folder of folders, one for each incident,
// and key.tsv, which says who was made from whom and who stands behind each
// fact.
//
//	hearsay exam lineage internal/lineage/testdata/set
//
// All reports are read together, as one would read a day's news. Of the edges,
// one is right if the key holds it, and no mistake if the key leads from one
// report to the other through others. Of the facts, the true number of
// informants should lie inside the bounds, and the bounds should be narrow.
package lineage
