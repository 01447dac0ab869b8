package cli

import (
	"io"

	"hearsay/internal/cli/console"
	"hearsay/internal/page"
	"hearsay/internal/reading"
	"hearsay/internal/sheet"
)

// show prints a document in the chosen format.
func (c *readCmd) show(w io.Writer, doc *reading.Document, s *console.Streams) error {
	switch c.Format {
	case "json":
		return writeJSON(w, doc)
	case "html":
		return page.Write(w, doc)
	}
	t := console.TerminalOf(s.Out)
	if c.Out != "" {
		t = console.Terminal{}
	}
	return sheet.Write(w, doc, sheet.Options{Width: t.Columns(c.Width), Color: t.Colors(c.Color)})
}

// jsonl prints each reading on a line as soon as those before it are printed.
type jsonl struct {
	w   *console.Output
	err error
}

func (j *jsonl) write(rd *reading.Reading) {
	if j.err == nil {
		if j.err = console.Encoder(j.w).Encode(rd); j.err == nil {
			j.err = j.w.Flush()
		}
	}
}
