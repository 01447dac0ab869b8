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
//	GET  /login /account /users /audit    package member
//	GET  /healthz /readyz
//
// Without a ledger there are no pages that ask one.
//
// Always true: pages are whole without JavaScript; nothing is asked of a foreign
// host, and the browser is told to ask none (Content-Security-Policy); the words
// of a report are never markup, script, or a turn of the direction of writing;
// what comes in is bounded in bytes and time; room gate stands before every page,
// and need.go says what each needs; every form that changes something carries the
// secret of the visitor's session; a decision has the name of the user who logged
// in. Only on a desk without users, which this machine alone can reach, is the
// name of who decides a word and no proof.
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
