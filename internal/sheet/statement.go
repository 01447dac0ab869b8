package sheet

import (
	"fmt"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// mostContent is how many code points of a content are shown: about two lines.
const mostContent = 150

// statements prints what report i holds, in the order of its text.
func (p *printer) statements(i int) {
	rd := p.index.Doc.Readings[i]
	name := "Statements"
	if len(p.index.Doc.Readings) > 1 {
		name = fmt.Sprintf("Statements of report %d, %s", i+1, caption.Named(rd.Report))
	}
	p.heading(name)
	if len(rd.Statements) == 0 {
		p.put(run{"Nobody is said to have said anything.", dim})
	}
	pad := 4
	for k := range rd.Statements {
		pad = max(pad, len(p.index.Ref(rd.Statements[k].ID))+2)
	}
	for k := range rd.Statements {
		p.statement(&rd.Statements[k], pad)
	}
}

// statement prints one statement; its words begin at column pad.
func (p *printer) statement(st *statement.Statement, pad int) {
	left := []run{{"no source given", dim}}
	if src := p.index.By(st); src != nil {
		left = []run{{p.index.Name(src), bold}}
		for _, part := range p.how(st, src) {
			left = append(left, run{" · " + part, dim})
		}
	}
	p.ends(line{{fmt.Sprintf("%*s  ", pad-2, p.index.Ref(st.ID)), dim}}, left, p.deed(st)...)
	in := line{{strings.Repeat(" ", pad), noInk}}
	switch {
	case st.Repeats != nil:
		p.hang(in, run{"the same words as in " + p.index.Ref(*st.Repeats), dim})
	case len(st.Content) > 0:
		p.hang(in, run{caption.Shorten(joined(st.Content), mostContent), noInk})
	}
	if st.Within != nil {
		p.hang(in, run{"within " + p.index.Ref(*st.Within), dim})
	}
}

// how is a speaker's identification, role and body, and through whom the words
// came.
func (p *printer) how(st *statement.Statement, src *source.Source) []string {
	parts := append([]string{caption.Identified(src)}, caption.Office(src)...)
	for _, name := range p.index.Chain(st) {
		parts = append(parts, "via "+name)
	}
	return parts
}

// deed is act, quotation and doubt.
func (p *printer) deed(st *statement.Statement) []run {
	in := noInk
	switch {
	case st.Negated:
	case st.Act == statement.Deny || st.Act == statement.Retract:
		in = red
	case st.Act == statement.Confirm || st.Act == statement.ClaimResponsibility:
		in = green
	case caption.Silent(st.Act):
		in = dim
	}
	out := []run{{caption.Act(st), in}}
	if !caption.Silent(st.Act) {
		out = append(out, run{", " + string(st.Quotation), dim})
	}
	if d := caption.Doubt(st.Certainty); d != "" {
		out = append(out, run{", " + d, yellow})
	}
	return out
}

func joined(content []span.Quote) string {
	var parts []string
	for _, c := range content {
		parts = append(parts, c.Text)
	}
	return strings.Join(parts, " … ")
}

// row is one source of the list, over all reports that name it alike.
type row struct {
	src        *source.Source
	statements int
	reports    int
}

// sources lists who speaks, each name once over all reports; unnamed sources of
// several reports are never put together.
func (p *printer) sources() {
	var rows []*row
	at := map[string]*row{}
	for i, rd := range p.index.Doc.Readings {
		for k := range rd.Sources {
			src := &rd.Sources[k]
			key := fmt.Sprint(p.index.Name(src), "|", src.Identification)
			if src.Identification != source.Named && src.Identification != source.Institution {
				key = fmt.Sprint(i, "|", src.ID)
			}
			r := at[key]
			if r == nil {
				r = &row{src: src}
				at[key] = r
				rows = append(rows, r)
			}
			if len(caption.Standpoint(src)) > len(caption.Standpoint(r.src)) {
				r.src = src
			}
			r.reports++
			for _, st := range rd.Statements {
				if st.Source != nil && *st.Source == src.ID {
					r.statements++
				}
			}
		}
	}
	if len(rows) == 0 {
		return
	}
	p.heading("Sources")
	name := 0
	for _, r := range rows {
		name = max(name, len([]rune(p.index.Name(r.src))))
	}
	name = min(name, p.width/3)
	for _, r := range rows {
		detail := []run{{caption.Identified(r.src), noInk}}
		for _, s := range caption.Standpoint(r.src) {
			detail = append(detail, run{" · " + s, dim})
		}
		if len(p.index.Doc.Readings) > 1 && (r.src.Identification == source.Unnamed || r.src.Identification == source.NamedOffice) {
			detail = append(detail, run{" · in " + p.index.Outlet(r.src.ID), dim})
		}
		says := counted(r.statements, "statement")
		if r.reports > 1 {
			says += ", " + counted(r.reports, "report")
		}
		detail = append(detail, run{" · " + says, dim})
		p.cells([]int{name, p.width - 3 - name}, [][]line{wrap(name, run{p.index.Name(r.src), bold}), wrap(p.width-3-name, detail...)})
	}
}

func counted(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun
	case 1:
		return "1 " + noun
	}
	return fmt.Sprint(n, " ", noun, "s")
}
