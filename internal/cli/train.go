package cli

import (
	"fmt"
	"os"
	"strings"

	"hearsay/internal/cli/console"
	"hearsay/internal/train"
)

type trainCmd struct {
	Name    string `arg:"" help:"Which weights: see above."`
	Corpora string `arg:"" help:"The folder of corpora."`
	Out     string `arg:"" help:"The folder to write the weight files into."`
}

// Help lists the trainers.
func (*trainCmd) Help() string {
	var b strings.Builder
	b.WriteString("Each makes the weights in the program again, byte for byte. The order is that in which they must run.\n\n")
	for _, t := range train.All() {
		fmt.Fprintf(&b, "  %-12s %s\n", t.Name, t.Help)
	}
	return strings.TrimRight(b.String(), "\n")
}

// Run trains one set of weights.
func (c *trainCmd) Run(io *console.Streams) error {
	var names []string
	for _, t := range train.All() {
		if t.Name == c.Name {
			// Before minutes of work, not after.
			if err := os.MkdirAll(c.Out, 0o777); err != nil {
				return err
			}
			return t.Run(c.Corpora, c.Out, io.Err)
		}
		names = append(names, t.Name)
	}
	io.Say("there is no trainer %q; choose one of %s", c.Name, strings.Join(names, ", "))
	return console.Exit(console.Usage)
}
