package cli

import (
	"bytes"
	"io"

	"hearsay/internal/cli/console"
	"hearsay/internal/reading"
)

// writeJSON writes a document as encoding/json with an indent of two blanks
// does, an element at a time: the text of all is never held.
func writeJSON(w io.Writer, doc *reading.Document) error {
	j := &indented{w: w}
	j.put("{\n  \"format\": ")
	j.value(doc.Format, "  ")
	j.put(",\n  \"reader\": ")
	j.value(doc.Reader, "  ")
	list(j, "readings", doc.Readings)
	list(j, "incidents", doc.Incidents)
	list(j, "facts", doc.Facts)
	list(j, "failures", doc.Failures)
	j.put("\n}\n")
	return j.err
}

// indented writes parts of a document until one cannot be written.
type indented struct {
	w   io.Writer
	buf bytes.Buffer
	err error
}

func (j *indented) put(s string) {
	if j.err == nil {
		_, j.err = io.WriteString(j.w, s)
	}
}

// value writes v, its further lines behind prefix.
func (j *indented) value(v any, prefix string) {
	if j.err != nil {
		return
	}
	j.buf.Reset()
	enc := console.Encoder(&j.buf)
	enc.SetIndent(prefix, "  ")
	if j.err = enc.Encode(v); j.err == nil {
		_, j.err = j.w.Write(bytes.TrimSuffix(j.buf.Bytes(), []byte("\n")))
	}
}

// list writes a member of the document that is a list.
func list[T any](j *indented, name string, items []T) {
	j.put(",\n  \"" + name + "\": ")
	if len(items) == 0 {
		j.value(items, "  ")
		return
	}
	for i := range items {
		if i == 0 {
			j.put("[\n    ")
		} else {
			j.put(",\n    ")
		}
		j.value(items[i], "    ")
	}
	j.put("\n  ]")
}
