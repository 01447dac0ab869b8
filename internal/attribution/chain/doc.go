// Package chain labels sequences with linear-chain models whose weights live
// in hashed int8 tables. Part of the attribution room; it knows features as
// numbers only.
//
// A position has node features (a row of one weight per label each) and edge
// features (a row of one weight per pair of neighbouring labels each). The
// features' hashes pick the rows, so no string is built or kept.
//
// A Lattice holds the scores of one sequence and is reused for the next: no
// allocation once it has grown. It is not safe for concurrent use; a Model is.
package chain
