package cli

import (
	"io"
	"os"

	"golang.org/x/term"

	"hearsay/internal/sheet"
)

// terminal is what a stream goes to: zero for a pipe or file.
type terminal struct {
	is    bool
	width int
}

func terminalOf(w io.Writer) terminal {
	f, ok := w.(*os.File)
	if !ok || !isTerminal(f) {
		return terminal{}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	return terminal{is: true, width: width}
}

func isTerminal(f *os.File) bool { return f != nil && term.IsTerminal(int(f.Fd())) }

// widest is how many columns a sheet takes by itself: longer lines are hard to
// follow.
const widest = 140

// columns is the width of a sheet: what was asked for, else the terminal's.
func (t terminal) columns(asked int) int {
	switch {
	case asked > 0:
		return asked
	case t.width > 0:
		return min(max(t.width, sheet.MinWidth), widest)
	}
	return 80
}

// colors follows no-color.org: NO_COLOR set to anything turns auto off.
func (t terminal) colors(asked string) bool {
	switch asked {
	case "always":
		return true
	case "never":
		return false
	}
	return t.is && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
