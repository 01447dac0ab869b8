package ask

import (
	"fmt"
	goio "io"
	"strings"

	"hearsay/internal/cli/console"
	"hearsay/internal/sheet"
)

// row is a line of a table: its cells.
type row []string

// table writes rows side by side, as a pipe or a wide terminal has them. Where a
// terminal is too narrow each row is its first cells, and the others, with dots
// between, below.
func table(w goio.Writer, rows []row, first int) error {
	var wide []int
	for _, r := range rows {
		for i, cell := range r {
			if i == len(wide) {
				wide = append(wide, 0)
			}
			wide[i] = max(wide[i], sheet.Width(cell))
		}
	}
	all := 0
	for _, n := range wide {
		all += n + 2
	}
	t := console.TerminalOf(w)
	narrow := t.Is && all-2 > t.Columns(0)
	var b strings.Builder
	for _, r := range rows {
		at := len(r)
		if narrow {
			at = first
		}
		var head strings.Builder
		for i, cell := range r[:at] {
			head.WriteString(cell + strings.Repeat(" ", wide[i]-sheet.Width(cell)+2))
		}
		b.WriteString(strings.TrimRight(head.String(), " ") + "\n")
		var rest []string
		for _, cell := range r[at:] {
			if cell != "" {
				rest = append(rest, cell)
			}
		}
		if len(rest) > 0 {
			b.WriteString("    " + t.Wrapped(strings.Join(rest, " · "), "    ") + "\n")
		}
	}
	_, err := goio.WriteString(w, b.String())
	return err
}

// counted is a number of things: "1 report", "2 reports".
func counted(n int64, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// plain is a word of a vocabulary as people write it.
func plain(s string) string { return strings.ReplaceAll(s, "_", " ") }
