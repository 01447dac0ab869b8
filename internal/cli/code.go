package cli

import (
	"fmt"
	"strings"
)

// The exit codes.
const (
	exitOK          = 0
	exitSome        = 1
	exitUsage       = 2
	exitNone        = 3
	exitUnwritten   = 4
	exitInterrupted = 130 // 128 + SIGINT, as shells have it
	exitPipe        = 141 // 128 + SIGPIPE
)

// codes is what each exit code means; help and docs/cli.md print it.
var codes = []struct {
	code    int
	meaning string
}{
	{exitOK, "all reports were read"},
	{exitSome, "some reports could not be read, the others are shown; of exam and train: it ended early"},
	{exitUsage, "the command line is wrong, nothing was done"},
	{exitNone, "no report could be read"},
	{exitUnwritten, "the output could not be written"},
	{exitInterrupted, "interrupted; what had been read is shown"},
	{exitPipe, "whoever read the output has gone"},
}

func exitCodes() string {
	var out []string
	for _, c := range codes {
		out = append(out, fmt.Sprintf("%d %s", c.code, c.meaning))
	}
	return "Exit codes: " + strings.Join(out, "; ") + "."
}

// exit is an exit code as an error; the message, if any, has been printed.
type exit int

func (e exit) Error() string { return fmt.Sprint("exit code ", int(e)) }
