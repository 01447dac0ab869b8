// Package ledger keeps what was captured, read, linked and decided, for good.
// Room 11.
//
//	row 41  capture   005e4788…  the bytes, whence and when they came
//	row 42  reading   005e4788…  what reader 0.1.0 read in them
//	row 43  link      its incident 1 is incident 7 of the ledger, and why
//	row 44  decision  M. Okoro, coder: killed "14" corrected to "17", and why
//
// Always true: rows are only ever appended; each carries the hash of the row
// before, so that no row can be changed, dropped or slipped in unseen; rows of
// machines and rows of people have different kinds; what was acknowledged is on
// disk. Times never run backwards: a row is never older than the one before it,
// whatever the clock says, and all rows of one Write have one time, which no other
// has. So "as of" a time is "up to" a row.
//
// Everything else, the incident page, the statement index, the full text, is a
// projection: tables of records that are made from rows and can be dropped and
// made again. Records keep the rows between which they held, so that every
// question can be asked as of a row, and pages of a list stay still while others
// write.
//
// This package declares what a store must do (store.go); ledgertest is the suite
// that every store passes; memory, sqlite and postgres are the stores, the only
// places with SQL. Linking is in package link, projections in projection, the
// questions people ask in room desk.
package ledger
