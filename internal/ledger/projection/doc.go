// Package projection makes from a ledger's rows what is asked of it: reports,
// statements, sources, incidents with their pages, claims. Part of room 11.
//
//	rows 41 to 44   a capture, its reading, two links
//	records         report 7f3a…; its 14 statements; the pages of inc-4b1e…
//	                and inc-90aa…, with the 31 claims on their facts
//
// Always true: the same rows give the same records, whether they are caught up
// with as they come or made again from the first; a record holds from the row
// that made it, so that each can be asked as of a row; one transaction's rows
// are taken together.
//
// The page of an incident with several members is joined from their readings,
// which need the text analysed anew: the same reader reads the captured bytes
// again; what an older one read is revived (reading.Revive), and stays its. What
// that comes to is kept beside the reading (reading.Brief, table brief) as long as the
// same reader is there, so that hundreds of members are not read again to add one.
//
// A page is made again from all its members when one is added: the work grows with
// them, not with their square, and what is written with what is new (package state;
// claims that stay are not put again).
package projection
