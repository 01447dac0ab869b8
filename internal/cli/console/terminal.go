package console

import (
	"io"
	"os"

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
