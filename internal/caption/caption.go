package caption

import (
	"cmp"
	"path"
	"strconv"
	"strings"

	"hearsay/internal/incident"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/statement"
)

// Index finds what the ids of a document stand for, and numbers its reports
// and statements for people.
type Index struct {
	Doc        *reading.Document
	sources    map[string]*source.Source
	statements map[string]*statement.Statement
	facts      map[string]*incident.Fact
	home       map[string]int // reading of a report, source or statement id
	refs       map[string]string
	order      map[string]int // of statements, over all reports
}

// NewIndex reads doc, which must not change afterwards.
func NewIndex(doc *reading.Document) *Index {
	x := &Index{
		Doc: doc, sources: map[string]*source.Source{}, statements: map[string]*statement.Statement{},
		facts: map[string]*incident.Fact{}, home: map[string]int{}, refs: map[string]string{}, order: map[string]int{},
	}
	for i, rd := range doc.Readings {
		x.home[rd.Report.ID] = i
		for k := range rd.Sources {
			x.sources[rd.Sources[k].ID], x.home[rd.Sources[k].ID] = &rd.Sources[k], i
		}
		for k := range rd.Statements {
			id := rd.Statements[k].ID
			x.statements[id], x.home[id] = &rd.Statements[k], i
			x.refs[id], x.order[id] = number(id, k), len(x.order)
			if len(doc.Readings) > 1 {
				x.refs[id] = strconv.Itoa(i+1) + "." + x.refs[id]
			}
		}
	}
	for k := range doc.Facts {
		x.facts[doc.Facts[k].ID] = &doc.Facts[k]
	}
	return x
}

// number is a statement's in its report: the one of its id, so that it stays
// where a document holds only some of the report's; else its place.
func number(id string, k int) string {
	if _, n, ok := strings.Cut(id, ".st"); ok && n != "" && strings.Trim(n, "0123456789") == "" {
		return n
	}
	return strconv.Itoa(k + 1)
}

// Ref is the number of a statement: "7", or "2.7" where the document holds
// several reports; "" for an unknown id.
func (x *Index) Ref(statementID string) string { return x.refs[statementID] }

// Source is the source of that id, or nil.
func (x *Index) Source(id string) *source.Source { return x.sources[id] }

// Statement is the statement of that id, or nil.
func (x *Index) Statement(id string) *statement.Statement { return x.statements[id] }

// Outlet names the report with that id, or the one that holds that source or
// statement: by its outlet, else by its file.
func (x *Index) Outlet(id string) string {
	i, ok := x.home[id]
	if !ok {
		return ""
	}
	return Named(x.Doc.Readings[i].Report)
}

// Named is a short name of a report: its outlet, else its file.
func Named(r reading.Report) string { return cmp.Or(r.SourceOffice, File(r)) }

// File is the last part of where a report came from.
func File(r reading.Report) string {
	if r.URI == "-" {
		return "standard input"
	}
	return cmp.Or(path.Base(strings.ReplaceAll(r.URI, "\\", "/")), "a report")
}

// Title is a report's headline, else its first words.
func Title(r reading.Report) string {
	if r.SourceHeadline != "" {
		return r.SourceHeadline
	}
	line, _, _ := strings.Cut(strings.TrimSpace(r.Text), "\n")
	return Shorten(line, 80)
}

// Shorten cuts s at a word's end so that it has at most n code points, the
// sign of omission counted; blanks and line ends become one blank each.
func Shorten(s string, n int) string {
	if len(s) <= n && plainASCII(s) && s == strings.TrimSpace(s) && !strings.Contains(s, "  ") {
		return s
	}
	s = strings.Join(strings.Fields(s), " ")
	run := []rune(s)
	if len(run) <= n {
		return s
	}
	cut := max(n-1, 0)
	for k := cut; k > cut*2/3; k-- {
		if run[k] == ' ' {
			cut = k
			break
		}
	}
	return strings.TrimRight(string(run[:cut]), " ,;:–—-") + "…"
}
