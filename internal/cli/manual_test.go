package cli

import (
	"flag"
	"fmt"
	"hearsay/internal/cli/console"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var update = flag.Bool("update", false, "write docs/cli.md again")

const manualPath = "../../docs/cli.md"

// TestManual: docs/cli.md says what the grammar says. `go generate` writes it.
func TestManual(t *testing.T) {
	k, err := parser(&console.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
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

// messages are what standard error may hold about reports and output. Each is
// shown by a script: TestMessages holds that.
var messages = []struct{ text, when string }{
	{"there is no such file; check the path", "a path that leads nowhere"},
	{"no permission to read it; change its mode or run as its owner", "a file or folder that may not be read"},
	{"is larger than 16000000 bytes; split it into its reports, or raise --max-size", "a file over `--max-size`; it is not read at all"},
	{"holds no reports; put files in it that end in .txt, .html, .pdf, .docx, .eml or .md", "a directory without reports"},
	{"does not end as a report does and is passed over; name it by itself to read it", "another file in a directory; the first three are named"},
	{"the report is empty; give a file with text", "no words"},
	{"this page is a consent wall (“We value your privacy”); open it in a browser, save the page once the article is shown, and give that", "a page that keeps its article from the reader: a consent wall, a paywall, a check for robots, an error page"},
	{"paywall: the page says", "a page that stops at a paywall; what stands before it is read"},
	{"this PDF is encrypted; save it without a password and give that", "a PDF with a password; one of scanned pages says that it holds no text"},
	{"not plain text; extract its text and give that", "archives, old office files, pictures, binary data: the message says which"},
	{"this is written in German (de), and only English is read; give an English text or a translation", "another language: never read as English"},
	{"has 1 cells, and the table 4 columns; mend the row, or leave it out", "a row of a table, a record of an archive, an item of a feed that is damaged; the others are read"},
	{"parts hold no report (pictures, scripts, redirects) and are passed over", "of a web archive"},
	{"reports are only named, not given; --follow fetches them", "a feed or table that gives addresses without texts"},
	{"leads to an address or port that is not public; give --private if that is meant", "an address of a private network or this machine, also behind a name or a redirect"},
	{"decoded from windows-1252", "a text that is not UTF-8; it is read"},
	{"decoded from utf-16le", "UTF-16; it is read"},
	{"the same bytes as dock.txt; counted once", "a report given twice"},
	{"of 3 reports could not be read", "at the end, where some could not"},
	{"interrupted: 1 of 2 reports were read", "an interrupt (Ctrl-C); what was read is shown; a second one ends at once"},
	{"check --out, or make its folder", "an output file that cannot be made"},
	{"is a directory; name a file in it", "a directory given as output file"},
	{"no space left on device", "an output that cannot be written to its end"},
	{"is no day; write it as 2025-12-30", "a wrong `--date`"},
	{"is no size; write it as 500kB or 16MB", "a wrong `--max-size`"},
	{"is no command; ", "a path without a command"},
}

// TestMessages: what docs/cli.md says of messages is what the scripts see.
func TestMessages(t *testing.T) {
	paths, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			if strings.Contains(line, "stderr '") {
				all.WriteString(strings.ReplaceAll(line, "\\", ""))
			}
		}
	}
	for _, m := range messages {
		if !strings.Contains(all.String(), m.text) {
			t.Errorf("no script expects the message %q", m.text)
		}
	}
}

func manual(app *kong.Application) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# The command line\n\n<!-- Written by `go generate ./internal/cli` from the declarations in internal/cli. -->\n\n%s\n\n", app.Help)
	b.WriteString("| command | what it does |\n| --- | --- |\n")
	for _, c := range commands(app.Node) {
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s |\n", c.FullPath(), strings.ReplaceAll(c.FullPath(), " ", "-"), c.Help)
	}
	b.WriteString("\n`--help` after any of them prints what stands here.\n")
	b.WriteString("\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n")
	for _, c := range console.Codes {
		fmt.Fprintf(&b, "| %d | %s |\n", c.Code, c.Meaning)
	}
	b.WriteString("\nResults go to standard output or to `--out`. Everything else goes to standard error, a line each, which begins with\n`hearsay:` and says what to do:\n")
	b.WriteString("\n| message | when |\n| --- | --- |\n")
	for _, m := range messages {
		fmt.Fprintf(&b, "| … %s | %s |\n", strings.TrimSuffix(m.text, "; "), m.when)
	}
	for _, c := range commands(app.Node) {
		fmt.Fprintf(&b, "\n## %s\n\n    %s\n\n%s\n", c.FullPath(), usage(c), c.Help)
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

// commands are those that do something: of user, each of its own.
func commands(n *kong.Node) []*kong.Node {
	var out []*kong.Node
	for _, c := range n.Children {
		if len(c.Children) > 0 {
			out = append(out, commands(c)...)
		} else {
			out = append(out, c)
		}
	}
	return out
}

func usage(c *kong.Node) string {
	out := c.FullPath()
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
