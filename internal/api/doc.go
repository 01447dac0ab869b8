// Package api answers programs over HTTP. Room 14.
//
//	POST /api/v1/read              a report's record; nothing is kept
//	POST /api/v1/reports           read into the ledger
//	GET  /api/v1/incidents …       what the ledger holds: docs/api.md
//	GET  /api/v1/openapi.json      all of it as OpenAPI 3.1; docs/openapi.json
//	GET, POST /citron              as Citron's server answers
//
// Always true: an error is a problem (RFC 9457) that says what to do; what comes
// in is bounded in bytes and time; all parts of a list, and a file while it is
// written, show the ledger as it stood with the first; a decision that another
// crossed is not kept, and the answer has the other; an answer of the ledger has
// an ETag that changes with its last row.
//
// It asks room desk, takes reports in through ledger/keep, and writes files by
// room export. Who may ask, the log, and a browser's foreign requests are the
// matter of who mounts it.
package api
