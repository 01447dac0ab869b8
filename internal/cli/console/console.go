// Package console is what every verb of the command line has: streams and their
// messages, exit codes, the terminal, progress, files that are written whole.
// Part of room cli.
package console

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"
)

// Streams are where a verb reads and writes.
type Streams struct {
	In       *os.File
	Out, Err io.Writer
}

// Say prints one message.
func (s *Streams) Say(format string, args ...any) {
	fmt.Fprintf(s.Err, "hearsay: "+format+"\n", args...)
}

// JSON prints a document.
func (s *Streams) JSON(v any) error {
	enc := Encoder(s.Out)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// More says how a list goes on: next is the cursor of --after, "" at its end.
func (s *Streams) More(next string, shown int, total string) {
	if next != "" {
		s.Say("%d of %s shown; --after %s shows more", shown, total, next)
	}
}

// Encoder writes the text's own characters, not HTML's escapes of them.
func Encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

// Shown is a path as one line: one with characters that cannot be shown is
// quoted.
func Shown(path string) string {
	if strings.ContainsFunc(path, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(path)
	}
	return path
}
