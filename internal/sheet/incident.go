package sheet

import (
	"fmt"
	"strings"

	"hearsay/internal/caption"
)

// table prints one incident: its head, then every fact with its positions.
func (p *printer) table(t *caption.Table) {
	p.gap()
	p.rule()
	n := fmt.Sprintf("%d reports", t.Reports)
	if t.Reports == 1 {
		n = "1 report"
	}
	kind := strings.ToUpper(t.Title)
	if !t.Main {
		kind = t.Title
	}
	left := []run{{kind, title}}
	if t.Kind != "" && t.Kind != t.Title {
		left = append(left, run{" · " + t.Kind, dim})
	}
	if t.Stage != "" {
		left = append(left, run{" · " + t.Stage, yellow})
	}
	if !t.Main {
		n = "background, " + n
	}
	p.ends(nil, left, run{n, dim})
	p.head("when", t.When)
	p.head("where", t.Where)
	if len(t.Disputed) > 0 {
		p.hang(line{{"disputed ", strong}}, run{strings.Join(t.Disputed, ", "), strong})
	}
	for _, near := range t.Near {
		p.hang(line{{"alike    ", dim}}, run{"another incident, left apart: " + near, dim})
	}
	if len(t.Slots) > 0 {
		p.rule()
		p.facts(t)
	}
	if merges := p.index.Merges(t.ID); len(merges) > 0 {
		p.gap()
		p.merges(merges)
	}
}

func (p *printer) head(name string, l caption.Line) {
	var runs []run
	if l.Value != "" {
		runs = append(runs, run{l.Value, bold})
	} else if l.Words == "" {
		runs = append(runs, run{"not given", dim})
	}
	if l.Precision != "" {
		hint := ""
		if l.Relative {
			hint = "; --date gives it"
		}
		runs = append(runs, run{" (" + l.Precision + hint + ")", noInk})
	}
	if l.Words != "" {
		runs = append(runs, run{"  “" + l.Words + "”", dim})
	}
	p.hang(line{{fmt.Sprintf("%-9s", name), dim}}, runs...)
}

// mostMerges bounds the reasons shown; the record holds them all.
const mostMerges = 8

func (p *printer) merges(reasons []string) {
	p.put(run{"How origins were counted:", dim})
	for i, m := range reasons {
		if i == mostMerges {
			p.put(run{fmt.Sprintf("… and %d more: --format json shows them all", len(reasons)-i), dim})
			return
		}
		p.hang(line{{"  ", noInk}}, run{m, dim})
	}
}

// widestValue keeps a value's standing near it on a wide terminal.
const widestValue = 56

// facts sets every value with its standing and origins, and the positions on it
// below.
func (p *printer) facts(t *caption.Table) {
	slot, standing := p.extent(t)
	value := min(p.width-1-slot-standing-len("origins")-3*2, widestValue)
	widths := []int{slot, value, standing, len("origins")}
	pad := strings.Repeat(" ", slot+2)
	p.cells(widths, [][]line{{{{"fact", dim}}}, {{{"value", dim}}}, {{{"standing", dim}}}, {{{"origins", dim}}}})
	for i, s := range t.Slots {
		if i > 0 {
			p.gap()
		}
		for k, r := range s.Rows {
			if p.more(k, len(s.Rows), "values of "+s.Name, 1) {
				break
			}
			name := s.Name
			if k > 0 {
				name = ""
			}
			p.cells(widths, [][]line{
				wrap(slot, run{name, cyan}), wrap(value, worth(r)...), wrap(standing, run{r.Standing, shade(r.Fact.Standing)}), {{{r.Origins, bold}}},
			})
			p.parties(pad, "said by    ", noInk, r.Said)
			p.parties(pad, "denied by  ", red, r.Denied)
			p.parties(pad, "silent     ", dim, r.Silent)
		}
	}
}

// mostValue is how many code points of a value are shown: about two lines.
const mostValue = 90

// worth is a value and the words it was given in.
func worth(r caption.Row) []run {
	runs := []run{{caption.Shorten(r.Value, mostValue), bold}}
	if r.Words != "" {
		runs = append(runs, run{" “" + caption.Shorten(r.Words, mostValue) + "”", dim})
	}
	return runs
}

// extent is how wide the columns for slot and standing must be; a standing of
// two words takes two lines where the value would get too narrow.
func (p *printer) extent(t *caption.Table) (slot, standing int) {
	slot, standing = len("fact"), len("standing")
	part := standing
	for _, s := range t.Slots {
		slot = max(slot, len(s.Name))
		for _, r := range s.Rows {
			standing = max(standing, len(r.Standing))
			for w := range strings.FieldsSeq(r.Standing) {
				part = max(part, len(w))
			}
		}
	}
	if p.width-slot-standing < 45 {
		standing = part
	}
	return slot, standing
}

// mostLines is how many parties get a line each.
const mostLines = 8

// parties prints all on one line where they fit it, else each on its own.
func (p *printer) parties(pad, head string, in ink, ps []caption.Party) {
	if len(ps) == 0 {
		return
	}
	if p.most > 0 && len(ps) > p.most+1 {
		p.parties(pad, head, in, ps[:p.most])
		p.hang(line{{pad, noInk}, {strings.Repeat(" ", len(head)), noInk}}, run{fmt.Sprintf("and %d more", len(ps)-p.most), dim})
		return
	}
	l := line{{pad, noInk}, {head, dim}}
	all := p.named(ps, in)
	if len(ps) > mostLines || line(all).width() <= p.width-1-l.width() {
		p.hang(l, all...)
		return
	}
	for i := range ps {
		p.hang(l, p.named(ps[i:i+1], in)...)
		l = line{{pad, noInk}, {strings.Repeat(" ", len(head)), noInk}}
	}
}

// named lists parties with the numbers of their statements.
func (p *printer) named(ps []caption.Party, in ink) []run {
	var out []run
	for i, q := range ps {
		if i > 0 {
			out = append(out, run{"; ", dim})
		}
		name := q.Name
		if p.most > 0 {
			name = caption.Shorten(name, 120)
		}
		out = append(out, run{name, in})
		for _, s := range q.Stands {
			if s.Note != "" {
				out = append(out, run{", " + s.Note, dim})
			}
			refs := strings.Join(s.Refs, ", ")
			if n := len(s.Refs); p.most > 0 && n > p.most+1 {
				refs = fmt.Sprintf("%s … and %d more", strings.Join(s.Refs[:p.most], ", "), n-p.most)
			}
			out = append(out, run{" [" + refs + "]", dim})
		}
	}
	return out
}

// cells sets wrapped cells side by side, two blanks apart.
func (p *printer) cells(widths []int, cells [][]line) {
	rows := 0
	for _, c := range cells {
		rows = max(rows, len(c))
	}
	for i := range rows {
		var l line
		for k, c := range cells {
			w := 0
			if i < len(c) {
				l = append(l, c[i]...)
				w = c[i].width()
			}
			l = append(l, run{strings.Repeat(" ", max(0, widths[k]-w)+2), noInk})
		}
		p.line(l)
	}
}
