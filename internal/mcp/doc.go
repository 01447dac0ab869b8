// Package mcp answers assistants over the Model Context Protocol. Room 14.
//
//	read_text            what a text says, and who says it; nothing is kept
//	search_statements    statements by their words
//	incident             one incident with all its facts; or incidents to choose from
//	source               all that one source has said; or sources to choose from
//	what_changed         what is new after a row, and figures that were changed
//
// Always true: every answer carries the exact words of the reports with report
// id and characters, so that whoever passes it on can cite and need not put
// anything into words of their own; lists are bounded, and say how many they
// leave out; no tool changes anything; a panic of the program is the error of one
// call.
//
// It asks rooms desk and reading. `hearsay mcp` speaks it over standard input and
// output, `hearsay serve` at /mcp (streamable HTTP, without sessions).
package mcp
