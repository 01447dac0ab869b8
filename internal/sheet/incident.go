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
		p.hang(line{{"dispute  ", strong}}, run{strings.Join(t.Disputed, ", "), strong})
	}
	for _, near := range t.Near {
		p.hang(line{{"like     ", dim}}, run{"another incident is alike and left apart: " + near, dim})
	}
	if len(t.Slots) > 0 {
		p.rule()
		if p.width >= wide {
			p.columns(t)
		} else {
			p.stacked(t)
		}
	}
	if len(t.Merges) > 0 {
		p.gap()
		p.merges(t.Merges)
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
		runs = append(runs, run{" (" + l.Precision + ")", noInk})
	}
	if l.Words != "" {
		runs = append(runs, run{"  “" + l.Words + "”", dim})
	}
	p.hang(line{{fmt.Sprintf("%-9s", name), dim}}, runs...)
}

// mostMerges bounds the reasons shown; the record holds them all.
const mostMerges = 8

func (p *printer) merges(reasons []string) {
	p.put(run{"Counted as one origin:", dim})
	for i, m := range reasons {
		if i == mostMerges {
			p.put(run{fmt.Sprintf("… and %d more: --format json shows them all", len(reasons)-i), dim})
			return
		}
		p.hang(line{{"  ", noInk}}, run{m, dim})
	}
}

// stacked sets a fact's positions under its value.
func (p *printer) stacked(t *caption.Table) {
	slot, standing := extent(t)
	value := p.width - 1 - slot - 2 - 2 - standing - 2 - len("origins")
	pad := strings.Repeat(" ", slot+2)
	p.cells([]int{slot, value, standing, 7}, [][]line{
		{{{"fact", dim}}}, {{{"value", dim}}}, {{{"standing", dim}}}, {{{"origins", dim}}},
	})
	for i, s := range t.Slots {
		if i > 0 {
			p.gap()
		}
		for k, r := range s.Rows {
			name := s.Name
			if k > 0 {
				name = ""
			}
			p.cells([]int{slot, value, standing, 7}, [][]line{
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

// extent is how wide the columns for slot and standing must be.
func extent(t *caption.Table) (slot, standing int) {
	slot, standing = len("fact"), len("standing")
	for _, s := range t.Slots {
		slot = max(slot, len(s.Name))
		for _, r := range s.Rows {
			for part := range strings.FieldsSeq(r.Standing) {
				standing = max(standing, len(part))
			}
			if len(r.Standing) <= 13 {
				standing = max(standing, len(r.Standing))
			}
		}
	}
	return slot, standing
}

func (p *printer) parties(pad, head string, in ink, ps []caption.Party) {
	if len(ps) > 0 {
		p.hang(line{{pad, noInk}, {head, dim}}, named(ps, in)...)
	}
}

// named lists parties with the numbers of their statements.
func named(ps []caption.Party, in ink) []run {
	var out []run
	for i, q := range ps {
		if i > 0 {
			out = append(out, run{"; ", dim})
		}
		out = append(out, run{q.Name, in})
		if q.Note != "" {
			out = append(out, run{", " + q.Note, dim})
		}
		if len(q.Refs) > 0 {
			out = append(out, run{" [" + strings.Join(q.Refs, ", ") + "]", dim})
		}
	}
	return out
}

// columns sets a fact's positions in three columns of their own.
func (p *printer) columns(t *caption.Table) {
	slot, standing := extent(t)
	rest := p.width - 1 - slot - standing - len("origins") - 6*2
	value, said, denied := rest*30/100, rest*32/100, rest*20/100
	silent := rest - value - said - denied
	widths := []int{slot, value, standing, 7, said, denied, silent}
	var heads [][]line
	for _, h := range []string{"fact", "value", "standing", "origins", "said by", "denied by", "silent"} {
		heads = append(heads, []line{{{h, dim}}})
	}
	p.cells(widths, heads)
	for i, s := range t.Slots {
		if i > 0 {
			p.gap()
		}
		for k, r := range s.Rows {
			name := s.Name
			if k > 0 {
				name = ""
			}
			p.cells(widths, [][]line{
				wrap(slot, run{name, cyan}), wrap(value, worth(r)...), wrap(standing, run{r.Standing, shade(r.Fact.Standing)}), {{{r.Origins, bold}}},
				wrap(said, named(r.Said, noInk)...), wrap(denied, named(r.Denied, red)...), wrap(silent, named(r.Silent, dim)...),
			})
		}
	}
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
