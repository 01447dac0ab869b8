package console

import (
	"fmt"
	"strings"
)

// The exit codes.
const (
	OK          = 0
	Some        = 1
	Usage       = 2
	None        = 3
	Unwritten   = 4
	Interrupted = 130 // 128 + SIGINT, as shells have it
	Pipe        = 141 // 128 + SIGPIPE
)

// Codes is what each exit code means; help and docs/cli.md print it.
var Codes = []struct {
	Code    int
	Meaning string
}{
	{OK, "all was done: reports read, questions answered, also where nothing was found"},
	{Some, "some reports could not be read, the others are shown; of what asks a ledger: it was not answered, or the ledger is not sound; of exam and train: it ended early"},
	{Usage, "the command line is wrong, nothing was done"},
	{None, "no report could be read"},
	{Unwritten, "the output could not be written"},
	{Interrupted, "interrupted; what had been read is shown"},
	{Pipe, "whoever read the output has gone"},
}

// ExitCodes is the line that a verb's help ends with.
func ExitCodes() string {
	var out []string
	for _, c := range Codes {
		out = append(out, fmt.Sprintf("%d %s", c.Code, c.Meaning))
	}
	return "Exit codes: " + strings.Join(out, "; ") + "."
}

// Exit is an exit code as an error; the message, if any, has been printed.
type Exit int

func (e Exit) Error() string { return fmt.Sprint("exit code ", int(e)) }
