package cli

import (
	"bufio"
	"encoding/json"
	"io"
	"os"

	"hearsay/internal/capture"
	"hearsay/internal/page"
	"hearsay/internal/reading"
	"hearsay/internal/sheet"
)

// show prints a document in the chosen format.
func (c *readCmd) show(w io.Writer, doc *reading.Document, s *streams) error {
	switch c.Format {
	case "json":
		enc := encoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(doc)
	case "html":
		return page.Write(w, doc)
	}
	t := terminalOf(s.out)
	if c.Out != "" {
		t = terminal{}
	}
	return sheet.Write(w, doc, sheet.Options{Width: t.columns(c.Width), Color: t.colors(c.Color)})
}

// encoder writes the text's own characters, not HTML's escapes of them.
func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

// jsonl prints each reading on a line as soon as those before it are printed.
type jsonl struct {
	w   *output
	err error
}

func (j *jsonl) write(rd *reading.Reading) {
	if j.err == nil {
		if j.err = encoder(j.w).Encode(rd); j.err == nil {
			j.err = j.w.Flush()
		}
	}
}

// output is standard output, or a file that appears under its name once it is
// whole: an older one of that name stays until then.
type output struct {
	*bufio.Writer
	file *os.File // nil for standard output
	name string
}

// writeError is an output that could not be written.
type writeError struct{ err *capture.Error }

func (e *writeError) Error() string { return e.err.Error() }

func openOutput(name string, stdout io.Writer) (*output, error) {
	if name == "" {
		return &output{Writer: bufio.NewWriter(stdout)}, nil
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return nil, unwritten(name, "is a directory", "name a file in it")
		}
		f, err := os.OpenFile(name, os.O_WRONLY, 0) // a device or pipe is written to as it is
		if err != nil {
			return nil, unwritten(name, "cannot be written ("+cause(err)+")", "check --out")
		}
		return &output{bufio.NewWriter(f), f, ""}, nil
	}
	f, err := os.OpenFile(name+".part", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o666)
	if err != nil {
		return nil, unwritten(name, "cannot be written ("+cause(err)+")", "check --out, or make its folder")
	}
	return &output{bufio.NewWriter(f), f, name}, nil
}

func unwritten(name, reason, advice string) error {
	return &writeError{&capture.Error{URI: name, Reason: reason, Advice: advice}}
}

// commit writes out what is buffered and gives a file its name.
func (o *output) commit() error {
	err := o.Flush()
	if o.file == nil {
		return err
	}
	if e := o.file.Close(); err == nil {
		err = e
	}
	if err == nil && o.name != "" {
		err = os.Rename(o.file.Name(), o.name)
	}
	if err != nil {
		return unwritten(o.file.Name(), "cannot be written ("+cause(err)+")", "make room on the disk, or check --out")
	}
	o.file = nil
	return nil
}

// close removes a file that was not committed.
func (o *output) close() {
	if o.file != nil && o.name != "" {
		_ = o.file.Close()
		_ = os.Remove(o.file.Name())
	}
}

// cause is the innermost error's text; the outer ones repeat the path.
func cause(err error) string {
	for {
		u, ok := err.(interface{ Unwrap() error })
		if !ok || u.Unwrap() == nil {
			return err.Error()
		}
		err = u.Unwrap()
	}
}
