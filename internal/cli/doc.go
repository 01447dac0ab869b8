// Package cli is the command line: flags, files, the terminal, wiring. Room 15,
// the only one that looks at arguments and the environment.
//
//	hearsay read examples/port-strike
//
// Here are the verbs read, exam, train and version, a file each; those of a
// ledger are in ask and keep, serve and mcp in serve, fetch in intake, which
// opens what a command line names. What each does, its flags and the exit codes
// are in docs/cli.md, which `go generate` writes from the same declarations that
// parse the command line; a test compares them.
//
// Always true: results go to standard output (or --out), everything else to
// standard error; a message is one line, begins with "hearsay:", and says what
// to do; what can be read is read, whatever else fails; the output is the same
// for any order of work and number of workers.
//
// It decides nothing about a report: that is reading's work, how a reading looks
// sheet's and page's.
package cli

//go:generate go test -count=1 -run TestManual . -update
