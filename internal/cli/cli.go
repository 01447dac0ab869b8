// Package cli is the command line: flags, wiring, one file per verb.
package cli

import (
	"fmt"
	"io"
	"os"

	"hearsay/internal/exam"
	"hearsay/internal/train"
)

// Run carries out one command line and returns the exit code.
func Run(args []string, stdin *os.File, stdout, stderr io.Writer) int {
	if len(args) == 3 && args[0] == "exam" {
		for _, e := range exam.All() {
			if e.Name == args[1] {
				if err := e.Run(args[2], stdout, stderr); err != nil {
					fmt.Fprintln(stderr, "hearsay:", err)
					return 1
				}
				return 0
			}
		}
	}
	if len(args) == 4 && args[0] == "train" {
		for _, t := range train.All() {
			if t.Name == args[1] {
				if err := t.Run(args[2], args[3], stderr); err != nil {
					fmt.Fprintln(stderr, "hearsay:", err)
					return 1
				}
				return 0
			}
		}
	}
	fmt.Fprintln(stderr, "usage: hearsay exam NAME DIR | hearsay train NAME CORPORA OUT")
	return 2
}
