package cli

import (
	"fmt"
	"strings"

	"hearsay/internal/cli/console"
	"hearsay/internal/exam"
)

type examCmd struct {
	Name string `arg:"" help:"Which examination: see above."`
	Dir  string `arg:"" help:"The folder of marked texts."`
}

// Help lists the examinations.
func (*examCmd) Help() string {
	var b strings.Builder
	b.WriteString("Prints the scores on standard output and how far it has come on standard error.\n\n")
	for _, e := range exam.All() {
		fmt.Fprintf(&b, "  %-12s %s\n", e.Name, e.Help)
	}
	return strings.TrimRight(b.String(), "\n")
}

// Run examines the reader.
func (c *examCmd) Run(io *console.Streams) error {
	var names []string
	for _, e := range exam.All() {
		if e.Name == c.Name {
			return e.Run(c.Dir, io.Out, io.Err)
		}
		names = append(names, e.Name)
	}
	io.Say("there is no examination %q; choose one of %s", c.Name, strings.Join(names, ", "))
	return console.Exit(console.Usage)
}
