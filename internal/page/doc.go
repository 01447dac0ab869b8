// Package page sets a document as one self-contained HTML file. Face.
//
//	page.Write(f, doc)
//
// It shows the tables of the incidents, then every report's text with sources,
// cues and contents marked in place and a note for each statement in the
// margin. A pointer or the arrow keys light a statement's parts and its source's
// other mentions; Enter pins it. Without JavaScript all of it can be read, and
// numbers lead from table to text to note.
//
// Always true: nothing is fetched from anywhere, which the page's own
// Content-Security-Policy enforces; words of a report are never markup, style or
// script; characters that cannot be seen or that turn the direction of writing
// are shown by their number; the marked text, without those numbers and the
// statement's, is the report's text; the same document gives the same bytes.
//
// What the captions mean is caption's work; the same record for a terminal is
// sheet's.
package page
