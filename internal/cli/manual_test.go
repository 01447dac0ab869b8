package cli

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var update = flag.Bool("update", false, "write docs/cli.md again")

const manualPath = "../../docs/cli.md"

// TestManual: docs/cli.md says what the grammar says. `go generate` writes it.
func TestManual(t *testing.T) {
	k, err := parser(&streams{os.Stdin, os.Stdout, os.Stderr})
	if err != nil {
		t.Fatal(err)
	}
	want := manual(k.Model)
	if *update {
		if err := os.WriteFile(manualPath, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(manualPath)
	if err != nil || string(got) != want {
		t.Errorf("docs/cli.md is not what the command line says (%v); run go generate ./internal/cli", err)
	}
}

func manual(app *kong.Application) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# The command line\n\n<!-- Written by `go generate ./internal/cli` from the declarations in internal/cli. -->\n\n%s\n\n", app.Help)
	b.WriteString("| command | what it does |\n| --- | --- |\n")
	for _, c := range app.Children {
		fmt.Fprintf(&b, "| [`hearsay %s`](#hearsay-%s) | %s |\n", c.Name, c.Name, c.Help)
	}
	b.WriteString("\n`--help` after any of them prints what stands here.\n")
	b.WriteString("\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n")
	for _, c := range codes {
		fmt.Fprintf(&b, "| %d | %s |\n", c.code, c.meaning)
	}
	b.WriteString("\nResults go to standard output or to `--out`. Everything else goes to standard error, a line each, which begins with\n`hearsay:` and says what to do.\n")
	for _, c := range app.Children {
		fmt.Fprintf(&b, "\n## hearsay %s\n\n    hearsay %s\n\n%s\n", c.Name, strings.TrimPrefix(usage(c), " "), c.Help)
		if c.Detail != "" {
			fmt.Fprintf(&b, "\n%s\n", detail(c.Detail))
		}
		if len(c.Positional) > 0 {
			b.WriteString("\n| argument | |\n| --- | --- |\n")
			for _, p := range c.Positional {
				fmt.Fprintf(&b, "| `%s` | %s |\n", p.Summary(), p.Help)
			}
		}
		if len(c.Flags) > 0 {
			b.WriteString("\n| flag | default | |\n| --- | --- | --- |\n")
			for _, f := range c.Flags {
				fmt.Fprintf(&b, "| `%s` | %s | %s |\n", flagForm(f), flagDefault(f), f.Help)
			}
		}
	}
	return b.String()
}

func usage(c *kong.Node) string {
	out := c.Name
	for _, p := range c.Positional {
		out += " " + p.Summary()
	}
	if len(c.Flags) > 0 {
		out += " [flags]"
	}
	return out
}

// detail leaves the exit codes to their own table, and the lists of names to
// --help: they grow with the rooms, not with the command line.
func detail(s string) string {
	s, _, _ = strings.Cut(s, "\n\nExit codes:")
	text, list, _ := strings.Cut(s, "\n\n  ")
	if list != "" {
		text += " `--help` lists the names."
	}
	return text
}

func flagForm(f *kong.Flag) string {
	switch {
	case f.Enum != "":
		return "--" + f.Name + " " + strings.ReplaceAll(f.Enum, ",", "\\|")
	case f.PlaceHolder != "":
		return "--" + f.Name + " " + f.PlaceHolder
	}
	return "--" + f.Name
}

// flagDefault leaves out what depends on the machine; the help says it.
func flagDefault(f *kong.Flag) string {
	if f.Default == "" || f.Name == "workers" {
		return ""
	}
	return "`" + f.Default + "`"
}
