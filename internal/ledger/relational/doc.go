// Package relational keeps a ledger in tables of a relational database. It is
// what the stores sqlite and postgres share.
//
//	row       the rows, as they were appended; bodies and blobs compressed
//	applied   how far each projection is, and the version of its table
//	p_NAME    the records of a projection, with the rows between which they held
//
// Always true: rows are only inserted; a Write is one transaction, behind a lock
// that the dialect takes, so that numbers have no gaps; a Read sees one moment; what
// a Write holds back to send together it sends before it asks for it, and before
// it commits.
//
// A database is described by a Dialect; opening it, its errors, its migrations
// and its backup are the store's own.
package relational
