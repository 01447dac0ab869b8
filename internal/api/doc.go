// Package api answers programs over HTTP. Room 14.
//
//	POST /api/v1/read              a report's record; nothing is kept
//	POST /api/v1/reports           read into the ledger
//	GET  /api/v1/incidents …       what the ledger holds: docs/api.md
//	GET, POST /citron              quotes, as Citron's server answers
//	GET  /api/v1/changes/stream    what is new, as it comes
//	GET  /api/v1/openapi.json      all of it as OpenAPI 3.1; docs/openapi.json
//	GET, POST /citron              as Citron's server answers
//
// Always true: an error is a problem (RFC 9457) that says what to do; what comes
// in is bounded in bytes and time; all parts of a list, and a file while it is
// written, show the ledger as it stood with the first; a decision that another
// crossed is not kept, and the answer has the other; an answer of the ledger has
// an ETag that changes with its last row.
//
// Citron (BBC, github.com/bbc/citron) answers GET and POST /quotes with the
// parameter text, in the query or a form. The same is answered here under
// /citron and /citron/quotes: quotes, each with sources, coreferences, cue,
// contents and confidence (a string of four decimals), and source with
// application and "model:"; as there, a surname or pronoun stands under
// coreferences and the full name it is short for under sources; and
// {"error": …} with 400 where text is missing. Two things differ. start and end
// are code points of the text sent, as Citron's format says, while the code of
// its server prints numbers of spaCy's tokens. And a text that is refused is 400
// with the reason. Statements without a cue or a source have no place in the
// format and are left out.
//
// It asks room desk, takes reports in through ledger/keep, and writes files by
// room export. Room gate tells it who asks (account.Asks); each operation holds
// that against the role and the scope it needs. Where nobody was told, nobody may.
// The log and a browser's foreign requests are the gate's matter.
package api
