package sheet

import (
	"fmt"
	"io"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"hearsay/internal/caption"
	"hearsay/internal/incident"
	"hearsay/internal/reading"
)

// MinWidth is the fewest columns that hold a table of facts.
const MinWidth = 50

// Options say for what kind of terminal a sheet is set.
type Options struct {
	Width int  // columns; 80 where 0, at least MinWidth
	Color bool // with SGR sequences
	// Most, where not 0, is how many of each thing are printed: values of a slot,
	// parties, statements of one, reports. How many more there are is said, with Rest:
	// how a reader asks for them.
	Most int
	Rest string
	// Before and After stand before and after what the document says.
	Before, After []Section
}

// Write prints the sheet of doc. Its errors are w's.
func Write(w io.Writer, doc *reading.Document, opt Options) error {
	if opt.Width == 0 {
		opt.Width = 80
	}
	p := &printer{w: w, index: caption.NewIndex(doc), width: max(opt.Width, MinWidth) - 1, color: opt.Color, most: opt.Most, rest: opt.Rest}
	p.sections(opt.Before)
	p.flush()
	tables := p.index.Tables()
	for i := range tables {
		p.table(&tables[i])
		p.flush()
	}
	if len(tables) == 0 && len(doc.Readings) > 0 {
		p.put(run{"No incident is told of.", bold})
	}
	p.rules(tables)
	if len(doc.Readings) > 1 {
		p.reports()
	}
	for i := range doc.Readings {
		if p.more(i, len(doc.Readings), "reports with their statements", 1) {
			break
		}
		p.statements(i)
		p.flush()
	}
	p.sources()
	p.damage()
	p.failures()
	p.sections(opt.After)
	p.flush()
	return p.err
}

// flush writes what is printed so far; the sheet begins with no empty line.
func (p *printer) flush() {
	s := p.out.String()
	if !p.began {
		s = strings.TrimLeft(s, "\n")
	}
	if s == "" || p.err != nil {
		return
	}
	p.began = true
	_, p.err = io.WriteString(p.w, s)
	p.out.Reset()
}

// printer sets lines; each has a blank before it and room for one after it.
type printer struct {
	index *caption.Index
	width int
	color bool
	most  int
	rest  string
	w     io.Writer
	began bool
	err   error
	out   strings.Builder
}

// line prints one line that is already fitted.
func (p *printer) line(l line) {
	blanks := " "
	for _, r := range l {
		if strings.TrimSpace(r.text) == "" { // kept back: no line ends in blanks
			blanks += r.text
			continue
		}
		p.out.WriteString(blanks)
		blanks = ""
		if p.color && r.ink != noInk {
			p.out.WriteString("\x1b[" + string(r.ink) + "m" + r.text + "\x1b[0m")
		} else {
			p.out.WriteString(r.text)
		}
	}
	p.out.WriteByte('\n')
}

func (p *printer) gap() { p.out.WriteByte('\n') }

// put wraps runs over the whole width.
func (p *printer) put(runs ...run) { p.hang(nil, runs...) }

// hang prints head and wraps runs beside it.
func (p *printer) hang(head line, runs ...run) {
	in := head.width()
	for i, l := range wrap(p.width-1-in, runs...) {
		if i == 0 {
			p.line(append(append(line{}, head...), l...))
		} else {
			p.line(append(line{{strings.Repeat(" ", in), noInk}}, l...))
		}
	}
}

// ends prints left, wrapped beside head, and right at the end of its first line
// where it fits one; else on a line of its own.
func (p *printer) ends(head line, left []run, right ...run) {
	r := line(right)
	in := head.width()
	room := p.width - 1 - in - r.width() - 2
	own := room < p.width/3
	if own {
		room = p.width - 1 - in
	}
	for i, l := range wrap(room, left...) {
		if i > 0 {
			head = line{{strings.Repeat(" ", in), noInk}}
		}
		l = append(append(line{}, head...), l...)
		if i == 0 && !own {
			l = append(append(l, run{strings.Repeat(" ", p.width-1-l.width()-r.width()), noInk}), r...)
		}
		p.line(l)
	}
	if own {
		p.hang(line{{strings.Repeat(" ", in), noInk}}, r...)
	}
}

// more reports whether thing i of n is one too many, of so many times most; if so it
// says how many more there are.
func (p *printer) more(i, n int, of string, times int) bool {
	if p.most == 0 || i < times*p.most || n <= times*p.most+1 {
		return false
	}
	p.gap()
	p.put(run{strings.TrimRight(fmt.Sprintf("… and %d more %s", n-i, of), " ") + "; " + p.rest, dim})
	return true
}

// rule draws a line across.
func (p *printer) rule() { p.line(line{{strings.Repeat("─", p.width-1), dim}}) }

// heading begins a part of the sheet.
func (p *printer) heading(s string) {
	p.gap()
	s = caption.Tame(s)
	rest := p.width - 2 - displaywidth.String(s)
	if rest < 1 {
		p.put(run{s, title})
		return
	}
	p.line(line{{s, title}, {" ", noInk}, {strings.Repeat("─", rest), dim}})
}

// reports lists what was read, by the numbers that the statements carry.
func (p *printer) reports() {
	p.heading(fmt.Sprintf("%d reports", len(p.index.Doc.Readings)))
	for i, rd := range p.index.Doc.Readings {
		if p.more(i, len(p.index.Doc.Readings), "reports", 2) {
			break
		}
		r := rd.Report
		head := line{{fmt.Sprintf("%2d  ", i+1), dim}}
		runs := []run{{caption.Named(r), bold}}
		if r.SourceDate != "" {
			runs = append(runs, run{" · " + caption.Day(r.SourceDate), noInk})
		}
		if f := caption.File(r); f != caption.Named(r) {
			runs = append(runs, run{" · " + f, dim})
		}
		p.hang(head, runs...)
		p.hang(line{{"    ", noInk}}, run{caption.Title(r), noInk})
	}
}

// shade is the ink of a standing: what is contested must be seen first.
func shade(s incident.Standing) ink {
	switch s {
	case incident.Contested, incident.Discounted:
		return strong
	case incident.Corroborated, incident.Declared, incident.Confirmed:
		return green
	case incident.PossiblyCorroborated, incident.DeclaredInPart, incident.SingleSource:
		return yellow
	}
	return dim
}
