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

// sources lists who speaks.
func (p *printer) sources() {
	cast := p.index.Cast()
	if len(cast) == 0 {
		return
	}
	p.heading("Sources")
	name := 0
	for _, m := range cast {
		name = max(name, line{{caption.Tame(m.Name), noInk}}.width())
	}
	name = min(name, p.width/3)
	several := len(p.index.Doc.Readings) > 1
	for i, m := range cast {
		if p.more(i, len(cast), "sources", 2) {
			break
		}
		detail := []run{{caption.Identified(m.Source), noInk}}
		for _, s := range caption.Standpoint(m.Source) {
			detail = append(detail, run{" · " + s, dim})
		}
		if several && m.Source.Identification != source.Named && m.Source.Identification != source.Institution {
			detail = append(detail, run{" · in " + m.Outlets[0], dim})
		}
		says := counted(len(m.Statements), "statement")
		if len(m.Outlets) > 1 {
			says += ", " + counted(len(m.Outlets), "outlet")
		}
		detail = append(detail, run{" · " + says, dim})
		p.cells([]int{name, p.width - 3 - name}, [][]line{wrap(name, run{m.Name, bold}), wrap(p.width-3-name, detail...)})
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
