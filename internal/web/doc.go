// Package web serves the desk in a browser. Room 14.
//
//	GET  /read     paste a report, drop a file
//	POST /read     its record, at once; nothing is stored
//	GET  /about    models, versions, what the program does not claim
//
// Always true: pages are whole without JavaScript; nothing is asked of a foreign
// host, and the browser is told to ask none (Content-Security-Policy); the words
// of a report are never markup, script, or a turn of the direction of writing;
// what comes in is bounded in bytes and time; a request that changes something
// comes from the page's own origin.
//
// It asks room desk and shows what room page and room caption put into words. It
// sends no SQL, and it stores nothing but through desk.
//
// Pages are templ components (*.templ); `make pages` writes the Go code beside
// them.
package web
