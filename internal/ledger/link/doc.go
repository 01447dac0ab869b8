// Package link says which incidents of readings are one incident of the ledger,
// as reports come in. Part of room 11.
//
//	reading 7f3a…  its incident 1: an airstrike on a market in Taiz, 10 March
//	found by       day and country, day and place, rare names, the same text
//	held against   the members of inc-4b1e… and inc-90aa…
//	row            7f3a….inc1 belongs to inc-4b1e…, score 6.2: same day; both in
//	               taiz; both give 26 injured
//
// Always true: the measure is package union's, and where a neighbourhood is
// small it is arranged anew as a whole, so that the order in which reports come
// hardly shows; the cost of a report is bounded, however large the ledger: so
// many marks are looked up, so many look-alikes held against it. An incident's
// id is permanent: what is one with another redirects to it. A person's merge,
// split or move is never undone by the machine: it adds members to what people
// decided on, and offers the rest.
//
// The tables of this package are written in the Write that appends the rows
// (Apply), as the next report needs them. They can be dropped and made again
// from rows; Link rows are not computed anew.
//
// What a joined incident says is package projection's work. TestAgreement
// prints how far it agrees with union.Join, and BenchmarkLink how the cost grows.
package link
