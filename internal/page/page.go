package page

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"

	"hearsay/internal/caption"
	"hearsay/internal/reading"
)

//go:embed page.html
var markup string

//go:embed page.css
var style string

//go:embed page.js
var script string

var layout = template.Must(template.New("page").Funcs(template.FuncMap{"last": last}).Parse(markup))

// Write prints the page of doc. Its errors are w's.
func Write(w io.Writer, doc *reading.Document) error {
	b := bufio.NewWriter(w)
	v := newView(doc)
	v.Style, v.Script = template.CSS(style), template.JS(script)
	v.Policy = "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script) + "; base-uri 'none'; form-action 'none'"
	if err := layout.Execute(b, v); err != nil {
		return err
	}
	return b.Flush()
}

// WriteRecord prints what stands between the head and the foot of the page of
// doc, for a page that has its own; that one links Style and Script. Its errors
// are w's.
func WriteRecord(w io.Writer, doc *reading.Document) error {
	b := bufio.NewWriter(w)
	if err := layout.ExecuteTemplate(b, "record", newView(doc)); err != nil {
		return err
	}
	return b.Flush()
}

// WriteReport is WriteRecord with the texts before the tables, and beside a
// statement's note what beside gives for its id. Its errors are w's.
func WriteReport(w io.Writer, doc *reading.Document, beside func(id string) []string) error {
	v := newView(doc)
	for i, rd := range doc.Readings {
		for k := range v.Reports[i].Blocks {
			for n := range v.Reports[i].Blocks[k].Notes {
				note := &v.Reports[i].Blocks[k].Notes[n]
				for _, s := range beside(rd.Statements[note.at].ID) {
					note.Beside = append(note.Beside, caption.Tame(s))
				}
			}
		}
	}
	b := bufio.NewWriter(w)
	if err := layout.ExecuteTemplate(b, "report", v); err != nil {
		return err
	}
	return b.Flush()
}

// Style is the page's style sheet.
func Style() string { return style }

// Script is the page's script.
func Script() string { return script }

// hash names a text that the policy allows, as CSP Level 3 has it.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// last reports whether i is the last of n, for marks between parts.
func last(i, n int) bool { return i == n-1 }
