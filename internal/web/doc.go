// Package web serves the desk in a browser. Room 14.
//
//	GET  /incidents      those of the ledger, by day, place, type, party, standing, words,
//	                     with a map and a histogram that narrow the list
//	GET  /incident/{id}  what is known, from whom, where and when; ?row=12 as it stood
//	                     with that row, ?from=12 further reports
//	GET  /incident/{id}/history  how the page came to be
//	GET  /report/{id}    the marked text, whence it came, what changed since
//	GET  /source?key=    all it has said, and the figures it changed
//	GET  /sources /search /review /log
//	POST /decide         a person's decision; 409 and the other's where two clash
//	GET  /read           paste a report, drop a file
//	POST /read           its record, at once; nothing is stored
//	GET  /about          models, versions, what the program does not claim
//
// Without a ledger there are only the last three.
//
// Always true: pages are whole without JavaScript; nothing is asked of a foreign
// host, and the browser is told to ask none (Content-Security-Policy); the words
// of a report are never markup, script, or a turn of the direction of writing;
// what comes in is bounded in bytes and time; a request that changes something
// comes from the page's own origin, and to a desk that this machine alone can
// reach: the name of who decides is a word, no proof.
//
// An incident's page decodes none of its readings; lists, reports and history come
// in parts, and pages are sent packed: docs/benchmarks.md has what that comes to.
// Single keys act on the review queue and on a report's statements, and can be
// turned off.
//
// It asks room desk and shows what room page and room caption put into words. It
// sends no SQL, and it stores nothing but through desk.
//
// Pages are templ components (*.templ); `make pages` writes the Go code beside
// them.
package web
