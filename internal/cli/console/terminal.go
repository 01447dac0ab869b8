package console

import (
	"io"
	"os"
	"regexp"
	"strings"

	"golang.org/x/term"

	"hearsay/internal/sheet"
)

// Terminal is what a stream goes to: zero for a pipe or file.
type Terminal struct {
	Is    bool
	width int
}

// TerminalOf is the terminal that w writes to.
func TerminalOf(w io.Writer) Terminal {
	f, ok := w.(*os.File)
	if !ok || f == nil || !term.IsTerminal(int(f.Fd())) {
		return Terminal{}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	return Terminal{Is: true, width: width}
}

// widest is how many columns a sheet takes by itself: longer lines are hard to
// follow.
const widest = 140

// Columns is the width of a sheet: what was asked for, else the terminal's.
func (t Terminal) Columns(asked int) int {
	switch {
	case asked > 0:
		return asked
	case t.width > 0:
		return min(max(t.width, sheet.MinWidth), widest)
	}
	return 80
}

// Wrapped is a text with line breaks where a terminal would break its words, each
// further line behind an indent; what goes to a pipe or file stays one line.
func (t Terminal) Wrapped(s, indent string) string {
	if !t.Is {
		return s
	}
	room, used := t.Columns(0)-len(indent)-1, 0
	var b strings.Builder
	for i, word := range strings.Split(s, " ") {
		n := sheet.Width(sgr.ReplaceAllString(word, ""))
		switch {
		case i == 0:
		case used+1+n > room:
			b.WriteString("\n" + indent)
			used = 0
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += n
	}
	return b.String()
}

// sgr is what paints a text and takes no room.
var sgr = regexp.MustCompile("\x1b\\[[0-9;]*m")

// Colors follows no-color.org: NO_COLOR set to anything turns auto off.
func (t Terminal) Colors(asked string) bool {
	switch asked {
	case "always":
		return true
	case "never":
		return false
	}
	return t.Is && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
