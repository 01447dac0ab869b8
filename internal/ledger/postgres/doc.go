// Package postgres keeps a ledger in a schema of a PostgreSQL database (15 or
// later), for many writers and readers over a network.
//
// Always true: writers take turns at the lock of the table of rows, so that
// numbers have no gaps; a reader sees one moment and waits for nobody; a lost
// connection or a restarted server undoes what was not acknowledged, and nothing
// else.
//
// The words of a search are cut by package match, not by the server's language
// rules, so that the same search finds the same in every store.
package postgres
