// Command hearsay reads news reports and keeps the record of who said what.
package main

import (
	"os"

	"hearsay/internal/cli"
)

func main() { os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
